"""Recipes: one flat TOML file a training run, and the arguments of the commands that read one."""

from __future__ import annotations

import argparse
import os
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

import torch

from vocoders.errors import VocoderError
from vocoders.header_checks import as_tuples

INTERRUPTED = 130  # exit code after Ctrl+C


class RecipeError(VocoderError):
    """A recipe with a key nobody knows, or a value that can't be."""


def read_recipe(path: str | os.PathLike[str], *kinds: type[Any]) -> list[Any]:
    """Settings from one file, an instance of each dataclass; each key belongs to exactly one of
    them. RecipeError for unknown or missing keys.
    """
    table = recipe_table(path)
    known = {field.name for kind in kinds for field in fields(kind)}
    if unknown := sorted(set(table) - known):
        raise RecipeError(
            f"{path}: unknown {', '.join(unknown)}. Known: {', '.join(sorted(known))}."
        )
    try:
        return [settings_from(table, kind) for kind in kinds]
    except TypeError as error:
        raise RecipeError(f"{path}: {error}") from error


def recipe_table(path: str | os.PathLike[str]) -> dict[str, Any]:
    """The keys of a recipe and their values; RecipeError if the file can't be read."""
    try:
        return tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RecipeError(f"the recipe {path} can't be read: {error}") from error


def settings_from(table: dict[str, Any], kind: type[Any]) -> Any:
    """An instance of a dataclass from those keys of a table that are its own."""
    names = [field.name for field in fields(kind)]
    return kind(**{name: as_tuples(table[name]) for name in names if name in table})


def check_init(path: str | os.PathLike[str], found: object, expected: object) -> None:
    """RecipeError unless the weights that a run begins from were made with the configuration that
    its recipe names.
    """
    if found != expected:
        raise RecipeError(
            f"{path} was made with {found}, but the recipe says {expected}: "
            "write what differs into the recipe."
        )


def recipe_parser(prog: str, description: str) -> argparse.ArgumentParser:
    """The arguments of every command that trains by a recipe."""
    parser = argparse.ArgumentParser(prog=prog, description=description)
    parser.add_argument("recipe", type=Path)
    parser.add_argument(
        "--minutes",
        type=float,
        default=float("inf"),
        help="stop, with a checkpoint, after so many minutes",
    )
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    return parser


def parse_recipe_args(parser: argparse.ArgumentParser) -> argparse.Namespace:
    """Parsed arguments of `recipe_parser`; torch computes on as many threads as they name."""
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    return args


@contextmanager
def one_line_errors(*refusals: type[Exception]) -> Iterator[None]:
    """Errors of these kinds, and Ctrl+C, end the command with a message alone, without a
    traceback.
    """
    try:
        yield
    except KeyboardInterrupt:
        sys.stderr.write("stopped; run the same command again to go on\n")
        raise SystemExit(INTERRUPTED) from None
    except refusals as error:
        raise SystemExit(f"error: {error}") from None
