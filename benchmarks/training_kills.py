"""Runs of `plainspeech train` that are killed, and gone on with: is the data the same in the end?

    python benchmarks/training_kills.py RECORDINGS [--clips 24] [--kills 20] [--language en-us]

A part of the recordings goes through check, alignment, features and some steps of training, once
without a stop and once with `kill -9` of the whole process group at random moments. What must be
the same afterwards: the files of the dataset to the byte, every checkpoint readable.
"""

import argparse
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import torch

from tts.recordings import read_recordings
from vocoders.training.checkpoint import load_checkpoint

DATASET = ("alignment.jsonl", "features.safetensors", "report.txt")
LONGEST_S = 40.0  # that a run is left alone before it is killed


def part_of(source: Path, folder: Path, count: int) -> Path:
    """A folder with some of the recordings and their texts, as pairs of files."""
    folder.mkdir()
    for clip in read_recordings(source).clips[:count]:
        audio = Path(clip.audio)
        shutil.copyfile(audio, folder / f"{clip.id}{audio.suffix}")
        (folder / f"{clip.id}.txt").write_text(clip.text, encoding="utf-8")
    return folder


def command(recordings: Path, work: Path, args: argparse.Namespace) -> list[str]:
    """The training of a voice up to its acoustic model."""
    return [
        *(sys.executable, "-m", "tts", "train", str(recordings), "--work", str(work)),
        *("-o", str(work.with_suffix(".voice")), "--name", "ann", "--language", args.language),
        *("--until", "acoustic", "--minutes", str(args.minutes), "--threads", "1"),
    ]


def run_killed(words: list[str], seconds: float) -> bool:
    """Run a command, and kill it and its children after a while; whether it had ended before."""
    process = subprocess.Popen(
        words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(timeout=seconds)
        return True
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return False


def digests(work: Path) -> dict[str, str]:
    """Hashes of the dataset's files."""
    return {name: hashlib.sha256((work / name).read_bytes()).hexdigest() for name in DATASET}


def main() -> None:
    """Print what differs; the exit code is 1 if something does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("recordings", type=Path)
    parser.add_argument("--clips", type=int, default=24)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--language", default="en-us")
    parser.add_argument("--minutes", type=float, default=0.5, help="of training")
    args = parser.parse_args()
    rng = random.Random(0)
    with tempfile.TemporaryDirectory() as folder:
        recordings = part_of(args.recordings, Path(folder) / "recordings", args.clips)
        whole, killed = Path(folder) / "whole", Path(folder) / "killed"
        subprocess.run(command(recordings, whole, args), check=True, capture_output=True)
        kills = 0
        while kills < args.kills:
            if run_killed(command(recordings, killed, args), rng.uniform(1.0, LONGEST_S)):
                shutil.rmtree(killed)  # it was through: the next kills meet it from the start
            else:
                kills += 1
        subprocess.run(command(recordings, killed, args), check=True, capture_output=True)
        differing = [name for name in DATASET if digests(whole)[name] != digests(killed)[name]]
        step = load_checkpoint(killed / "acoustic" / "last.pt", torch.device("cpu"))["step"]
        parts = [str(path.name) for path in killed.rglob("*.part*")]
    print(f"{kills} kills; files that differ: {', '.join(differing) or 'none'}")
    print(f"checkpoint: step {step}; parts left behind: {', '.join(parts) or 'none'}")
    raise SystemExit(bool(differing or parts))


if __name__ == "__main__":
    main()
