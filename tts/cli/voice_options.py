"""The options of the commands that make voices: align, check, train, prompts, voices."""

from __future__ import annotations

import argparse

from tts.cli.options import ENCODING_HELP, number_arg, positive_int

LOCALE_HELP = (
    "language of the text: en-us, en-gb, de, or a code of espeak-ng (fr-fr, es, ...); "
    "default: en-us"
)
RECORDINGS_HELP = (
    "folder: metadata.csv (id|text) and the sound files, metadata.jsonl, or pairs of .wav and .txt"
)


def add_locale(command: argparse.ArgumentParser, default: str | None) -> None:
    """The option of the language."""
    command.add_argument(
        "--language", "--locale", dest="locale", default=default, metavar="NAME", help=LOCALE_HELP
    )


def add_align(command: argparse.ArgumentParser) -> None:
    """All options of `align`."""
    command.add_argument("audio", metavar="AUDIO", help="sound file of speech")
    command.add_argument("text", nargs="*", metavar="TEXT", help="what is said in it")
    command.add_argument("-f", "--file", metavar="FILE", help="read a text file instead of TEXT")
    command.add_argument("--encoding", metavar="NAME", help=ENCODING_HELP)
    command.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="file of the times: .TextGrid, .json, .srt, .vtt, .lrc, or .txt for Audacity; "
        "default: a table on standard output",
    )
    add_locale(command, "en-us")
    command.add_argument(
        "--lexicon", metavar="FILE", help="TOML or PLS file of words and their pronunciations"
    )
    command.add_argument(
        "--picture",
        metavar="FILE",
        help="also draw the mel with the phonemes: .png, .svg or .pdf (needs the extra train)",
    )
    command.add_argument(
        "--weights",
        metavar="FILE",
        help="aligner to use instead of the packaged one",
    )


def add_check(command: argparse.ArgumentParser) -> None:
    """All options of `check`."""
    command.add_argument("recordings", metavar="RECORDINGS", help=RECORDINGS_HELP)
    add_locale(command, "en-us")
    command.add_argument(
        "--page", metavar="FILE", help="also write a page (.html) with plots and all clips to play"
    )
    command.add_argument(
        "--workers", type=positive_int, default=2, metavar="N", help="processes; default: 2"
    )


def add_train(command: argparse.ArgumentParser) -> None:
    """All options of `train`."""
    command.add_argument("recordings", metavar="RECORDINGS", help=RECORDINGS_HELP)
    command.add_argument("--name", metavar="NAME", help="name of the voice; default: the folder's")
    command.add_argument(
        "-o", "--output", metavar="FOLDER", help="folder of the voice; default: its name"
    )
    command.add_argument(
        "--work",
        metavar="FOLDER",
        help="folder of everything between, from which a later run goes on; "
        "default: FOLDER.work beside the voice",
    )
    add_locale(command, None)
    command.add_argument(
        "--minutes", type=number_arg, metavar="N", help="of training, in all; default: 240"
    )
    command.add_argument("--base", metavar="VOICE", help="voice to begin from; default: heart")
    command.add_argument("--speaker", metavar="NAME", help="the one to train, if there are several")
    command.add_argument("--licence", metavar="TEXT", help="what the card says of the voice's use")
    command.add_argument(
        "--until",
        default="evaluate",
        metavar="STAGE",
        choices=("check", "align", "features", "acoustic", "vocoder", "package", "evaluate"),
        help="last stage: check, align, features, acoustic, vocoder, package or evaluate; "
        "default: evaluate",
    )
    command.add_argument(
        "--settings", metavar="FILE", help="flat TOML file of settings; options go before it"
    )
    command.add_argument(
        "--print-settings", action="store_true", help="print all settings as TOML, and end"
    )
    command.add_argument(
        "--workers", type=positive_int, default=2, metavar="N", help="processes; default: 2"
    )
    command.add_argument(
        "--threads", type=positive_int, metavar="N", help="of the training; default: all cores"
    )


def add_prompts(command: argparse.ArgumentParser) -> None:
    """All options of `prompts`."""
    command.add_argument("texts", metavar="TEXTS", help="text file, a sentence a line; - is stdin")
    command.add_argument("--encoding", metavar="NAME", help=ENCODING_HELP)
    add_locale(command, "en-us")
    command.add_argument(
        "--minutes", type=number_arg, default=60.0, metavar="N", help="of speech; default: 60"
    )
    command.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help="file to write, lines of id|text, as `train` takes them (metadata.csv); "
        "default: standard output",
    )


def add_voices(command: argparse.ArgumentParser) -> None:
    """The action of `voices`, and the voice that it is for."""
    command.add_argument(
        "action",
        nargs="?",
        metavar="ACTION",
        choices=("list", "add", "remove", "check", "info", "mix"),
        default="list",
        help="list (default); add FOLDER: copy a voice to where it is found by its name; remove "
        "NAME; check VOICE: files, hashes, phonemes, mel; info VOICE; mix MIXTURE NAME: keep "
        "a mixture, such as heart*0.6+emma*0.4, or a voice with settings of its own",
    )
    command.add_argument("voice", nargs="?", metavar="VOICE", help="name or folder of a voice")
    command.add_argument("name", nargs="?", metavar="NAME", help="of the mixture")
    for option, default, meaning in (
        ("--speed", 1.0, "times the voice's"),
        ("--pitch", 0.0, "semitones above the voice's"),
        ("--energy", 0.0, "dB above the voice's"),
    ):
        command.add_argument(
            option,
            type=float,
            default=default,
            metavar="N",
            help=f"of the mixture: {meaning}; default: {default:g}",
        )
