"""How fast a voice speaks on one thread: end to end, and each arrow of the diagram by itself.

    python benchmarks/speed.py [--voice heart] [--vocoder FILE] [--runtime onnx] [--rounds 7]

Writes RESULTS.md beside this file: medians over rounds, each of which runs every text once, so that whatever else the machine does falls on all.
"""
from __future__ import annotations

import os

os.environ.update(OMP_NUM_THREADS="1", MKL_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", NUMBA_NUM_THREADS="1")  # before anything counts the cores

import argparse
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from statistics import median

import numpy as np

from tts import TTS

REPORT = Path(__file__).with_name("RESULTS.md")
TEN = ("The harbour was already busy when the sun came up. Two men were mending a net, a third was painting the side of his boat, "
       "and nobody looked up when the ferry from the islands came in.")
TEXTS = {
    "short": "Yes, I think so.",
    "10 s": TEN,
    "60 s": " ".join([
        TEN,
        "She had counted eleven boxes the evening before, but now there were only nine of them on the quay, and the man at the desk shrugged.",
        "\"They will turn up,\" he said. \"They always do. Would you like some coffee while you wait?\" She thanked him and sat down by the window.",
        "Behind the glass the town climbed the hill in rows of white and yellow houses, and above the last of them stood the old observatory.",
        "In 1923 its keeper had measured the distance to a star that nobody else could see, and for a while the place was famous.",
        "Then the war came, the great lens was taken away in a crate marked with the number 47, and it was never heard of again.",
        "By half past eight the coffee was cold, the boxes had been found under a tarpaulin, and the first train to the north was about to leave.",
    ]),
}
ARROWS = ("text -> phonemes", "phonemes -> mel", "mel -> wave", "end to end")


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """Seconds that it takes, and what comes of it."""
    start = time.perf_counter()
    made = work()
    return time.perf_counter() - start, made


def arrows(speaker: TTS, text: str) -> dict[str, float]:
    """Seconds of each arrow for one text, and how long the speech lasts."""
    front, utterances = timed(lambda: list(speaker.frontend(text)))
    ids = [np.array(utterance.ids, np.int64) for utterance in utterances]  # type: ignore[attr-defined]
    acoustic, spoken = timed(lambda: [speaker.acoustic.speak(each, speaker.voice.speaker) for each in ids])
    pitch = speaker.vocoder.needs_pitch
    wave, _ = timed(lambda: [speaker.vocoder(each.mel, each.pitch if pitch else None) for each in spoken])  # type: ignore[attr-defined]
    whole, audio = timed(lambda: speaker.say(text))
    return dict(zip(ARROWS, (front, acoustic, wave, whole), strict=True)) | {"seconds": audio.seconds}  # type: ignore[attr-defined]


def measure(speaker: TTS, rounds: int) -> dict[str, dict[str, float]]:
    """Medians for each text, after one round that does not count."""
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in TEXTS}
    for number in range(rounds + 1):
        for name, text in TEXTS.items():
            run = arrows(speaker, text)
            if number:
                runs[name].append(run)
    return {name: {key: median(run[key] for run in rows) for key in rows[0]} for name, rows in runs.items()}


def cold(*arguments: str, rounds: int = 5) -> float:
    """Median seconds of a command in a new process; its first run, which fills the disk's cache, does not count."""
    command = [sys.executable, "-m", "tts", *arguments]
    times = [timed(lambda: subprocess.run(command, check=True, capture_output=True))[0] for _ in range(rounds + 1)]
    return median(times[1:])


def processor() -> str:
    """What this machine calls its processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    flags = next((line for line in lines if line.startswith("flags")), "")
    return (names[0] if names else platform.machine()) + (", AVX-512" if "avx512f" in flags else ", AVX2" if "avx2" in flags else "")


def report(speaker: TTS, medians: dict[str, dict[str, float]], starts: dict[str, float], rounds: int) -> list[str]:
    """RESULTS.md."""
    runtime = "torch" if "torch" in sys.modules else "onnxruntime"
    lines = [
        "# Speed", "",
        f"Voice {speaker.voice.name}, vocoder {speaker.vocoder.name}, one thread of {processor()}, with {os.getloadavg()[0]:.1f} processes "
        f"running beside (load of the last minute); Python {platform.python_version()}, numpy {version('numpy')}, {runtime} {version(runtime)}. "
        f"Medians of {rounds} interleaved runs, warm. Made by `python benchmarks/speed.py`.", "",
        "| text | speech, s | " + " | ".join(f"{arrow}, ms" for arrow in ARROWS) + " | x real time |",
        "| --- |" + " --- |" * (len(ARROWS) + 2),
    ]
    for name, values in medians.items():
        cells = " | ".join(f"{values[arrow] * 1000:.1f}" for arrow in ARROWS)
        lines.append(f"| {name} | {values['seconds']:.2f} | {cells} | **{values['seconds'] / values['end to end']:.1f}** |")
    return [*lines, "", "| the command, cold | s |", "| --- | --- |", *(f"| `{name}` | {seconds:.2f} |" for name, seconds in starts.items())]


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--voice", default="heart")
    parser.add_argument("--vocoder")
    parser.add_argument("--runtime", choices=("onnx", "torch"))
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()
    speaker = TTS.load(args.voice, vocoder=args.vocoder, runtime=args.runtime)
    if torch := sys.modules.get("torch"):
        torch.set_num_threads(1)
    medians = measure(speaker, args.rounds)
    with tempfile.TemporaryDirectory() as box:
        wav = str(Path(box) / "hello.wav")
        starts = {"plainspeech --help": cold("--help"), 'plainspeech say "Hello."': cold("say", "Hello.", "-v", args.voice, "-o", wav)}
    REPORT.write_text("\n".join(report(speaker, medians, starts, args.rounds)) + "\n", encoding="utf-8")
    print(REPORT.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
