"""Random texts of all planes of Unicode, read by the front end; a sample of them is spoken."""

from __future__ import annotations

import argparse
import random
import sys
import time
import warnings
from collections.abc import Iterator

from frontend import Frontend
from tts import TTS
from tts.errors import PlainSpeechError

PLANES = (range(0x20, 0x250), range(0x250, 0x3000), range(0x10000), range(0x110000))
PIECES = (
    *(
        "Made in TÜRKİYE.",
        "$5.30",
        "Dr. Wu",
        "3/4",
        "10:30",
        "[word](/wɜːd/)",
        "a@b.co",
        "#1",
        "I'm",
    ),
    *(
        "\n\n",
        "\r\n",
        "# H\n",
        "* a\n",
        "| a | b |\n",
        "```x```",
        "<b>",
        "&amp;",
        "$x^2$",
        "…",
        "—",
    ),
    *(
        "1/2/2003",
        "5kg",
        "IV",
        "C#",
        ":)",
        "😀",
        "ﬁ",
        "½",
        "\u200d",
        "\u0301",
        "\ud800",
        "\0",
        "«",
        "'",
    ),
)
SLOW_S = 2.0  # of the processor, for one text
METHODS = ("normalize", "phonemize", "explain")


def random_text(source: random.Random) -> str:
    """Up to some 60 characters: of one plane or of all, words, and pieces that rules read."""
    parts = []
    for _ in range(source.randint(1, 8)):
        kind = source.random()
        if kind < 0.4:
            parts.append(source.choice(PIECES))
        elif kind < 0.6:
            parts.append(
                "".join(source.choices("aeiouAEIOU0123456789.,-'/ ", k=source.randint(1, 9)))
            )
        else:
            plane = source.choice(PLANES)
            length = source.randint(1, 6)
            parts.append("".join(chr(source.choice(plane)) for _ in range(length)))
        parts.append(source.choice(["", " ", " ", ". ", "\n"]))
    return "".join(parts)


def fault_of(text: str, front: Frontend, tts: TTS | None) -> str:
    """What is wrong with the reading of a text; it is spoken with a voice."""
    start = time.process_time()
    try:
        for utterance in front(text):
            if not utterance.ids:
                return "an utterance without phonemes"
        getattr(front, METHODS[len(text) % len(METHODS)])(text)
        if tts is not None:
            for _ in tts.stream(text):
                pass
    except PlainSpeechError as error:
        return "a message of several lines" if "\n" in str(error) else ""
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    seconds = time.process_time() - start
    return f"{seconds:.1f} s" if tts is None and seconds > SLOW_S else ""


def fuzz(args: argparse.Namespace) -> Iterator[tuple[str, str]]:
    """Each random text and its fault."""
    warnings.simplefilter("ignore")
    fronts = (Frontend("en-us"), Frontend("en-gb"))
    voices = {
        front.locale: TTS.load(name) for front, name in zip(fronts, ("heart", "emma"), strict=True)
    }
    every = max(1, args.texts // max(1, args.spoken))
    source = random.Random(args.seed)
    for number in range(args.texts):
        text = random_text(source)
        front = fronts[number % 2]
        is_spoken = bool(args.spoken) and number % every == 0
        tts = voices[front.locale] if is_spoken else None
        yield ascii(text), fault_of(text, front, tts)
        if number % 10_000 == 9_999:
            print(f"{number + 1} texts, {time.process_time():.0f} s", file=sys.stderr, flush=True)
