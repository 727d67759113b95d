"""Formats of subtitles and timestamps: SRT, WebVTT, LRC, Praat TextGrid, Audacity labels, JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from tts.errors import SpeechError
from tts.spans import Span, Timed
from tts.subtitles.cues import Cue, DisplayWord, display_words, make_cues


class UnknownSubtitlesError(SpeechError):
    """A format of subtitles that is not known."""


def subtitles(audio: Timed, name: str = "srt", word_cues: bool = False) -> str:
    """The words of a sound with their times, in a format of `SUBTITLE_FORMATS`.

    name        "srt", "vtt", "lrc", "textgrid", "audacity" or "json"
    word_cues   in WebVTT, the time of each word within its cue

    UnknownSubtitlesError for another name.
    """
    if name not in SUBTITLE_FORMATS:
        raise UnknownSubtitlesError(
            f"there is no format of subtitles {name!r}. Use one of {', '.join(SUBTITLE_FORMATS)}."
        )
    if name == "vtt":
        return to_vtt(audio, word_cues)
    return SUBTITLE_FORMATS[name](audio)


def format_for(path: str | Path) -> str:
    """The format that the extension of a file asks for; UnknownSubtitlesError if it asks for none.

    >>> format_for("book.srt"), format_for("book.TextGrid"), format_for("labels.txt")
    ('srt', 'textgrid', 'audacity')
    """
    extension = Path(path).suffix.lower()
    if extension not in EXTENSIONS:
        raise UnknownSubtitlesError(
            f"{Path(path).name!r} does not end in {', '.join(EXTENSIONS)}: the extension "
            f"says which subtitles to write."
        )
    return EXTENSIONS[extension]


def cues_of(audio: Timed) -> list[Cue]:
    """The cues of a sound."""
    return make_cues(shown_words(audio), audio.seconds)


def shown_words(audio: Timed) -> list[DisplayWord]:
    """The words of a sound with their punctuation."""
    return display_words(audio.text, audio.words)


def to_srt(audio: Timed) -> str:
    """SubRip: numbered cues."""
    blocks = []
    for number, cue in enumerate(cues_of(audio), 1):
        times = f"{cue_time(cue.start, ',')} --> {cue_time(cue.end, ',')}"
        blocks.append("\n".join([str(number), times, *cue.lines]))
    return "\n\n".join(blocks) + "\n"


def to_vtt(audio: Timed, word_cues: bool = False) -> str:
    """WebVTT (https://www.w3.org/TR/webvtt1/)."""
    blocks = ["WEBVTT"]
    for cue in cues_of(audio):
        times = f"{cue_time(cue.start, '.')} --> {cue_time(cue.end, '.')}"
        lines = timed_lines(cue) if word_cues else [escape(line, False) for line in cue.lines]
        blocks.append("\n".join([times, *lines]))
    return "\n\n".join(blocks) + "\n"


def timed_lines(cue: Cue) -> list[str]:
    """The lines of a cue with a timestamp before every word but the first."""
    words = list(cue.words)
    lines = []
    for line in cue.lines:
        parts: list[str] = []
        length = 0
        while words and length < len(line):
            word = words.pop(0)
            stamp = f"<{cue_time(word.start, '.')}>" if word is not cue.words[0] else ""
            space = "" if word.glued or not parts else " "
            parts.append(space + stamp + escape(word.text, False))
            length += len(space + word.text)
        lines.append("".join(parts))
    return lines


def to_lrc(audio: Timed) -> str:
    """LRC: lines of a lyric, each with the time of its first word."""
    lines = []
    for cue in cues_of(audio):
        minutes, seconds = divmod(round(cue.start * 100) / 100, 60)
        lines.append(f"[{int(minutes):02d}:{seconds:05.2f}]{' '.join(cue.lines)}")
    return "\n".join(lines) + "\n"


def to_audacity(audio: Timed) -> str:
    """Labels of Audacity: a line a word, with tabs."""
    rows = [f"{word.start:.6f}\t{word.end:.6f}\t{word.text}" for word in shown_words(audio)]
    return "\n".join(rows) + "\n"


def to_json(audio: Timed) -> str:
    """Words, phonemes, marks and cues, in seconds."""
    spans = {
        name: [{"text": text, "start": start, "end": end} for text, start, end in rows]
        for name, rows in (
            ("words", audio.words),
            ("phonemes", audio.phonemes),
            ("marks", audio.marks),
        )
    }
    cues = [
        {"text": "\n".join(cue.lines), "start": cue.start, "end": cue.end} for cue in cues_of(audio)
    ]
    content = {"seconds": audio.seconds, "text": audio.text, **spans, "cues": cues}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def to_textgrid(audio: Timed) -> str:
    """TextGrid of Praat: a tier of words and one of phonemes, with the silences between."""
    head = [
        'File type = "ooTextFile"',
        'Object class = "TextGrid"',
        "",
        "xmin = 0",
        f"xmax = {audio.seconds:.6f}",
        "tiers? <exists>",
        "size = 2",
        "item []:",
    ]
    words = tier(1, "words", audio.words, audio.seconds)
    phones = tier(2, "phones", audio.phonemes, audio.seconds)
    return "\n".join([*head, *words, *phones]) + "\n"


def tier(number: int, name: str, spans: Sequence[Span], seconds: float) -> list[str]:
    """The lines of an interval tier; intervals without text fill the gaps."""
    intervals = with_silences(spans, seconds)
    lines = [
        f"    item [{number}]:",
        '        class = "IntervalTier"',
        f'        name = "{name}"',
        "        xmin = 0",
        f"        xmax = {seconds:.6f}",
        f"        intervals: size = {len(intervals)}",
    ]
    for index, (text, start, end) in enumerate(intervals, 1):
        quoted = text.replace('"', '""')
        lines += [
            f"        intervals [{index}]:",
            f"            xmin = {start:.6f}",
            f"            xmax = {end:.6f}",
            f'            text = "{quoted}"',
        ]
    return lines


def with_silences(spans: Sequence[Span], seconds: float) -> list[Span]:
    """Spans and the silences between them, from 0 to the end, none of them empty."""
    filled = []
    time = 0.0
    for text, start, end in spans:
        begin = max(start, time)
        until = min(end, seconds)
        if until - begin < 1e-6:
            continue
        if begin - time > 1e-6:
            filled.append(Span("", time, begin))
        filled.append(Span(text, begin, until))
        time = until
    if seconds - time > 1e-6 or not filled:
        filled.append(Span("", time, seconds))
    return filled


def cue_time(seconds: float, point: str) -> str:
    """Hours, minutes, seconds and milliseconds.

    >>> clock(3661.5, ",")
    '01:01:01,500'
    """
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    hours, minutes = divmod(minutes, 60)
    whole, thousandths = divmod(rest, 1000)
    return f"{hours:02d}:{minutes:02d}:{whole:02d}{point}{thousandths:03d}"


SUBTITLE_FORMATS: dict[str, Callable[[Timed], str]] = {
    "srt": to_srt,
    "vtt": to_vtt,
    "lrc": to_lrc,
    "textgrid": to_textgrid,
    "audacity": to_audacity,
    "json": to_json,
}
EXTENSIONS = {
    ".srt": "srt",
    ".vtt": "vtt",
    ".lrc": "lrc",
    ".textgrid": "textgrid",
    ".txt": "audacity",
    ".json": "json",
}
