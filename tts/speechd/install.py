"""The files by which speech-dispatcher finds the module: a program and its configuration, in the
user's own folders.
"""

from __future__ import annotations

import os
import re
import shlex
import sys
from pathlib import Path

import tts
from tts.files import write_text
from tts.speechd.errors import SpeechdError

NAME = "plainspeech"
PROGRAM = f"sd_{NAME}"
EXECUTABLE_MODE = 0o755
MODULE_LINE = re.compile(r"^[ \t]*AddModule[ \t]", re.MULTILINE)
OUR_LINE = re.compile(rf'^[ \t]*AddModule[ \t]+"{NAME}".*\n?', re.MULTILINE)
CONFIGURATION = """\
# PlainSpeech has no settings of its own here: the file must exist, so that speech-dispatcher starts
# the module. The default voice stands in {program}.
"""
SCRIPT = """\
#!/bin/sh
# Written by `plainspeech speechd --install`.
exec {command} "$@"
"""


def install(voice: str) -> list[Path]:
    """Write the files for the user who calls.

    voice     name or folder of the default voice
    returns   the files that were written

    SpeechdError where there is no speech-dispatcher.
    """
    if not sys.platform.startswith("linux"):
        raise SpeechdError(
            "speech-dispatcher is for Linux; on other systems use `plainspeech say`."
        )
    data = user_folder("XDG_DATA_HOME", ".local/share")
    data.mkdir(parents=True, exist_ok=True)  # the server looks for programs by data/../libexec
    program = data.parent / "libexec" / "speech-dispatcher-modules" / PROGRAM
    folder = user_folder("XDG_CONFIG_HOME", ".config") / "speech-dispatcher"
    configuration = folder / "modules" / f"{NAME}.conf"
    write_whole(program, SCRIPT.format(command=command(voice)))
    program.chmod(EXECUTABLE_MODE)
    write_whole(configuration, CONFIGURATION.format(program=program))
    written = [program, configuration]
    main = folder / "speechd.conf"
    if main.is_file() and add_module(main, program):
        written.append(main)
    return written


def user_folder(variable: str, default: str) -> Path:
    """A folder of the XDG base directories."""
    given = os.environ.get(variable, "")
    return Path(given) if given.startswith("/") else Path.home() / default


def command(voice: str) -> str:
    """The shell's words that start this very module. A clone need not be installed: then its folder
    is named.
    """
    folder = Path(voice)
    named = str(folder.resolve()) if folder.is_dir() else voice
    words = [sys.executable, "-m", "tts", "speechd", "--voice", named]
    root = Path(tts.__file__).resolve().parent.parent
    if (root / "pyproject.toml").is_file():
        words = ["env", f"PYTHONPATH={root}", *words]
    return " ".join(map(shlex.quote, words))


def add_module(main: Path, program: Path) -> bool:
    """Name the module in the user's own configuration of the server, if that names modules: those
    it does not name are then not looked for. Whether the file was changed.
    """
    text = main.read_text(encoding="utf-8")
    others = OUR_LINE.sub("", text)
    if MODULE_LINE.search(others) is None:
        return False
    line = f'AddModule "{NAME}" "{program}" "{NAME}.conf"\n'
    changed = others + "\n" * (not others.endswith("\n")) + line
    if changed == text:
        return False
    write_text(main, changed)
    return True


def write_whole(file: Path, text: str) -> None:
    """Write a file whole, with the folders that it lies in."""
    file.parent.mkdir(parents=True, exist_ok=True)
    write_text(file, text)
