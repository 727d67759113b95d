"""The elements of SSML: what each does to the text that it encloses, or puts into it."""

from __future__ import annotations

import re
import warnings
from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from frontend.errors import UnknownPhoneme
from frontend.ssml.document import Break, Mark, Override
from frontend.ssml.prosody import EMPHASIS, PITCHES, RATES, VOLUMES, Prosody
from frontend.ssml.say_as import CLASSES
from frontend.ssml.x_sampa import to_ipa

if TYPE_CHECKING:
    from frontend.ssml.parser import SsmlParser

BREAKS = {
    "none": 0.0,
    "x-weak": 100.0,
    "weak": 250.0,
    "medium": 500.0,
    "strong": 800.0,
    "x-strong": 1200.0,
}  # milliseconds
LONGEST = 60_000.0  # milliseconds of a break
TIME = re.compile(r"\+?(?P<number>\d+(?:\.\d+)?|\.\d+)(?P<unit>ms|s)", re.IGNORECASE)
ANYWHERE = frozenset({"xml:lang", "xml:base", "xml:id", "xml:space", "id", "onlangfailure"})
LANGUAGE = re.compile(r"en(?:-(?P<land>\w+))?", re.IGNORECASE)
BRITISH = frozenset({"gb", "uk", "au", "nz", "ie", "za", "in"})
PLACEHOLDER = "É"  # a letter, so that a sentence does not end at it


class OpenElement(NamedTuple):
    """An element that is open: its tag, what it is, how its text is said, where its text begins,
    and where its tag stands in the source.
    """

    tag: str
    element: Element
    prosody: Prosody
    place: int
    start: int
    end: int
    fixed: tuple[str, str, str] | None = None


class Element:
    """An element that changes nothing; `silent`: what it encloses is not read."""

    known: ClassVar[frozenset[str]] = frozenset()
    silent: ClassVar[bool] = False

    def open(
        self, reader: SsmlParser, opened: OpenElement, attributes: dict[str, str]
    ) -> OpenElement:
        """What is open from here on."""
        if type(self) is not Element:
            self.check(reader, opened.tag, attributes)
        return opened

    def close(self, reader: SsmlParser, opened: OpenElement) -> None:
        """What happens at its end."""

    def check(self, reader: SsmlParser, tag: str, attributes: dict[str, str]) -> None:
        """Refuse attributes that the element does not have."""
        wrong = [
            name
            for name in attributes
            if name not in self.known | ANYWHERE and not name.startswith(("xmlns", "xsi:"))
        ]
        if wrong:
            has = f"It has: {', '.join(sorted(self.known))}." if self.known else "It has none."
            reader.refuse(f"<{tag}> has no attribute {wrong[0]!r} that is known here. {has}")

    @staticmethod
    def needed(reader: SsmlParser, tag: str, attributes: dict[str, str], name: str) -> str:
        """An attribute that must be there."""
        if not attributes.get(name):
            reader.fail(f"<{tag}> needs the attribute {name!r}, and it may not be empty.")
        return attributes[name]


class SpeakElement(Element):
    """<speak>: the document; its language does not change the voice's."""

    known = frozenset({"version", "startmark", "endmark", "xml:lang"})


class NoOp(Element):
    """<token>, <w>: nothing changes."""

    known = frozenset({"role"})


class MetadataElement(Element):
    """<metadata>, <meta>, <desc>: not read."""

    known = frozenset({"name", "content", "http-equiv", "rdf"})
    silent = True

    def check(self, reader: SsmlParser, tag: str, attributes: dict[str, str]) -> None:
        """Any attribute may stand there."""


class LangElement(Element):
    """<lang xml:lang="en-GB">: the accent; a language other than English is read as English, with a
    warning.
    """

    def open(
        self, reader: SsmlParser, opened: OpenElement, attributes: dict[str, str]
    ) -> OpenElement:
        """In the accent of the language."""
        self.check(reader, opened.tag, attributes)
        if opened.tag.endswith("lang"):
            self.needed(reader, opened.tag, attributes, "xml:lang")
        language = attributes.get("xml:lang", "")
        return (
            opened._replace(
                prosody=opened.prosody._replace(locale=locale_of(language) or opened.prosody.locale)
            )
            if language
            else opened
        )


class ParagraphElement(LangElement):
    """<p>: sentences do not go on past its ends."""

    def open(
        self, reader: SsmlParser, opened: OpenElement, attributes: dict[str, str]
    ) -> OpenElement:
        """Begin a paragraph."""
        reader.close_block(paragraph=True)
        return super().open(reader, opened, attributes)

    def close(self, reader: SsmlParser, opened: OpenElement) -> None:
        """End it."""
        reader.close_block(paragraph=True)


class SentenceElement(LangElement):
    """<s>: one sentence, whatever stands in it."""

    def open(
        self, reader: SsmlParser, opened: OpenElement, attributes: dict[str, str]
    ) -> OpenElement:
        """Begin a sentence."""
        reader.close_block()
        reader.within_sentence(1)
        return super().open(reader, opened, attributes)

    def close(self, reader: SsmlParser, opened: OpenElement) -> None:
        """End it."""
        reader.close_block()
        reader.within_sentence(-1)


class VoiceElement(Element):
    """<voice name="emma">: another voice, by its name, else by its language."""

    known = frozenset(
        {"name", "languages", "gender", "age", "variant", "required", "ordering", "onvoicefailure"}
    )

    def open(
        self, reader: SsmlParser, opened: OpenElement, attributes: dict[str, str]
    ) -> OpenElement:
        """Go on in the voice."""
        self.check(reader, opened.tag, attributes)
        name = self._chosen(reader, attributes)
        if not name or name == opened.prosody.voice:
            return opened
        reader.close_block()
        return opened._replace(
            prosody=opened.prosody._replace(voice=name, locale=(reader.voices or {}).get(name))
        )

    def close(self, reader: SsmlParser, opened: OpenElement) -> None:
        """Go back."""
        reader.close_block()

    @staticmethod
    def _chosen(reader: SsmlParser, attributes: dict[str, str]) -> str | None:
        """The name of the first voice that is there."""
        names = attributes.get("name", "").split()
        if reader.voices is None:
            return names[0] if names else None
        found = next((name for name in names if name in reader.voices), None)
        if names and not found:
            reader.fail(
                f"there is no voice {' or '.join(map(repr, names))}. There are: {', '.join(sorted(reader.voices))}."
            )
        wanted = locale_of(
            (attributes.get("languages") or attributes.get("xml:lang") or "").partition(" ")[0]
        )
        return found or next(
            (name for name, locale in reader.voices.items() if locale == wanted), None
        )


PROSODY_ATTRIBUTES = (
    ("rate", Prosody.with_rate, RATES, "120%, +10%, 1.2"),
    ("pitch", Prosody.with_pitch, PITCHES, "+2st, +10%, 200Hz"),
    ("volume", Prosody.with_volume, VOLUMES, "+6dB, -10%, 80"),
)


class ProsodyElement(Element):
    """<prosody rate= pitch= volume=>."""

    known = frozenset({"rate", "pitch", "volume"})

    def open(
        self, reader: SsmlParser, opened: OpenElement, attributes: dict[str, str]
    ) -> OpenElement:
        """Change how the text is said."""
        self.check(reader, opened.tag, attributes)
        prosody = opened.prosody
        for name, change, words, numbers in PROSODY_ATTRIBUTES:
            if name in attributes:
                changed = change(prosody, attributes[name])
                if changed is None:
                    reader.fail(
                        f"{name}={attributes[name]!r} of <{opened.tag}> is no {name}. Write {', '.join(words)}, or a number as in {numbers}."
                    )
                prosody = changed
        return opened._replace(prosody=prosody)


class EmphasisElement(Element):
    """<emphasis level=>: slower, higher and louder, or the contrary."""

    known = frozenset({"level"})

    def open(
        self, reader: SsmlParser, opened: OpenElement, attributes: dict[str, str]
    ) -> OpenElement:
        """Emphasize the text."""
        self.check(reader, opened.tag, attributes)
        level = attributes.get("level", "moderate")
        if level not in EMPHASIS:
            reader.fail(f"level={level!r} of <{opened.tag}> is none of {', '.join(EMPHASIS)}.")
        return opened._replace(prosody=opened.prosody.with_emphasis(level))


class BreakElement(Element):
    """<break time= strength=>: silence of that length here."""

    known = frozenset({"time", "strength"})

    def open(
        self, reader: SsmlParser, opened: OpenElement, attributes: dict[str, str]
    ) -> OpenElement:
        """Put the pause here."""
        self.check(reader, opened.tag, attributes)
        reader.out.breaks.append(Break(reader.length, self._milliseconds(reader, attributes)))
        reader.insert_placeholder(" ", opened.start, opened.end)
        return opened

    @staticmethod
    def _milliseconds(reader: SsmlParser, attributes: dict[str, str]) -> float:
        """How long it lasts."""
        strength = attributes.get("strength", "medium")
        if strength not in BREAKS:
            reader.fail(f"strength={strength!r} of <break> is none of {', '.join(BREAKS)}.")
        if "time" not in attributes:
            return BREAKS[strength]
        match = TIME.fullmatch(attributes["time"])
        length = (
            float(match["number"]) * (1 if match["unit"].lower() == "ms" else 1000)
            if match
            else -1.0
        )
        if not 0 <= length <= LONGEST:
            reader.fail(
                f"time={attributes['time']!r} of <break> is no length of time from 0 to {LONGEST / 1000:.0f} s. Write 500ms or 0.5s."
            )
        return length


class MarkElement(Element):
    """<mark name=>: a name for this moment."""

    known = frozenset({"name"})

    def open(
        self, reader: SsmlParser, opened: OpenElement, attributes: dict[str, str]
    ) -> OpenElement:
        """Note the mark."""
        self.check(reader, opened.tag, attributes)
        reader.out.marks.append(
            Mark(reader.length, self.needed(reader, opened.tag, attributes, "name"))
        )
        return opened


class OverrideElement(Element, ABC):
    """An element that decides how its text is read: at its end the text is fixed."""

    def open(
        self, reader: SsmlParser, opened: OpenElement, attributes: dict[str, str]
    ) -> OpenElement:
        """Take the reading from the attributes."""
        self.check(reader, opened.tag, attributes)
        return opened._replace(fixed=self.fixed(reader, opened.tag, attributes))

    @abstractmethod
    def fixed(
        self, reader: SsmlParser, tag: str, attributes: dict[str, str]
    ) -> tuple[str, str, str]:
        """How, what and form of Fixed."""

    def close(self, reader: SsmlParser, opened: OpenElement) -> None:
        """Fix the text; where there is none, the tag stands for it."""
        if opened.fixed is None:
            return
        while reader.out.fixed and reader.out.fixed[-1].end > opened.place:
            reader.out.fixed.pop()  # what is within is read by this one
        if reader.length == opened.place:
            reader.insert_placeholder(PLACEHOLDER, opened.start, opened.end)
        reader.out.fixed.append(Override(opened.place, reader.length, *opened.fixed))


class SayAsElement(OverrideElement):
    """<say-as interpret-as= format= detail=>."""

    known = frozenset({"interpret-as", "format", "detail"})

    def fixed(
        self, reader: SsmlParser, tag: str, attributes: dict[str, str]
    ) -> tuple[str, str, str]:
        """The class and its format."""
        name = self.needed(reader, tag, attributes, "interpret-as").lower()
        name = name.removeprefix("vxml:")
        if name not in CLASSES:
            reader.refuse(
                f"interpret-as={name!r} of <{tag}> is not known. Known: {', '.join(sorted(CLASSES))}."
            )
        return "say-as", name, attributes.get("format", "").lower()


class SubElement(OverrideElement):
    """<sub alias=>."""

    known = frozenset({"alias"})

    def fixed(
        self, reader: SsmlParser, tag: str, attributes: dict[str, str]
    ) -> tuple[str, str, str]:
        """What is read instead."""
        return "sub", self.needed(reader, tag, attributes, "alias"), ""


class PhonemeElement(OverrideElement):
    """<phoneme alphabet= ph=>."""

    known = frozenset({"alphabet", "ph", "type"})

    def fixed(
        self, reader: SsmlParser, tag: str, attributes: dict[str, str]
    ) -> tuple[str, str, str]:
        """The phonemes in IPA."""
        alphabet = attributes.get("alphabet", "ipa").lower()
        phonemes = self.needed(reader, tag, attributes, "ph")
        if alphabet not in ("ipa", "x-sampa"):
            reader.fail(f"alphabet={alphabet!r} of <{tag}> is neither ipa nor x-sampa.")
        try:
            ipa = to_ipa(phonemes) if alphabet == "x-sampa" else phonemes
            reader.check_phonemes(ipa)
        except UnknownPhoneme as error:
            reader.fail(f"ph of <{tag}>: {error}")
        return "phoneme", ipa, ""


ELEMENTS: dict[str, Element] = {
    "speak": SpeakElement(),
    "p": ParagraphElement(),
    "paragraph": ParagraphElement(),
    "s": SentenceElement(),
    "sentence": SentenceElement(),
    "break": BreakElement(),
    "say-as": SayAsElement(),
    "sub": SubElement(),
    "phoneme": PhonemeElement(),
    "lang": LangElement(),
    "voice": VoiceElement(),
    "prosody": ProsodyElement(),
    "emphasis": EmphasisElement(),
    "mark": MarkElement(),
    "token": NoOp(),
    "w": NoOp(),
    "metadata": MetadataElement(),
    "meta": MetadataElement(),
    "desc": MetadataElement(),
}


def locale_of(language: str) -> str | None:
    """The accent for a language tag; None, with a warning, for a language other than English.

    >>> locale_of("en-GB"), locale_of("en"), locale_of("")
    ('en-gb', 'en-us', None)
    """
    match = LANGUAGE.fullmatch(language)
    if match:
        return "en-gb" if (match["land"] or "").lower() in BRITISH else "en-us"
    if language:
        warnings.warn(
            f"xml:lang={language!r} is no English; its text is read as if it were", stacklevel=2
        )
    return None
