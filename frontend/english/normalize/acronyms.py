"""Acronyms, letters, and words mixed with digits."""

import re
from functools import lru_cache

from frontend.english import number_words as numbers
from frontend.lazy_regex import lazy
from frontend.listed import listed
from frontend.normalize.rule import Rule, after, at_line_end, before
from frontend.style import Style

# said as words though they look like letters in a row
WORDS = frozenset(
    listed("""
NASA NATO UNESCO UNICEF OPEC LASER RADAR SONAR AIDS COVID SARS MERS SWAT SCUBA ASCII JPEG GIF RAM ROM PIN SIM LAN WAN BASIC COBOL FORTRAN DOS BIOS
CAD WASP NAFTA ASEAN FIFA UEFA NASDAQ NIMBY YOLO CAPTCHA AWOL CRISPR IKEA LEGO NOAA OSHA FEMA HIPAA INTERPOL EUROPOL DARPA SALT START FIAT SAAB
GATT CERN FAQ PAC POTUS SCOTUS FLOTUS UNIX LINUX MIDI HUD SQUID TASER MASH CUDA EURO BART MARTA AARP WHO ZIP GUI VAT SAT GIS ELISA TIFF PEN IMAX
NAACP NEXRAD RAND SEAL SEATO SLAC TEFL TOEFL UNHCR HAL ERIC DAT MAC LED ICE IRA ETA
""")
) - {"LED", "NAACP", "UNHCR", "AARP", "DAT", "WHO", "ERIC", "VAT", "ETA", "IRA"}
SHOUTED = frozenset(
    listed("""
THE A AN AND OR BUT NOT NO YES IN ON AT TO OF FOR BY WITH FROM UP OUT OFF IF AS IS IT HE SHE WE YOU I ME MY HIS HER OUR ALL ANY ARE WAS BE BEEN
HAS HAD HAVE DO DID DOES CAN MAY WILL SO GO GET GOT NOW NEW OLD OUR OUT OWN SAY SEE TWO ONE TEN SIX WAY WHO WHY HOW ITS LET PUT RUN TOO TOP TRY
USE WAR WIN YET YOUR THIS THAT THEY THEM THEN THAN WHEN WHAT STOP MORE MOST VERY ONLY JUST OVER SOME SUCH TAKE HERE HELP EACH GOOD EVEN BACK BOTH
COME DOWN EVER FIND GIVE KEEP KNOW LAST LIFE LIKE LONG LOOK LOVE MADE MAKE MANY MUCH MUST NEED NEVER ALWAYS NEXT OPEN PART REAL SAME SAID SHOW
STILL SURE TELL THESE THOSE TIME TRUE UNTIL WANT WELL WERE WORK YEAR ALSO BIG BAD DAY END FAR FUN GOD HOT HIT HIM JOB KEY LAW LOW MAN MEN MOM DAD
ABLE AREA ARMY AWAY BABY BALL BAND BANK BATH BEAR BEAT BELL BEST BILL BIRD BLOW BLUE BOAT BODY BORN CALL CALM CAMP CARD CENT CITY CLUB COAT COLD COOL
CORN CREW DARK DEAD DEAL DEAR DEBT DEEP DESK DOOR DRAW DROP DRUG DUST DUTY EARN EAST EASY EDGE ELSE EXIT FACT FAIL FAIR FALL FARM FAST FEAR FEEL FEET
FELL FELT FILM FIRM FISH FIVE FLAT FLOW FOOD FOOT FORM FOUR FREE FUEL FULL FUND GAIN GIFT GIRL GLAD GOAL GOLD GOLF GONE GREY GROW HAIR HALF HALL HAND
HANG HARD HEAR HEAT HELD HELL HIGH HILL HOLD HOLY HOUR IDEA INCH INTO IRON ITEM JOIN JUMP JURY KEEN KEPT KICK KILL KIND KING LADY LAND LEAD LEFT LEND
LESS LINK LION LIST LOAD LOAN LOCK LORD LOSS LOST LOUD MAIN MARK MASS MEAL MEAN MEAT MEET MIND MISS MOON NAVY NEAR NECK NEWS OKAY ONCE ONTO ORAL PACK
PAID PAIN PAIR PARK PASS PAST PATH PEAK PICK PINK PLAN PLAY PLUS POEM POET POLL POOL POOR PORT POST PULL PUSH RAIL RAIN RANK READ REAR RELY RENT REST
RICH RING RISK ROAD ROCK ROLL ROOF ROOM ROOT RUSH SAND SEAT SEED SEEK SEEM SELF SELL SEND SENT SHIP SHOP SHOT SHUT SICK SIGN SING SINK SKIN SLOW SNOW
SOFT SOIL SOLD SONG SOON SORT SOUL SPOT STAR STAY STEP SUIT SWIM TAIL TALK TALL TANK TASK TEAM TEND TENT TERM TEST TEXT THUS TINY TOLD TOOL TOOK TOUR
TOWN TREE TRIP TURN TWIN UNIT UPON USED USER VARY VAST VIEW WAIT WALK WALL WARM WASH WEAK WEAR WEEK WENT WEST WILD WIND WING WISH WOOD WORD WRAP YARD
ZERO BOY NOR OH OK PAY RED BOX CAR CAT DOG EAT ICE SUN SEA SKY AIR ART BED BUS CUP CUT EYE FLY GUN HAT JOY LEG LIE MAP NET OIL PEN POP RAW RAY ROW SET
SIT SON TAX TEA TIE TIP TOY VAN WET BOOK
""")
) - {"OK", "ICE"}
# spelled even in a line of capitals
SPELLED = frozenset(
    listed("""
FBI CIA NSA IRS USA UAE IBM AMD AOL CEO CFO CTO COO CPU GPU USB URL API IEEE UCLA YMCA YWCA AARP NAACP UNHCR ACLU NCAA USDA EPA FAA FDA ATM DIY DOA
IOU
IMF IOC IPO ISP NBA UFO VIP IQ ID AI EU UN UK NYU MIT MBA ABC BBC CBS NBC CNN ESPN HIV DNA RNA MRI ICU EKG GPA SUV RPM DVD PDF HTML SQL OECD IAEA
AFL IRC
UCLA USC LSU BYU UAW EEC IPA IUCN ISBN ESA USS HMS USSR USAF RAF DOJ DOE IDF PLO IRA UDA LGBT LGBTQ AFAIK IMHO IIRC
""")
)
VOWELS = lazy(r"[AEIOUY]")
PRONOUNCEABLE = lazy(r"(?:[BCDFGHJKLMNPQRSTVWXZ]{0,2}[AEIOUY]{1,2}){2,}[BCDFGHJKLMNPQRSTVWXZ]{0,2}")
# one syllable: "PAGE", "NORTH"
ONSET = "(?:[BCDFGHJKLMNPRSTVWZ]|BL|BR|CH|CL|CR|DR|FL|FR|GL|GR|KN|PH|PL|PR|QU|SC|SH|SK|SL|SM|SN|SP|ST|STR|SW|TH|TR|TW|WH|WR|SPR|SCR|SHR|THR)?"
CODA = "(?:[BCDFGKLMNPRTXZ]?(?:CK|CH|LD|LF|LL|LT|MP|ND|NG|NK|NT|PT|RD|RK|RM|RN|RT|SH|SK|SS|ST|TH|GHT|WN|WL|WD)|[BDGKLMNPRTW]S?)"
SYLLABLE = lazy(
    rf"[BCDFGHJKLMNPRSTVWZ]{{1,2}}[AEIOUY][BCDFGKLMNPRSTVZ]E|{ONSET}[AEIOU]{{1,2}}{CODA}"
)


def spell(text: str) -> str:
    """Letters one by one."""
    return " ".join(text.upper())


@lru_cache(maxsize=8)
def is_shouting(text: str) -> bool:
    """Whether a whole line is in capitals, as headings are."""
    letters = [character for character in text if character.isalpha()]
    return (
        len(letters) > 6
        and sum(character.isupper() for character in letters) > 0.8 * len(letters)
        and bool(re.search(r"[A-Z]{4}", text))
        and " " in text.strip()
    )


def said_as_word(text: str, context: str) -> bool:
    """Whether capitals are a word: known ones, long pronounceable ones, and anything in a line of
    capitals.
    """
    if text in SPELLED:
        return False
    if text in WORDS or text in SHOUTED:
        return True
    if len(text) >= 6 and VOWELS.search(text):
        return True
    if is_shouting(context) and VOWELS.search(text):
        return len(text) > 2 or text in SHOUTED
    if len(text) == 4:
        return bool(SYLLABLE.fullmatch(text)) and text.endswith("E")
    return len(text) >= 5 and bool(PRONOUNCEABLE.fullmatch(text) or SYLLABLE.fullmatch(text))


NAMED_BEFORE = lazy(r"\b(?:[Tt]he|[Oo]ur|[Aa]n?|by|of) $")
DEPARTMENT = lazy(
    r" (?:dept|department|support|staff|team|sector|manager|industry|specialist|consultant|director|"
    r"services?|systems?|guidelines?|officials?)\b"
)


def _capitals(match: re.Match[str], style: Style) -> str | None:
    """FBI, CPUs, CEO's."""
    text = match["letters"]
    many = match["many"] or ""
    if (
        text in ("WHO", "IT")
        and not is_shouting(match.string)
        and (NAMED_BEFORE.search(before(match)) or DEPARTMENT.match(after(match)))
    ):
        return spell(text) + many
    if said_as_word(text, match.string):
        return None
    return spell(text) + many


def _dotted(match: re.Match[str], style: Style) -> str:
    """U.S.A., e.s.t."""
    letters = re.sub(r"\.", "", match["letters"])
    return (
        spell(letters)
        + (match["many"] or "")
        + ("." if at_line_end(match) and match[0].endswith(".") else "")
    )


def _mixed(match: re.Match[str], style: Style) -> str | None:
    """MP3, B2B, COVID-19, F-16, i7-9700K, A1B2-C3D4."""
    text = match[0]
    parts = re.findall(r"\d+(?:\.\d+)?|[^\W\d_]+|'s", text)
    key = len([part for part in parts if part[0].isdecimal()]) > 1 and re.search(
        r"[A-Z]\d[A-Z]", text
    )
    spoken: list[str] = []
    for place, part in enumerate(parts):
        if (
            part in ("st", "nd", "rd", "th")
            and place == len(parts) - 1
            and parts[place - 1].isdecimal()
            and re.search(rf"\d{part}$", text)
        ):
            spoken[-1] = numbers.ordinal(parts[place - 1])  # mid-20th
        elif part[0].isdecimal():
            spoken.append(_figures(part, bool(key), parts, place))
        elif part == "s" and place == len(parts) - 1 and place:
            spoken[-1] = numbers.plural(spoken[-1])
        elif re.fullmatch(r"[A-Z]{2}[a-z]", part):
            spoken.append(spell(part))  # IPv6
        elif (part.isupper() and not (len(part) > 1 and said_as_word(part, part))) or len(
            part
        ) == 1:
            spoken.append(spell(part))
        else:
            spoken.append(part)
    return " ".join(spoken)


def _figures(part: str, key: bool, parts: list[str], place: int) -> str:
    """Digits among letters: by hundreds, or one by one in keys and after a zero."""
    if "." in part:
        return numbers.decimal(part)
    if (key and len(part) < 3 and len(parts) > 3) or part[0] == "0" or len(part) > 4:
        return numbers.digits(part)
    if (
        len(part) == 4
        and parts[place - 1].islower()
        and len(parts[place - 1]) > 1
        and 1900 <= int(part) <= 2099
    ):
        return numbers.year(part)
    if len(part) == 3 and place and parts[place - 1].isupper() and len(parts[place - 1]) == 2:
        return numbers.digits(part)
    return numbers.pairs(part) if len(part) in (3, 4) else numbers.cardinal(part)


INNER = lazy(r"[a-z][A-Z]|[A-Z]{2}[a-z]")


def _camel(match: re.Match[str], style: Style) -> str | None:
    """iPhone, eBay, PhD; names such as McDonald are left."""
    text = match[0]
    if not INNER.search(text) or re.match(r"(?:Mc|Mac|O'|De|La|Le|Di|Van|Fitz)[A-Z]", text):
        return None
    if re.fullmatch(r"[a-z][A-Z][a-z]+\w*", text):
        return f"{text[0].upper()} {text[1:]}"
    short = re.fullmatch(
        r"(?:PhD(?:'?s)?|MSc|BSc|LLaMA|GmbH|kHz|pH|mRNA|tRNA|rRNA|cDNA|dB|DoD|DoJ|IoT|SaaS|HoF|LoL|VoIP|QoS|XMas)",
        text,
    )
    if short:
        own = text[3:] if text.startswith("PhD") else ""
        return {"SaaS": "sass", "VoIP": "voip", "XMas": "Christmas"}.get(text) or spell(
            text.removesuffix(own)
        ) + own
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z']+", text)
    if len(parts) < 2:
        return None
    return " ".join(
        spell(part) if len(part) == 1 or (part.isupper() and not said_as_word(part, part)) else part
        for part in parts
    )


FORMULAS = frozenset(
    listed("NaCl HCl KCl NaOH KOH MgO CaO ZnO AgCl HBr HF HI CO NO SiC GaAs NaF KBr NaHCO KI LiCl")
)
IONS = listed("Na Ca Mg Fe Cu Zn Al Li Ag Pb Hg Mn Ni")
CHEMISTRY = lazy(
    r"(?:(?:H|He|Li|Be|B|C|N|O|F|Ne|Na|Mg|Al|Si|P|S|Cl|Ar|K|Ca|Fe|Cu|Zn|Ag|Au|Hg|Pb|U|I|Br|Ti|Mn|Cr|Ni|Sn)\d{0,2}){2,}"
)


def _chemistry(match: re.Match[str], style: Style) -> str | None:
    """H2O, CO2, C6H12O6."""
    text = match[0]
    if text in FORMULAS:
        return spell(text) if not text.isupper() else None
    if (
        not re.search(r"\d", text)
        or not CHEMISTRY.fullmatch(text)
        or re.fullmatch(r"[A-Z]\d+|[A-Z]{3,}\d+", text)
    ):
        return None
    return " ".join(
        numbers.cardinal(part) if part.isdecimal() else spell(part)
        for part in re.findall(r"\d+|[A-Z][a-z]?", text)
    )


RULES = (
    Rule(
        "dotted letters",
        "letters",
        "JOINED",
        lazy(r"(?P<letters>[A-Za-z](?:\.[A-Za-z])+)(?![\w@])\.?(?P<many>'s|s)?(?!\w)"),
        _dotted,
        ("the U.S.A.", "the U S A."),
        ("end.Of", "end.Of"),
    ),
    Rule(
        "ion",
        "chemistry",
        "MIXED " + " ".join(element.lower() for element in IONS),
        lazy(rf"(?P<element>{'|'.join(IONS)})(?P<charge>\d)?\+(?![\w+])"),
        lambda match, style: (
            f"{spell(match['element'])} {numbers.cardinal(match['charge']) + ' ' if match['charge'] else ''}plus"
        ),
        ("Ca2+ and Na+", "C A two plus and N A plus"),
        ("Al + B", "Al plus B"),
    ),
    Rule(
        "chemistry",
        "chemistry",
        "MIXED "
        + " ".join(formula.lower() for formula in sorted(FORMULAS) if not formula.isupper()),
        lazy(r"[A-Z][A-Za-z\d]*(?![\w-])"),
        _chemistry,
        ("H2O, CO2 and NaCl", "H two O, C O two and N A C L"),
        ("K2", "K two"),
    ),
    Rule(
        "span of labels",
        "range",
        "MIXED",
        lazy(r"(?P<letter>[A-Z])(?P<a>\d{1,3}) ?[-–] ?(?P=letter)(?P<b>\d{1,3})(?![\w-])"),
        lambda match, style: " ".join(
            (
                match["letter"],
                style.cardinal(match["a"]),
                "to",
                match["letter"],
                style.cardinal(match["b"]),
            )
        ),
        ("Q1-Q3", "Q one to Q three"),
        ("Q1 - R3", "Q one - R three"),
    ),
    Rule(
        "letters and digits",
        "serial",
        "MIXED",
        lazy(
            r"[^\W\d_]+(?:-[^\W\d_]+){0,3}-?\d[^\W_]*(?:[-.]\d+[^\W_]*|-[A-Z]{1,3}\b)*(?:'s)?(?![\w@])"
        ),
        _mixed,
        ("COVID-19 and the F-16", "COVID nineteen and the F sixteen"),
        ("well-known", "well-known"),
    ),
    Rule(
        "capitals",
        "letters",
        "A",
        lazy(r"(?P<letters>[A-Z]{2,})(?P<many>'?s)?(?![\w]|'\w)"),
        _capitals,
        ("the FBI and CPUs", "the F B I and C P Us"),
        ("NASA", "NASA"),
    ),
    Rule(
        "capitals inside",
        "letters",
        "A",
        lazy(r"[A-Za-z]+(?:'[a-z]+)?(?!\w)"),
        _camel,
        ("iPhone and eBay", "I Phone and E Bay"),
        ("McDonald", "McDonald"),
    ),
)
