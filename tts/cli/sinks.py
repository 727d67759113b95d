"""Where the command `say` puts speech: a file, standard output, the loudspeaker."""

from __future__ import annotations

import argparse
import contextlib
import sys
import time
from typing import TYPE_CHECKING, Protocol

from tts.cli.progress import Progress
from tts.delivery import Delivery

if TYPE_CHECKING:
    from tts.audio import Samples
    from tts.pipeline import TTS


class Sink(Protocol):
    """Where speech goes, piece by piece."""

    def write(self, samples: Samples) -> None:
        """Append (samples,)."""


def spoken(
    tts: TTS,
    text: str,
    delivery: Delivery,
    output: str | None,
    aloud: bool,
    options: argparse.Namespace,
) -> str:
    """Speak into `output`, if any, and aloud, as it is made; returns a line about it."""
    from tts.cli.player import Player

    seconds = took = 0.0
    bar = Progress("speaking")
    chunks = "growing" if aloud or output == "-" else "sentence"
    with contextlib.ExitStack() as stack:
        sinks = [stack.enter_context(sink(tts, output, options))] if output else []
        sinks += [stack.enter_context(Player(tts.sample_rate))] if aloud else []
        started = time.perf_counter()
        for number, audio in enumerate(
            tts.stream(
                text,
                **delivery.arguments,
                ssml=options.ssml,
                skip_unknown=options.skip_unknown,
                chunks=chunks,
            )
        ):
            took += time.perf_counter() - started
            samples = audio.after_pause() if number else audio.samples
            for one in sinks:
                one.write(samples)
            seconds += len(samples) / audio.sample_rate
            bar.show(audio.text_span[1] / len(text))
            started = time.perf_counter()  # how long a listener took is not counted
        bar.close()
    return f"{seconds:.2f} s of speech in {took:.2f} s, {seconds / took:.1f} times real time, voice {tts.voice.name}"


def sink(
    tts: TTS, output: str, options: argparse.Namespace
) -> contextlib.AbstractContextManager[Sink]:
    """A file, or standard output."""
    if output != "-":
        from tts.files import AudioFile

        return AudioFile(output, tts.sample_rate, options.rate, options.bits)
    from tts.cli.wav_stream import PipedWave

    return PipedWave(sys.stdout.buffer, tts.sample_rate, options.rate, options.bits)
