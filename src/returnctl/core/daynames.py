"""The names of weekdays and months: as the program writes them, and as people type them.

Convention: what is typed is looked up in lower case and without accents.
"""

from typing import Final

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())

# A line for each month: English, German, Spanish, French, Italian, Portuguese. No word has two
# meanings; French "jui" would, so it is not here.
_MONTH_WORDS: Final = """
january jan januar enero ene janvier janv gennaio gen janeiro
february feb februar febrero fevrier fevr fev febbraio fevereiro
march mar marz maerz mrz marzo mars marco
april apr abril abr avril avr aprile
may mai mayo maggio mag maio
june jun juni junio juin giugno giu junho
july jul juli julio juillet juil luglio lug julho
august aug agosto ago aout
september sept sep septiembre setiembre septembre settembre set setembro
october oct oktober okt octubre octobre ottobre ott outubro out
november nov noviembre novembre novembro
december dec dezember dez diciembre dic decembre dicembre dezembro
"""
MONTH_OF: Final = {
    word: number
    for number, line in enumerate(_MONTH_WORDS.strip().splitlines(), start=1)
    for word in line.split()
}
WEEKDAY_OF: Final = {
    word: number
    for number, name in enumerate(WEEKDAYS)
    for word in (name.casefold(), name[:3].casefold())
}
