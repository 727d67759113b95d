"""Mixtures of voices: `heart*0.6+emma*0.4` is a speaker between the two."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import Field, replace
from pathlib import Path
from typing import Any, ClassVar, Protocol, TypeVar

from tts.errors import SpeechError

PLUS_SIGN = "+"
TIMES_SIGN = "*"
WEIGHT = r"\d+\.?\d*|\.\d+"
PART = re.compile(
    rf"(?P<before>{WEIGHT})\s*\*\s*(?P<first>[^*]+)"
    rf"|(?P<second>[^*]*[^*\d.][^*]*?)(?:\s*\*\s*(?P<after>{WEIGHT}))?"
)


class Mixable(Protocol):
    """What is asked of a voice that is mixed; `tts.voice.Voice` has it, and imports this file."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def name(self) -> str: ...
    @property
    def speaker(self) -> int | tuple[tuple[int, float], ...]: ...
    @property
    def acoustic(self) -> Path: ...
    @property
    def vocoder(self) -> Path: ...


VoiceT = TypeVar("VoiceT", bound=Mixable)


class InvalidMixtureError(SpeechError):
    """A mixture that cannot be read, or voices that cannot be mixed."""


def is_mixture(name: object) -> bool:
    """Whether a name asks for several voices, or for a weighted one."""
    return isinstance(name, str) and (PLUS_SIGN in name or TIMES_SIGN in name)


def mixture(name: str, find: Callable[[str], VoiceT]) -> VoiceT:
    """The voice that lies between several ones: with the locale of the first.

    name    voices with their weights, as `heart*0.6+emma*0.4`; no weight is a weight of 1
    find    gives the voice of a name

    InvalidMixtureError if the name cannot be read, or the voices have networks of their own.
    """
    parts = [read_part(part, name) for part in name.split(PLUS_SIGN)]
    voices = [find(each) for each, _ in parts]
    total = sum(weight for _, weight in parts)
    if not total > 0:
        raise InvalidMixtureError(f"in {name!r}, no voice has a weight of more than 0.")
    weights: dict[int, float] = {}
    for voice, (_, weight) in zip(voices, parts, strict=True):
        check_shared(voices[0], voice)
        shares = [(voice.speaker, 1.0)] if isinstance(voice.speaker, int) else voice.speaker
        for number, share in shares:
            weights[number] = weights.get(number, 0.0) + weight / total * share
    shown = ", ".join(f"{weight / total:.0%} {each}" for each, weight in parts)
    speaker = tuple(sorted(weights.items()))
    return replace(voices[0], name=name, speaker=speaker, description=f"mixture: {shown}")


def read_part(part: str, name: str) -> tuple[str, float]:
    """The voice and the weight in `heart*0.6`, or `0.6*heart`."""
    found = PART.fullmatch(part.strip())
    if found is None:
        raise InvalidMixtureError(
            f"{part.strip()!r} in {name!r} is no voice with a weight. Write a mixture as "
            "heart*0.6+emma*0.4."
        )
    weight = found["before"] or found["after"] or 1
    return found["first"] or found["second"], float(weight)


def check_shared(first: Mixable, other: Mixable) -> None:
    """Raise InvalidMixtureError unless two voices are speakers of the same networks."""
    if (first.acoustic, first.vocoder) != (other.acoustic, other.vocoder):
        raise InvalidMixtureError(
            f"the voices {first.name!r} and {other.name!r} can't be mixed: they are not speakers "
            f"of the same acoustic model, but of {first.acoustic} and {other.acoustic}."
        )
