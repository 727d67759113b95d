"""Homographs whose reading a word beside them makes plain: "caught a bass", "lead paint", "Book of
Job". The model of homographs.py learned from an encyclopedia; these clues speak of everyday things.
"""

from collections.abc import Sequence
from typing import NamedTuple

from frontend.english.pronunciation.homographs import packaged_readings
from frontend.phonemize.pronunciation import HomographReading

CLUE_WINDOW = 7  # words to each side in which a clue may stand


class Clue(NamedTuple):
    """What makes a reading plain: one of the words before, after or around, in small letters.

    reading   name of the model's reading, or phonemes for en-us and en-gb with a slash between
    unless    words before or after that forbid it
    capital   whether the word must have a capital within the sentence
    subject   the word before the one before
    """

    reading: str
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    capital: bool = False
    subject: frozenset[str] = frozenset()


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


MUSIC = _set(
    "guitar drum drums drummer treble clef singer sings amp amplifier melody violin cello band "
    "song speaker speakers subwoofer tenor baritone soprano piano keyboard"
)
WATER = _set("lake river fish fishing caught catch pond trout perch largemouth bait rod fillet")
POLES = _set("poland warsaw krakow pierogi sausage")
LETHAL = _set("toxic zinc arsenic mercury cadmium poisonous")
ERRORS = _set(
    "password passwords email address entry code argument input token date vote ticket username "
    "request login character syntax value key option file url format card credentials"
)
SUBJECT_PRONOUNS = _set("i we you they")
CLUES: dict[str, tuple[Clue, ...]] = {
    "bass": (
        Clue("bass_corp", around=WATER, unless=MUSIC),
        Clue(
            "bass", after=_set("guitar player drum line guitarist clef solo"), around=MUSIC - WATER
        ),
    ),
    "bow": (
        Clue("bow_nou-knot", around=_set("arrow arrows archer archery ribbon violin cello hair")),
        Clue("bow_nou-ship", around=_set("stern audience curtain applause actors deck")),
        Clue(
            "bow_nou-ship", before=_set("must please to deep polite low"), after=_set("before down")
        ),
    ),
    "row": (
        Clue(
            "row_1",
            before=_set("front back first second third last top bottom next each every a"),
            around=_set("seats corn oars boat theater theatre spreadsheet tickets"),
        ),
        Clue(
            "row_2", before=_set("blazing furious terrible huge awful"), after=_set("erupted broke")
        ),
        Clue("row_1", before=_set("front back second third bottom top next each every death skid")),
    ),
    "wound": (
        Clue(
            "wound_nou-vrb",
            before=_set(
                "a the his her my your deep open flesh gunshot bullet stab knife head fatal"
            ),
            unless=_set("up"),
        ),
        Clue("wound_vrb", after=_set("up down around through its back tightly along")),
    ),
    "lead": (
        Clue(
            "lead_nou",
            after=_set("paint pipe pipes poisoning pencil pencils weights ore bullets"),
        ),
        Clue("lead_nou", around=LETHAL, unless=_set("to the will can could may might role singer")),
        Clue(
            "lead_nou",
            before=_set("found molten contains containing contain removed of"),
            after=_set("in and from"),
            around=_set("water soil blood toys gasoline petrol paint"),
        ),
    ),
    "minute": (
        Clue(
            "minute_adj",
            after=_set(
                "detail details amount amounts particles particle quantities traces "
                "differences cracks organisms insects scratches grains"
            ),
        ),
    ),
    "content": (
        Clue(
            "content_nou", after=_set("creator creators creation marketing management moderation")
        ),
        Clue(
            "content_adj-nou-vrb",
            before=_set(
                "am i'm feel felt feels seem seemed seems perfectly quite he's she's they're never"
            ),
        ),
    ),
    "close": (Clue("close_adj-nou", after=_set("by together enough behind"), unless=_set("to")),),
    "upset": (
        Clue("upset_nou", after=_set("stomach win victory"), before=_set("biggest stunning major")),
        Clue(
            "upset_vrb",
            before=_set("i'm you're he's she's they're so really too got get feel felt feels am"),
            unless=_set("stomach an"),
        ),
        Clue("upset_vrb", before=_set("was were been be is are"), unless=_set("stomach an")),
    ),
    "invalid": (
        Clue("invalid_adj", after=ERRORS),
        Clue(
            "invalid_nou", after=_set("mother father wife husband sister brother aunt chair child")
        ),
    ),
    "august": (
        Clue("august", before=_set("in since until last next early late mid by through every")),
        Clue("august_adj", after=_set("body company institution assembly presence")),
    ),
    "mobile": (
        Clue("mobile_geo", around=_set("alabama"), capital=True),
        Clue("mobile_nou-art", around=_set("crib nursery ceiling")),
    ),
    "tears": (
        Clue(
            "tears_vrb", around=_set("sprains strains ligament meniscus rotator cartilage tendon")
        ),
    ),
    "axes": (
        Clue(
            "axes_nou-vrb",
            around=_set(
                "wood chop chopping sharpened sharpen firewood lumberjacks "
                "firefighters swords hatchets shovels spears hammers trees cut logs timber"
            ),
        ),
        Clue("axes_nou", around=_set("graph chart plot vertical horizontal coordinate x y")),
    ),
    "read": (
        Clue(
            "read_present",
            before=_set(
                "to will can could must don't doesn't didn't did i'll you'll "
                "we'll let's please should would might won't can't"
            ),
        ),
        Clue(
            "read_present",
            before=_set("often always usually sometimes rarely"),
            unless=_set("he she had has have was were"),
        ),
        Clue("read_past", before=_set("i've we've you've they've have has had having he she")),
        Clue("read_past", before=SUBJECT_PRONOUNS, subject=_set("have had haven't hadn't")),
        Clue(
            "read_present",
            before=SUBJECT_PRONOUNS,
            subject=_set("do did don't didn't will would can could should"),
        ),
        Clue(
            "read_past",
            before=SUBJECT_PRONOUNS,
            around=_set("yesterday ago last earlier"),
            unless=_set("to"),
        ),
    ),
    "desert": (
        Clue(
            "desert_vrb",
            before=_set("who to would will not never don't didn't might could they we"),
            after=_set("are were the their his her him you me us them"),
        ),
    ),
    "separate": (
        Clue("separate_vrb", after=_set("them it him her us these those your out")),
        Clue("separate_vrb", before=_set("to please can't cannot don't must should")),
    ),
    "tear": (
        Clue(
            "tear_vrb",
            around=_set(
                "hamstring muscle ligament tendon meniscus cartilage rotator acl knee fabric jeans "
                "shirt sail seam"
            ),
        ),
        Clue("tear_nou", after=_set("gas ducts duct drop drops")),
    ),
    "learned": (
        Clue(
            "learned_adj",
            before=_set("a the my our very most this"),
            after=_set("man men judge friend professor society scholar colleague journal counsel"),
        ),
    ),
    "intimate": (Clue("intimate_vrb", before=_set("did to would not"), after=_set("that to")),),
    "advocates": (
        Clue(
            "ˈædvəkəts/ˈadvəkəts",
            before=_set("the these those many some our animal patient rights"),
        ),
    ),
    "aged": (
        Clue(
            "aged_adj",
            after=_set("father mother parents aunt uncle grandmother grandfather couple"),
        ),
    ),
    "job": (
        Clue("job_bible", before=_set("of"), around=_set("book patience trials"), capital=True),
        Clue("job_bible", around=_set("psalms proverbs satan bible biblical"), capital=True),
    ),
    "polish": (
        Clue("polish_geo", around=POLES),
        Clue("polish_geo", before=_set("speak speaks speaking learn learning")),
        Clue(
            "polish", before=_set("nail shoe furniture to floor car silver"), after=_set("remover")
        ),
    ),
    "buffet": (
        Clue(
            "bəfˈA/bˈʊfA",
            before=_set("a the our this that breakfast lunch dinner free hotel salad"),
        ),
    ),
    "separates": (Clue("sˈɛpɹəts/sˈɛpɹəts", before=_set("sell sells buy these matching")),),
    "number": (
        Clue(
            "nˈʌməɹ/nˈʌmə",
            before=_set("grew grow grows growing became become feet hands fingers toes"),
            around=_set("hands feet fingers toes cold ice pain"),
        ),
    ),
}


def clear_reading(words: Sequence[str], index: int, locale: str) -> HomographReading | None:
    """The reading that a clue beside a word makes plain, else None.

    >>> clear_reading("We caught a bass".split(), 3, "en-us").phonemes
    'bˈæs'
    """
    word = words[index].lower()
    for clue in CLUES.get(word, ()):
        if _holds(clue, words, index):
            return _reading(word, clue, locale)
    return None


def _holds(clue: Clue, words: Sequence[str], index: int) -> bool:
    """Whether a clue holds: a word around, or one before or after."""
    before = "".join(words[max(0, index - 1) : index]).lower()
    after = "".join(words[index + 1 : index + 2]).lower()
    if before in clue.unless or after in clue.unless or not _is_in_place(clue, words, index):
        return False
    beside = before in clue.before or after in clue.after
    if not clue.around:
        return beside
    first = max(0, index - CLUE_WINDOW)
    near = {word.lower() for word in words[first : index + CLUE_WINDOW + 1]}
    needs_none_beside = not clue.before and not clue.after
    return (beside or needs_none_beside) and not near.isdisjoint(clue.around)


def _is_in_place(clue: Clue, words: Sequence[str], index: int) -> bool:
    """Whether the word has the subject and the capital that a clue asks for."""
    if clue.subject and (index < 2 or words[index - 2].lower() not in clue.subject):
        return False
    return not clue.capital or (index > 0 and words[index][:1].isupper())


def _reading(word: str, clue: Clue, locale: str) -> HomographReading | None:
    """The phonemes of a clue's reading in a locale."""
    if "/" in clue.reading:
        us, gb = clue.reading.split("/")
        return HomographReading(gb if locale == "en-gb" else us, word)
    known = packaged_readings().get(word, ())
    found = next((reading for reading in known if reading.name == clue.reading), None)
    return found and HomographReading(found.phonemes[locale], found.label.strip("="))
