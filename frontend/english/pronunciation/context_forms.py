"""The forms a word takes in a clause, found by letting espeak say it between neighbours of each
kind.

English words change with their neighbours: "a" and "to" weaken before another word, "the" ends in ɪ
before a vowel, r is heard before one ("far" / "far away"), "on" is strong at the end or before
"it". Whole clauses would tell all this, but espeak then merges words and loses their identity. So
each word is said once in every frame below, and the clause picks the form that its neighbours call
for.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

# What follows: nothing; a consonant; a stressed vowel; an unstressed vowel; a slight pause and a
# consonant or a vowel ("but", "and");
# only weak words to the end of the clause, beginning with a consonant or a vowel.
AFTER = {
    "end": "",
    "consonant": " books",
    "vowel": " apples",
    "weak vowel": " again",
    "pause consonant": " but books",
    "pause vowel": " and books",
    "tail consonant": " me",
    "tail vowel": " it",
}
FOLLOWERS = tuple(AFTER)
TAILS = ("tail consonant", "tail vowel")
BEFORE = ("", "books ")  # the word begins the clause, or stands within it
FRAMES = tuple((before, after) for before in BEFORE for after in AFTER.values())
READINGS = {
    "noun": ("books the ", " books"),
    "verb": ("books to ", " books"),
    "past": ("books was ", " books"),
    "third": ("books he ", " books"),
}
REMEMBERED = 40_000  # words kept in memory


class Forms(NamedTuple):
    """How a word, or a phrase that is said as one, sounds in each place.

    within[first][follower]   tokens; first: 0 begins the clause, 1 doesn't
    readings[reading]         tokens after a word that calls for a noun, a verb, a participle, a
                              verb in -s ("was read", "he uses")
    alone                     said by itself
    """

    within: tuple[dict[str, str], dict[str, str]]
    readings: dict[str, str]
    alone: str

    @property
    def tail(self) -> bool:
        """Weak even at the end, as "me" is: "on", "about" and the like stay strong before it
        ("about me").
        """
        return "ˈ" not in self.within[1]["end"]

    def at(self, first: bool, follower: str, reading: str = "") -> str:
        """The tokens where the word begins the clause or not, before such a follower; a reading is
        used where it is one of the word's own.
        """
        usual = self.within[0 if first else 1][follower]
        other = self.readings.get(reading, "")
        differs = (
            "ˈ" in other
            and other != self.within[1]["consonant"]
            and ("ˈ" in usual or reading == "noun")
        )
        return other if differs else usual


class FormsOf:
    """Looks the forms of words up in a table, or asks `say` (texts -> tokens) for them and
    remembers them. May be used from several threads.
    """

    def __init__(
        self,
        say: Callable[[Sequence[str]], list[str]],
        look_up: Callable[[str], Forms | None] = lambda word: None,
    ):
        self._say = say
        self._look_up = look_up
        self._known: dict[str, Forms] = {}

    def __call__(self, words: Iterable[str]) -> dict[str, Forms]:
        """The forms of each of the words; all that are new are asked for at once."""
        wanted = dict.fromkeys(words)
        known = self._known
        answer = {word: known[word] for word in wanted if word in known}
        new = [word for word in wanted if word not in answer]
        if new:
            found = {word: forms for word in new if (forms := self._look_up(word))}
            asked = found | self._ask([word for word in new if word not in found])
            answer |= asked
            if len(known) > REMEMBERED:
                self._known = known = {}
            known.update(asked)
        return answer

    def _ask(self, words: list[str]) -> dict[str, Forms]:
        if not words:
            return {}
        frames = (*FRAMES, *READINGS.values(), ("", ""))
        said = self._say([f"{before}{word}{after}" for word in words for before, after in frames])
        return {
            word: _read(said[place * len(frames) : (place + 1) * len(frames)])
            for place, word in enumerate(words)
        }


def _read(said: list[str]) -> Forms:
    """Take the word out of what was said in the frames, in the order of `FormsOf._ask`."""
    *framed, alone = (
        _middle(text, *frame)
        for text, frame in zip(said, (*FRAMES, *READINGS.values(), ("", "")), strict=True)
    )
    size = len(FOLLOWERS)
    first, later = (
        _row(framed[place * size : (place + 1) * size], alone) for place in range(len(BEFORE))
    )
    return Forms((first, later), dict(zip(READINGS, framed[2 * size :], strict=True)), alone)


def _row(said: list[str], alone: str) -> dict[str, str]:
    """The form before each follower; where espeak merged the word with a neighbour, that of the end
    or of the word alone.
    """
    row = dict(zip(FOLLOWERS, said, strict=True))
    return {
        follower: form or (row["end"] if follower in TAILS else "") or alone
        for follower, form in row.items()
    }


def _middle(said: str, before: str, after: str) -> str:
    """What is left without the neighbours; empty where espeak merged the word with one of them."""
    parts = said.split(" ")
    return " ".join(parts[before.count(" ") : len(parts) - after.count(" ")])
