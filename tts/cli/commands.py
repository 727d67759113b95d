"""The commands. Each takes its parsed options and returns its exit code; None is 0.

Nothing heavy is imported before a command needs it, so that --help answers at once.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from tts.cli.messages import print_message
from tts.cli.options import DEFAULT_OUTPUT, delivery_from_args
from tts.cli.progress import Progress
from tts.cli.sinks import STANDARD_OUTPUT, Sink, open_sink, synthesize_to
from tts.cli.text_input import (
    map_lines,
    read_text_arg,
    reads_standard_input,
    stream_standard_input,
)
from tts.errors import SpeechError

if TYPE_CHECKING:
    from tts.pipeline import TTS

LONG_TEXT = 50_000  # characters: about an hour of speech


def load_voice(args: argparse.Namespace) -> TTS:
    """The voice that the options of `add_voice` name."""
    from tts.pipeline import TTS

    voice = TTS.load(args.voice, args.vocoder, args.lexicon, args.runtime, args.style, args.threads)
    if torch := sys.modules.get("torch"):
        torch.set_num_threads(args.threads)
    return voice


def say(args: argparse.Namespace) -> None:
    """Speak a text into a file, to standard output, or aloud."""
    from tts.cli.playback import raise_failure
    from tts.cli.player import can_stream
    from tts.files import write_text
    from tts.subtitles import TimestampTrack, subtitles

    output = say_output(args)
    low_latency = output == STANDARD_OUTPUT or (args.play and can_stream())
    text = say_text(args, streams=low_latency and not args.ssml)
    if hint := long_text_hint(text, args.file, output):
        print_message(hint)
    delivery = delivery_from_args(args)
    subtitle_format = check_subtitles(args.subtitles)
    voice = load_voice(args)
    chunks = voice.stream(
        text,
        **delivery.to_kwargs(),
        ssml=args.ssml,
        skip_unknown=args.skip_unknown,
        chunks="growing" if low_latency else "sentence",
    )
    track = TimestampTrack()
    if subtitle_format:
        chunks = track.follow(chunks)
    with ExitStack() as stack:
        sinks = [stack.enter_context(sink) for sink in say_sinks(output, voice.sample_rate, args)]
        with Progress("speaking") as bar:
            length = len(text) if isinstance(text, str) else sys.maxsize
            report = synthesize_to(sinks, chunks, lambda end: bar.show(end / length))
    if subtitle_format:
        write_text(Path(args.subtitles), subtitles(track, subtitle_format))
    print_message(f"{output_name(output)}: {report}, voice {voice.voice.name}")
    raise_failure(sinks)


def check_subtitles(path: str | None) -> str | None:
    """The format of the subtitles that are asked for. A name that says none is refused here, before
    a voice is loaded.
    """
    if path is None:
        return None
    from tts.subtitles import format_for

    return format_for(path)


def say_text(args: argparse.Namespace, streams: bool = False) -> str | Iterator[str]:
    """The text to speak; SpeechError if the command line names none.

    streams   whether standard input is given in fragments, as they arrive
    """
    if not args.text and args.file is None:
        raise SpeechError("nothing to read. Give a text, - for standard input, or -f FILE.")
    if streams and reads_standard_input(args) and not (args.file and args.text):
        return stream_standard_input(args.encoding)
    return read_text_arg(args)


def long_text_hint(text: str | Iterator[str], file: str | None, output: str | None) -> str | None:
    """What to know of a text that takes hours, if it becomes a file; None for others."""
    is_long = isinstance(text, str) and len(text) > LONG_TEXT
    if not is_long or output is None or output == STANDARD_OUTPUT:
        return None
    name = "FILE" if file in (None, "-") else file
    return (
        f"this is a long text, and `say` can't go on where it is stopped. `plainspeech batch "
        f"{name} -o FOLDER --format {Path(output).suffix.lstrip('.')} --join file` can; without "
        f"--join it makes chapters."
    )


def say_output(args: argparse.Namespace) -> str | None:
    """The file to write, "-" for standard output, or None if the speech is only played. A name that
    can't be written is refused here, before a voice is loaded.
    """
    if args.play and not args.output:
        return None
    output: str = args.output or DEFAULT_OUTPUT
    if output != STANDARD_OUTPUT:
        from tts.files import soundfile_format

        soundfile_format(Path(output), 24000 if args.rate is None else args.rate, args.bits)
    elif args.play:
        raise SpeechError("--play and -o - can't be combined. Choose one of them.")
    return output


def say_sinks(
    output: str | None, rate: int, args: argparse.Namespace
) -> Iterator[AbstractContextManager[Sink]]:
    """The sinks that `say` writes to: a file or standard output if there is an output, and a player
    with --play.
    """
    if output is not None:
        yield open_sink(output, rate, args)
    if args.play:
        from tts.cli.playback import Playback

        yield Playback(rate, goes_on=output is not None)


def output_name(output: str | None) -> str:
    """The name of an output of `say`, for a message."""
    if output is None:
        return "played"
    return "standard output" if output == STANDARD_OUTPUT else output


def list_voices(args: argparse.Namespace) -> None:
    """List the voices."""
    from tts.voice import ENV_VAR, installed, search_path

    found = installed()
    for name, voice in sorted(found.items()):
        print(f"{name:<12} {voice.locale:<6} {voice.description}  ({voice.folder})")
    if not found:
        raise SpeechError(
            f"no voice is installed. Looked in {', '.join(map(str, search_path()))}. "
            f"Set {ENV_VAR} to a folder that holds voice folders."
        )


def normalize(args: argparse.Namespace) -> None:
    """Print a text as it is read out."""
    from frontend import Frontend

    frontend = Frontend(args.locale, style=args.style)
    map_lines(args, lambda text: " ".join(frontend.normalize(text).split()))


def phonemize(args: argparse.Namespace) -> None:
    """Print the phonemes of a text."""
    from frontend import Frontend

    frontend = Frontend(args.locale, lexicon=args.lexicon, style=args.style)
    map_lines(args, lambda text: " ".join(frontend.phonemize(text).split()))


def explain(args: argparse.Namespace) -> None:
    """Print how each piece of a text is read, as a table or as JSON."""
    from frontend import Frontend
    from frontend.explain import as_table

    frontend = Frontend(args.locale, lexicon=args.lexicon, style=args.style)

    def as_json(text: str) -> str:
        return json.dumps([piece.as_dict() for piece in frontend.explain(text)], ensure_ascii=False)

    map_lines(args, as_json if args.json else lambda text: as_table(frontend.explain(text)))


def vocode(args: argparse.Namespace) -> None:
    """Copy synthesis: extract mel and pitch of a recording, and synthesize it again."""
    from tts.copy_synthesis import copy_synthesis

    started = time.perf_counter()
    audio = copy_synthesis(
        args.input, args.voice, args.vocoder, args.seed, args.runtime, args.threads
    )
    audio.save(args.output, args.rate, args.bits)
    seconds = time.perf_counter() - started
    print_message(f"{args.output}: {audio.seconds:.2f} s in {seconds:.2f} s")


def export(args: argparse.Namespace) -> None:
    """Write the networks of a voice as ONNX files."""
    from vocoders.optional_dependencies import require

    require("export", "export")
    from tts.export import export_voice
    from tts.voice import find

    for file, error in export_voice(args.voice, args.output, args.weights).items():
        megabytes = file.stat().st_size / 1e6
        print_message(f"{file}: {megabytes:.1f} MB, at most {error:.1e} from torch")
    folder = Path(args.output) / find(args.voice).name
    print_message(f'try it: plainspeech say "Hello." -v {folder}')


def page(args: argparse.Namespace) -> None:
    """Serve the page of app.py, and open it in a browser."""
    from vocoders.optional_dependencies import require

    require("demo", "the page")
    from tts.page.locate import load_page

    load_page()["serve"](args.host, args.port, open_browser=not args.no_open)


def serve(args: argparse.Namespace) -> None:
    """Serve speech over HTTP and, if it has a port, over Wyoming."""
    from vocoders.optional_dependencies import is_installed, require

    require("serve", "the server")
    from tts.server.run import serve_forever as serve_forever
    from tts.server.settings import ServerSettings
    from tts.voice import find

    token = None
    if args.token_file is not None:
        token = Path(args.token_file).read_text(encoding="utf-8").strip()
    find(args.voice)
    settings = ServerSettings(
        args.host,
        args.port,
        token,
        args.voice,
        max_characters=args.max_characters,
        max_jobs=args.max_jobs,
        announce=args.zeroconf,
    )
    print_message(f"http://{args.host}:{args.port}/v1/audio/speech; stop with Ctrl+C")
    with_page = not args.no_page and is_installed("demo")
    serve_forever(settings, args.wyoming, with_page)


def speechd(args: argparse.Namespace) -> None:
    """Speak for speech-dispatcher, or write the files by which it finds the module."""
    from tts.voice import find

    find(args.voice)
    if not args.install:
        from tts.speechd.module import run_module

        run_module(args.voice)
        return
    from tts.speechd.install import install

    for file in install(args.voice):
        print_message(f"wrote {file}")
    print_message("stop speech-dispatcher, so that it starts anew: killall speech-dispatcher")
    print_message('try it: spd-say -o plainspeech "Hello."')


def completion(args: argparse.Namespace) -> None:
    """Print a script that completes commands, options and voices in a shell."""
    from tts.cli.completion import script

    print(script(args.shell, args.parser))
