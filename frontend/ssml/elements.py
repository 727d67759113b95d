"""The table of the elements of SSML."""

from frontend.ssml.element import Element
from frontend.ssml.override_elements import PhonemeElement, SayAsElement, SubElement
from frontend.ssml.prosody_elements import (
    BreakElement,
    EmphasisElement,
    MarkElement,
    ProsodyElement,
)
from frontend.ssml.structure_elements import (
    LangElement,
    MetadataElement,
    NoOp,
    ParagraphElement,
    SentenceElement,
    SpeakElement,
    VoiceElement,
)

ELEMENTS: dict[str, Element] = {
    "speak": SpeakElement(),
    "p": ParagraphElement(),
    "paragraph": ParagraphElement(),
    "s": SentenceElement(),
    "sentence": SentenceElement(),
    "break": BreakElement(),
    "say-as": SayAsElement(),
    "sub": SubElement(),
    "phoneme": PhonemeElement(),
    "lang": LangElement(),
    "voice": VoiceElement(),
    "prosody": ProsodyElement(),
    "emphasis": EmphasisElement(),
    "mark": MarkElement(),
    "token": NoOp(),
    "w": NoOp(),
    "metadata": MetadataElement(),
    "meta": MetadataElement(),
    "desc": MetadataElement(),
}
