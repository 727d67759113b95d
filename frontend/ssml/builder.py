"""The document under construction: what the elements of SSML write to."""

from collections.abc import Iterable, Mapping

from frontend.errors import SsmlError
from frontend.phonemize.ipa import from_ipa
from frontend.phonemize.notation import Notation
from frontend.ssml.document import (
    MAX_DOCUMENT_BREAKS,
    Break,
    NamedPosition,
    Override,
    SsmlBlock,
    SsmlDocument,
)
from frontend.ssml.prosody import Prosody

MAX_MARKED_SENTENCE = 5_000  # characters of an <s>; a longer one is divided as other text is
MAX_FORCED = 2_000  # characters with one forced reading
PLACEHOLDER = "É"  # a letter, so that a sentence does not end at it


class DocumentBuilder:
    """Collects text and what tags set in it.

    notation       IPA of <phoneme>, to check it
    voices         name -> locale of the voices that <voice> may ask for; None lets any name pass
    skip_unknown   pass over what is unknown instead of raising
    length         characters of text so far
    """

    def __init__(
        self,
        notation: Notation,
        voices: Mapping[str, str] | None = None,
        skip_unknown: bool = False,
    ):
        self.voices = voices
        self.length = 0
        self._notation = notation
        self._skip_unknown = skip_unknown
        self._document = SsmlDocument(voices=voices or {})
        self._parts: list[str] = []
        self._block_start = 0
        self._open_sentences = 0  # <s> within <s>
        self._paragraph = True  # the next block begins one
        self._silence = 0.0  # milliseconds of all breaks

    def document(self) -> SsmlDocument:
        """The complete document."""
        self.close_block(paragraph=True)
        self._document.text = "".join(self._parts)
        return self._document

    def add_text(self, text: str, starts: Iterable[int], ends: Iterable[int]) -> None:
        """Add text; character i came from source[starts[i]:ends[i]]."""
        self._parts.append(text)
        self._document.starts.extend(starts)
        self._document.ends.extend(ends)
        self.length += len(text)

    def insert_placeholder(self, character: str, start: int, end: int) -> None:
        """Add a character for source[start:end], which has no text."""
        self.add_text(character, [start], [end])

    def set_prosody(self, prosody: Prosody) -> None:
        """Set the prosody from here on."""
        changes = self._document.prosody
        if not changes or changes[-1][1] != prosody:
            changes.append((self.length, prosody))

    def close_block(self, paragraph: bool = False) -> None:
        """End the sentence here.

        paragraph   end the paragraph, too
        """
        if self.length > self._block_start:
            is_short = self.length - self._block_start <= MAX_MARKED_SENTENCE
            is_sentence = self._open_sentences > 0 and is_short
            block = SsmlBlock(self._block_start, self.length, is_sentence, self._paragraph)
            self._document.blocks.append(block)
            self._block_start = self.length
            self._paragraph = False
        self._paragraph = self._paragraph or paragraph

    def open_sentence(self) -> None:
        """Begin an <s>."""
        self.close_block()
        self._open_sentences += 1

    def close_sentence(self) -> None:
        """End an <s>."""
        self.close_block()
        self._open_sentences -= 1

    def add_break(self, milliseconds: float) -> None:
        """Add a pause here."""
        self._silence += milliseconds
        if self._silence > MAX_DOCUMENT_BREAKS:
            raise SsmlError(
                f"the breaks so far come to more than {MAX_DOCUMENT_BREAKS / 1000:.0f} s. Make "
                f"them shorter, or divide the document."
            )
        self._document.breaks.append(Break(self.length, milliseconds))

    def add_mark(self, name: str) -> None:
        """Add a mark here."""
        self._document.marks.append(NamedPosition(self.length, name))

    def add_override(self, start: int, element: str, value: str, format: str) -> None:
        """Force the reading of the text from `start` to here, whatever is forced within it."""
        if self.length - start > MAX_FORCED:
            raise SsmlError(
                f"<{element}> encloses {self.length - start} characters; at most {MAX_FORCED} are "
                f"read so. Divide them."
            )
        overrides = self._document.overrides
        while overrides and overrides[-1].end > start:
            overrides.pop()
        overrides.append(Override(start, self.length, element, value, format))

    def check_phonemes(self, ipa: str) -> None:
        """Raise UnknownPhonemeError for phonemes that no voice knows."""
        from_ipa(ipa, self._notation)

    def refuse(self, message: str) -> None:
        """Raise SsmlError for what is unknown, unless it is to be skipped."""
        if not self._skip_unknown:
            raise SsmlError(message)
