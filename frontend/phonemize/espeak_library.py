"""espeak-ng in this process, through phonemizer: one backend a locale, behind one lock.

The library keeps its state in global variables, so phonemizer loads a copy of it for each backend,
from a temporary folder. A backend serves all threads. On systems that let a loaded file be removed,
its copy is removed at once: nothing is left behind, also not after a kill.
"""

import contextlib
import logging
import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from frontend.errors import EspeakMissingError

TIE = "^"
MAX_PATH_BYTES = 150  # espeak-ng cuts the path of its data after 159 bytes, and ends the process


class EspeakLibrary:
    """espeak-ng of all locales. May be called from any number of threads, also after a fork.

    library   path of the shared library
    data      path of its data folder

    Raises EspeakMissingError if it cannot be loaded.
    """

    def __init__(self, library: Path, data: Path):
        self._lock = threading.RLock()
        self._backends: dict[str, Any] = {}
        os.environ["PHONEMIZER_ESPEAK_LIBRARY"] = str(library)
        os.environ["PHONEMIZER_ESPEAK_DATA_PATH"] = checked_path(data)
        if hasattr(os, "register_at_fork"):  # no call is under way when a process forks
            release = self._lock.release
            os.register_at_fork(
                before=self._lock.acquire, after_in_parent=release, after_in_child=release
            )

    def phonemes(self, locale: str, texts: Sequence[str]) -> list[str]:
        """The phonemes of each text in IPA, with TIE within a phoneme.

        Raises EspeakMissingError if espeak-ng cannot be loaded.
        """
        with self._lock:
            if locale not in self._backends:
                self._backends[locale] = load_backend(locale)
            answers: list[str] = self._backends[locale].phonemize(list(texts), strip=True)
        if len(answers) != len(texts):
            raise EspeakMissingError(
                f"espeak-ng gave {len(answers)} answers for {len(texts)} texts, the first "
                f"{texts[0]!r}. Reinstall phonemizer and espeakng-loader."
            )
        return answers


def load_backend(locale: str) -> Any:
    """A backend of phonemizer. Raises EspeakMissingError if espeak-ng cannot be loaded."""
    from phonemizer.backend import EspeakBackend

    quiet = logging.getLogger("plainspeech.espeak")
    quiet.addHandler(logging.NullHandler())
    quiet.propagate = False
    try:
        backend = EspeakBackend(
            locale, with_stress=True, tie=TIE, language_switch="remove-flags", logger=quiet
        )
    except (OSError, RuntimeError) as error:
        raise EspeakMissingError(
            f"espeak-ng cannot be loaded: {error}. Its library is copied to the temporary folder, "
            f"from where it must be allowed to run: set TMPDIR to another folder, or reinstall "
            f"espeakng-loader."
        ) from error
    remove_copy(backend)
    return backend


def remove_copy(backend: Any) -> None:
    """Remove the copy of the library that a backend was loaded from. Its empty folder is removed by
    phonemizer when the process ends. A system that keeps loaded files, or a phonemizer that stores
    the folder elsewhere, keeps the copy until then.
    """
    wrapper = getattr(backend, "_espeak", None)
    folder = getattr(getattr(wrapper, "_espeak", None), "_tempdir", None)
    if folder is None or sys.platform == "win32":
        return
    for copy in Path(folder).iterdir():
        with contextlib.suppress(OSError):
            copy.unlink()


def checked_path(data: Path) -> str:
    """The path of the data folder. phonemizer follows links, so a long one cannot be shortened:
    EspeakMissingError.
    """
    path = str(data.resolve())
    length = len(os.fsencode(path))
    if length > MAX_PATH_BYTES:
        raise EspeakMissingError(
            f"espeak-ng takes a data folder whose path has at most {MAX_PATH_BYTES} bytes, not "
            f"{length}: {data}. Install it in a shorter path, or set PHONEMIZER_ESPEAK_DATA_PATH "
            f"to a copy there."
        )
    return path
