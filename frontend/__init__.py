"""TEXT -> PHONEMES: cleans, splits, normalizes and phonemizes text. Knows nothing of `tts`
or `vocoders`.

>>> from frontend import Frontend
>>> Frontend().normalize("Dr. Wu owes $5.")
'Doctor Wu owes five dollars.'
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from frontend.errors import (
        EspeakMissingError,
        FrontendError,
        LexiconError,
        MissingLanguagePackageError,
        NothingToSayError,
        SsmlError,
        UnknownLocaleError,
        UnknownPhonemeError,
        UnknownStyleError,
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
    "NothingToSayError": "frontend.errors",
    "UnknownPhonemeError": "frontend.errors",
    "UnknownLocaleError": "frontend.errors",
    "UnknownStyleError": "frontend.errors",
    "EspeakMissingError": "frontend.errors",
    "LexiconError": "frontend.errors",
    "MissingLanguagePackageError": "frontend.errors",
    "SsmlError": "frontend.errors",
    "SsmlUtterance": "frontend.ssml.annotate",
    "Prosody": "frontend.ssml.prosody",
    "Style": "frontend.style",
}
__all__ = [
    "EspeakMissingError",
    "Frontend",
    "FrontendError",
    "LexiconError",
    "MissingLanguagePackageError",
    "NothingToSayError",
    "Phoneme",
    "Prosody",
    "SsmlError",
    "SsmlUtterance",
    "Style",
    "UnknownLocaleError",
    "UnknownPhonemeError",
    "UnknownStyleError",
    "Utterance",
    "Word",
]


def __getattr__(name: str) -> Any:
    """A public name, imported when it is first asked for: importing the package costs nothing."""
    if name not in _HOME:
        raise AttributeError(
            f"module 'frontend' ({__file__}) has no attribute {name!r}; it exports "
            f"{', '.join(__all__)}"
        )
    import importlib

    return getattr(importlib.import_module(_HOME[name]), name)
