"""The library espeak-ng in this process, called through ctypes.

The library keeps its state in global variables: it is loaded once, from where it is installed, and
one lock guards it. It is told not to end the process when its data are damaged. Functions and
constants are those of espeak-ng's `speak_lib.h`.
"""

import ctypes
import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from frontend.errors import EspeakMissingError

AUDIO_OUTPUT_SYNCHRONOUS = 2  # no sound is asked for
DONT_EXIT = 0x8000
UTF8 = 1
IPA = 0x02
TIE_BETWEEN_LETTERS = 0x80
TIE = "\u0361"
PHONEMES_MODE = IPA | TIE_BETWEEN_LETTERS | ord(TIE) << 8
MAX_PATH_BYTES = 150  # espeak-ng cuts the path of its data after 159 bytes


class VoiceStruct(ctypes.Structure):
    """espeak_VOICE of speak_lib.h.

    languages   priority (one byte), then the language tag
    identifier  path of its file among the data
    """

    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_char_p),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("xx1", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    )


class EspeakLibrary:
    """espeak-ng, initialized. May be called from any number of threads, also after a fork.

    library   path of the shared library
    data      path of its data folder

    Raises EspeakMissingError if it cannot be loaded or does not know its data.
    """

    def __init__(self, library: Path, data: Path):
        self._lock = threading.RLock()
        self._functions = _load(library)
        path = _short_path(data)
        options = (AUDIO_OUTPUT_SYNCHRONOUS, 0, path, DONT_EXIT)
        if self._functions.espeak_Initialize(*options) <= 0:
            raise EspeakMissingError(
                f"espeak-ng cannot read its data in {data}: they are damaged, or of another "
                f"version. Reinstall espeakng-loader."
            )
        self._voices = self._list_voices()
        if hasattr(os, "register_at_fork"):  # no call is under way when a process forks
            release = self._lock.release
            os.register_at_fork(
                before=self._lock.acquire, after_in_parent=release, after_in_child=release
            )

    def phonemes(self, locale: str, texts: Sequence[str]) -> list[str]:
        """The phonemes of each text in IPA: spaces between words, TIE within a phoneme. Where
        espeak-ng changes the language it writes a flag such as "(fr)".
        """
        with self._lock:
            self._select(locale)
            return [self._text_to_phonemes(text) for text in texts]

    def _select(self, locale: str) -> None:
        """Make the voice of a locale the current one, which others in the process may change."""
        voice = self._voices.get(locale)
        if voice == self._functions.espeak_GetCurrentVoice().contents.identifier:
            return
        if voice is None or self._functions.espeak_SetVoiceByName(voice) != 0:
            raise EspeakMissingError(
                f"espeak-ng has no voice for {locale!r}. Reinstall espeakng-loader."
            )

    def _text_to_phonemes(self, text: str) -> str:
        """The phonemes of a text, which the library takes clause by clause."""
        rest = ctypes.c_char_p(text.encode())
        clauses = []
        while rest.value is not None:
            clauses.append(
                self._functions.espeak_TextToPhonemes(ctypes.byref(rest), UTF8, PHONEMES_MODE)
            )
        return " ".join(clause.decode() for clause in clauses if clause)

    def _list_voices(self) -> dict[str, bytes]:
        """Language tag -> identifier of the first voice that has it."""
        listed = self._functions.espeak_ListVoices(None)
        voices: dict[str, bytes] = {}
        index = 0
        while listed[index]:
            voice = listed[index].contents
            if not voice.identifier.replace(b"\\", b"/").startswith(b"mb/"):  # needs a program
                voices.setdefault(os.fsdecode(voice.languages[1:]), voice.identifier)
            index += 1
        return voices


def _load(library: Path) -> ctypes.PyDLL:
    """The shared library, with the types of its functions."""
    try:
        # it keeps the GIL: a call takes microseconds, and winning it back takes milliseconds
        functions = ctypes.PyDLL(str(library))
        functions.espeak_Initialize.argtypes = (
            ctypes.c_int,
            ctypes.c_int,
            ctypes.c_char_p,
            ctypes.c_int,
        )
        functions.espeak_ListVoices.argtypes = (ctypes.POINTER(VoiceStruct),)
        functions.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(VoiceStruct))
        functions.espeak_GetCurrentVoice.restype = ctypes.POINTER(VoiceStruct)
        functions.espeak_SetVoiceByName.argtypes = (ctypes.c_char_p,)
        functions.espeak_TextToPhonemes.restype = ctypes.c_char_p
        functions.espeak_TextToPhonemes.argtypes = (
            ctypes.POINTER(ctypes.c_char_p),
            ctypes.c_int,
            ctypes.c_int,
        )
    except (OSError, AttributeError) as error:
        raise EspeakMissingError(
            f"espeak-ng cannot be loaded from {library}: {error}. Reinstall espeakng-loader, or "
            f"set PHONEMIZER_ESPEAK_LIBRARY to an espeak-ng 1.52 of your own."
        ) from error
    return functions


def _short_path(data: Path) -> bytes:
    """The path of the data folder, as espeak-ng takes it. On Linux a longer one is reached by the
    number of the open folder, which the process keeps. Raises EspeakMissingError elsewhere.
    """
    path = os.fsencode(data.resolve())
    if len(path) <= MAX_PATH_BYTES:
        return path
    if sys.platform == "linux" and Path("/proc/self/fd").is_dir():
        return f"/proc/self/fd/{os.open(path, os.O_RDONLY | os.O_DIRECTORY)}".encode()
    raise EspeakMissingError(
        f"espeak-ng takes a data folder whose path has at most {MAX_PATH_BYTES} bytes, not "
        f"{len(path)}: {data}. Install it in a shorter path, or set PHONEMIZER_ESPEAK_DATA_PATH "
        f"to a copy there."
    )
