"""Messages of the server as SSML that our front end reads: spelling, signs and capitals are put
into the text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from tts.speechd.names import PROSODIC, PUNCTUATION, character_name, key_name
from tts.speechd.settings import SpeechSettings

CAPITAL_MARK = "__plainspeech_capital"  # where a short tone says that a capital follows
MARKUP_TAG = re.compile(r"<[^<>]*>")
MARK = re.compile(r"""<mark\s+name\s*=\s*(?:"([^"]*)"|'([^']*)')\s*/?>""")
FORBIDDEN_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
BEFORE_CAPITAL = re.compile(r"(?<![^\W_])(?=[A-Z])")
SPELL = '<say-as interpret-as="characters">{}</say-as>'


def speak_markup(message: str, settings: SpeechSettings) -> str:
    """The SSML of a text message. What is a tag stays; the text between tags is read as the
    settings want it.
    """
    return "".join(
        part if is_tag else text_markup(html.unescape(part), settings)
        for part, is_tag in parts(FORBIDDEN_IN_XML.sub(" ", message))
    )


def parts(message: str) -> Iterator[tuple[str, bool]]:
    """Pieces of a message, each with whether it is a tag."""
    end = 0
    for match in MARKUP_TAG.finditer(message):
        if match.start() > end:
            yield message[end : match.start()], False
        yield match[0], True
        end = match.end()
    if end < len(message):
        yield message[end:], False


def text_markup(text: str, settings: SpeechSettings) -> str:
    """Plain text as SSML."""
    if settings.spelling_mode == "on":
        return " ".join(characters_markup(word, settings) for word in text.split())
    spoken = "".join(_sign(sign, settings) for sign in text)
    if settings.cap_let_recogn == "none":
        return escape(spoken)
    return BEFORE_CAPITAL.sub("\0", escape(spoken)).replace("\0", capital_sign(settings))


def _sign(sign: str, settings: SpeechSettings) -> str:
    """A character of a text, as a word if the punctuation mode asks for it."""
    if sign not in PUNCTUATION[settings.punctuation_mode]:
        return sign
    kept = sign if sign in PROSODIC else " "
    return f" {character_name(sign)}{kept}"


def capital_sign(settings: SpeechSettings) -> str:
    """The SSML that stands before a capital."""
    if settings.cap_let_recogn == "spell":
        return "capital "
    return f'<mark name="{CAPITAL_MARK}"/>' if settings.cap_let_recogn == "icon" else ""


def characters_markup(text: str, settings: SpeechSettings) -> str:
    """A word letter by letter."""
    pieces = []
    for is_plain, group in groupby(text, lambda each: each.isascii() and each.isalnum()):
        run = "".join(group)
        if not is_plain:
            pieces += [f"{escape(character_name(each))}," for each in run]
        elif settings.cap_let_recogn == "none":
            pieces.append(SPELL.format(run))
        else:
            pieces += [_letter(each, settings) for each in run]
    return " ".join(pieces)


def _letter(letter: str, settings: SpeechSettings) -> str:
    """A letter or digit, with the sign of a capital if it is one."""
    return capital_sign(settings) * letter.isupper() + SPELL.format(letter)


def char_markup(character: str, settings: SpeechSettings) -> str:
    """The SSML of one character that was typed or passed by the cursor."""
    character = " " if character == "space" else character
    spoken = characters_markup(FORBIDDEN_IN_XML.sub("", character), settings) or "blank"
    return f"<speak>{spoken.removesuffix(',')}</speak>"


def key_markup(key: str, settings: SpeechSettings) -> str:
    """The SSML of a key."""
    words = key_name(FORBIDDEN_IN_XML.sub("", key)).split(" ")
    spoken = [
        characters_markup(word, settings).removesuffix(",") if len(word) == 1 else escape(word)
        for word in words
    ]
    return f"<speak>{' '.join(spoken)}</speak>"


def plain_markup(text: str) -> str:
    """The SSML of words that are read as they are."""
    return f"<speak>{escape(FORBIDDEN_IN_XML.sub(' ', text))}</speak>"


def without_tags(message: str) -> str:
    """The SSML of a message that is no SSML of ours: tags are left out, but for marks."""
    kept = []
    for part, is_tag in parts(FORBIDDEN_IN_XML.sub(" ", message)):
        name = mark_name(part) if is_tag else None
        if name is not None:
            kept.append(f"<mark name={quoteattr(name)}/>")
        else:
            kept.append(" " if is_tag else escape(html.unescape(part)))
    return f"<speak>{''.join(kept)}</speak>"


def mark_name(tag: str) -> str | None:
    """The name of a mark, if a tag is one."""
    match = MARK.fullmatch(tag)
    if match is None:
        return None
    return html.unescape(match[1] if match[1] is not None else match[2])


def marks_of(message: str) -> list[str]:
    """The names of all marks of a message, in order."""
    return [html.unescape(double or single) for double, single in MARK.findall(message)]
