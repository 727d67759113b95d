"""Word errors of fast speech, as screen readers ask for it: the same texts at several speeds.

    python benchmarks/rates.py WORK --scorer "PYTHON SCORER.py" [--voice heart] [--texts FILE]

WORK is a folder for the speech, with a folder for each voice and speed. FILE has a line `id|text`
for each text. The scorer is that of quality.py. Prints a table: percent of all words, at each
speed, and points more than at speed 1.
"""

from __future__ import annotations

import argparse
import json
import shlex
import subprocess
from pathlib import Path

from tts import TTS

SPEEDS = (1.0, 1.5, 2.0, 2.5, 3.0)
SENTENCES = Path(__file__).parent / "sentences.txt"


def synthesize(folder: Path, texts: dict[str, str], voice: str, speed: float) -> None:
    """Speak each text into a file of its id, unless it is there."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = {key: text for key, text in texts.items() if not (folder / f"{key}.wav").exists()}
    tts = TTS.load(voice) if missing else None
    for key, text in missing.items():
        assert tts is not None
        tts.say(text, speed=speed).save(folder / f"{key}.wav")


def word_errors(folder: Path, texts: dict[str, str], scorer: str) -> float:
    """Percent of the words that are heard wrong, by the words of each text."""
    metadata = folder.with_suffix(".csv")
    scores = folder.with_suffix(".json")
    metadata.write_text("".join(f"{key}|{text}\n" for key, text in texts.items()), encoding="utf-8")
    command = [*shlex.split(scorer), str(folder), str(metadata), "--only", "asr"]
    subprocess.run([*command, "--threads", "1", "--json", str(scores)], check=True)
    files = json.loads(scores.read_text(encoding="utf-8"))["files"]
    words = {key: len(text.split()) for key, text in texts.items()}
    wrong = sum(files[key]["wer"] * words[key] for key in files)
    return 100 * wrong / sum(words[key] for key in files)


def main() -> None:
    """Speak, score and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("work", type=Path)
    parser.add_argument("--scorer", required=True)
    parser.add_argument("--voice", action="append", help="default: heart; may be repeated")
    parser.add_argument("--texts", type=Path, default=SENTENCES)
    args = parser.parse_args()
    lines = args.texts.read_text(encoding="utf-8").splitlines()
    texts = dict(line.split("|", 1) for line in lines if "|" in line)
    print("| voice | speed | word errors, % | more than at 1 |\n|---|---|---|---|")
    for voice in args.voice or ["heart"]:
        first = None
        for speed in SPEEDS:
            folder = args.work / f"{voice}-{speed:g}".replace(".", "_")
            synthesize(folder, texts, voice, speed)
            errors = word_errors(folder, texts, args.scorer)
            first = errors if first is None else first
            print(f"| {voice} | {speed:g} | {errors:.1f} | {errors - first:+.1f} |", flush=True)


if __name__ == "__main__":
    main()
