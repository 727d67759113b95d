"""The commands that make voices. Each takes its parsed options and returns its exit code; None
is 0.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
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
    from tts.training.voices.settings import VoiceSettings

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


def train(args: argparse.Namespace) -> None:
    """Make a voice of recordings."""
    from vocoders.optional_dependencies import require

    require("train", "training")
    require("export", "training")
    from tts.training.voices.settings import to_toml

    settings = voice_settings(args)
    if args.print_settings:
        print(to_toml(settings), end="")
        return
    from tts.training.voices.build import VoiceBuild, use_threads

    if args.threads:
        use_threads(args.threads)
    out = Path(args.output or settings.name)
    work = Path(args.work) if args.work else out.with_name(f"{out.name}.work")
    source = Path(args.recordings)
    build = VoiceBuild(source, out, work, settings, shown_bar, print_lines, args.workers)
    build.run(args.until, args.speaker)


def voice_settings(args: argparse.Namespace) -> VoiceSettings:
    """The settings that a file and the options of `train` give."""
    from tts.training.voices.settings import VoiceSettings, read_voice_settings

    settings = read_voice_settings(Path(args.settings)) if args.settings else VoiceSettings()
    if not args.settings:
        settings = replace(settings, name=Path(args.recordings).resolve().name)
    names = ("name", "locale", "minutes", "base", "licence")
    given = {name: getattr(args, name) for name in names if getattr(args, name) is not None}
    return replace(settings, **given).check()


@contextmanager
def shown_bar(task: str) -> Iterator[Callable[[float], None]]:
    """A progress bar of a task."""
    with Progress(task) as bar:
        yield bar.show


def print_lines(text: str) -> None:
    """Print a message of several lines."""
    for line in text.split("\n"):
        print_message(line)


def prompts(args: argparse.Namespace) -> None:
    """Choose the texts to record."""
    from frontend import Frontend
    from tts.cli.text_input import standard_input
    from tts.files import write_text
    from tts.recordings.prompts import choose, coverage, prompts_of
    from tts.text_files import decode, read_text

    if args.texts == "-":
        content = decode(standard_input().read(), "standard input", args.encoding)
    else:
        content = read_text(args.texts, args.encoding)
    with Progress("reading") as bar:
        found = prompts_of(content.split("\n"), Frontend(args.locale), bar.show)
    if not found:
        raise SpeechError(f"{args.texts} has no line of 3 to 18 words that can be read.")
    chosen = choose(found, args.minutes)
    table = "".join(f"p{number:04d}|{each.text}\n" for number, each in enumerate(chosen, 1))
    if args.output:
        write_text(Path(args.output), table)
    else:
        print(table, end="")
    covered, total = coverage(chosen, found)
    minutes = sum(each.seconds for each in chosen) / 60
    print_message(
        f"{len(chosen)} of {len(found)} texts, about {minutes:.0f} minutes, with {covered} of the "
        f"{total} pairs of phonemes"
    )


def voices(args: argparse.Namespace) -> None:
    """List the voices, or add, remove, check or describe one."""
    from tts import voice_store
    from tts.cli.commands import list_voices
    from tts.voice import find

    if args.action == "list":
        list_voices(args)
        return
    if not args.voice:
        raise SpeechError(f"name the voice: plainspeech voices {args.action} VOICE")
    if (args.name is None) == (args.action == "mix"):
        raise SpeechError("only a mixture gets a name: plainspeech voices mix heart+emma NAME")
    if args.action == "add":
        print_message(f"{voice_store.add_voice(args.voice)}: added")
    elif args.action == "remove":
        print_message(f"{voice_store.remove_voice(args.voice)}: removed")
    elif args.action == "mix":
        settings = (args.speed, args.pitch, args.energy)
        print_message(f"{voice_store.mix_voices(args.voice, args.name, *settings)}: added")
    elif args.action == "check":
        voice_store.check_voice(find(args.voice))
        print(f"{args.voice}: all is as it should be")
    else:
        print("\n".join(voice_store.describe_voice(args.voice)))
