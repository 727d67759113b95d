"""The command `plainspeech`. Nothing heavy is imported before it is needed, so that --help answers
at once.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import runpy
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from tts import __version__
from tts.cli.progress import Progress
from tts.delivery import RANGES, Delivery
from tts.errors import SpeechError
from tts.package_check import check
from tts.text_files import decode, read_text

if TYPE_CHECKING:
    from tts.pipeline import TTS

OUTPUT = "speech.wav"
EXAMPLES = """examples:
  plainspeech say "Hello there." -o hello.wav
  plainspeech say - -v george --speed 1.1 -o book.mp3 < book.txt
  plainspeech batch lines.txt -o out/
  plainspeech vocode in.wav out.wav"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit code: 0, 1 with one line that says what to do, 2 for a wrong
    command line.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = parser().parse_args(arguments)
    try:
        check()
        with warnings.catch_warnings(record=True) as warned:
            code: int = options.run(options) or 0
        sys.stdout.flush()
        for message in dict.fromkeys(
            str(warning.message) for warning in warned if warning.category is UserWarning
        ):
            say_line(f"plainspeech: {message}")
        return code
    except KeyboardInterrupt:
        say_line("stopped; nothing half written was kept")
        return 130
    except BrokenPipeError:  # whoever read us has gone, as `head` does: no reason to complain
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:
        if not is_expected(error):
            raise  # a mistake of ours: the traceback is what we require to see
        say_line(f"plainspeech: {' '.join(describe(error).split())}")
        return 1


def is_expected(error: Exception) -> bool:
    """Whether one of our packages refused something, or the system did."""
    return isinstance(error, OSError) or type(error).__module__.split(".")[0] in (
        "tts",
        "frontend",
        "vocoders",
    )


def describe(error: Exception) -> str:
    """What went wrong, without the number that the system gives it."""
    if isinstance(error, OSError) and error.strerror and error.filename is not None:
        return f"{error.filename}: {error.strerror}."
    return str(error)


def say_line(line: str) -> None:
    """A message, apart from what the command puts out."""
    print(line, file=sys.stderr)


class OneLine(argparse.ArgumentParser):
    """Says in one line what is wrong with a command line, instead of listing every option there is."""

    def error(self, message: str) -> NoReturn:
        """End with exit code 2."""
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


def parser() -> argparse.ArgumentParser:
    """All commands and their options."""
    top = OneLine(
        "plainspeech",
        description="Text to natural speech, on a plain computer.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=f"plainspeech {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, (run, add, help_line) in COMMANDS.items():
        command = commands.add_parser(
            name, help=help_line, description=help_line[0].upper() + help_line[1:] + "."
        )
        command.set_defaults(run=run)
        add(command)
    return top


def add_text(command: argparse.ArgumentParser, otherwise: str) -> None:
    """TEXT, -f and --encoding."""
    command.add_argument(
        "text", nargs="*", metavar="TEXT", help=f"what to read; - is standard input{otherwise}"
    )
    command.add_argument("-f", "--file", metavar="FILE", help="read a text file instead")
    command.add_argument(
        "--encoding",
        metavar="NAME",
        help="of the file or standard input, if it is not UTF-8 (or UTF-16 with a mark)",
    )


def add_voice(command: argparse.ArgumentParser) -> None:
    """-v, --vocoder, and what they run in."""
    command.add_argument(
        "-v",
        "--voice",
        default="heart",
        metavar="VOICE",
        help="a name (see `plainspeech voices`) or a folder; default: heart",
    )
    command.add_argument(
        "--vocoder",
        metavar="NAME",
        help="instead of the voice's own: harmonic, wavenet, griffin-lim, or a safetensors file",
    )
    command.add_argument(
        "--runtime",
        choices=("onnx", "torch"),
        help="what the networks run in; default: onnx, if the voice has files for it",
    )
    command.add_argument(
        "--threads",
        type=count,
        default=1,
        metavar="N",
        help="that share the work of the networks; default: 1",
    )


def count(text: str) -> int:
    """A whole number of one at least; ValueError for anything else."""
    if (number := int(text)) < 1:
        raise ValueError(text)
    return number


def lufs(text: str) -> float | None:
    """A number, or None for "off"; ValueError for anything else."""
    return None if text == "off" else float(text)


def add_delivery(command: argparse.ArgumentParser) -> None:
    """One option for each number of a Delivery."""
    usual = Delivery()
    for name, (low, high, unit) in RANGES.items():
        command.add_argument(
            f"--{name.replace('_', '-')}",
            type=lufs if name == "loudness" else float,
            default=getattr(usual, name),
            metavar="N",
            help=f"{low:g} to {high:g} {unit}{', or off' if name == 'loudness' else ''}; default: {getattr(usual, name):g}",
        )
    command.add_argument(
        "--seed",
        type=int,
        default=usual.seed,
        metavar="N",
        help=f"same text and seed, same sound; default: {usual.seed}",
    )


def add_format(command: argparse.ArgumentParser) -> None:
    """--rate and --bits."""
    command.add_argument(
        "--rate",
        type=int,
        metavar="HZ",
        help="sample rate of the file; default: the voice's (24000)",
    )
    command.add_argument(
        "--bits", choices=("16", "24", "float"), help="sample size, for WAV and FLAC; default: 16"
    )


def add_lexicon(command: argparse.ArgumentParser) -> None:
    """--lexicon."""
    command.add_argument(
        "--lexicon", metavar="FILE", help="a TOML or PLS file of words and their pronunciations"
    )


def add_style(command: argparse.ArgumentParser) -> None:
    """--style."""
    command.add_argument(
        "--style",
        metavar="LIST",
        help="conventions, with commas between: number-and=yes|no (one hundred and five), "
        "money-and=yes|no (five dollars and ten cents), zero=zero|oh (in telephone numbers), emoji=say|drop",
    )


def add_locale(command: argparse.ArgumentParser) -> None:
    """TEXT, --locale and --style."""
    add_text(command, ", line in, line out, as without TEXT")
    command.add_argument(
        "--locale", default="en-us", metavar="NAME", help="en-us or en-gb; default: en-us"
    )
    add_style(command)


def add_phonemize(command: argparse.ArgumentParser) -> None:
    """All of `phonemize`."""
    add_locale(command)
    add_lexicon(command)


def add_explain(command: argparse.ArgumentParser) -> None:
    """All of `explain`."""
    add_phonemize(command)
    command.add_argument(
        "--json",
        action="store_true",
        help="a list of objects, on one line: start, end, class, rule, spoken, phonemes, origin",
    )


def add_say(command: argparse.ArgumentParser) -> None:
    """All of `say`."""
    add_text(command, ", of any length")
    add_voice(command)
    add_lexicon(command)
    add_style(command)
    command.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        help=f".wav, .flac, .ogg or .mp3; - is standard output (WAV); default: {OUTPUT}",
    )
    add_delivery(command)
    add_format(command)
    command.add_argument(
        "--play", action="store_true", help="let it sound; without -o no file is kept"
    )
    command.add_argument("--ssml", action="store_true", help="the text is an SSML document")
    command.add_argument(
        "--skip-unknown",
        action="store_true",
        help="with --ssml: leave out tags that are not known, instead of refusing them",
    )


def add_vocode(command: argparse.ArgumentParser) -> None:
    """All of `vocode`."""
    command.add_argument("input", metavar="IN", help="a sound file of speech")
    command.add_argument("output", metavar="OUT", help="a .wav, .flac, .ogg or .mp3 file")
    add_voice(command)
    command.add_argument(
        "--seed",
        type=int,
        default=0,
        metavar="N",
        help="same input and seed, same sound; default: 0",
    )
    add_format(command)


def add_export(command: argparse.ArgumentParser) -> None:
    """All of `export`."""
    command.add_argument(
        "voice", metavar="VOICE", help="a name (see `plainspeech voices`) or a folder"
    )
    command.add_argument(
        "output",
        metavar="FOLDER",
        help="where to put the networks and, in a folder of the voice's name, its voice.json",
    )
    command.add_argument(
        "--weights",
        default="float32",
        choices=("float32", "float16", "int8"),
        help="how they are stored; int8: as in the packaged voices, whose large products are computed in bytes; default: float32",
    )


def add_batch(command: argparse.ArgumentParser) -> None:
    """All of `batch`."""
    command.add_argument("lines", metavar="LINES", help="a text file; - is standard input")
    command.add_argument(
        "-o",
        "--output",
        required=True,
        metavar="FOLDER",
        help="for the sound files and manifest.jsonl; made if it is absent",
    )
    command.add_argument(
        "--format", default="wav", metavar="NAME", help="wav, flac, ogg or mp3; default: wav"
    )
    command.add_argument(
        "--encoding", metavar="NAME", help="of the text, if it is not UTF-8 (or UTF-16 with a mark)"
    )
    add_voice(command)
    add_lexicon(command)
    add_style(command)
    add_delivery(command)


def add_page(command: argparse.ArgumentParser) -> None:
    """All of `page`."""
    command.add_argument(
        "--host",
        default="127.0.0.1",
        help="address to listen at; default: 127.0.0.1, this computer only",
    )
    command.add_argument("--port", type=int, default=7860, help="default: 7860")


def text_of(options: argparse.Namespace) -> str:
    """What is to be read: the words of the command line, a file, or standard input."""
    if options.file is not None:
        return read_text(options.file, options.encoding)
    if options.text in ([], ["-"]):
        if not options.text and options.run is say:
            raise SpeechError("nothing to read. Give a text, - for standard input, or -f FILE.")
        if sys.stdin is None:
            raise SpeechError("there is no standard input to read.")
        return decode(sys.stdin.buffer.read(), "standard input", options.encoding)
    return " ".join(options.text)


def delivery_of(options: argparse.Namespace) -> Delivery:
    """The options of add_delivery."""
    return Delivery(**{name: getattr(options, name) for name in (*RANGES, "seed")})


def say(options: argparse.Namespace) -> None:
    """Speak a text into a file, to standard output, or aloud."""
    text = text_of(options)
    delivery = delivery_of(options)
    with contextlib.ExitStack() as stack:
        where = output = options.output or OUTPUT
        if options.play and not options.output:
            where = "played"
            output = str(Path(stack.enter_context(tempfile.TemporaryDirectory())) / OUTPUT)
        if output != "-":
            from tts.files import encoding  # a wrong name is told before the voice is loaded

            encoding(Path(output), 24000 if options.rate is None else options.rate, options.bits)
        from tts.cli.player import can_be_piped, play
        from tts.cli.sinks import spoken

        aloud = options.play and output != "-" and can_be_piped()
        report = spoken(
            load(options),
            text,
            delivery,
            None if aloud and not options.output else output,
            aloud,
            options,
        )
        if options.play and output != "-" and not aloud:
            play(Path(output))
        say_line(f"{'standard output' if where == '-' else where}: {report}")


def load(options: argparse.Namespace) -> TTS:
    """The voice that was asked for."""
    from tts.pipeline import TTS

    made = TTS.load(
        options.voice,
        options.vocoder,
        options.lexicon,
        options.runtime,
        options.style,
        options.threads,
    )
    if torch := sys.modules.get("torch"):
        torch.set_num_threads(options.threads)
    return made


def voices(options: argparse.Namespace) -> None:
    """List the voices."""
    from tts.voice import VARIABLE, installed, places

    found = installed()
    for name, voice in sorted(found.items()):
        print(f"{name:<12} {voice.locale:<6} {voice.description}  ({voice.folder})")
    if not found:
        raise SpeechError(
            f"no voice is installed. Looked in {', '.join(map(str, places()))}. Set {VARIABLE} to a folder that holds voice folders."
        )


def line_by_line(options: argparse.Namespace, change: Callable[[str], str]) -> None:
    """Put out what becomes of the text; from standard input, each line as it comes, an empty one
    for a line without words.
    """
    from frontend import NothingToSay

    if options.text not in ([], ["-"]) or options.file is not None:
        print(change(text_of(options)))
        return
    for number, row in enumerate(sys.stdin.buffer, 1):
        line = decode(row, f"line {number} of standard input", options.encoding).rstrip("\n")
        with contextlib.suppress(NothingToSay):
            print(change(line), end="")
        print(flush=True)


def normalize(options: argparse.Namespace) -> None:
    """Text as it is read out."""
    from frontend import Frontend

    front = Frontend(options.locale, style=options.style)
    line_by_line(options, lambda text: " ".join(front.normalize(text).split()))


def phonemize(options: argparse.Namespace) -> None:
    """Text as phonemes."""
    from frontend import Frontend

    front = Frontend(options.locale, lexicon=options.lexicon, style=options.style)
    line_by_line(options, lambda text: " ".join(front.phonemize(text).split()))


def explain(options: argparse.Namespace) -> None:
    """How each piece of a text is read, as a table or as JSON."""
    from frontend import Frontend
    from frontend.explain import as_table

    front = Frontend(options.locale, lexicon=options.lexicon, style=options.style)

    def as_json(text: str) -> str:
        return json.dumps([piece.as_dict() for piece in front.explain(text)], ensure_ascii=False)

    line_by_line(options, as_json if options.json else lambda text: as_table(front.explain(text)))


def vocode(options: argparse.Namespace) -> None:
    """Take speech apart into mel and pitch, and let the vocoder speak it again."""
    from tts.copy_synthesis import copy_synthesis

    started = time.perf_counter()
    audio = copy_synthesis(
        options.input,
        options.voice,
        options.vocoder,
        options.seed,
        options.runtime,
        options.threads,
    )
    audio.save(options.output, options.rate, options.bits)
    took = time.perf_counter() - started
    say_line(f"{options.output}: {audio.seconds:.2f} s in {took:.2f} s")


def batch(options: argparse.Namespace) -> int:
    """Speak a file line by line."""
    from tts.batch import Batch, lines_of

    source = "standard input" if options.lines == "-" else options.lines
    content = sys.stdin.buffer.read() if options.lines == "-" else Path(options.lines).read_bytes()
    lines = lines_of(content, source, options.encoding)
    work = Batch(
        load(options),
        Path(options.output),
        delivery_of(options),
        f".{options.format.lower().lstrip('.')}",
        source,
    )
    bar = Progress("speaking")
    counts = {"spoken": 0, "done before": 0, "failed": 0}
    for number, (record, before) in enumerate(work.run(lines), 1):
        if record.error:
            bar.close()
            say_line(f"{record.id}: {record.error}")
        counts["failed" if record.error else "done before" if before else "spoken"] += 1
        bar.show(number / len(lines))
    bar.close()
    say_line(
        f"{options.output}: " + ", ".join(f"{number} {what}" for what, number in counts.items())
    )
    return 1 if counts["failed"] else 0


def export(options: argparse.Namespace) -> None:
    """Write a voice's networks for ONNX Runtime, one file each."""
    from vocoders.optional_dependencies import require

    require("export", "export")
    from tts.export import export
    from tts.voice import find

    for file, distance in export(options.voice, options.output, options.weights).items():
        say_line(f"{file}: {file.stat().st_size / 1e6:.1f} MB, at most {distance:.1e} from torch")
    say_line(
        f'try it: plainspeech say "Hello." -v {Path(options.output) / find(options.voice).name}'
    )


def page(options: argparse.Namespace) -> None:
    """Open the page of app.py, which lies in the package when it is installed, and beside it in a
    clone.
    """
    from vocoders.optional_dependencies import require

    require("demo", "the page")
    here = Path(__file__).resolve().parent
    file = next(place for place in (here / "app.py", here.parent / "app.py") if place.is_file())
    runpy.run_path(str(file))["serve"](options.host, options.port)


COMMANDS: dict[
    str,
    tuple[
        Callable[[argparse.Namespace], int | None], Callable[[argparse.ArgumentParser], None], str
    ],
] = {
    "say": (say, add_say, "speak a text into a file, to standard output, or aloud"),
    "voices": (voices, lambda command: None, "list the voices"),
    "normalize": (
        normalize,
        add_locale,
        "write a text as it is read out: numbers, dates and abbreviations as words",
    ),
    "phonemize": (phonemize, add_phonemize, "write a text as phonemes"),
    "explain": (
        explain,
        add_explain,
        "tell how each piece of a text is read, by which rule, and where its pronunciation is from",
    ),
    "vocode": (
        vocode,
        add_vocode,
        "take a recording apart into mel and pitch, and let the vocoder speak it again",
    ),
    "batch": (batch, add_batch, "speak a text line by line, each into a file of its own"),
    "export": (
        export,
        add_export,
        "write a voice as ONNX files for any runtime (needs plainspeech[export])",
    ),
    "page": (
        page,
        add_page,
        "open a page in the browser to try voices on (needs plainspeech[demo])",
    ),
}

if __name__ == "__main__":
    sys.exit(main())
