"""The command `plainspeech`: its parser, and the one place where errors become messages."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, NoReturn

from tts import __version__
from tts.cli import commands, options, voice_commands, voice_options
from tts.cli.batch_command import batch
from tts.cli.batch_options import add_batch
from tts.cli.messages import describe, print_message
from tts.cli.signals import signals_exit, was_signalled
from tts.errors import PlainSpeechError
from tts.package_check import check_packages

EXAMPLES = """examples:
  plainspeech say "Hello there." -o hello.wav
  plainspeech say - -v george --speed 1.1 -o book.mp3 < book.txt
  plainspeech batch lines.txt -o out/
  plainspeech vocode in.wav out.wav"""


class Command(NamedTuple):
    """A command of the command line.

    run     the function that runs it
    add     the function that adds its options to a parser
    help    one line, without a full stop
    """

    run: Callable[[argparse.Namespace], int | None]
    add: Callable[[argparse.ArgumentParser], None]
    help: str


COMMANDS = {
    "say": Command(
        commands.say, options.add_say, "speak a text into a file, to standard output, or aloud"
    ),
    "voices": Command(
        voice_commands.voices, voice_options.add_voices, "list, add, remove or check voices"
    ),
    "normalize": Command(
        commands.normalize,
        options.add_normalize,
        "print a text as it is read out: numbers, dates and abbreviations as words",
    ),
    "phonemize": Command(commands.phonemize, options.add_phonemize, "print the phonemes of a text"),
    "explain": Command(
        commands.explain,
        options.add_explain,
        "print how each piece of a text is read, by which rule, "
        "and where its pronunciation comes from",
    ),
    "vocode": Command(
        commands.vocode,
        options.add_vocode,
        "copy synthesis: extract mel and pitch of a recording, and synthesize it again",
    ),
    "batch": Command(
        batch, add_batch, "speak files: lines, tables, subtitles and books, safely and in parallel"
    ),
    "align": Command(
        voice_commands.align,
        voice_options.add_align,
        "find the times of the words and phonemes of a recording whose text is known",
    ),
    "check": Command(
        voice_commands.check,
        voice_options.add_check,
        "check recordings that a voice is to be made of: sound, texts, and whether both fit",
    ),
    "train": Command(
        voice_commands.train,
        voice_options.add_train,
        "make a voice of recordings: check, align, train, package (needs the extras train, export)",
    ),
    "prompts": Command(
        voice_commands.prompts,
        voice_options.add_prompts,
        "choose texts to record, so that all pairs of phonemes occur",
    ),
    "export": Command(
        commands.export,
        options.add_export,
        "write a voice as ONNX files for other runtimes (needs the extra export)",
    ),
    "page": Command(
        commands.page,
        options.add_page,
        "serve a demo page to try voices in the browser (needs the extra demo)",
    ),
    "serve": Command(
        commands.serve,
        options.add_serve,
        "serve speech over HTTP, as OpenAI's clients ask for it, and over Wyoming "
        "(needs the extra serve)",
    ),
    "speechd": Command(
        commands.speechd,
        options.add_speechd,
        "speak for speech-dispatcher, by which Orca and other screen readers of Linux speak",
    ),
    "completion": Command(
        commands.completion,
        options.add_completion,
        "print a shell script that completes commands and options (needs the extra completion)",
    ),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command.

    arguments   the command line without the program; that of the process if None
    returns     the exit code: 0; 1 after one line that says what to do; 130 after Ctrl+C.
                A wrong command line ends in SystemExit with code 2, SIGTERM with 143, SIGHUP
                with 129
    """
    occupy_closed_streams()
    use_utf8()
    args = build_parser().parse_args(arguments)
    try:
        with signals_exit():
            return run(args)
    except KeyboardInterrupt:
        print_message("stopped; nothing half written was kept")
        return 130
    except SystemExit as ended:
        if was_signalled(ended):
            print_message("stopped; nothing half written was kept")
        raise
    except BrokenPipeError:  # the reader of our output has closed it, as `head` does
        discard_standard_output()
        return 1
    except (
        PlainSpeechError,
        OSError,
        MemoryError,
    ) as error:  # anything else is a bug, and shows its traceback
        print_message(f"plainspeech: {describe(error)}")
        return 1


def run(args: argparse.Namespace) -> int:
    """Run the command that was parsed; its warnings are printed when it has ended."""
    check_packages()
    with warnings.catch_warnings(record=True) as caught:
        code: int = args.run(args) or 0
    if sys.stdout is not None:
        sys.stdout.flush()
    for message in user_messages(caught):
        print_message(f"plainspeech: {message}")
    return code


def user_messages(caught: Iterable[warnings.WarningMessage]) -> list[str]:
    """The messages of our warnings, each once; those of libraries are for developers."""
    ours = [str(warning.message) for warning in caught if warning.category is UserWarning]
    return list(dict.fromkeys(ours))


def use_utf8() -> None:
    """Print UTF-8 whatever the system's encoding is; what it can't hold is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def occupy_closed_streams() -> None:
    """Open the null device in the place of standard streams that are closed. Otherwise the next
    file takes their number, and gets what libraries print.
    """
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number


def discard_standard_output() -> None:
    """Send what is still buffered nowhere, so that Python does not complain at its end."""
    with contextlib.suppress(OSError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class TerseParser(argparse.ArgumentParser):
    """A parser whose errors take one line, without a list of all options."""

    def error(self, message: str) -> NoReturn:
        """Exit with code 2."""
        self.exit(2, f"{self.prog}: {message}; see {self.prog} --help\n")


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands and their options."""
    parser = TerseParser(
        "plainspeech",
        description="Text to natural speech on a plain CPU.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"plainspeech {__version__}")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, command in COMMANDS.items():
        subparser = subparsers.add_parser(
            name, help=command.help, description=f"{command.help[0].upper()}{command.help[1:]}."
        )
        subparser.set_defaults(run=command.run, parser=parser)
        command.add(subparser)
    return parser


if __name__ == "__main__":
    sys.exit(main())
