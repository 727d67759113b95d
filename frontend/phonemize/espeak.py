"""espeak-ng through phonemizer: words in, the corpus's tokens out.

espeak's data folder is looked for before it is loaded (without it the library ends the
interpreter); every thread has a backend of its own, because a shared one mixes results; and it is
handed letters, apostrophes and inner hyphens only, because it loses count of anything else.
"""

import importlib.util
import logging
import os
import re
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from frontend.errors import EspeakFailed, EspeakMissing, FrontendError
from frontend.lazy_regex import lazy
from frontend.phonemes import DROPPED_DIACRITICS, STRESSES, SYMBOL_ID

SAYABLE = lazy(r"[A-Za-zÀ-ÖØ-öø-ɏ'-]+(?: [A-Za-zÀ-ÖØ-öø-ɏ'-]+)*")
TIE = "^"
COMMON = {
    "a^ɪ": "I",
    "a^ʊ": "W",
    "d^ʒ": "ʤ",
    "t^ʃ": "ʧ",
    "e^ɪ": "A",
    "ɔ^ɪ": "Y",
    "o^ʊ": "O",
    "ə^ʊ": "Q",
    "ə^l": "ᵊl",
    "ɐ": "ə",
    "x": "k",
    "r": "ɹ",
    "e": "ɛ",
    "o": "ɔ",
    "ç": "h",
    "ɲ": "nj",
    "ʲ": "j",
    "y": "i",
    "ø": "ɜ",
    "œ": "ɜ",
    "ɬ": "l",
    "β": "v",
    "ʁ": "ɹ",
    "ɣ": "ɡ",
    "ʎ": "lj",
    "g": "ɡ",
    "^": "",
}
MAPS = {
    "en-us": COMMON
    | {
        "ɜː": "ɜɹ",
        "ɜːɹ": "ɜɹ",
        "ɚ": "əɹ",
        "ʔn̩": "tᵊn",
        "n̩": "ᵊn",
        "ʔ": "t",
        "ɪə": "iə",
        "ː": "",
        "\u0303": "",
    },
    "en-gb": COMMON | {"e^ə": "ɛː", "iə": "ɪə", "n̩": "ᵊn", "ʔ": "t", "\u0303": ""},
}
PATTERNS = {
    locale: lazy("|".join(sorted(map(re.escape, table), key=len, reverse=True)))
    for locale, table in MAPS.items()
}
KNOWN = set("".join(SYMBOL_ID)) | set(STRESSES) | set(DROPPED_DIACRITICS)


def to_tokens(ipa: str, locale: str) -> str:
    """Write espeak's IPA (tie "^", stress marks) as the corpus does.

    >>> to_tokens("hˈa^ɪ ðˈɛ^ɹ", "en-us")
    'hˈI ðˈɛɹ'
    """
    table = MAPS[locale]
    tokens = PATTERNS[locale].sub(lambda match: table[match[0]], ipa)
    return "".join(symbol for symbol in tokens if symbol in KNOWN)


def locate() -> tuple[Path, Path]:
    """Find espeak-ng's library and data folder: in the environment variables of phonemizer, else in
    espeakng_loader.
    """
    library, data = (
        os.environ.get(f"PHONEMIZER_ESPEAK_{name}") for name in ("LIBRARY", "DATA_PATH")
    )
    if not (library and data):
        if importlib.util.find_spec("espeakng_loader") is None:
            raise EspeakMissing(
                "espeak-ng is not installed: `pip install espeakng-loader`, or set PHONEMIZER_ESPEAK_LIBRARY and "
                "PHONEMIZER_ESPEAK_DATA_PATH to an espeak-ng 1.52 of your own."
            )
        import espeakng_loader

        library = espeakng_loader.get_library_path()
        data = espeakng_loader.get_data_path()
    for needed in (Path(library), Path(data) / "phontab"):
        if not needed.exists():
            raise EspeakMissing(
                f"espeak-ng is incomplete: {needed} does not exist. Reinstall espeakng-loader, or set "
                f"PHONEMIZER_ESPEAK_LIBRARY (now {library}) and PHONEMIZER_ESPEAK_DATA_PATH (now {data})."
            )
    return Path(library), Path(data)


class Espeak:
    """espeak-ng of one locale; may be called from any number of threads."""

    def __init__(self, locale: str):
        self.locale = locale
        self._local = threading.local()

    def __call__(self, texts: Sequence[str]) -> list[str]:
        """The tokens of each text (words with single spaces between), without punctuation; as many
        as texts.
        """
        for text in texts:
            if not SAYABLE.fullmatch(text):
                raise FrontendError(
                    f"espeak is handed letters, apostrophes and hyphens only, not {text!r}"
                )
        answers = self._backend().phonemize(list(texts), strip=True)
        if len(answers) != len(texts):
            raise EspeakFailed(
                f"espeak gave {len(answers)} answers for {len(texts)} texts, the first {texts[0]!r}"
            )
        return [to_tokens(answer, self.locale) for answer in answers]

    def _backend(self) -> Any:
        """This thread's backend, made when the thread first asks."""
        if not hasattr(self._local, "backend"):
            library, data = locate()
            os.environ["PHONEMIZER_ESPEAK_LIBRARY"], os.environ["PHONEMIZER_ESPEAK_DATA_PATH"] = (
                str(library),
                str(data),
            )
            from phonemizer.backend import EspeakBackend

            quiet = logging.getLogger("plainspeech.espeak")
            quiet.addHandler(logging.NullHandler())
            quiet.propagate = False
            self._local.backend = EspeakBackend(
                self.locale, with_stress=True, tie=TIE, language_switch="remove-flags", logger=quiet
            )
        return self._local.backend
