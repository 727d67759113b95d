"""A podcast of a script with lines "NAME: what is said": a voice for each name.

python podcast.py script.txt out/
"""

import sys
from itertools import cycle
from pathlib import Path

from tts.batch import Document, Job, render_document

VOICES = cycle(["heart", "george", "emma", "michael"])

if __name__ == "__main__":  # other processes import this file
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    speakers: dict[str, str] = {}
    jobs = []
    for number, line in enumerate(lines, 1):
        name, colon, text = line.partition(":")
        if colon and text.strip():
            voice = speakers.get(name) or next(VOICES)
            speakers[name] = voice
            jobs.append(Job(f"{number:04}", text.strip(), voice=voice))
    script = Document("podcast", "list", tuple(jobs))
    *_, podcast = render_document(script, sys.argv[2], format="mp3")
    print(podcast.file or podcast.error)
    print(speakers)
