"""Text that arrives in pieces, as from a language model: sentences are handed on as soon as nothing
that follows can change them.
"""

from collections.abc import Iterator

from frontend.clean import Clean, clean, paragraph_end
from frontend.lazy_regex import lazy
from frontend.sentences import is_list, sentences

BEGUN = lazy(
    r"\W*[\w'.]+[\s,;:!?]"
)  # the next sentence's first word is whole, so the end before it stands
TELLING = lazy(r"[\s.!?]")  # a piece without any of these settles nothing
FOLLOWING = 40  # characters after a sentence that tell whether its end stands


class Feed:
    """Collects pieces of a text and gives its sentences, the same as those of the whole text."""

    def __init__(self) -> None:
        self.text = ""  # all that has come
        self._paragraph = 0  # where the paragraph begins that is still open
        self._begin = 0  # where to go on: there, or after the last sentence that was given
        self._given = (
            0  # sentences given since then (in a list, whose labels hang on its beginning)
        )

    def add(self, piece: str) -> Iterator[Clean]:
        """The sentences that are settled now."""
        self.text += piece
        if TELLING.search(piece):
            yield from self._settled()

    def close(self) -> Iterator[Clean]:
        """The sentences that are left."""
        yield from self._settled()
        yield from self._rest(len(self.text))
        self._paragraph = self._begin = len(self.text)

    def _settled(self) -> Iterator[Clean]:
        """Whole paragraphs, then whole sentences of the open one."""
        while (found := paragraph_end(self.text, self._paragraph, self._begin)) and found[1] < len(
            self.text
        ):
            yield from self._rest(found[0])
            self._paragraph = self._begin = found[1]
        open_part = clean(self.text, self._begin)
        opening = self._begin == self._paragraph
        keep = opening and is_list(open_part.text)
        for start, end in list(sentences(open_part.text, opening))[self._given :]:
            if not BEGUN.match(open_part.text, end, end + FOLLOWING):
                return
            sentence = open_part.part(start, end)
            if keep:
                self._given += 1
            else:
                self._begin = sentence.ends[-1]
            yield sentence

    def _rest(self, end: int) -> Iterator[Clean]:
        """The sentences up to the end of the open paragraph that were not given yet."""
        part = clean(self.text, self._begin, end)
        given = self._given
        self._given = 0
        for first, last in list(sentences(part.text, self._begin == self._paragraph))[given:]:
            yield part.part(first, last)
