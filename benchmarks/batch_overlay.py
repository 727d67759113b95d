"""EPUB 3 with media overlays: what epubcheck says, and whether highlights are where they belong."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

from batch_inputs import write_book

from tts import TTS
from tts.alignment import Aligner, AlignmentError
from tts.files import read_sound

EPUBCHECK = "/usr/bin/epubcheck"  # of Debian: an archive of Java
MARGIN_S = 0.4  # of sound beside a highlight that the aligner sees, too
RATE = 24000
PAR = re.compile(
    r'<text src="([^"#]+)#([^"]+)"/><audio src="([^"]+)" clipBegin="([^"]+)" clipEnd="([^"]+)"'
)


class Highlight(NamedTuple):
    """A sentence, the file that says it, and first and last second."""

    text: str
    sound: str
    start: float
    end: float


class Look(NamedTuple):
    """What was found at a highlight.

    outside   seconds of the sentence that lie outside of it
    silence   seconds of it, at its start or its end, in which the sentence is not said
    is_right  whether the aligner likes it better than another sentence
    """

    outside: float
    silence: float
    is_right: bool


def overlay(work: Path, words: int = 3000, places: int = 20) -> dict[str, Any]:
    """A book of a few chapters with media overlays, looked at in places chosen by chance."""
    file = write_book(work / "short.epub", words, words // 3)
    out = work / "overlay"
    command = [sys.executable, "-m", "tts", "batch", str(file), "-o", str(out), "--format", "epub"]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    (made,) = out.glob("*.epub")
    with zipfile.ZipFile(made) as archive:
        archive.extractall(work / "unpacked")
    found = highlights(work / "unpacked" / "EPUB")
    chosen = random.Random(1).sample(found, places)
    aligner, tts = Aligner.load(), TTS.load()
    others = [*chosen[1:], chosen[0]]
    looks = [
        look(each, other.text, work / "unpacked" / "EPUB", aligner, tts)
        for each, other in zip(chosen, others, strict=True)
    ]
    command = ["java", "-jar", EPUBCHECK, str(made)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    said = checked.stdout + checked.stderr
    return {
        "sentences": len(found),
        "places": places,
        "epubcheck": checked.returncode,
        "errors": len(re.findall(r"^(?:ERROR|FATAL)", said, re.M)),
        "warnings": len(re.findall(r"^WARNING", said, re.M)),
        "outside_ms": float(1000 * max(each.outside for each in looks)),
        "silence_ms": float(1000 * max(each.silence for each in looks)),
        "right": sum(each.is_right for each in looks),
    }


def highlights(folder: Path) -> list[Highlight]:
    """All highlights of an unpacked book, in order."""
    found = []
    for smil in sorted(folder.glob("*.smil")):
        page = (folder / f"{smil.stem}.xhtml").read_text(encoding="utf-8")
        spans = dict(re.findall(r'<span id="([^"]+)">(.*?)</span>', page, re.S))
        for _, id, sound, begin, end in PAR.findall(smil.read_text(encoding="utf-8")):
            found.append(Highlight(spans[id], sound, seconds(begin), seconds(end)))
    return found


def seconds(clock: str) -> float:
    """A clock value of SMIL in seconds."""
    hours, minutes, rest = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def look(each: Highlight, other: str, folder: Path, aligner: Aligner, tts: TTS) -> Look:
    """What the aligner finds in a highlight and the sound on either side.

    other   text of another sentence
    """
    samples = read_sound(folder / each.sound, RATE)
    first = max(0.0, each.start - MARGIN_S)
    clip = samples[round(first * RATE) : round((each.end + MARGIN_S) * RATE)]
    found = aligner.align(clip, each.text, tts.frontend)
    before = first + found.words[0].start - each.start
    after = each.end - first - found.words[-1].end
    try:
        wrong = aligner.align(clip, other, tts.frontend).score
    except AlignmentError:  # it has more phonemes than there is room for
        wrong = float("-inf")
    return Look(max(0.0, -before, -after), max(before, after), found.score > wrong)
