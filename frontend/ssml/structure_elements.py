"""The elements of SSML for structure: document, paragraph, sentence, language, voice, metadata."""

import warnings
from collections.abc import Mapping

from frontend.errors import SsmlError
from frontend.languages import match_tag
from frontend.ssml.builder import DocumentBuilder
from frontend.ssml.element import Element, OpenElement, required


class SpeakElement(Element):
    """<speak>: the document. Its language does not change that of the voice."""

    attributes = frozenset({"version", "startmark", "endmark", "xml:lang"})


class NoOp(Element):
    """<token>, <w>: nothing changes."""

    attributes = frozenset({"role"})


class MetadataElement(Element):
    """<metadata>, <meta>, <desc>: not read."""

    attributes = None
    silent = True


class LangElement(Element):
    """<lang xml:lang="en-GB">: the accent. Another language gives a warning and is read as the
    voice's.
    """

    def open(
        self, builder: DocumentBuilder, opened: OpenElement, given: dict[str, str]
    ) -> OpenElement:
        """Go on in the accent of the language."""
        if opened.tag.endswith("lang"):
            required(opened.tag, given, "xml:lang")
        locale = _locale_of(given.get("xml:lang", ""))
        if not locale:
            return opened
        return opened._replace(prosody=opened.prosody._replace(locale=locale))


class ParagraphElement(LangElement):
    """<p>: sentences do not go on past its ends."""

    def open(
        self, builder: DocumentBuilder, opened: OpenElement, given: dict[str, str]
    ) -> OpenElement:
        """Begin a paragraph."""
        builder.close_block(paragraph=True)
        return super().open(builder, opened, given)

    def close(self, builder: DocumentBuilder, opened: OpenElement) -> None:
        """End the paragraph."""
        builder.close_block(paragraph=True)


class SentenceElement(LangElement):
    """<s>: one sentence, whatever stands in it."""

    def open(
        self, builder: DocumentBuilder, opened: OpenElement, given: dict[str, str]
    ) -> OpenElement:
        """Begin a sentence."""
        builder.open_sentence()
        return super().open(builder, opened, given)

    def close(self, builder: DocumentBuilder, opened: OpenElement) -> None:
        """End the sentence."""
        builder.close_sentence()


class VoiceElement(Element):
    """<voice name="emma">: another voice, by its name, else by its language."""

    attributes = frozenset(
        {"name", "languages", "gender", "age", "variant", "required", "ordering", "onvoicefailure"}
    )

    def open(
        self, builder: DocumentBuilder, opened: OpenElement, given: dict[str, str]
    ) -> OpenElement:
        """Go on in the voice."""
        name = _chosen_voice(builder, given)
        if not name or name == opened.prosody.voice:
            return opened
        builder.close_block()
        locale = (builder.voices or {}).get(name)
        return opened._replace(prosody=opened.prosody._replace(voice=name, locale=locale))

    def close(self, builder: DocumentBuilder, opened: OpenElement) -> None:
        """End the voice's sentence."""
        builder.close_block()


def _chosen_voice(builder: DocumentBuilder, given: dict[str, str]) -> str | None:
    """The name of the first voice that there is, by name or by language."""
    names = given.get("name", "").split()
    if builder.voices is None:
        return names[0] if names else None
    known = [name for name in names if name in builder.voices]
    if known:
        return known[0]
    if names:
        raise SsmlError(
            f"there is no voice {' or '.join(map(repr, names))}. There are: "
            f"{', '.join(sorted(builder.voices))}."
        )
    return _voice_of_language(builder.voices, given)


def _voice_of_language(voices: Mapping[str, str], given: dict[str, str]) -> str | None:
    """The name of the first voice with the language that is asked for."""
    languages = given.get("languages") or given.get("xml:lang") or ""
    wanted = _locale_of(languages.partition(" ")[0])
    return next((name for name, locale in voices.items() if locale == wanted), None)


def _locale_of(tag: str) -> str | None:
    """The locale for a language tag; None, with a warning, for a language that is not there."""
    locale = match_tag(tag)
    if tag and not locale:
        warnings.warn(
            f"xml:lang={tag!r} is no English; its text is read as if it were", stacklevel=2
        )
    return locale
