"""The words that German rules need."""

from collections.abc import Callable

from frontend.generic.table import CurrencyNouns, LanguageTable, Noun

GERMAN_MONTHS = tuple(
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
)
CENT = Noun("ein Cent", "Cent")
EURO = CurrencyNouns(Noun("ein Euro", "Euro"), CENT)
DOLLAR = CurrencyNouns(Noun("ein Dollar", "Dollar"), CENT)
POUND = CurrencyNouns(Noun("ein Pfund", "Pfund"), Noun("ein Penny", "Pence"))
FRANC = CurrencyNouns(Noun("ein Franken", "Franken"), Noun("ein Rappen", "Rappen"))
YEN = CurrencyNouns(Noun("ein Yen", "Yen"), Noun("ein Sen", "Sen"))
CURRENCIES = {
    **dict.fromkeys(("€", "EUR", "Euro"), EURO),
    **dict.fromkeys(("$", "USD", "US-$", "Dollar"), DOLLAR),
    **dict.fromkeys(("£", "GBP"), POUND),
    **dict.fromkeys(("CHF", "SFr.", "Franken"), FRANC),
    **dict.fromkeys(("¥", "JPY"), YEN),
    **dict.fromkeys(("Cent", "Ct.", "ct"), CurrencyNouns(CENT, CENT)),
    "DM": CurrencyNouns(Noun("eine D-Mark", "D-Mark"), Noun("ein Pfennig", "Pfennig")),
}
GERMAN_MAGNITUDES = {
    **dict.fromkeys(("Mio.", "Mio", "Millionen", "Million"), Noun("eine Million", "Millionen")),
    **dict.fromkeys(
        ("Mrd.", "Mrd", "Milliarden", "Milliarde"), Noun("eine Milliarde", "Milliarden")
    ),
    **dict.fromkeys(("Bio.", "Billionen", "Billion"), Noun("eine Billion", "Billionen")),
    **dict.fromkeys(("Tsd.", "Tausend", "tausend"), Noun("eintausend", "tausend")),
}
# unit -> name; its number one is "ein", or "eine" for the feminine ones
NEUTER_UNITS = {
    "%": "Prozent",
    "‰": "Promille",
    "°C": "Grad Celsius",
    "° C": "Grad Celsius",
    "°F": "Grad Fahrenheit",
    "°": "Grad",
    "mm": "Millimeter",
    "cm": "Zentimeter",
    "dm": "Dezimeter",
    "m": "Meter",
    "km": "Kilometer",
    "mm²": "Quadratmillimeter",
    "cm²": "Quadratzentimeter",
    "m²": "Quadratmeter",
    "qm": "Quadratmeter",
    "km²": "Quadratkilometer",
    "cm³": "Kubikzentimeter",
    "m³": "Kubikmeter",
    "km/h": "Kilometer pro Stunde",
    "m/s": "Meter pro Sekunde",
    "m/s²": "Meter pro Quadratsekunde",
    "mg": "Milligramm",
    "g": "Gramm",
    "kg": "Kilogramm",
    "Pfd.": "Pfund",
    "ml": "Milliliter",
    "cl": "Zentiliter",
    "dl": "Deziliter",
    "l": "Liter",
    "TL": "Teelöffel",
    "EL": "Esslöffel",
    "ha": "Hektar",
    "V": "Volt",
    "kV": "Kilovolt",
    "A": "Ampere",
    "mA": "Milliampere",
    "W": "Watt",
    "kW": "Kilowatt",
    "MW": "Megawatt",
    "GW": "Gigawatt",
    "PS": "PS",
    "Hz": "Hertz",
    "kHz": "Kilohertz",
    "MHz": "Megahertz",
    "GHz": "Gigahertz",
    "dB": "Dezibel",
    "kB": "Kilobyte",
    "KB": "Kilobyte",
    "MB": "Megabyte",
    "GB": "Gigabyte",
    "TB": "Terabyte",
    "Mbit/s": "Megabit pro Sekunde",
    "J": "Joule",
    "kJ": "Kilojoule",
    "N": "Newton",
    "Pa": "Pascal",
    "hPa": "Hektopascal",
    "bar": "Bar",
    "K": "Kelvin",
}
FEMININE_UNITS = {
    "t": ("Tonne", "Tonnen"),
    "s": ("Sekunde", "Sekunden"),
    "Sek.": ("Sekunde", "Sekunden"),
    "ms": ("Millisekunde", "Millisekunden"),
    "min": ("Minute", "Minuten"),
    "Min.": ("Minute", "Minuten"),
    "h": ("Stunde", "Stunden"),
    "Std.": ("Stunde", "Stunden"),
    "U/min": ("Umdrehung pro Minute", "Umdrehungen pro Minute"),
    "kcal": ("Kilokalorie", "Kilokalorien"),
    "Wh": ("Wattstunde", "Wattstunden"),
    "kWh": ("Kilowattstunde", "Kilowattstunden"),
    "MWh": ("Megawattstunde", "Megawattstunden"),
}
UNITS = {
    **{sign: Noun(f"ein {name}", name) for sign, name in NEUTER_UNITS.items()},
    **{sign: Noun(f"eine {one}", many) for sign, (one, many) in FEMININE_UNITS.items()},
}
GERMAN_ABBREVIATIONS = {
    "z. B.": "zum Beispiel",
    "d. h.": "das heißt",
    "u. a.": "unter anderem",
    "u. Ä.": "und Ähnliches",
    "o. Ä.": "oder Ähnliches",
    "o. g.": "oben genannt",
    "u. U.": "unter Umständen",
    "z. T.": "zum Teil",
    "z. Zt.": "zurzeit",
    "z. Z.": "zurzeit",
    "i. d. R.": "in der Regel",
    "i. A.": "im Auftrag",
    "a. D.": "außer Dienst",
    "m. E.": "meines Erachtens",
    "s. o.": "siehe oben",
    "s. u.": "siehe unten",
    "v. a.": "vor allem",
    "v. Chr.": "vor Christus",
    "n. Chr.": "nach Christus",
    "u. s. w.": "und so weiter",
    "usw.": "und so weiter",
    "usf.": "und so fort",
    "etc.": "et cetera",
    "bzw.": "beziehungsweise",
    "bspw.": "beispielsweise",
    "ca.": "circa",
    "evtl.": "eventuell",
    "ggf.": "gegebenenfalls",
    "inkl.": "inklusive",
    "exkl.": "exklusive",
    "einschl.": "einschließlich",
    "zzgl.": "zuzüglich",
    "abzgl.": "abzüglich",
    "max.": "maximal",
    "mind.": "mindestens",
    "vgl.": "vergleiche",
    "sog.": "sogenannt",
    "geb.": "geboren",
    "gest.": "gestorben",
    "verh.": "verheiratet",
    "MwSt.": "Mehrwertsteuer",
    "Dr.": "Doktor",
    "Prof.": "Professor",
    "Dipl.": "Diplom",
    "Ing.": "Ingenieur",
    "Hr.": "Herr",
    "Fr.": "Frau",
    "St.": "Sankt",
    "Nr.": "Nummer",
    "Nrn.": "Nummern",
    "Tel.": "Telefon",
    "Str.": "Straße",
    "Pl.": "Platz",
    "Hbf.": "Hauptbahnhof",
    "Bd.": "Band",
    "Kap.": "Kapitel",
    "Abb.": "Abbildung",
    "Tab.": "Tabelle",
    "Abs.": "Absatz",
    "Art.": "Artikel",
    "Anm.": "Anmerkung",
    "Aufl.": "Auflage",
    "Hrsg.": "Herausgeber",
    "Jh.": "Jahrhundert",
    "Jhd.": "Jahrhundert",
    "Std.": "Stunden",
    "Min.": "Minuten",
    "Sek.": "Sekunden",
    "Mio.": "Millionen",
    "Mrd.": "Milliarden",
    "Jan.": "Januar",
    "Feb.": "Februar",
    "Apr.": "April",
    "Aug.": "August",
    "Sept.": "September",
    "Okt.": "Oktober",
    "Nov.": "November",
    "Dez.": "Dezember",
    "jun.": "junior",
    "sen.": "senior",
    "Fa.": "Firma",
    "u. v. m.": "und vieles mehr",
    "u. dgl.": "und dergleichen",
    "v. l. n. r.": "von links nach rechts",
    "i. e. S.": "im engeren Sinne",
    "m. W.": "meines Wissens",
    "p. a.": "per annum",
    "z. Hd.": "zu Händen",
    "o. k.": "okay",
    "Bsp.": "Beispiel",
    "Abt.": "Abteilung",
    "Ges.": "Gesellschaft",
    "Verf.": "Verfasser",
    "Red.": "Redaktion",
    "tägl.": "täglich",
    "mtl.": "monatlich",
    "jährl.": "jährlich",
    "lt.": "laut",
    "gem.": "gemäß",
    "allg.": "allgemein",
    "urspr.": "ursprünglich",
    "insb.": "insbesondere",
    "insbes.": "insbesondere",
    "bes.": "besonders",
    "ehem.": "ehemals",
    "gegr.": "gegründet",
    "ugs.": "umgangssprachlich",
    "Rn.": "Randnummer",
    "Pos.": "Position",
    "Tsd.": "Tausend",
    "Frl.": "Fräulein",
    "ff.": "folgende",
    "ff": "folgende",
}
GERMAN_SYMBOLS = {
    "&": "und",
    "%": "Prozent",
    "‰": "Promille",
    "§§": "Paragrafen",
    "§": "Paragraf",
    "+": "plus",
    "=": "gleich",
    "×": "mal",
    "±": "plus minus",
    "<": "kleiner als",
    ">": "größer als",
    "≈": "ungefähr",
    "@": "at",
    "°": "Grad",
    "€": "Euro",
    "$": "Dollar",
    "£": "Pfund",
    "½": "ein halb",
    "¼": "ein Viertel",
    "¾": "drei Viertel",
    "⅓": "ein Drittel",
    "⅔": "zwei Drittel",
    "²": "hoch zwei",
    "³": "hoch drei",
}
# a dot after these ends no sentence
GERMAN_TITLES = frozenset(
    "Dr Prof Dipl Ing Hr Fr St Nr Nrn Tel Bd Kap Abb Tab Abs Art ca bzw vgl Vgl evtl ggf inkl "
    "exkl einschl zzgl abzgl max mind geb gest verh med phil jur rer nat sog bspw lt gem allg "
    "urspr insb insbes bes ehem gegr Abt Rn Pos Tsd Red Verf Hrsg Fa Jan Feb Apr Aug Sept Okt Nov "
    "Dez Mag Frl Ltd -str -Str".split()
)
GERMAN_STARTERS = frozenset(
    "der die das den dem des ein eine einer eines einem ich du er sie es wir ihr man in im am an "
    "auf aus bei mit nach seit von vom vor zu zum zur für gegen ohne um durch über unter wenn als "
    "ob weil da dann doch aber und oder denn so nun jetzt heute gestern morgen hier dort was wer "
    "wie wo warum wann welche dieser diese dieses jeder jede alle viele einige kein keine mein "
    "meine sein seine ihre unser unsere ja nein nicht auch noch nur schon sehr danach davor dabei "
    "damit deshalb daher trotzdem außerdem allerdings jedoch während bis obwohl nachdem bitte "
    "siehe es".split()
)


def clock(hours: int, minutes: int, words: Callable[[str], str]) -> str:
    """A time in words.

    >>> clock(15, 30, {"15": "fünfzehn", "30": "dreißig"}.__getitem__)
    'fünfzehn Uhr dreißig'
    """
    hour = "ein" if hours == 1 else words(str(hours))
    return f"{hour} Uhr {words(str(minutes))}" if minutes else f"{hour} Uhr"


GERMAN_EXAMPLES = {
    "abbreviation": (("Obst, z. B. Äpfel", "Obst, zum Beispiel Äpfel"), ("es war da", "es war da")),
    "clock": (("um 15:30 Uhr", "um fünfzehn Uhr dreißig"), ("3:1", "drei zu eins")),
    "money-before": (("€ 5,20", "fünf Euro zwanzig"), ("Euro und Cent", "Euro und Cent")),
    "money": (
        ("1.234,56 €", "eintausendzweihundertvierunddreißig Euro sechsundfünfzig"),
        ("12 Eulen", "zwölf Eulen"),
    ),
    "measure": (
        ("1 km und 20 °C", "ein Kilometer und zwanzig Grad Celsius"),
        ("8 Tage", "acht Tage"),
    ),
    "per": (("2 €/kg", "zwei Euro pro Kilogramm"), ("und/oder", "und/oder")),
    "magnitude": (("3,5 Mio. Autos", "drei Komma fünf Millionen Autos"), ("3 Affen", "drei Affen")),
    "sign": (("-5 Grad", "minus fünf Grad"), ("die E-5", "die E-fünf")),
    "span": (("10–15 Mal", "zehn bis fünfzehn Mal"), ("heute - morgen", "heute - morgen")),
    "number": (("83.000 und 3,14", "dreiundachtzigtausend und drei Komma eins vier"), ("a", "a")),
    "symbol": (("Müller & Sohn", "Müller und Sohn"), ("Müller", "Müller")),
}
GERMAN_TABLE = LanguageTable(
    name="German",
    code="de",
    locale="de",
    decimal=",",
    grouping=". '",
    point="Komma",
    minus="minus",
    plus="plus",
    span="bis",
    symbols=GERMAN_SYMBOLS,
    units=UNITS,
    per="pro",
    per_names={"h": "Stunde", "Std.": "Stunde", "s": "Sekunde", "min": "Minute", "t": "Tonne"}
    | {name: name for name in "Tag Woche Monat Jahr Person Stunde Minute Stück Nacht".split()},
    currencies=CURRENCIES,
    magnitudes=GERMAN_MAGNITUDES,
    abbreviations=GERMAN_ABBREVIATIONS,
    clock=clock,
    starters=GERMAN_STARTERS,
    titles=GERMAN_TITLES,
    is_latin=True,
    examples=GERMAN_EXAMPLES,
)
