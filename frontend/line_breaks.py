"""Line breaks that are heard, and those of hard-wrapped prose, which are not."""

from collections.abc import Iterator

from frontend.clean import MarkEdit
from frontend.lazy_regex import lazy
from frontend.line_marks import is_marked, is_quote, is_silent, stands_alone, text_start

NEXT_LINE_CHARACTERS = 60  # characters of the next line that decide
SHORT_LINE = 40  # characters
WRAPPED = (50, 100)  # characters of a line of hard-wrapped prose
FEW_WORDS = 4  # of a line in a list or a poem in small letters
SPEAKER = lazy(r"[ \t]*[A-Z][\w.'’-]*(?: [\w.'’-]+){0,2}:(?:\s|$)")
SENTENCE_END = lazy(r"[.!?…][\"')\]”’*_]*$")
TITLE_END = lazy(r"\b(?:Mr|Mrs|Ms|Dr|St|Prof|Gen|Sen|Rev|Capt|[A-Z])\.$")
HYPHEN_END = lazy(r"([^\W\d_]+)[-\u2010]$")
COMPOUND_STARTS = frozenset(
    "well self half ex so long short high low old new two three all".split()
)
# words that a line of a list or a poem seldom ends with, or the next one begins with
LINKING = frozenset(
    "a an the of and or nor but to in on at by for from with as than that which who whose is are "
    "was were be been has have had will would can could may might not no my your his her its our "
    "their this these those very about into onto over under between".split()
)


def is_parted(source: str, start: int, end: int, next_start: int, next_end: int) -> bool:
    """Whether a pause is heard between a line and the next one.

    start, end             offsets of the line
    next_start, next_end   offsets of the next line, or of its first LOOKAHEAD characters
    """
    both_quoted = all(is_quote(source, *line) for line in ((start, end), (next_start, next_end)))
    if stands_alone(source, start, end) or _begins_anew(source, next_start, next_end, both_quoted):
        return True
    line = source[text_start(source, start, end) : end].strip()
    text = text_start(source, next_start, next_end) if both_quoted else next_start
    following = source[text:next_end].strip()
    complete = next_end - next_start < NEXT_LINE_CHARACTERS
    if not line or not following or SPEAKER.match(source, text, next_end):
        return True
    if following[0].islower():
        return _is_parted_before_small(line, following, complete)
    return _is_parted_before_capital(line)


def _begins_anew(source: str, start: int, end: int, quote_goes_on: bool) -> bool:
    """Whether a line is silent, or has a mark at its beginning, other than that of a quote which
    goes on.
    """
    marked = is_marked(source, start, end) and not quote_goes_on
    return marked or is_silent(source, start, end)


def _is_parted_before_small(line: str, following: str, complete: bool) -> bool:
    """Whether a pause stands before a line that begins with a small letter: in short lists."""
    if line.endswith(":"):
        return len(line) < SHORT_LINE
    if not complete or not (line[-1] + following[-1]).replace(")", "a").isalnum():
        return False
    words = line.split()
    next_words = following.split()
    few = len(words) <= FEW_WORDS and len(next_words) <= FEW_WORDS
    linked = words[-1].lower() in LINKING or next_words[0] in LINKING
    return few and not linked


def _is_parted_before_capital(line: str) -> bool:
    """Whether a pause stands before a line that begins with a capital, a digit or a mark."""
    shortest, longest = WRAPPED
    if line[-1] == ":" or len(line) > longest:
        return True
    if len(line) >= shortest or line[-1] in ",-–—(":
        return False
    if SENTENCE_END.search(line):
        return len(line) < SHORT_LINE and not TITLE_END.search(line)
    return line.split()[-1].lower() not in LINKING


def hyphen_edit(
    source: str, start: int, end: int, next_start: int, next_end: int
) -> Iterator[MarkEdit]:
    """The edit that joins a word with a hyphen at the end of its line."""
    hyphen = HYPHEN_END.search(source, max(start, end - NEXT_LINE_CHARACTERS), end)
    text = text_start(source, next_start, next_end)
    while text < next_end and source[text] in " \t":
        text += 1
    if hyphen and source[text : text + 1].islower():
        kept = hyphen[1].lower() in COMPOUND_STARTS
        yield MarkEdit(end if kept else end - 1, text, "")
