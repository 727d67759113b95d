"""The module itself: commands of the server, and what each is answered."""

from __future__ import annotations

import logging
import os
import sys
import threading
import warnings
from collections.abc import Callable
from typing import get_args

from tts.errors import PlainSpeechError
from tts.speechd.protocol import Input, ServerPipe
from tts.speechd.settings import SettingError, SpeechSettings
from tts.speechd.speaker import Speaker
from tts.speechd.speech import Kind, Message, MessageSpeech
from tts.speechd.voices import Voices

SWITCH_INTERVAL_S = 0.001  # a STOP waits no longer for the thread that computes
LOG_LEVELS = (logging.ERROR, logging.ERROR, logging.WARNING, logging.WARNING, logging.INFO)
BAD_SYNTAX = "302 ERROR BAD SYNTAX"
BAD_VALUE = "303 ERROR INVALID PARAMETER OR VALUE"

log = logging.getLogger("tts.speechd")


class Module:
    """A module for speech-dispatcher.

    default   name or folder of the voice of messages that ask for none
    """

    def __init__(self, source: Input, output: ServerPipe, default: str) -> None:
        self.source = source
        self.output = output
        self.settings = SpeechSettings()
        self.speech = MessageSpeech(Voices(default))
        self.speaker = Speaker(output, self.speech)
        self.commands: dict[str, Callable[[], None]] = {
            "INIT": self.init,
            "AUDIO": self.audio,
            "LOGLEVEL": self.loglevel,
            "SET": self.set,
            "LIST VOICES": self.list_voices,
            "STOP": self.speaker.stop,
            "PAUSE": self.speaker.pause,
        }

    def run(self) -> None:
        """Answer commands until QUIT, or until the server is gone."""
        for line in self.source:
            log.debug("< %s", line)
            if line == "QUIT":
                self.speaker.close()
                self.output.line("210 OK QUIT")
                return
            self.answer(line)

    def answer(self, line: str) -> None:
        """Answer one command."""
        if line in self.commands:
            self.commands[line]()
        elif line in get_args(Kind):
            self.speak(line)  # type: ignore[arg-type]
        elif line.startswith("DEBUG"):
            self.debug(line)
        else:
            self.output.line("300 ERR UNKNOWN COMMAND")

    def init(self) -> None:
        """Load the default voice; the others follow while the server goes on."""
        try:
            name = self.speech.voices.load(self.speech.voices.default).voice.name
        except PlainSpeechError as error:
            reason = " ".join(str(error).split())
            self.output.line(f"399-{reason}\n399 ERR CANT INIT MODULE")
            return
        threading.Thread(target=self._prepare, daemon=True, name="preparing").start()
        self.output.line(f"299-PlainSpeech, voice {name}.\n299 OK LOADED SUCCESSFULLY")

    def _prepare(self) -> None:
        """Make ready what the first messages would wait for."""
        self.speech.warm_up()
        for name in self.speech.voices.installed:
            try:
                self.speech.voices.load(name)
            except PlainSpeechError as error:
                log.warning("the voice %s cannot speak: %s", name, error)

    def audio(self) -> None:
        """Agree to send sound to the server; a sound card of our own we have not."""
        values = self._values("207 OK RECEIVING AUDIO SETTINGS")
        if values is None:
            return
        if dict(values).get("audio_output_method") == "server":
            self.output.line("203 OK AUDIO INITIALIZED")
        else:
            self.output.line(
                "300-Sound goes through speech-dispatcher 0.11 or later.\n300 MODULE ERROR"
            )

    def loglevel(self) -> None:
        """Log as much as the server wants; the log is standard error."""
        values = self._values("207 OK RECEIVING LOGLEVEL SETTINGS")
        if values is None:
            return
        level = dict(values).get("log_level", "")
        if level not in ("0", "1", "2", "3", "4", "5"):
            self.output.line(BAD_VALUE)
            return
        log.setLevel((*LOG_LEVELS, logging.DEBUG)[int(level)])
        self.output.line("203 OK LOGLEVEL SET")

    def set(self) -> None:
        """Take settings for the next messages; all of them, or none."""
        values = self._values("203 OK RECEIVING SETTINGS")
        if values is None:
            return
        settings = self.settings
        try:
            for name, value in values:
                settings = settings.with_setting(name, value)
        except SettingError as error:
            log.warning("refused the setting %s", error)
            self.output.line(BAD_VALUE)
            return
        self.settings = settings
        self.output.line("203 OK SETTINGS RECEIVED")

    def list_voices(self) -> None:
        """Name the voices with their languages."""
        rows = [f"200-{row}" for row in self.speech.voices.rows()]
        self.output.line("\n".join([*rows, "200 OK VOICE LIST SENT"]))

    def speak(self, kind: Kind) -> None:
        """Take a message and begin to speak it."""
        self.output.line("202 OK RECEIVING MESSAGE")
        lines = self.source.body()
        if lines is None:
            return
        if kind != "SPEAK" and len(lines) > 1:
            self.output.line("305 DATA MORE THAN ONE LINE")
        elif self.speaker.speaking or not any(lines):
            self.output.line("301 ERROR CANT SPEAK")
        else:
            self.output.line("200 OK SPEAKING")
            self.speaker.start(Message(kind, "\n".join(lines), self.settings))

    def debug(self, line: str) -> None:
        """DEBUG ON FILE writes what the server sends into a file; DEBUG OFF ends it."""
        words = line.split(maxsplit=2)
        for handler in log.handlers[:]:
            if isinstance(handler, logging.FileHandler):
                log.removeHandler(handler)
                handler.close()
        if words[1:] == ["OFF"]:
            self.output.line("200 OK DEBUGGING OFF")
        elif len(words) == 3 and words[1] == "ON":
            self._debug_into(words[2].strip())
        else:
            self.output.line(BAD_SYNTAX)

    def _debug_into(self, file: str) -> None:
        try:
            log.addHandler(logging.FileHandler(file, encoding="utf-8"))
        except OSError:
            self.output.line("303 CANT OPEN CUSTOM DEBUG FILE")
            return
        log.setLevel(logging.DEBUG)
        self.output.line("200 OK DEBUGGING ON")

    def _values(self, reply: str) -> list[tuple[str, str]] | None:
        """The lines name=value that follow a command; None after an answer to a line that is none,
        or at the end of the pipe.
        """
        self.output.line(reply)
        lines = self.source.body()
        if lines is None:
            return None
        pairs = [line.partition("=") for line in lines]
        if not all(name and separator for name, separator, _ in pairs):
            self.output.line(BAD_SYNTAX)
            return None
        return [(name, value) for name, _, value in pairs]


def run_module(default: str) -> None:
    """Serve speech-dispatcher on standard input and output.

    default   name or folder of the voice of messages that ask for none
    """
    logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    warnings.simplefilter("ignore")  # kept for the end of a command, which here is far away
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    sys.stdout.flush()
    wire = os.dup(1)
    os.dup2(2, 1)  # whatever a library prints goes to the log
    Module(Input(0), ServerPipe(wire), default).run()
    sys.stderr.flush()
    os._exit(0)  # a thread may be in the middle of a network, which an orderly end would abort
