"""What holds where no setting says otherwise; apart, because every command reads the settings."""

from typing import Final

# Days before the day to act by on which reminders come.
LADDER: Final = (14, 7, 3, 1, 0)
# What is overdue is told daily for so long, and then left to the lists.
OVERDUE_DAYS: Final = 7
# Of so many days, weeks and months that have a backup the newest stays.
DAILY: Final = 7
WEEKLY: Final = 4
MONTHLY: Final = 12
