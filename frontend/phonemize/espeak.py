"""espeak-ng through phonemizer: words in, phonemes in inventory notation out.

Three traps decide the shape of this module. Without its data folder the library ends the
interpreter, so the folder is checked first. A backend that threads share mixes up results, so every
thread has its own. espeak-ng loses count of digits and punctuation, so it gets letters, apostrophes
and inner hyphens only.
"""

import importlib.util
import logging
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from frontend.errors import EspeakFailedError, EspeakMissingError, FrontendError
from frontend.lazy_regex import lazy
from frontend.phonemes import DROPPED_DIACRITICS, STRESSES, SYMBOL_ID
from frontend.phonemize.notation import Notation

ACCEPTED = lazy(r"[A-Za-zÀ-ÖØ-öø-ɏ'-]+(?: [A-Za-zÀ-ÖØ-öø-ɏ'-]+)*")
TIE = "^"  # between the two parts of a diphthong or an affricate
KNOWN_CHARACTERS = {*"".join(SYMBOL_ID), *STRESSES, *DROPPED_DIACRITICS}


def to_inventory(ipa: str, notation: Notation) -> str:
    """espeak-ng's IPA (tie "^", stress marks) in inventory notation, without unknown characters.

    >>> to_inventory("hˈa^ɪ ðˈɛ^ɹ", Notation({"a^ɪ": "I", "^": ""}))
    'hˈI ðˈɛɹ'
    """
    rewritten = notation.rewrite(ipa)
    return "".join(symbol for symbol in rewritten if symbol in KNOWN_CHARACTERS)


def locate() -> tuple[Path, Path]:
    """Library and data folder of espeak-ng, from phonemizer's environment variables or
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

    notation   its IPA to the inventory
    """

    def __init__(self, locale: str, notation: Notation):
        self.locale = locale
        self._notation = notation
        self._local = threading.local()

    def __call__(self, texts: Sequence[str]) -> list[str]:
        """The phonemes of each text (words with single spaces between), in inventory notation.

        Raises FrontendError for a text with other characters, EspeakFailedError,
        EspeakMissingError.
        """
        for text in texts:
            if not ACCEPTED.fullmatch(text):
                raise FrontendError(
                    f"espeak-ng takes letters, apostrophes and hyphens only, not {text!r}"
                )
        answers = self._backend().phonemize(list(texts), strip=True)
        if len(answers) != len(texts):
            raise EspeakFailedError(
                f"espeak-ng gave {len(answers)} answers for {len(texts)} texts, the first "
                f"{texts[0]!r}"
            )
        return [to_inventory(answer, self._notation) for answer in answers]

    def _backend(self) -> Any:
        """This thread's backend, made at its first call."""
        if not hasattr(self._local, "backend"):
            self._local.backend = _new_backend(self.locale)
        return self._local.backend


def _new_backend(locale: str) -> Any:
    """A backend of phonemizer with a silent log."""
    library, data = locate()
    os.environ["PHONEMIZER_ESPEAK_LIBRARY"] = str(library)
    os.environ["PHONEMIZER_ESPEAK_DATA_PATH"] = str(data)
    from phonemizer.backend import EspeakBackend

    silent = logging.getLogger("plainspeech.espeak")
    silent.addHandler(logging.NullHandler())
    silent.propagate = False
    return EspeakBackend(
        locale, with_stress=True, tie=TIE, language_switch="remove-flags", logger=silent
    )
