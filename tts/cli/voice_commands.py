"""The commands that make voices. Each takes its parsed options and returns its exit code; None
is 0.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from tts.cli.messages import print_message
from tts.cli.progress import Progress
from tts.cli.text_input import read_text_arg
from tts.errors import SpeechError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tts.alignment import Alignment

DOUBTFUL_SCORE = -1.2  # of an alignment: the text may be another one


def align(args: argparse.Namespace) -> None:
    """Print or write the times of the words and phonemes of a recording."""
    from frontend import Frontend
    from tts.alignment import Aligner
    from tts.files import read_sound, write_text
    from tts.subtitles import format_for, subtitles

    if not args.text and args.file is None:
        raise SpeechError("nothing to align. Give the text that is spoken, or -f FILE.")
    output = format_for(args.output) if args.output else None
    text = read_text_arg(args)
    frontend = Frontend(args.locale, lexicon=args.lexicon)
    aligner = Aligner.load(Path(args.weights) if args.weights else None)
    samples = read_sound(args.audio, aligner.mel_config.sample_rate)
    alignment = aligner.align(samples, text, frontend)
    if args.picture:
        draw(Path(args.picture), samples, alignment)
    if args.output and output:
        write_text(Path(args.output), subtitles(alignment, output))
    else:
        print_times(alignment)
    name = args.output or args.audio
    print_message(f"{name}: {len(alignment.words)} words, score {alignment.score:.2f}")
    if alignment.score < DOUBTFUL_SCORE:
        print_message("the sound hardly fits the text: is it another text, or another language?")


def draw(path: Path, samples: NDArray[np.float32], alignment: Alignment) -> None:
    """Write the picture of an alignment."""
    from tts.alignment.picture import write_picture
    from vocoders.mel import mel_spectrogram

    config = alignment.mel_config
    whole = len(samples) // config.hop_length * config.hop_length
    write_picture(path, mel_spectrogram(samples[:whole], config), alignment)


def print_times(alignment: Alignment) -> None:
    """Print a line a word: start, end, the word, its phonemes."""
    for text, start, end in alignment.words:
        inside = [
            phoneme.text
            for phoneme in alignment.phonemes
            if start <= (phoneme.start + phoneme.end) / 2 < end
        ]
        print(f"{start:9.3f} {end:9.3f}  {text}  {''.join(inside)}")


def check(args: argparse.Namespace) -> int:
    """Print what is good and bad about a folder of recordings; the exit code is 1 if nothing of it
    can be used.
    """
    from tts.recordings import read_recordings
    from tts.recordings.check import check_recordings
    from tts.recordings.html_report import write_html
    from tts.recordings.report import text_report

    recordings = read_recordings(args.recordings)
    with Progress("checking") as bar:
        report = check_recordings(recordings, args.locale, workers=args.workers, report=bar.show)
    print(text_report(report), end="")
    if args.page:
        write_html(Path(args.page), report)
        print_message(f"{args.page}: all {len(report.clips)} clips, worst first")
    return 0 if report.usable else 1
