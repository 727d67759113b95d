"""The elements of SSML that force the reading of their text: say-as, sub, phoneme."""

from abc import ABC, abstractmethod

from frontend.errors import SsmlError, UnknownPhonemeError
from frontend.ssml.builder import PLACEHOLDER, DocumentBuilder
from frontend.ssml.element import Element, OpenElement, required
from frontend.ssml.say_as import CLASSES
from frontend.ssml.x_sampa import to_ipa


class OverrideElement(Element, ABC):
    """An element that forces the reading of its text."""

    def open(
        self, builder: DocumentBuilder, opened: OpenElement, given: dict[str, str]
    ) -> OpenElement:
        """Take the reading from the attributes."""
        return opened._replace(override=self.override(builder, opened.tag, given))

    @abstractmethod
    def override(
        self, builder: DocumentBuilder, tag: str, given: dict[str, str]
    ) -> tuple[str, str, str]:
        """Element, value and format of the Override."""

    def close(self, builder: DocumentBuilder, opened: OpenElement) -> None:
        """Force the reading; where there is no text, a placeholder stands for the tag."""
        if opened.override is None:
            return
        if builder.length == opened.position:
            builder.insert_placeholder(PLACEHOLDER, opened.start, opened.end)
        builder.add_override(opened.position, *opened.override)


class SayAsElement(OverrideElement):
    """<say-as interpret-as= format= detail=>."""

    attributes = frozenset({"interpret-as", "format", "detail"})

    def override(
        self, builder: DocumentBuilder, tag: str, given: dict[str, str]
    ) -> tuple[str, str, str]:
        """The class and its format."""
        name = required(tag, given, "interpret-as").lower().removeprefix("vxml:")
        if name not in CLASSES:
            builder.refuse(
                f"interpret-as={name!r} of <{tag}> is not known. Known: "
                f"{', '.join(sorted(CLASSES))}."
            )
        return "say-as", name, given.get("format", "").lower()


class SubElement(OverrideElement):
    """<sub alias=>."""

    attributes = frozenset({"alias"})

    def override(
        self, builder: DocumentBuilder, tag: str, given: dict[str, str]
    ) -> tuple[str, str, str]:
        """The text that is read instead."""
        return "sub", required(tag, given, "alias"), ""


class PhonemeElement(OverrideElement):
    """<phoneme alphabet= ph=>."""

    attributes = frozenset({"alphabet", "ph", "type"})

    def override(
        self, builder: DocumentBuilder, tag: str, given: dict[str, str]
    ) -> tuple[str, str, str]:
        """The phonemes in IPA."""
        alphabet = given.get("alphabet", "ipa").lower()
        phonemes = required(tag, given, "ph")
        if alphabet not in ("ipa", "x-sampa"):
            raise SsmlError(f"alphabet={alphabet!r} of <{tag}> is neither ipa nor x-sampa.")
        try:
            ipa = to_ipa(phonemes) if alphabet == "x-sampa" else phonemes
            builder.check_phonemes(ipa)
        except UnknownPhonemeError as error:
            raise SsmlError(f"ph of <{tag}>: {error}") from error
        return "phoneme", ipa, ""
