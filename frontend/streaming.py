"""Sentences of a text that arrives in pieces, as from a language model. Each is given as soon as
nothing that follows can change it.
"""

from collections.abc import Iterator

from frontend.clean import AlignedText
from frontend.lazy_regex import lazy
from frontend.sentences import MAX_SENTENCE, SentenceRules, is_list, sentences
from frontend.structure import MAX_PARAGRAPH, TextBlock, paragraph_end, read_block

# the first word of the next sentence is complete, so the end before it is final
NEXT_WORD_COMPLETE = lazy(r"\W*[\w'.]+[\s,;:!?]")
SENTENCE_HINT = lazy(r"[\s.!?]")  # a piece without any of these completes nothing
# what cannot be, or become, the end of a sentence or of a paragraph; anything else may
POSSIBLE_END = lazy(r"[^A-Za-z0-9 ,'\"-]")
LOOKAHEAD = 40  # characters after a sentence that decide whether its end is final


class SentenceStream:
    """Collects the pieces of a text and gives its sentences, the same as those of the whole text.

    text   all that has arrived
    """

    def __init__(self, rules: SentenceRules) -> None:
        self.text = ""
        self._rules = rules
        self._paragraph = 0  # start of the open paragraph
        self._block = 0  # start of the open block
        self._position = 0  # there, or after the last sentence that was given
        self._may_end = False  # POSSIBLE_END is in the text from there on
        self._given = 0  # sentences given since; only in a list, whose labels need its beginning

    def add(self, piece: str) -> Iterator[AlignedText]:
        """The sentences that are complete now."""
        self.text += piece
        self._may_end = self._may_end or POSSIBLE_END.search(piece) is not None
        too_long = (
            len(self.text) - self._paragraph > MAX_PARAGRAPH
            or len(self.text) - self._position > MAX_SENTENCE
        )
        if (self._may_end or too_long) and SENTENCE_HINT.search(piece):
            yield from self._completed()
            self._may_end = POSSIBLE_END.search(self.text, self._position) is not None

    def close(self) -> Iterator[AlignedText]:
        """The sentences that are left."""
        yield from self._completed()
        yield from self._remaining(len(self.text))
        self._paragraph = self._block = self._position = len(self.text)

    def _completed(self) -> Iterator[AlignedText]:
        """The sentences of complete paragraphs, then those of the open one."""
        while found := paragraph_end(self.text, self._paragraph, self._position):
            end, next_start = found
            if next_start >= len(self.text):
                break
            yield from self._remaining(end)
            self._paragraph = self._block = self._position = next_start
        yield from self._completed_in_paragraph()

    def _completed_in_paragraph(self) -> Iterator[AlignedText]:
        """The complete sentences of the open paragraph."""
        block = self._read_block(len(self.text), False)
        while block.end is not None:
            yield from self._rest_of_block(block)
            block = self._read_block(len(self.text), False)
        part = block.text
        opening = self._position == self._block
        in_list = opening and is_list(part.text)
        spans = sentences(part.text, self._rules, opening)
        for start, end in spans[self._given :]:
            has_next_word = NEXT_WORD_COMPLETE.match(part.text, end, end + LOOKAHEAD)
            if not has_next_word and len(part.text) - end <= MAX_SENTENCE:
                return
            sentence = part.slice(start, end)
            if in_list:
                self._given += 1
            else:
                self._position = sentence.ends[-1]
            yield sentence

    def _remaining(self, end: int) -> Iterator[AlignedText]:
        """The sentences up to the end of the open paragraph that were not given yet."""
        while self._position < end:
            yield from self._rest_of_block(self._read_block(end, True))

    def _read_block(self, end: int, final: bool) -> TextBlock:
        """The rest of the open block."""
        return read_block(self.text, self._paragraph, self._position, end, final)

    def _rest_of_block(self, block: TextBlock) -> Iterator[AlignedText]:
        """The sentences of a complete block that were not given yet."""
        opening = self._position == self._block
        spans = sentences(block.text.text, self._rules, opening)
        for start, end in spans[self._given :]:
            yield block.text.slice(start, end)
        self._given = 0
        self._block = self._position = block.end or len(self.text)
