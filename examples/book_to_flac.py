"""A book into one FLAC file. Only one sentence is in memory at a time, so the book may be long.

python examples/book_to_flac.py book.txt book.flac
"""

import sys
from pathlib import Path

from tts import TTS
from tts.files import AudioFile


def main(book: str, output: str) -> None:
    """Reads a UTF-8 text file; a blank line separates paragraphs."""
    tts = TTS.load("emma")
    text = Path(book).read_text(encoding="utf-8")
    seconds = 0.0
    with AudioFile(output, tts.sample_rate) as file:
        for number, sentence in enumerate(tts.stream(text, speed=0.95, chunks="sentence")):
            samples = sentence.after_pause() if number else sentence.samples
            file.write(samples)
            seconds += len(samples) / tts.sample_rate
            print(f"{seconds:8.1f} s  {sentence.words[0].text} ...")


if __name__ == "__main__":
    main(*sys.argv[1:])
