"""Edits of words and phonemes by hand: prosody by phoneme, as SSML has it, and the SSML document
that says the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from html import escape

from frontend import Prosody, SsmlUtterance, Utterance
from tts.page.request import Edit

Edits = Mapping[int, Sequence[Edit]]  # by the number of the sentence
ROUNDED = 3  # decimals of the numbers in SSML


def by_sentence(edits: Iterable[Edit]) -> dict[int, list[Edit]]:
    """Edits by the number of their sentence."""
    sorted_edits: dict[int, list[Edit]] = {}
    for edit in edits:
        sorted_edits.setdefault(edit.sentence, []).append(edit)
    return sorted_edits


def with_prosody(utterance: Utterance, paragraph: bool) -> SsmlUtterance:
    """An utterance of a plain text as one of a document, without any change of its prosody."""
    if isinstance(utterance, SsmlUtterance):
        return utterance
    values = {field.name: getattr(utterance, field.name) for field in fields(Utterance)}
    prosody = (Prosody(),) * len(utterance.phonemes)
    return SsmlUtterance(**values, prosody=prosody, paragraph=paragraph)


def apply_edits(utterance: SsmlUtterance, edits: Sequence[Edit]) -> SsmlUtterance:
    """The same utterance with edited words; a pause after a word goes with it, as in SSML."""
    prosody = list(utterance.prosody)
    owners = list(phoneme_owners(utterance))
    for edit in edits:
        for index, (word, place) in enumerate(owners):
            if word == edit.word and edit.phoneme in (None, place):
                prosody[index] = edited(prosody[index], edit)
    return replace(utterance, prosody=tuple(prosody))


def phoneme_owners(utterance: Utterance) -> Iterator[tuple[int | None, int | None]]:
    """For each phoneme its word and its number in that; a pause or boundary belongs to the word
    before it, without a number.
    """
    word: int | None = 0  # what comes before the first word goes with that
    place = -1
    for phoneme in utterance.phonemes:
        if phoneme.word is None:
            yield word, None
            continue
        place = place + 1 if phoneme.word == word else 0
        word = phoneme.word
        yield word, place


def edited(prosody: Prosody, edit: Edit) -> Prosody:
    """Prosody with an edit, within what a voice can follow."""
    percent = f"{edit.rate * 100}%"
    faster = prosody.with_rate(percent) or prosody
    return faster.shift_semitones(edit.pitch).add_db(edit.volume)


def word_edits(edits: Sequence[Edit], utterance: Utterance) -> dict[int, Edit]:
    """One edit for each word that has any. SSML knows no smaller piece than a word, so edits of
    phonemes become their mean.
    """
    counts = [0] * len(utterance.words)
    for phoneme in utterance.phonemes:
        if phoneme.word is not None:
            counts[phoneme.word] += 1
    merged: dict[int, Edit] = {}
    for edit in edits:
        if edit.word >= len(counts) or not counts[edit.word]:
            continue
        share = 1.0 if edit.phoneme is None else 1 / counts[edit.word]
        blank = Edit(sentence=edit.sentence, word=edit.word)
        before = merged.get(edit.word, blank)
        merged[edit.word] = Edit(
            sentence=edit.sentence,
            word=edit.word,
            rate=clamp(before.rate * math.exp(share * math.log(edit.rate)), 0.25, 4.0),
            pitch=clamp(before.pitch + share * edit.pitch, -24.0, 24.0),
            volume=clamp(before.volume + share * edit.volume, -30.0, 20.0),
        )
    return merged


def clamp(value: float, low: float, high: float) -> float:
    """The value, or the nearer end of the range."""
    return min(max(value, low), high)


def to_ssml(
    text: str,
    utterances: Sequence[SsmlUtterance],
    edits: Edits,
    lexicon: Mapping[str, str],
    is_ssml: bool,
) -> str:
    """An SSML document that says a text with its edits. Edits of an SSML document are put into it.

    text      as written
    lexicon   pronunciations that the text was read with, by their word
    """
    merged = {
        index: word_edits(edits.get(index, ()), each) for index, each in enumerate(utterances)
    }
    if is_ssml:
        return inserted(text, utterances, merged, lexicon)
    lines = ["<speak>"]
    for index, utterance in enumerate(utterances):
        if utterance.paragraph or not index:
            lines += ["</p>", "<p>"] if index else ["<p>"]
        sentence = marked_up(text, utterance, merged[index], lexicon)
        lines.append(f"<s>{sentence}</s>")
    return "\n".join([*lines, "</p>", "</speak>"]) + "\n"


def marked_up(
    text: str, utterance: Utterance, edits: Mapping[int, Edit], lexicon: Mapping[str, str]
) -> str:
    """A sentence of a plain text, with tags around its edited words."""
    parts = []
    end = utterance.start
    for index, word in enumerate(utterance.words):
        parts.append(escape(text[end : word.start], quote=False))
        body = escape(text[word.start : word.end], quote=False)
        parts.append(tagged(body, edits.get(index), pronunciation(word.spoken, lexicon)))
        end = word.end
    return "".join(parts) + escape(text[end : utterance.end], quote=False)


def inserted(
    text: str,
    utterances: Sequence[Utterance],
    merged: Mapping[int, Mapping[int, Edit]],
    lexicon: Mapping[str, str],
) -> str:
    """An SSML document with tags around its edited words. A word that has tags within keeps what it
    had.
    """
    parts = []
    end = 0
    for number, utterance in enumerate(utterances):
        for index, word in enumerate(utterance.words):
            body = text[word.start : word.end]
            edit = merged[number].get(index)
            sound = pronunciation(word.spoken, lexicon)
            if word.start < end or "<" in body or (edit is None and sound is None):
                continue
            parts += [text[end : word.start], tagged(body, edit, sound)]
            end = word.end
    return "".join(parts) + text[end:]


def pronunciation(spoken: str, lexicon: Mapping[str, str]) -> str | None:
    """The entry of a word in a user's lexicon."""
    return lexicon.get(spoken) or lexicon.get(spoken.lower())


def tagged(body: str, edit: Edit | None, sound: str | None) -> str:
    """A word, escaped already, with its prosody and its pronunciation around it."""
    if sound is not None:
        body = f'<phoneme alphabet="ipa" ph="{escape(sound)}">{body}</phoneme>'
    if edit is None:
        return body
    attributes = ""
    if edit.rate != 1:
        attributes += f' rate="{short_number(edit.rate * 100)}%"'
    if edit.pitch:
        attributes += f' pitch="{edit.pitch:+.{ROUNDED}f}st"'
    if edit.volume:
        attributes += f' volume="{edit.volume:+.{ROUNDED}f}dB"'
    return f"<prosody{attributes}>{body}</prosody>" if attributes else body


def short_number(value: float) -> str:
    """A number without needless digits.

    >>> number(120.0), number(66.66666)
    ('120', '66.667')
    """
    return f"{value:.{ROUNDED}f}".rstrip("0").rstrip(".")
