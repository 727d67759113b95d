"""Quality of the voices: scores of the same texts as clips that the speakers said themselves.

    python benchmarks/quality.py WORK synthesize --corpus CORPUS
        the corpus's test and val texts, and sentences.txt
    python benchmarks/quality.py WORK copy --corpus CORPUS --vocoder FILE
        copy synthesis of the test clips: mel (and F0) -> wave
    python benchmarks/quality.py WORK score --corpus CORPUS --scorer "PYTHON SCORER.py"
        and write QUALITY.md
    ... score ... --against copy-harmonic --only asr,mos --report FILE
        all sets against one of them, not against the speakers' own clips

WORK is a folder for speech and scores, with a folder for each set: reference, synthesized,
sentences, copy-NAME. In it are a folder of sound, `VOICE.csv` (id|text) and `VOICE.json` (scores)
for each voice. CORPUS holds a folder for each speaker: audio/ID.opus, metadata.csv (id|text),
split.csv (id|split). The scorer is any program that takes
`SOUND METADATA --ref SOUND --only GROUPS --threads N --json OUT` and writes
{"files": {id: {"wer": ..}}}. Scores of the speakers' own clips are kept; remove WORK/reference to
score them again.
"""

from __future__ import annotations

import argparse
import json
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from figures import Rows, paired_table, plain_table

from tts.files import write_text

HERE = Path(__file__).parent
SENTENCES = HERE / "sentences.txt"
REPORT = HERE / "QUALITY.md"
PAIRED = ("test", "val")
REFERENCE = "reference"  # the set of the speakers' own clips
ENROLLMENT = "enrollment"  # the clips that similarity is measured to
VOICES = ("heart", "michael", "emma", "george")


# ---------------------------------------------------------------- corpus and sets


def pairs(path: Path) -> dict[str, str]:
    """`id|value` lines."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("|", 1) for line in lines if "|" in line)


def texts(corpus: Path, speaker: str, splits: tuple[str, ...]) -> dict[str, str]:
    """Texts of a speaker's clips in these splits, by id."""
    split = pairs(corpus / speaker / "split.csv")
    metadata = pairs(corpus / speaker / "metadata.csv")
    return {clip: text for clip, text in metadata.items() if split.get(clip) in splits}


def recordings(corpus: Path, speaker: str, splits: tuple[str, ...]) -> Iterator[Path]:
    """Sound files of a speaker's clips in these splits."""
    for clip in texts(corpus, speaker, splits):
        yield corpus / speaker / "audio" / f"{clip}.opus"


def write_metadata(folder: Path, voice: str, spoken: dict[str, str]) -> None:
    """WORK/SET/VOICE.csv; older scores are removed."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = (f"{clip}|{text}\n" for clip, text in spoken.items())
    (folder / f"{voice}.csv").write_text("".join(lines), encoding="utf-8")
    (folder / f"{voice}.json").unlink(missing_ok=True)


def empty_folder(folder: Path) -> Path:
    """The folder, without what was in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def gather_reference(work: Path, corpus: Path, voice: str) -> None:
    """Copies of the speaker's own clips: WORK/reference/VOICE, and of the test clips alone in
    WORK/enrollment/VOICE.
    """
    if (work / REFERENCE / f"{voice}.csv").exists():
        return
    for name, splits in ((REFERENCE, PAIRED), (ENROLLMENT, ("test",))):
        folder = empty_folder(work / name / voice)
        for recording in recordings(corpus, voice, splits):
            shutil.copy(recording, folder)
    write_metadata(work / REFERENCE, voice, texts(corpus, voice, PAIRED))


# ---------------------------------------------------------------- synthesis


def synthesize(args: argparse.Namespace) -> None:
    """Speak the paired texts and the fixed sentences with every voice."""
    from tts import TTS

    for voice in args.voices:
        tts = TTS.load(voice, vocoder=args.vocoder)
        sets = {"synthesized": texts(args.corpus, voice, PAIRED), "sentences": pairs(SENTENCES)}
        for name, spoken in sets.items():
            start = time.perf_counter()
            seconds = 0.0
            folder = empty_folder(args.work / name / voice)
            for clip, text in spoken.items():
                audio = tts.say(text)
                audio.save(folder / f"{clip}.wav")
                seconds += audio.seconds
            write_metadata(args.work / name, voice, spoken)
            speed = seconds / (time.perf_counter() - start)
            print(f"{name} {voice}: {len(spoken)} files, {seconds:.1f} s, {speed:.1f} x real time")


def copy(args: argparse.Namespace) -> None:
    """Put every test clip through a vocoder."""
    import soundfile

    import vocoders
    from tts.copy_synthesis import resynthesize
    from tts.files import read_sound

    spec = vocoders.MelConfig(n_mels=args.mels) if args.mels else None
    vocoder = vocoders.load(args.vocoder, spec, args.threads)
    rate = vocoder.spec.sample_rate
    name = f"copy-{args.name or Path(args.vocoder).stem}"
    for voice in args.voices:
        folder = empty_folder(args.work / name / voice)
        for recording in recordings(args.corpus, voice, ("test",)):
            samples = resynthesize(read_sound(recording, rate), vocoder)
            soundfile.write(folder / f"{recording.stem}.wav", samples, rate)
        spoken = texts(args.corpus, voice, ("test",))
        write_metadata(args.work / name, voice, spoken)
        print(f"{name} {voice}: {len(spoken)} clips")


# ---------------------------------------------------------------- scoring


def score(args: argparse.Namespace) -> None:
    """Score whatever has no scores yet, and write the report."""
    for voice in args.voices if args.against == REFERENCE else ():
        gather_reference(args.work, args.corpus, voice)
    for metadata in sorted(args.work.glob("*/*.csv")):
        if metadata.stem in args.voices and not metadata.with_suffix(".json").exists():
            score_one(args, metadata)
    args.report.write_text("\n".join(report(args)) + "\n", encoding="utf-8")
    print(f"written: {args.report}")


def score_one(args: argparse.Namespace, metadata: Path) -> None:
    """Scores of one folder of sound; VOICE.json is written when they are complete."""
    enrollment = args.work / ENROLLMENT / metadata.stem
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "scores.json"
        command = [
            *shlex.split(args.scorer),
            str(metadata.with_suffix("")),
            str(metadata),
            *(["--ref", str(enrollment)] if args.against == REFERENCE else []),
            *("--only", args.only),
            *("--threads", str(args.threads)),
            *("--json", str(output)),
        ]
        print("scoring", metadata.parent.name, metadata.stem, flush=True)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        write_text(metadata.with_suffix(".json"), output.read_text(encoding="utf-8"))


def scores(folder: Path, voices: list[str]) -> dict[str, Rows]:
    """Scores of each voice in a set."""
    files = {voice: folder / f"{voice}.json" for voice in voices}
    return {
        voice: json.loads(file.read_text(encoding="utf-8"))["files"]
        for voice, file in files.items()
        if file.exists()
    }


def report(args: argparse.Namespace) -> list[str]:
    """QUALITY.md."""
    reference = scores(args.work / args.against, args.voices)
    lines = ["# Quality", "", *about(args.against), "", "Made by", "```", *commands(args), "```"]
    others = {REFERENCE, ENROLLMENT, args.against}
    folders = [path for path in args.work.iterdir() if path.is_dir() and path.name not in others]
    for folder in sorted(folders):
        if ours := scores(folder, args.voices):
            is_plain = folder.name == "sentences"
            rows = plain_table(ours) if is_plain else paired_table(ours, reference)
            lines += ["", f"## {heading(folder.name)}", "", *rows]
    return lines


def about(against: str) -> list[str]:
    """What the tables hold."""
    other = "the speaker's own clip of the same text"
    if against != REFERENCE:
        other = f"{against} of the same clip"
    return [
        "| column | measured by |",
        "| --- | --- |",
        "| WER % | word errors of the better of two recognisers, for each file |",
        "| NISQA-TTS, DistillMOS | networks that predict a mean opinion score, 1 to 5 |",
        "| similarity | cosine to the speaker's test clips (a test clip is part of their mean) |",
        "",
        f"A cell holds ours / {other}, **difference** [95 % interval, by bootstrap over the",
        "clips]. In the mean all voices have the same weight.",
    ]


def heading(name: str) -> str:
    """The heading of a set."""
    known = {
        "synthesized": "Everything predicted, on the texts of the corpus's test and val clips",
        "sentences": "The forty sentences of sentences.txt",
    }
    return known.get(name) or f"Copy synthesis of test clips: {name.removeprefix('copy-')}"


def commands(args: argparse.Namespace) -> list[str]:
    """The commands that were run, without the paths of this machine."""
    start = "python benchmarks/quality.py WORK"
    copies = sorted(path.name.removeprefix("copy-") for path in args.work.glob("copy-*"))
    lines = [f"{start} synthesize --corpus CORPUS"] if (args.work / "synthesized").is_dir() else []
    lines += [f"{start} copy --corpus CORPUS --vocoder FILE --name {name}" for name in copies]
    against = "" if args.against == REFERENCE else f" --against {args.against}"
    options = f'--scorer "PYTHON SCORER.py" --only {args.only}{against}'
    return [*lines, f"{start} score --corpus CORPUS {options}"]


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path, help="folder for speech and scores")
    parser.add_argument("task", choices=["synthesize", "copy", "score"])
    parser.add_argument("--corpus", type=Path, required=True, help="folder of speakers")
    parser.add_argument("--voices", nargs="+", default=list(VOICES))
    parser.add_argument(
        "--vocoder",
        help="a safetensors file or griffin-lim; for `synthesize`, instead of the voice's own",
    )
    parser.add_argument("--mels", type=int, help="bands of Griffin-Lim's mel")
    parser.add_argument(
        "--name", help="of the set that `copy` makes; else that of the vocoder's file"
    )
    parser.add_argument("--scorer", help="command that scores a folder of sound")
    parser.add_argument("--only", default="asr,mos,ref", help="groups of scores")
    parser.add_argument(
        "--against",
        default=REFERENCE,
        help="the set that all others are compared with; default: the speakers' own clips",
    )
    parser.add_argument("--report", type=Path, default=REPORT)
    parser.add_argument("--threads", type=int, default=1)
    return parser.parse_args()


def main() -> None:
    """Run one task."""
    args = arguments()
    needed = {"copy": "vocoder", "score": "scorer"}.get(args.task)
    if needed and not getattr(args, needed):
        sys.exit(f"quality: `{args.task}` needs --{needed}")
    {"synthesize": synthesize, "copy": copy, "score": score}[args.task](args)


if __name__ == "__main__":
    main()
