"""espeak-ng: words in, phonemes in inventory notation out.

espeak-ng loses count of digits and punctuation, so it gets letters, apostrophes and inner hyphens
only. A missing data folder is told before the library is asked.
"""

import importlib.util
import os
import re
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from frontend.errors import EspeakMissingError, FrontendError
from frontend.lazy_regex import lazy
from frontend.phonemize.espeak_library import EspeakLibrary
from frontend.phonemize.notation import Notation

ACCEPTED = lazy(r"[A-Za-zÀ-ÖØ-öø-ɏ'-]+(?: [A-Za-zÀ-ÖØ-öø-ɏ'-]+)*")


def to_inventory(ipa: str, notation: Notation) -> str:
    """espeak-ng's IPA (tie "^", stress marks) in inventory notation, without characters that the
    language's symbols do not have.

    >>> to_inventory("hˈa^ɪ ðˈɛ^ɹ", Notation({"a^ɪ": "I", "^": ""}))
    'hˈI ðˈɛɹ'
    """
    rewritten = notation.rewrite(ipa)
    return "".join(symbol for symbol in rewritten if symbol in notation.characters)


def find_espeak() -> tuple[Path, Path]:
    """Library and data folder of espeak-ng, from the environment variables of phonemizer or
    espeakng_loader. Raises EspeakMissingError.
    """
    library = os.environ.get("PHONEMIZER_ESPEAK_LIBRARY")
    data = os.environ.get("PHONEMIZER_ESPEAK_DATA_PATH")
    if not (library and data):
        library, data = _from_loader()
    for needed in (Path(library), Path(data) / "phontab"):
        if not needed.exists():
            raise EspeakMissingError(
                f"espeak-ng is incomplete: {needed} does not exist. Reinstall espeakng-loader, or "
                f"set PHONEMIZER_ESPEAK_LIBRARY (now {library}) and PHONEMIZER_ESPEAK_DATA_PATH "
                f"(now {data})."
            )
    return Path(library), Path(data)


def _from_loader() -> tuple[str, str]:
    """Library and data folder of the package espeakng_loader."""
    if importlib.util.find_spec("espeakng_loader") is None:
        raise EspeakMissingError(
            "espeak-ng is not installed: `pip install espeakng-loader`, or set "
            "PHONEMIZER_ESPEAK_LIBRARY and PHONEMIZER_ESPEAK_DATA_PATH to an espeak-ng 1.52 of "
            "your own."
        )
    import espeakng_loader

    return espeakng_loader.get_library_path(), espeakng_loader.get_data_path()


class Espeak:
    """espeak-ng of one locale. May be called from any number of threads.

    locale     as espeak-ng calls it
    notation   its IPA to the inventory
    accepted   pattern of the texts that it may be given
    """

    def __init__(self, locale: str, notation: Notation, accepted: re.Pattern[str] = ACCEPTED):
        self.locale = locale
        self._notation = notation
        self._accepted = accepted

    def __call__(self, texts: Sequence[str]) -> list[str]:
        """The phonemes of each text (words with single spaces between), in inventory notation.

        Raises FrontendError for a text with other characters, EspeakMissingError.
        """
        for text in texts:
            if not self._accepted.fullmatch(text):
                raise FrontendError(
                    f"espeak-ng takes letters, apostrophes and hyphens only, not {text!r}"
                )
        answers = shared_library().phonemes(self.locale, texts)
        return [to_inventory(answer, self._notation) for answer in answers]


_loading = threading.Lock()


def shared_library() -> EspeakLibrary:
    """The library of this process, loaded at the first call. Raises EspeakMissingError."""
    with _loading:
        return _library()


@cache
def _library() -> EspeakLibrary:
    """The library, from where it is installed."""
    return EspeakLibrary(*find_espeak())
