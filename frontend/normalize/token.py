"""A piece of text and its spoken form, which is what the engine makes of a sentence."""

from typing import NamedTuple


class Token(NamedTuple):
    """A piece of clean text and its spoken form.

    start, end  offsets in the text, in characters
    kind        semiotic class, as `explain` prints it
    rule        name of the rule that read it; empty where the text is read as written
    spoken      words, empty where nothing is said
    ipa         phonemes that a person gave
    phonemes    in inventory notation, where the token belongs to another locale
    """

    start: int
    end: int
    kind: str
    rule: str
    spoken: str
    ipa: str = ""
    phonemes: str = ""
