"""Word errors of fast speech, as screen readers ask for it: the same texts at several speeds.

    python benchmarks/rates.py WORK --scorer "PYTHON SCORER.py" [--voice heart] [--texts FILE]

WORK is a folder for the speech, with a folder for each voice and speed. FILE has a line `id|text`
for each text. The scorer is that of quality.py; `--options "--asr moon"` are further options of it.
Recognisers were never taught fast speech. So there are two controls, by ffmpeg's atempo (WSOLA):
"compressed" is the speech of speed 1, made as fast; "slowed" is fast speech at its old length
again, which tells what it has lost from what the recogniser cannot follow. Prints percent of all
words, at each speed.
"""

from __future__ import annotations

import argparse
import json
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

from tts import TTS

SPEEDS = (1.5, 2.0, 2.5, 3.0)
SENTENCES = Path(__file__).parent / "sentences.txt"
COLUMNS = ("ours", "compressed", "ours slowed", "compressed slowed")


def synthesize(folder: Path, texts: dict[str, str], voice: str, speed: float) -> None:
    """Speak each text into a file of its id, unless it is there."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = {key: text for key, text in texts.items() if not (folder / f"{key}.wav").exists()}
    tts = TTS.load(voice) if missing else None
    for key, text in missing.items():
        assert tts is not None
        tts.say(text, speed=speed).save(folder / f"{key}.wav")


def change_tempo(source: Path, folder: Path, texts: dict[str, str], factor: float) -> None:
    """Files of another length and the same pitch, unless they are there. Two steps, since atempo
    leaves out sound above a factor of 2.
    """
    folder.mkdir(parents=True, exist_ok=True)
    steps = f"atempo={factor**0.5},atempo={factor**0.5}"
    for name in (f"{key}.wav" for key in texts):
        if not (folder / name).exists():
            command = ["ffmpeg", "-loglevel", "error", "-i", source / name, "-filter:a", steps]
            subprocess.run([*command, folder / name], check=True)


def word_errors(
    folder: Path, texts: dict[str, str], scorer: list[str], options: list[str]
) -> float:
    """Percent of the words that are heard wrong, by the words of each text."""
    metadata = folder.with_suffix(".csv")
    scores = folder.with_suffix(".json")
    metadata.write_text("".join(f"{key}|{text}\n" for key, text in texts.items()), encoding="utf-8")
    command = [*scorer, str(folder), str(metadata), "--only", "asr"]
    subprocess.run(
        [*command, "--threads", "1", "--json", str(scores), *options],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    files = json.loads(scores.read_text(encoding="utf-8"))["files"]
    words = {key: len(text.split()) for key, text in texts.items()}
    wrong = sum(files[key]["wer"] * words[key] for key in files)
    return 100 * wrong / sum(words[key] for key in files)


def compare(
    work: Path, texts: dict[str, str], voice: str, speed: float, hear: Callable[[Path], float]
) -> list[float]:
    """Word errors in the order of COLUMNS."""
    usual = work / f"{voice}-1"
    names = [f"{voice}-{speed:g}-{column.replace(' ', '-')}" for column in COLUMNS]
    ours, compressed, ours_slowed, compressed_slowed = (
        work / name.replace(".", "_") for name in names
    )
    synthesize(ours, texts, voice, speed)
    change_tempo(usual, compressed, texts, speed)
    change_tempo(ours, ours_slowed, texts, 1 / speed)
    change_tempo(compressed, compressed_slowed, texts, 1 / speed)
    return [hear(folder) for folder in (ours, compressed, ours_slowed, compressed_slowed)]


def main() -> None:
    """Speak, score and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("work", type=Path)
    parser.add_argument("--scorer", required=True)
    parser.add_argument("--options", default="", help="of the scorer, after its other arguments")
    parser.add_argument("--voice", action="append", help="default: heart; may be repeated")
    parser.add_argument("--texts", type=Path, default=SENTENCES)
    parser.add_argument("--speeds", type=float, nargs="+", default=SPEEDS)
    args = parser.parse_args()
    lines = args.texts.read_text(encoding="utf-8").splitlines()
    texts = dict(line.split("|", 1) for line in lines if "|" in line)
    scorer = shlex.split(args.scorer)

    def hear(folder: Path) -> float:
        return word_errors(folder, texts, scorer, shlex.split(args.options))

    print(f"| voice | speed | {' | '.join(COLUMNS)} |\n|---|---|---|---|---|---|")
    for voice in args.voice or ["heart"]:
        synthesize(args.work / f"{voice}-1", texts, voice, 1.0)
        print(f"| {voice} | 1 | {hear(args.work / f'{voice}-1'):.1f} | | | |", flush=True)
        for speed in args.speeds:
            found = compare(args.work, texts, voice, speed, hear)
            cells = " | ".join(f"{errors:.1f}" for errors in found)
            print(f"| {voice} | {speed:g} | {cells} |", flush=True)


if __name__ == "__main__":
    main()
