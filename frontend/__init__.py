"""TEXT -> PHONEMES: cleans, splits, normalizes and phonemizes English text. Knows nothing of `tts`
or `vocoders`.

>>> from frontend import Frontend
>>> Frontend().normalize("Dr. Wu owes $5.")
'Doctor Wu owes five dollars.'
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from frontend.errors import (
        EspeakMissing,
        FrontendError,
        LexiconError,
        NothingToSay,
        SsmlError,
        UnknownLocale,
        UnknownPhoneme,
        UnknownStyle,
    )
    from frontend.frontend import Frontend
    from frontend.phonemes import Phoneme
    from frontend.ssml.annotate import SsmlUtterance
    from frontend.ssml.prosody import Prosody
    from frontend.style import Style
    from frontend.utterance import Utterance, Word

_HOME = {
    "Frontend": "frontend.frontend",
    "Utterance": "frontend.utterance",
    "Word": "frontend.utterance",
    "Phoneme": "frontend.phonemes",
    "FrontendError": "frontend.errors",
    "NothingToSay": "frontend.errors",
    "UnknownPhoneme": "frontend.errors",
    "UnknownLocale": "frontend.errors",
    "UnknownStyle": "frontend.errors",
    "EspeakMissing": "frontend.errors",
    "LexiconError": "frontend.errors",
    "SsmlError": "frontend.errors",
    "SsmlUtterance": "frontend.ssml.annotate",
    "Prosody": "frontend.ssml.prosody",
    "Style": "frontend.style",
}
__all__ = [
    "EspeakMissing",
    "Frontend",
    "FrontendError",
    "LexiconError",
    "NothingToSay",
    "Phoneme",
    "Prosody",
    "SsmlError",
    "SsmlUtterance",
    "Style",
    "UnknownLocale",
    "UnknownPhoneme",
    "UnknownStyle",
    "Utterance",
    "Word",
]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that importing the package costs nothing."""
    if name not in _HOME:
        raise AttributeError(
            f"module 'frontend' ({__file__}) has no attribute {name!r}; it exports {', '.join(__all__)}"
        )
    import importlib

    return getattr(importlib.import_module(_HOME[name]), name)
