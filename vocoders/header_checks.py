"""Checks of what a file says of itself, before anything is built by it: a file may have been made
to do harm.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from vocoders.errors import InvalidWeightsError, VocoderError

MAX_NUMBER = 1e6  # of what shapes a network, and of what it was trained with
MAX_TEXT = 1000  # characters of such a value
Config = TypeVar("Config")
SMALL = 256  # what a size may be however small the tensors are


def parse_json(text: str | bytes) -> Any:
    """The value of a JSON text; ValueError if it is none, or lists lie too deep in each other."""
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("lists or objects lie too deep in each other") from None


def check_config(config: object, path: str | os.PathLike[str]) -> None:
    """Raise InvalidWeightsError unless the numbers that shape a network are such numbers: an object
    of finite numbers, words and lists of them.
    """
    if not isinstance(config, dict):
        raise InvalidWeightsError(
            f"the header of {path} is damaged: its config is {config!r}, not an object."
        )
    for key, value in config.items():
        if not all(is_setting(each) for each in flattened(value)):
            raise InvalidWeightsError(
                f"the header of {path} is damaged: {key} is {value!r}, which shapes no network."
            )


def is_setting(value: object) -> bool:
    """Whether a value can be one of a configuration."""
    if isinstance(value, (int, float)):
        return math.isfinite(value) and abs(value) <= MAX_NUMBER
    return value is None or (isinstance(value, str) and len(value) <= MAX_TEXT)


def flattened(value: object) -> Iterable[object]:
    """A value, or those in lists within lists of it."""
    if not isinstance(value, list):
        return [value]
    return (each for part in value for each in flattened(part))


def config_of(kind: type[Config], meta: Mapping[str, Any], path: str | os.PathLike[str]) -> Config:
    """The configuration in a header, as a dataclass whose fields all have defaults.

    InvalidWeightsError for a key that it does not have, a value of another type than the default's,
    or one that it refuses itself.
    """
    found = meta.get("config")
    if not isinstance(found, dict):
        raise InvalidWeightsError(f"the header of {path} has no config. Make the file again.")
    defaults = {field.name: field.default for field in fields(kind)}  # type: ignore[arg-type]
    if unknown := sorted(set(found) - set(defaults)):
        raise InvalidWeightsError(
            f"the config in the header of {path} has unknown keys: {', '.join(unknown)[:200]}. "
            "Install the version of PlainSpeech that made it."
        )
    for key, value in found.items():
        if not is_like(value, defaults[key]):
            raise InvalidWeightsError(
                f"the header of {path} is damaged: {key} is {str(value)[:200]!r}, and should be of "
                f"type {type(defaults[key]).__name__}, such as {defaults[key]!r}."
            )
    try:
        return kind(**{key: as_tuples(value) for key, value in found.items()})
    except VocoderError as error:
        raise InvalidWeightsError(f"the header of {path} is damaged: {error}") from error


def is_like(value: object, default: object) -> bool:
    """Whether a value from JSON has the type of a default; a whole number can be a float."""
    if isinstance(default, tuple):
        return isinstance(value, list) and all(is_like(each, default[0]) for each in value)
    if type(default) is float:
        return type(value) in (int, float)
    return type(value) is type(default)


def as_tuples(value: object) -> Any:
    """Lists as tuples, at any depth; other values as they are."""
    return tuple(as_tuples(part) for part in value) if isinstance(value, list) else value


def check_sizes(
    config: Mapping[str, Any], shapes: Iterable[tuple[int, ...]], path: str | os.PathLike[str]
) -> None:
    """Raise InvalidWeightsError if a configuration asks for a larger network than a file can hold.

    shapes   of the tensors in the file
    """
    found = list(shapes)
    largest = max([SMALL, *(size for shape in found for size in shape)])
    for key, value in config.items():
        is_count = key.endswith("_blocks") or key.startswith(("stacks", "layers"))
        limit = len(found) if is_count else largest
        if any(type(each) is int and not 0 <= each <= limit for each in flattened(value)):
            raise InvalidWeightsError(
                f"the tensors in {path} do not fit its header: {key} is {value!r}."
            )


def finite_numbers(values: object, what: str, path: str | os.PathLike[str]) -> list[float]:
    """A list of numbers in a header, at least one; InvalidWeightsError if it is something else."""
    numbers = values if isinstance(values, list) else []
    is_good = all(type(each) in (int, float) and is_setting(each) for each in numbers)
    if not numbers or not is_good:
        raise InvalidWeightsError(
            f"the header of {path} is damaged: {what} is {values!r}, not a list of numbers."
        )
    return [float(each) for each in numbers]


def count_of(value: object, what: str, path: str | os.PathLike[str], most: int = 1000) -> int:
    """A whole number from 1 to `most` in a header; InvalidWeightsError for anything else."""
    if type(value) is not int or not 1 <= value <= most:
        raise InvalidWeightsError(
            f"the header of {path} is damaged: {what} is {value!r}, not a number from 1 to {most}."
        )
    return value
