"""Words in capitals: which are read as words, which are spelled."""

from functools import cache, lru_cache
from itertools import chain

from frontend.lazy_regex import lazy

ACRONYMS_AS_WORDS = frozenset(
    (
        "NASA NATO UNESCO UNICEF OPEC LASER RADAR SONAR AIDS COVID SARS MERS SWAT SCUBA ASCII "
        "JPEG GIF RAM ROM PIN SIM LAN WAN BASIC COBOL FORTRAN DOS BIOS CAD WASP NAFTA ASEAN "
        "FIFA UEFA NASDAQ NIMBY YOLO CAPTCHA AWOL CRISPR IKEA LEGO NOAA OSHA FEMA HIPAA "
        "SOAP CORS SOTA HEPA "
        "INTERPOL EUROPOL DARPA SALT START FIAT SAAB GATT CERN FAQ PAC POTUS SCOTUS FLOTUS UNIX "
        "LINUX MIDI HUD SQUID TASER MASH CUDA EURO BART MARTA ZIP GUI SAT GIS ELISA TIFF PEN "
        "VAX FICA SUNY CUNY ANSI GOTO NAND MIPS ARPA LILO FUD FOMO BOGO PETA MENSA GAAP DACA SIDS "
        "MOMA YIMBY EPCOT FUBAR SNAFU CAPEX OPEX JAMA NICU REIT "
        "JSON YAML STEM LIDAR NORAD IMAX NEXRAD RAND SEAL SEATO SLAC TEFL TOEFL HAL MAC ICE"
    ).split()
)
# ordinary words of two letters, which some write in capitals; longer ones stand in COMMON_WORDS
SHORT_WORDS = frozenset(
    "AN OR NO IN ON AT TO OF BY UP IF AS IS IT HE WE ME MY BE DO SO GO OH AM HI AH HA HO UH UM EH "
    "YE YO OW AW LO OX AX JO OZ AY EW".split()
)
FAMILY = frozenset("MA PA DE LE EN AL YA".split())  # words in a line of capitals
WORD_LISTS = ("common-words.txt", "scowl-words.txt")
# even in a line of capitals
ACRONYMS_SPELLED = frozenset(
    (
        "FBI CIA NSA IRS USA UAE IBM AMD AOL CEO CFO CTO COO CPU GPU USB URL API IEEE UCLA YMCA "
        "YWCA AARP NAACP UNHCR ACLU NCAA USDA EPA FAA FDA ATM DIY DOA IOU IMF IOC IPO ISP NBA "
        "UFO VIP IQ ID AI EU UN UK NYU MIT MBA ABC BBC CBS NBC CNN ESPN HIV DNA RNA MRI ICU EKG "
        "GPA SUV RPM DVD PDF HTML SQL OECD IAEA AFL IRC USC LSU BYU UAW EEC IPA IUCN ISBN ESA "
        "USS HMS USSR USAF RAF DOJ DOE IDF PLO IRA UDA LGBT LGBTQ AFAIK IMHO IIRC APT ASP CIS EMS "
        "ESP ETA EST IDS LED MES RIP SEC SOP SOS DEC PMS MIA UAW VIPS CADR LSAT"
    ).split()
)
VOWEL = lazy(r"[AEIOUY]")
TWO_SYLLABLES = lazy(r"(?:[BCDFGHJKLMNPQRSTVWXZ]{0,2}[AEIOUY]{1,2}){2,}[BCDFGHJKLMNPQRSTVWXZ]{0,2}")
ONSET = (
    "(?:[BCDFGHJKLMNPRSTVWZ]|BL|BR|CH|CL|CR|DR|FL|FR|GL|GR|KN|PH|PL|PR|QU|SC|SH|SK|SL|SM|SN|SP|ST|"
    "STR|SW|TH|TR|TW|WH|WR|SPR|SCR|SHR|THR)?"
)
CODA = (
    "(?:[BCDFGKLMNPRTXZ]?(?:CK|CH|LD|LF|LL|LT|MP|ND|NG|NK|NT|PT|RD|RK|RM|RN|RT|SH|SK|SS|ST|TH|"
    "GHT|WN|WL|WD)|[BDGKLMNPRTW]S?)"
)
SYLLABLE = lazy(  # "PAGE", "NORTH"
    rf"[BCDFGHJKLMNPRSTVWZ]{{1,2}}[AEIOUY][BCDFGKLMNPRSTVZ]E|{ONSET}[AEIOU]{{1,2}}{CODA}"
)
# "AHH", "LAH", "EWW"
CRY = lazy(
    r"[AEOU]+H{2,}|[AO]{2,}H+|[BDGHLNW][AEU]H|E+W{2,}|H+M{2,}|[AU]+R*G+H+|"
    r"A*(?:H+[AE]+){2,}H*|[AEOM]{4,}|AWH?|UOH"
)
# "NOOO", "AWWW"; not "IEEE", "CCCP", "XIII"
DRAWN_OUT = lazy(r"[A-Z]+?([AEHLMNORSTUWYZ])\1{2,}[A-Z]*")
ROMAN_LETTERS = lazy(r"[IVXLCDM]+")
DOUBLED_END = lazy(r"[A-Z]+([A-Z])\1")  # "YESS", "NOO"
SHOUTED_WORD = lazy(r"[A-Z]{4}")


def spell(text: str) -> str:
    """Letters one by one, in capitals."""
    return " ".join(text.upper())


@cache
def common_words() -> frozenset[str]:
    """Words of three to five letters that are no letters when they stand in capitals."""
    from importlib import resources  # 8 ms, which few texts need

    data = resources.files("frontend.english.normalize").joinpath("data")
    lines = chain.from_iterable(
        data.joinpath(name).read_text(encoding="utf-8").splitlines() for name in WORD_LISTS
    )
    return frozenset(line.upper() for line in lines if not line.startswith("#"))


@lru_cache(maxsize=8)
def is_shouting(text: str) -> bool:
    """Whether a whole line is in capitals, as headings are."""
    letters = [character for character in text if character.isalpha()]
    capitals = [letter for letter in letters if letter.isupper()]
    return (
        len(letters) > 6
        and len(capitals) > 0.8 * len(letters)
        and bool(SHOUTED_WORD.search(text))
        and " " in text.strip()
    )


def is_read_as_word(text: str, line: str) -> bool:
    """Whether capitals are a word: a known one, a long one, or any in a line of capitals.

    text  capitals without dots
    line  the text around them
    """
    if text in ACRONYMS_SPELLED:
        return False
    if text in ACRONYMS_AS_WORDS or text in SHORT_WORDS or text in common_words():
        return True
    if CRY.fullmatch(text) or is_drawn_out(text):
        return True
    if not VOWEL.search(text):
        return False
    if len(text) >= 6:
        return True
    return _is_word_in_capitals(text) if is_shouting(line) else _is_pronounceable(text)


def is_known_word(word: str) -> bool:
    """Whether a word is a frequent one, in the case in which it is written or in capitals."""
    from frontend.english.pronunciation.packaged_lexicon import is_frequent  # loaded when asked

    capitals = word.upper()
    if capitals in SHORT_WORDS or capitals in common_words():
        return True
    return is_frequent(word)


def is_drawn_out(text: str) -> bool:
    """Whether capitals are a word with its letters repeated: "NOOO", "YESS", "SOO"."""
    if DRAWN_OUT.fullmatch(text) and not ROMAN_LETTERS.fullmatch(text):
        return True
    doubled = DOUBLED_END.fullmatch(text)
    if not doubled or (len(text) == 3 and doubled[1] not in "EO"):
        return False
    return text[:-1] in SHORT_WORDS or text[:-1] in common_words()


def _is_word_in_capitals(text: str) -> bool:
    """Whether capitals of at most five letters are a word where the line has only capitals."""
    is_syllable = len(text) == 3 and SYLLABLE.fullmatch(text)
    return len(text) > 3 or text in FAMILY or bool(is_syllable)


def _is_pronounceable(text: str) -> bool:
    """Whether four or five capitals have the letters of an English word: "PAGE", "OPERA"."""
    if len(text) == 4:
        return text.endswith("E") and bool(SYLLABLE.fullmatch(text))
    return len(text) == 5 and bool(TWO_SYLLABLES.fullmatch(text) or SYLLABLE.fullmatch(text))
