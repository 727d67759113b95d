"""Currencies: their symbols and codes, and their names; magnitudes and rates of sums."""

from typing import NamedTuple


class Currency(NamedTuple):
    """The names of a currency and of its hundredth."""

    one: str
    many: str
    cent: str = "cent"
    cents: str = "cents"


CURRENCY_SYMBOLS = {
    "$": Currency("dollar", "dollars"),
    "£": Currency("pound", "pounds", "penny", "pence"),
    "€": Currency("euro", "euros"),
    "¥": Currency("yen", "yen", "sen", "sen"),
    "₹": Currency("rupee", "rupees", "paisa", "paise"),
    "₽": Currency("ruble", "rubles", "kopek", "kopeks"),
    "₩": Currency("won", "won", "jeon", "jeon"),
    "₿": Currency("bitcoin", "bitcoin", "satoshi", "satoshis"),
    "₺": Currency("lira", "lira", "kurus", "kurus"),
    "₴": Currency("hryvnia", "hryvnias", "kopek", "kopeks"),
    "₪": Currency("shekel", "shekels", "agora", "agorot"),
    "฿": Currency("baht", "baht", "satang", "satang"),
    "₦": Currency("naira", "naira", "kobo", "kobo"),
    "₫": Currency("dong", "dong", "xu", "xu"),
    "₱": Currency("peso", "pesos", "centavo", "centavos"),
}
CURRENCY_CODES = {
    "USD": Currency("US dollar", "US dollars"),
    "EUR": Currency("euro", "euros"),
    "GBP": Currency("British pound", "British pounds", "penny", "pence"),
    "JPY": Currency("yen", "yen", "sen", "sen"),
    "CHF": Currency("Swiss franc", "Swiss francs", "centime", "centimes"),
    "CAD": Currency("Canadian dollar", "Canadian dollars"),
    "AUD": Currency("Australian dollar", "Australian dollars"),
    "NZD": Currency("New Zealand dollar", "New Zealand dollars"),
    "HKD": Currency("Hong Kong dollar", "Hong Kong dollars"),
    "INR": Currency("Indian rupee", "Indian rupees", "paisa", "paise"),
    "CNY": Currency("Chinese yuan", "Chinese yuan", "fen", "fen"),
    "RMB": Currency("yuan", "yuan", "fen", "fen"),
    "SEK": Currency("Swedish krona", "Swedish kronor", "öre", "öre"),
    "NOK": Currency("Norwegian krone", "Norwegian kroner", "øre", "øre"),
    "DKK": Currency("Danish krone", "Danish kroner", "øre", "øre"),
    "RUB": Currency("ruble", "rubles", "kopek", "kopeks"),
    "BRL": Currency("Brazilian real", "Brazilian reais", "centavo", "centavos"),
    "MXN": Currency("Mexican peso", "Mexican pesos", "centavo", "centavos"),
    "ZAR": Currency("rand", "rand"),
    "KRW": Currency("won", "won", "jeon", "jeon"),
    "SGD": Currency("Singapore dollar", "Singapore dollars"),
    "PLN": Currency("zloty", "zlotys", "grosz", "groszy"),
    "BTC": Currency("bitcoin", "bitcoin", "satoshi", "satoshis"),
    "RS": Currency("rupee", "rupees", "paisa", "paise"),
    "TRY": Currency("Turkish lira", "Turkish lira", "kurus", "kurus"),
    "THB": Currency("baht", "baht", "satang", "satang"),
    "AED": Currency("dirham", "dirhams", "fils", "fils"),
}
# before a symbol: "US$5"
COUNTRY_PREFIX = {
    "US": "US",
    "U.S.": "US",
    "C": "Canadian",
    "CA": "Canadian",
    "CAD": "Canadian",
    "A": "Australian",
    "AU": "Australian",
    "NZ": "New Zealand",
    "HK": "Hong Kong",
    "S": "Singapore",
    "R": "Brazilian",
    "NT": "New Taiwan",
    "MX": "Mexican",
}
MAGNITUDES = {
    "k": "thousand",
    "K": "thousand",
    "m": "million",
    "M": "million",
    "mn": "million",
    "mln": "million",
    "mil": "million",
    "mm": "million",
    "MM": "million",
    "b": "billion",
    "B": "billion",
    "bn": "billion",
    "Bn": "billion",
    "bln": "billion",
    "t": "trillion",
    "T": "trillion",
    "tn": "trillion",
    "trn": "trillion",
}
# after a stroke: "$5/mo"
RATE_UNITS = {
    "mo": "month",
    "month": "month",
    "yr": "year",
    "year": "year",
    "wk": "week",
    "week": "week",
    "d": "day",
    "day": "day",
    "hr": "hour",
    "h": "hour",
    "hour": "hour",
    "min": "minute",
    "kg": "kilogram",
    "lb": "pound",
    "oz": "ounce",
    "person": "person",
    "night": "night",
    "gal": "gallon",
    "sqft": "square foot",
    "unit": "unit",
    "user": "user",
    "share": "share",
    "bbl": "barrel",
    "kWh": "kilowatt hour",
    "GB": "gigabyte",
    "MWh": "megawatt hour",
    "l": "liter",
}
