""" "Used to" of habit ("I used to sing") and of custom ("I'm used to it"), where "used" is jˈust,
against the passive of "use" ("it is used to cut bread"), where it is jˈuzd.
"""

from collections.abc import Sequence

from frontend.phonemize.pronunciation import HomographReading

USED = HomographReading("jˈust", "used to")
USE = HomographReading("jˈus", "used to")  # "did you use to"
BE = frozenset(
    "am is are was were be been being isn't aren't wasn't weren't ain't i'm you're we're they're "
    "he's she's it's that's who's there's".split()
)
GET = frozenset("get gets got gotten getting become becomes became grow grows grew grown".split())
HAVE = frozenset("have has had having i've you've we've they've".split())
DID = frozenset("did didn't".split())
PERSONS = frozenset("i you we he she who i'm you're we're he's she's who's am".split())
SUBJECTS = frozenset(
    "i you he she it we they who that which there this these those everyone everybody someone "
    "somebody nobody anyone one what things people all both".split()
)
ADVERBS = frozenset(
    "not never always often also still only just once sometimes usually generally commonly long "
    "all both each more most quite pretty so very too now already even ever".split()
)
# after "is used to" these begin no verb: it is custom
NO_VERB = frozenset(
    "the a an this that these those my your his her its our their it them me him us you "
    "all some any no such each every being having doing getting what how where when".split()
)
ING_VERBS = frozenset("bring sing ring sting cling fling swing string wring ping king".split())
# verbs that nothing is made for: "the shop used to be", "my uncle used to live"
STATES = frozenset(
    "be have live love like know think say believe want hate belong come go seem feel look sit "
    "stand dream wonder laugh cry play work walk eat sleep visit call tell talk speak hang".split()
)
PEOPLE = frozenset(
    "father mother dad daddy mom mum grandfather grandmother grandma grandpa granny uncle aunt "
    "brother brothers sister sisters son daughter wife husband parents kids children boy boys "
    "girl girls man men woman women friend friends family neighbor neighbour neighbors neighbours "
    "teacher boss cousin cousins guy guys lady ladies folks dog cat dogs cats".split()
)

FINITE = BE | HAVE | frozenset("do does did can could will would may might must should".split())
STOP_MARKS = frozenset(".!?")
CLEAR_BEFORE = frozenset(GET) | SUBJECTS
HABIT_WORDS = ("used", "use")
LONGEST_SUBJECT = 3  # words


def used_to(words: Sequence[str], index: int) -> HomographReading | None:
    """The reading of "used" or "use" before "to" where it means habit or custom, else None."""
    word = words[index].lower()
    following = words[index + 1].lower() if index + 1 < len(words) else ""
    if word not in HABIT_WORDS or following != "to":
        return None
    before = _before(words, index)
    if word == "use":
        return USE if _is_asked_or_denied(words, index) else None
    after = words[index + 2].lower() if index + 2 < len(words) else ""
    if _is_habit(before, after, words[0]) or (before and _is_whole_predicate(words, index)):
        return USED
    return None


def _before(words: Sequence[str], index: int) -> list[str]:
    """The two words before, as written, the nearest first, without adverbs between."""
    found: list[str] = []
    for written in reversed(words[max(0, index - 5) : index]):
        word = written.lower()
        adverb = word in ADVERBS or (word.endswith("ly") and len(word) > 4)
        if found or not adverb:
            found.append(written)
    return found[:2]


def _is_asked_or_denied(words: Sequence[str], index: int) -> bool:
    """Whether "did" or "didn't" stands at most three words before."""
    return any(word.lower() in DID for word in words[max(0, index - 3) : index])


def _is_habit(before: Sequence[str], after: str, first_word: str) -> bool:
    """Whether "used to" means habit or custom.

    before       the words before it, the nearest first
    after        the word after it, in small letters; empty at the end
    first_word   of the sentence
    """
    written = "".join(before[:1])
    word = written.lower()
    if word in BE:
        return not _may_be_verb(after) or _is_person(before)
    if word in CLEAR_BEFORE or not after[:1].isalpha():
        return True
    if not written:
        return after == "be"
    if word in HAVE or not word[:1].isalpha():
        return False
    return _may_be_name(written, first_word) or word in PEOPLE or after in STATES


def _may_be_name(word: str, first_word: str) -> bool:
    """Whether a word has a capital that is not that of the sentence."""
    return word[:1].isupper() and word != first_word


def _is_whole_predicate(words: Sequence[str], index: int) -> bool:
    """Whether "used to" is the verb of a sentence such as "Cowboys used to train badgers.": a short
    subject before it, no other finite verb after it, and a full stop.
    """
    subject = [word.lower() for word in words[:index]]
    if len(subject) > LONGEST_SUBJECT or words[-1] not in STOP_MARKS:
        return False
    plain = all(word[:1].isalpha() and word not in FINITE for word in subject)
    return plain and not any(word.lower() in FINITE for word in words[index + 2 :])


def _may_be_verb(word: str) -> bool:
    """Whether a word may be a verb in its plain form; nothing, marks and "doing" are not."""
    if not word[:1].isalpha() or word in NO_VERB:
        return False
    return not word.endswith("ing") or word in ING_VERBS


def _is_person(before: Sequence[str]) -> bool:
    """Whether a person is the subject of a form of "be"."""
    subject = before[1] if len(before) > 1 else ""
    person = subject.lower() in PERSONS and subject != "i"  # i is a letter
    return before[0].lower() in PERSONS or person
