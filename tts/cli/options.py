"""Options of the commands: groups that several commands share, and what is read from them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from tts.delivery import RANGES, Delivery

DEFAULT_OUTPUT = "speech.wav"
ENCODING_HELP = "text encoding, if it is not UTF-8 (or UTF-16 with a byte order mark)"


MEANINGS = {  # of the numbers of a Delivery
    "speed": "speaking rate",
    "pitch": "pitch shift",
    "energy": "change of loudness",
    "pitch_range": "liveliness of the pitch",
    "pause": "silence between sentences",
    "loudness": "loudness of each sentence",
    "lead": "silence before the first sentence",
}


def positive_int(text: str) -> int:
    """An integer of at least 1; ArgumentTypeError for anything else."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return int(text)


def number_arg(text: str) -> float:
    """A number; ArgumentTypeError for anything else. Its range is checked by Delivery."""
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number") from None


def lufs(text: str) -> float | None:
    """A number, or None for "off"; ArgumentTypeError for anything else."""
    return None if text == "off" else number_arg(text)


class Once(argparse.Action):
    """Store a value; an option that is given twice is refused, since one of both would be lost."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        if getattr(namespace, self.dest) is not None:
            parser.error(
                f"{option_string} is given twice. Give one file, or speak several with "
                f"`plainspeech batch`."
            )
        setattr(namespace, self.dest, values)


def add_text(command: argparse.ArgumentParser, help_text: str) -> None:
    """TEXT, -f and --encoding."""
    command.add_argument("text", nargs="*", metavar="TEXT", help=help_text)
    command.add_argument(
        "-f", "--file", metavar="FILE", action=Once, help="read a text file instead of TEXT"
    )
    command.add_argument("--encoding", metavar="NAME", help=ENCODING_HELP)


def add_voice_options(command: argparse.ArgumentParser) -> None:
    """-v, --vocoder, --runtime and --threads."""
    command.add_argument(
        "-v",
        "--voice",
        default="heart",
        metavar="VOICE",
        help="name (see `plainspeech voices`) or folder of a voice; default: heart",
    )
    command.add_argument(
        "--vocoder",
        metavar="NAME",
        help="vocoder to use instead of the voice's own: harmonic, wavenet, griffin-lim, "
        "or a safetensors file",
    )
    command.add_argument(
        "--runtime",
        choices=("onnx", "torch"),
        help="library that runs the networks; default: onnx, if the voice has ONNX files",
    )
    command.add_argument(
        "--threads",
        type=positive_int,
        default=1,
        metavar="N",
        help="number of threads for each network; default: 1",
    )


def add_seed(command: argparse.ArgumentParser) -> None:
    """--seed."""
    command.add_argument(
        "--seed",
        type=int,
        default=Delivery.seed,
        metavar="N",
        help="random seed; the same input with the same seed gives the same sound; "
        f"default: {Delivery.seed}",
    )


def add_delivery(command: argparse.ArgumentParser) -> None:
    """One option for each number of a Delivery."""
    for name, (low, high, unit) in RANGES.items():
        default = getattr(Delivery, name)
        can_be_off = name == "loudness"
        convert: Callable[[str], Any] = lufs if can_be_off else number_arg
        command.add_argument(
            f"--{name.replace('_', '-')}",
            type=convert,
            default=default,
            metavar="N",
            help=f"{MEANINGS[name]}: {low:g} to {high:g} {unit}{', or off' * can_be_off}; "
            f"default: {default:g}",
        )
    add_seed(command)


def delivery_from_args(args: argparse.Namespace) -> Delivery:
    """The Delivery that the options of `add_delivery` describe."""
    return Delivery(**{name: getattr(args, name) for name in (*RANGES, "seed")})


def add_audio_format(command: argparse.ArgumentParser) -> None:
    """--rate and --bits."""
    command.add_argument(
        "--rate",
        type=int,
        metavar="HZ",
        help="sample rate of the file; default: the voice's (24000)",
    )
    command.add_argument(
        "--bits",
        choices=("16", "24", "float"),
        help="sample size, for WAV and FLAC (float: WAV only); default: 16",
    )


def add_lexicon(command: argparse.ArgumentParser) -> None:
    """--lexicon."""
    command.add_argument(
        "--lexicon", metavar="FILE", help="TOML or PLS file of words and their pronunciations"
    )


def add_style(command: argparse.ArgumentParser) -> None:
    """--style."""
    command.add_argument(
        "--style",
        metavar="LIST",
        help="reading conventions, separated by commas: "
        "number-and=yes|no (one hundred and five), "
        "money-and=yes|no (five dollars and ten cents), "
        "zero=zero|oh (in telephone numbers), emoji=say|drop",
    )


def add_normalize(command: argparse.ArgumentParser) -> None:
    """All options of `normalize`: TEXT, --locale and --style."""
    add_text(command, "text; without it, or with -, each line of standard input")
    command.add_argument(
        "--locale",
        default="en-us",
        metavar="NAME",
        help="en-us, en-gb, de, or a code of espeak-ng; default: en-us",
    )
    add_style(command)


def add_phonemize(command: argparse.ArgumentParser) -> None:
    """All options of `phonemize`."""
    add_normalize(command)
    add_lexicon(command)


def add_explain(command: argparse.ArgumentParser) -> None:
    """All options of `explain`."""
    add_phonemize(command)
    command.add_argument(
        "--json",
        action="store_true",
        help="print a JSON list of objects on one line: "
        "start, end, class, rule, spoken, phonemes, origin",
    )


def add_say(command: argparse.ArgumentParser) -> None:
    """All options of `say`."""
    add_text(command, "text of any length; - is standard input")
    add_voice_options(command)
    add_lexicon(command)
    add_style(command)
    command.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help=".wav, .flac, .ogg, .opus or .mp3 file; - is standard output (WAV); "
        f"default: {DEFAULT_OUTPUT}",
    )
    add_delivery(command)
    add_audio_format(command)
    command.add_argument(
        "--subtitles",
        metavar="FILE",
        help="also write the words with their times: .srt, .vtt, .lrc, .TextGrid, .json, "
        "or .txt for Audacity",
    )
    command.add_argument(
        "--play", action="store_true", help="play the speech; without -o no file is written"
    )
    command.add_argument("--ssml", action="store_true", help="read the text as an SSML document")
    command.add_argument(
        "--skip-unknown",
        action="store_true",
        help="with --ssml: ignore unknown tags instead of refusing them",
    )


def add_vocode(command: argparse.ArgumentParser) -> None:
    """All options of `vocode`."""
    command.add_argument("input", metavar="IN", help="sound file of speech")
    command.add_argument(
        "output", metavar="OUT", help=".wav, .flac, .ogg, .opus or .mp3 file to write"
    )
    add_voice_options(command)
    add_seed(command)
    add_audio_format(command)


def add_export(command: argparse.ArgumentParser) -> None:
    """All options of `export`."""
    command.add_argument(
        "voice", metavar="VOICE", help="name (see `plainspeech voices`) or folder of a voice"
    )
    command.add_argument(
        "output",
        metavar="FOLDER",
        help="folder for the networks; voice.json goes into a folder of the voice's name in it",
    )
    command.add_argument(
        "--weights",
        default="float32",
        choices=("float32", "float16", "int8"),
        help="precision of the stored weights; int8 is that of the packaged voices, whose large "
        "matrix products are computed in int8; default: float32",
    )


def add_page(command: argparse.ArgumentParser) -> None:
    """All options of `page`."""
    add_host(command)
    command.add_argument(
        "--port", type=int, default=7860, help="port; 0 takes any that is free; default: 7860"
    )
    command.add_argument("--no-open", action="store_true", help="open no browser")


def add_host(command: argparse.ArgumentParser) -> None:
    """--host."""
    command.add_argument(
        "--host",
        default="127.0.0.1",
        help="address to listen on; default: 127.0.0.1 (this computer only)",
    )


def add_serve(command: argparse.ArgumentParser) -> None:
    """All options of `serve`."""
    command.add_argument(
        "-v", "--voice", default="heart", metavar="VOICE", help="default voice; default: heart"
    )
    add_host(command)
    command.add_argument("--port", type=int, default=8000, help="port of HTTP; default: 8000")
    command.add_argument(
        "--wyoming",
        type=int,
        metavar="PORT",
        help="also serve Home Assistant's protocol on this port (usually 10200)",
    )
    command.add_argument(
        "--no-page", action="store_true", help="leave the page of `plainspeech page` out"
    )
    command.add_argument(
        "--token-file",
        metavar="FILE",
        help="ask HTTP clients for the bearer token in this file",
    )
    command.add_argument(
        "--max-characters",
        type=positive_int,
        default=100_000,
        metavar="N",
        help="longest text; default: 100000",
    )
    command.add_argument(
        "--max-jobs",
        type=positive_int,
        default=4,
        metavar="N",
        help="syntheses at the same time; default: 4",
    )
    command.add_argument(
        "--zeroconf",
        action="store_true",
        help="with --wyoming: let Home Assistant find the server by itself",
    )


def add_speechd(command: argparse.ArgumentParser) -> None:
    """All options of `speechd`."""
    command.add_argument(
        "configuration",
        nargs="?",
        metavar="CONFIGURATION",
        help="file that speech-dispatcher names when it starts the module; it is not read",
    )
    command.add_argument(
        "-v",
        "--voice",
        default="heart",
        metavar="VOICE",
        help="voice of messages that ask for none; default: heart",
    )
    command.add_argument(
        "--install",
        action="store_true",
        help="write the files by which speech-dispatcher finds the module, and end",
    )


def add_completion(command: argparse.ArgumentParser) -> None:
    """All options of `completion`."""
    command.add_argument(
        "shell",
        choices=("bash", "zsh", "fish", "powershell"),
        metavar="SHELL",
        help="bash, zsh, fish or powershell",
    )
