"""Options of the command `batch`."""

from __future__ import annotations

import argparse

from tts.cli.options import (
    add_delivery,
    add_lexicon,
    add_style,
    add_voice_options,
    number_arg,
    positive_int,
)

FORMAT_HELP = "wav, flac, ogg, opus, mp3; m4b (needs ffmpeg) or epub for a whole book"


def limits(text: str) -> tuple[float, float]:
    """Two numbers with a comma between; ArgumentTypeError for anything else."""
    low, comma, high = text.partition(",")
    if not comma:
        raise argparse.ArgumentTypeError(f"{text!r} is not two numbers with a comma: 1.0,1.5")
    return number_arg(low), number_arg(high)


def add_batch(command: argparse.ArgumentParser) -> None:
    """All options of `batch`."""
    command.add_argument(
        "inputs",
        nargs="+",
        metavar="INPUT",
        help=".txt, .csv, .tsv, .jsonl, .srt, .vtt, .md, .html or .epub file, or a pattern such as "
        "'*.txt'; - is standard input",
    )
    command.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="FOLDER",
        help="folder for the sound files and manifest.jsonl, created if it is missing; or a URL "
        "such as s3://bucket/folder (extra cluster)",
    )
    add_reading(command)
    add_writing(command)
    add_workers(command)
    add_voice_options(command)
    add_lexicon(command)
    add_style(command)
    add_delivery(command)


def add_reading(command: argparse.ArgumentParser) -> None:
    """--from, --split and --encoding."""
    command.add_argument(
        "--from",
        dest="input_format",
        choices=("txt", "csv", "tsv", "jsonl", "srt", "vtt", "md", "html", "epub"),
        help="format of the inputs; default: by their extensions, and txt for standard input",
    )
    command.add_argument(
        "--split",
        default="auto",
        choices=("auto", "line", "paragraph", "chapter"),
        help="items of a plain text; default: auto, which is lines, but paragraphs of wrapped "
        "prose and chapters of a book",
    )
    command.add_argument(
        "--encoding",
        metavar="NAME",
        help="text encoding, if it is not UTF-8 (or UTF-16 with a byte order mark)",
    )


def add_writing(command: argparse.ArgumentParser) -> None:
    """--format, --join, --cover, --subtitles, --timings and --fit."""
    command.add_argument(
        "--format", default="wav", metavar="NAME", help=f"{FORMAT_HELP}; default: wav"
    )
    command.add_argument(
        "--join",
        choices=("none", "chapter", "file"),
        help="one file an item, a chapter or an input; default: a chapter of a book, one file for "
        "subtitles, else an item",
    )
    command.add_argument(
        "--cover", metavar="FILE", help="JPEG or PNG picture, if the book has none or another"
    )
    command.add_argument(
        "--subtitles",
        metavar="NAME",
        help="also write subtitles beside each file: srt, vtt, lrc, TextGrid, json, or txt for "
        "Audacity",
    )
    command.add_argument(
        "--timings",
        action="store_true",
        help="also write the times of words and phonemes into the manifest",
    )
    command.add_argument(
        "--fit",
        type=limits,
        default=(1.0, 1.5),
        metavar="LOW,HIGH",
        help="factors of the speed by which speech is fitted to the times of subtitles; "
        "default: 1.0,1.5",
    )


def add_workers(command: argparse.ArgumentParser) -> None:
    """--jobs and --cluster."""
    command.add_argument(
        "--jobs",
        type=positive_int,
        default=1,
        metavar="N",
        help="processes that speak at the same time; default: 1",
    )
    command.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="speak on a Ray cluster: auto for the one of this machine, or HOST:PORT of its head",
    )
