"""The elements of SSML for prosody: rate, pitch, volume, emphasis, pauses, marks."""

import re

from frontend.errors import SsmlError
from frontend.ssml.builder import DocumentBuilder
from frontend.ssml.element import Element, OpenElement, required
from frontend.ssml.prosody import EMPHASIS, PITCHES, RATES, VOLUMES, Prosody

BREAKS = {
    "none": 0.0,
    "x-weak": 100.0,
    "weak": 250.0,
    "medium": 500.0,
    "strong": 800.0,
    "x-strong": 1200.0,
}  # milliseconds
MAX_BREAK = 60_000.0  # milliseconds
TIME = re.compile(r"\+?(?P<number>\d+(?:\.\d+)?|\.\d+)(?P<unit>ms|s)", re.IGNORECASE)
# attribute, the change it makes, its words, examples of its numbers
PROSODY_ATTRIBUTES = (
    ("rate", Prosody.with_rate, RATES, "120%, +10%, 1.2"),
    ("pitch", Prosody.with_pitch, PITCHES, "+2st, +10%, 200Hz"),
    ("volume", Prosody.with_volume, VOLUMES, "+6dB, -10%, 80"),
)


class ProsodyElement(Element):
    """<prosody rate= pitch= volume=>."""

    attributes = frozenset({"rate", "pitch", "volume"})

    def open(
        self, builder: DocumentBuilder, opened: OpenElement, given: dict[str, str]
    ) -> OpenElement:
        """Change the prosody."""
        prosody = opened.prosody
        for name, change, words, numbers in PROSODY_ATTRIBUTES:
            if name not in given:
                continue
            changed = change(prosody, given[name])
            if changed is None:
                raise SsmlError(
                    f"{name}={given[name]!r} of <{opened.tag}> is no {name}. Write "
                    f"{', '.join(words)}, or a number as in {numbers}."
                )
            prosody = changed
        return opened._replace(prosody=prosody)


class EmphasisElement(Element):
    """<emphasis level=>: slower, higher and louder, or the contrary."""

    attributes = frozenset({"level"})

    def open(
        self, builder: DocumentBuilder, opened: OpenElement, given: dict[str, str]
    ) -> OpenElement:
        """Emphasize the text."""
        level = given.get("level", "moderate")
        if level not in EMPHASIS:
            raise SsmlError(f"level={level!r} of <{opened.tag}> is none of {', '.join(EMPHASIS)}.")
        return opened._replace(prosody=opened.prosody.with_emphasis(level))


class BreakElement(Element):
    """<break time= strength=>: silence of that length."""

    attributes = frozenset({"time", "strength"})

    def open(
        self, builder: DocumentBuilder, opened: OpenElement, given: dict[str, str]
    ) -> OpenElement:
        """Put the pause here."""
        builder.add_break(_milliseconds(given))
        builder.insert_placeholder(" ", opened.start, opened.end)
        return opened


def _milliseconds(given: dict[str, str]) -> float:
    """The length of a break."""
    strength = given.get("strength", "medium")
    if strength not in BREAKS:
        raise SsmlError(f"strength={strength!r} of <break> is none of {', '.join(BREAKS)}.")
    if "time" not in given:
        return BREAKS[strength]
    match = TIME.fullmatch(given["time"])
    if match:
        unit = 1 if match["unit"].lower() == "ms" else 1000
        milliseconds = float(match["number"]) * unit
        if milliseconds <= MAX_BREAK:
            return milliseconds
    raise SsmlError(
        f"time={given['time']!r} of <break> is no length of time from 0 to "
        f"{MAX_BREAK / 1000:.0f} s. Write 500ms or 0.5s."
    )


class MarkElement(Element):
    """<mark name=>: a name for this moment."""

    attributes = frozenset({"name"})

    def open(
        self, builder: DocumentBuilder, opened: OpenElement, given: dict[str, str]
    ) -> OpenElement:
        """Note the mark."""
        builder.add_mark(required(opened.tag, given, "name"))
        return opened
