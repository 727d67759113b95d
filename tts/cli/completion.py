"""Scripts that let a shell complete the command `plainspeech`, made by shtab."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

from tts.voice import installed
from vocoders.optional_dependencies import require

FILES = ("FILE", "IN", "OUT", "LINES")  # metavars
FOLDERS = ("FOLDER",)


def script(shell: str, parser: argparse.ArgumentParser) -> str:
    """The completion script of a shell: "bash", "zsh", "fish" or "powershell".

    Files and folders are completed with paths, voices with the names of the installed ones.
    MissingDependencyError if shtab is not installed.
    """
    require("completion", "completion")
    import shtab

    for action in all_actions(parser):
        if action.metavar in FILES:
            set_completion(action, shtab.FILE)
        elif action.metavar in FOLDERS:
            set_completion(action, shtab.DIRECTORY)
        elif action.metavar == "VOICE":
            action.choices = sorted(installed())
    return str(shtab.complete(parser, shell))


def set_completion(action: argparse.Action, how: dict[str, Any]) -> None:
    """Tell shtab how to complete an option: shell -> function of that shell."""
    action.complete = how  # type: ignore[attr-defined]


def all_actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """The options of a parser and of its commands."""
    for action in parser._actions:
        yield action
        commands: Any = action.choices if isinstance(action, argparse._SubParsersAction) else {}
        for command in commands.values():
            yield from command._actions
