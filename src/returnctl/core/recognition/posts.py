"""The post that issues a number of the UPU's form, by the country in its last two letters.

The slug of a carrier is its name in small letters with dashes, so one that a rule pack names must
be written here as the pack has it: `royal-mail`, `hongkong-post`, `usps`.
"""

from typing import Final

# Source: the UPU's list of designated operators. ASCII, because the names become slugs.
POSTS: Final = {
    "AD": "Correos Andorra", "AE": "Emirates Post", "AF": "Afghan Post", "AG": "Antigua Post",
    "AL": "Posta Shqiptare", "AM": "Haypost", "AO": "Correios de Angola", "AR": "Correo Argentino",
    "AT": "Austrian Post", "AU": "Australia Post", "AW": "Post Aruba", "AZ": "Azerpost",
    "BA": "BH Posta", "BB": "Barbados Post", "BD": "Bangladesh Post", "BE": "bpost",
    "BF": "Sonapost", "BG": "Bulgarian Posts", "BH": "Bahrain Post", "BI": "Poste Burundi",
    "BJ": "La Poste du Benin", "BM": "Bermuda Post", "BN": "Brunei Post",
    "BO": "Correos de Bolivia", "BR": "Correios", "BS": "Bahamas Post", "BT": "Bhutan Post",
    "BW": "BotswanaPost", "BY": "Belpost", "BZ": "Belize Post", "CA": "Canada Post",
    "CD": "Poste Congo Kinshasa", "CF": "Poste Centrafrique", "CG": "Poste Congo",
    "CH": "Swiss Post", "CI": "La Poste de Cote d'Ivoire", "CL": "Correos Chile",
    "CM": "Campost", "CN": "China Post", "CO": "4-72", "CR": "Correos de Costa Rica",
    "CU": "Correos de Cuba", "CV": "Correios de Cabo Verde", "CW": "Cpost", "CY": "Cyprus Post",
    "CZ": "Ceska posta", "DE": "Deutsche Post", "DJ": "La Poste de Djibouti",
    "DK": "PostNord Danmark",
    "DM": "Dominica Post", "DO": "Inposdom", "DZ": "Algerie Poste", "EC": "Correos del Ecuador",
    "EE": "Omniva", "EG": "Egypt Post", "ER": "Eritrea Post", "ES": "Correos",
    "ET": "Ethiopian Post", "FI": "Posti", "FJ": "Post Fiji", "FO": "Posta Faroe", "FR": "La Poste",
    "GA": "La Poste du Gabon", "GB": "Royal Mail", "GD": "Grenada Post", "GE": "Georgian Post",
    "GG": "Guernsey Post", "GH": "Ghana Post", "GI": "Royal Gibraltar Post", "GL": "Tusass",
    "GM": "GamPost", "GN": "La Poste guineenne", "GQ": "Correos Guinea Ecuatorial",
    "GR": "ELTA", "GT": "Correo de Guatemala", "GW": "Correios da Guine-Bissau",
    "GY": "Guyana Post", "HK": "Hongkong Post", "HN": "Honducor", "HR": "Hrvatska posta",
    "HT": "Poste Haiti", "HU": "Magyar Posta", "ID": "Pos Indonesia", "IE": "An Post",
    "IL": "Israel Post", "IM": "Isle of Man Post", "IN": "India Post", "IQ": "Iraqi Post",
    "IR": "Iran Post", "IS": "Posturinn", "IT": "Poste Italiane", "JE": "Jersey Post",
    "JM": "Jamaica Post", "JO": "Jordan Post", "JP": "Japan Post", "KE": "Posta Kenya",
    "KG": "Kyrgyz Post", "KH": "Cambodia Post", "KI": "Kiribati Post", "KM": "Poste Comores",
    "KN": "St Kitts and Nevis Post", "KP": "Post of DPR Korea", "KR": "Korea Post",
    "KW": "Kuwait Post", "KY": "Cayman Islands Post", "KZ": "Kazpost", "LA": "Lao Post",
    "LB": "LibanPost", "LC": "Saint Lucia Post", "LI": "Liechtensteinische Post",
    "LK": "Sri Lanka Post", "LR": "Liberia Post", "LS": "Lesotho Post", "LT": "LP Express",
    "LU": "POST Luxembourg", "LV": "Latvijas Pasts", "LY": "Libya Post", "MA": "Barid Al-Maghrib",
    "MC": "La Poste Monaco", "MD": "Posta Moldovei", "ME": "Posta Crne Gore",
    "MG": "Paositra Malagasy", "MK": "Makedonska Posta", "ML": "La Poste du Mali",
    "MM": "Myanmar Post", "MN": "Mongol Post", "MO": "CTT Macau", "MR": "Mauripost",
    "MT": "MaltaPost", "MU": "Mauritius Post", "MV": "Maldives Post", "MW": "Malawi Post",
    "MX": "Correos de Mexico", "MY": "Pos Malaysia", "MZ": "Correios de Mocambique",
    "NA": "NamPost", "NC": "OPT Nouvelle-Caledonie", "NE": "Niger Poste", "NG": "NIPOST",
    "NI": "Correos de Nicaragua", "NL": "PostNL", "NO": "Posten", "NP": "Nepal Post",
    "NR": "Nauru Post", "NZ": "NZ Post", "OM": "Oman Post", "PA": "Correos de Panama",
    "PE": "Serpost", "PF": "Fare Rata", "PG": "Post PNG", "PH": "PHLPost", "PK": "Pakistan Post",
    "PL": "Poczta Polska", "PS": "Palestine Post", "PT": "CTT", "PY": "Correo Paraguayo",
    "QA": "Qatar Post", "RO": "Posta Romana", "RS": "Posta Srbije", "RU": "Russian Post",
    "RW": "Iposita", "SA": "SPL Saudi Post", "SB": "Solomon Post", "SC": "Seychelles Post",
    "SD": "Sudapost", "SE": "PostNord Sverige", "SG": "SingPost", "SI": "Posta Slovenije",
    "SK": "Slovenska posta", "SL": "Salpost", "SM": "Poste San Marino", "SN": "La Poste du Senegal",
    "SO": "Somali Post", "SR": "Surpost", "SS": "South Sudan Post",
    "ST": "Correios de Sao Tome e Principe", "SV": "Correos de El Salvador", "SY": "Syrian Post",
    "SZ": "Eswatini Post", "TD": "Poste du Tchad", "TG": "La Poste du Togo", "TH": "Thailand Post",
    "TJ": "Tajik Post", "TL": "Correios de Timor-Leste", "TM": "Turkmenpost",
    "TN": "La Poste Tunisienne", "TO": "Tonga Post", "TR": "PTT", "TT": "TTPost",
    "TV": "Tuvalu Post", "TW": "Chunghwa Post", "TZ": "Tanzania Posts", "UA": "Ukrposhta",
    "UG": "Posta Uganda", "US": "USPS", "UY": "Correo Uruguayo", "UZ": "Uzpost",
    "VA": "Poste Vaticane", "VC": "SVG Post", "VE": "Ipostel", "VN": "Vietnam Post",
    "VU": "Vanuatu Post", "WS": "Samoa Post", "XK": "Posta e Kosoves", "YE": "Yemen Post",
    "ZA": "South African Post", "ZM": "Zampost", "ZW": "Zimpost",
}  # fmt: skip


def slug_of(name: str) -> str:
    """Return the slug of a carrier's name: small letters, digits and dashes."""
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())
