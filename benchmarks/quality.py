"""How well the voices speak, judged on the same texts as clips that the speakers said themselves.

    python benchmarks/quality.py WORK say --corpus CORPUS                        the corpus's test
    and val texts, and sentences.txt
    python benchmarks/quality.py WORK copy --corpus CORPUS --vocoder FILE        test clips through
    a vocoder: mel (and pitch) -> wave
    python benchmarks/quality.py WORK judge --corpus CORPUS --judge "PYTHON JUDGE.py"    and write
    QUALITY.md
    ... judge ... --against copy-harmonic --only asr,mos --report FILE           all sets against
    one of them, not against the speakers' own clips

WORK is a folder for speech and verdicts: a folder a set (own, say, sentences, copy-NAME), in it a
folder of sound, `VOICE.csv` (id|text) and `VOICE.json` (what the judge said) for each voice. CORPUS
holds a folder a speaker: audio/ID.opus, metadata.csv (id|text), split.csv (id|split). The judge is
any program that takes `SOUND METADATA --ref SOUND --only GROUPS --threads N --json OUT` and writes
{"files": {id: {"wer": ..}}}. Verdicts on the speakers' own clips are kept; remove WORK/own to have
them judged again.
"""

from __future__ import annotations

import argparse
import json
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

from figures import Rows, paired_table, plain_table

HERE = Path(__file__).parent
SENTENCES = HERE / "sentences.txt"
REPORT = HERE / "QUALITY.md"
PAIRED = ("test", "val")
OWN = "own"  # the set of the speakers' own clips
VOICES = ("heart", "michael", "emma", "george")


# ---------------------------------------------------------------- corpus and sets


def pairs(path: Path) -> dict[str, str]:
    """`id|value` lines."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("|", 1) for line in lines if "|" in line)


def texts(corpus: Path, speaker: str, splits: tuple[str, ...]) -> dict[str, str]:
    """The texts of a speaker's clips in these splits, by id."""
    split = pairs(corpus / speaker / "split.csv")
    return {
        clip: text
        for clip, text in pairs(corpus / speaker / "metadata.csv").items()
        if split.get(clip) in splits
    }


def write_metadata(folder: Path, voice: str, spoken: dict[str, str]) -> None:
    """WORK/SET/VOICE.csv; what was judged of it before is no longer true."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{voice}.csv").write_text(
        "".join(f"{clip}|{text}\n" for clip, text in spoken.items()), encoding="utf-8"
    )
    (folder / f"{voice}.json").unlink(missing_ok=True)


def fresh(folder: Path) -> Path:
    """An empty folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def gather_own(work: Path, corpus: Path, voice: str) -> None:
    """The speaker's own clips (WORK/own/VOICE), and the test clips alone, that similarity is
    measured to (WORK/ref/VOICE).
    """
    if (work / "own" / f"{voice}.csv").exists():
        return
    for name, splits in (("own", PAIRED), ("ref", ("test",))):
        folder = fresh(work / name / voice)
        for clip in texts(corpus, voice, splits):
            shutil.copy(corpus / voice / "audio" / f"{clip}.opus", folder)
    write_metadata(work / "own", voice, texts(corpus, voice, PAIRED))


# ---------------------------------------------------------------- speaking


def say(args: argparse.Namespace) -> None:
    """Speak the paired texts and the fixed sentences with every voice."""
    from tts import TTS

    for voice in args.voices:
        speaker = TTS.load(voice, vocoder=args.vocoder)
        for name, spoken in (
            ("say", texts(args.corpus, voice, PAIRED)),
            ("sentences", pairs(SENTENCES)),
        ):
            start = time.perf_counter()
            seconds = 0.0
            folder = fresh(args.work / name / voice)
            for clip, text in spoken.items():
                audio = speaker.say(text)
                audio.save(folder / f"{clip}.wav")
                seconds += audio.seconds
            write_metadata(args.work / name, voice, spoken)
            print(
                f"{name} {voice}: {len(spoken)} files, {seconds:.1f} s, {seconds / (time.perf_counter() - start):.1f} x real time"
            )


def copy(args: argparse.Namespace) -> None:
    """Put every test clip through a vocoder."""
    import soundfile

    import vocoders

    vocoder = vocoders.load(
        args.vocoder, vocoders.MelConfig(n_mels=args.mels) if args.mels else None, args.threads
    )
    name = f"copy-{args.name or Path(args.vocoder).stem}"
    for voice in args.voices:
        spoken = texts(args.corpus, voice, ("test",))
        folder = fresh(args.work / name / voice)
        for clip in spoken:
            made = copied(args.corpus / voice / "audio" / f"{clip}.opus", vocoder)
            soundfile.write(folder / f"{clip}.wav", made, vocoder.spec.sample_rate)
        write_metadata(args.work / name, voice, spoken)
        print(f"{name} {voice}: {len(spoken)} clips")


def copied(recording: Path, vocoder):  # type: ignore[no-untyped-def]
    """A recording's mel and pitch as the vocoder says them."""
    import soundfile
    import soxr

    from vocoders.mel import mel_spectrogram
    from vocoders.pitch import estimate_f0

    samples, rate = soundfile.read(recording, dtype="float32")
    if rate != vocoder.spec.sample_rate:
        samples = soxr.resample(samples, rate, vocoder.spec.sample_rate)
    pitch = estimate_f0(samples, vocoder.spec) if vocoder.needs_pitch else None
    return vocoder(mel_spectrogram(samples, vocoder.spec), pitch)


# ---------------------------------------------------------------- judging


def judge(args: argparse.Namespace) -> None:
    """Judge whatever has no verdict yet and write the report."""
    for voice in args.voices if args.against == OWN else ():
        gather_own(args.work, args.corpus, voice)
    for metadata in sorted(args.work.glob("*/*.csv")):
        if metadata.stem in args.voices and not metadata.with_suffix(".json").exists():
            judge_one(args, metadata)
    args.report.write_text("\n".join(report(args)) + "\n", encoding="utf-8")
    print(f"written: {args.report}")


def judge_one(args: argparse.Namespace, metadata: Path) -> None:
    """One folder of sound; the verdict is moved into place when it is whole."""
    part = metadata.with_suffix(".part")
    reference = ["--ref", str(args.work / "ref" / metadata.stem)] if args.against == OWN else []
    command = [
        *shlex.split(args.judge),
        str(metadata.with_suffix("")),
        str(metadata),
        *reference,
        "--only",
        args.only,
        "--threads",
        str(args.threads),
        "--json",
        str(part),
    ]
    print("judging", metadata.parent.name, metadata.stem, flush=True)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    part.replace(metadata.with_suffix(".json"))


def verdicts(folder: Path, voices: list[str]) -> dict[str, Rows]:
    """What was said of each voice in a set."""
    found = {
        voice: folder / f"{voice}.json" for voice in voices if (folder / f"{voice}.json").exists()
    }
    return {
        voice: json.loads(path.read_text(encoding="utf-8"))["files"]
        for voice, path in found.items()
    }


def report(args: argparse.Namespace) -> list[str]:
    """QUALITY.md."""
    own = verdicts(args.work / args.against, args.voices)
    about = (
        ABOUT
        if args.against == OWN
        else [
            *ABOUT[:2],
            f"ours / that of {args.against} of the same clip, **difference** [95 % interval, by "
            "bootstrap over the clips]. Voices count alike in the mean.",
        ]
    )
    lines = [
        "# How the voices are judged",
        "",
        *about,
        "",
        "Made by",
        "```",
        *commands(args),
        "```",
    ]
    for folder in sorted(
        path
        for path in args.work.iterdir()
        if path.is_dir() and path.name not in (OWN, "ref", args.against)
    ):
        if ours := verdicts(folder, args.voices):
            lines += [
                "",
                f"## {heading(folder.name)}",
                "",
                *(plain_table(ours) if folder.name == "sentences" else paired_table(ours, own)),
            ]
    return lines


ABOUT = (
    "Word errors (`wer`, the better of two recognisers in each file), naturalness (`tts` is NISQA-TTS, `distil` is DistillMOS, both 1 to 5) and",
    "similarity to the speaker's test clips (`spk`, a cosine; the clips themselves are part of the mean they are compared with). A cell holds",
    "ours / the speaker's own clip of the same text, **difference** [95 % interval, by bootstrap over the clips]. Voices count alike in the mean.",
)


def heading(name: str) -> str:
    """What a set is."""
    known = {
        "say": "Everything predicted, on the texts of the corpus's test and val clips",
        "sentences": "The forty sentences of sentences.txt",
    }
    return known.get(name) or f"Copy synthesis of test clips: {name.removeprefix('copy-')}"


def commands(args: argparse.Namespace) -> list[str]:
    """What was run, without the paths of this machine."""
    copies = sorted(path.name.removeprefix("copy-") for path in args.work.glob("copy-*"))
    others = "" if args.against == OWN else f" --against {args.against}"
    return [
        *(
            ["python benchmarks/quality.py WORK say --corpus CORPUS"]
            if (args.work / "say").is_dir()
            else []
        ),
        *(
            f"python benchmarks/quality.py WORK copy --corpus CORPUS --vocoder FILE --name {name}"
            for name in copies
        ),
        f'python benchmarks/quality.py WORK judge --corpus CORPUS --judge "PYTHON JUDGE.py" --only {args.only}{others}',
    ]


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("work", type=Path, help="folder for speech and verdicts")
    parser.add_argument("task", choices=["say", "copy", "judge"])
    parser.add_argument("--corpus", type=Path, required=True, help="folder of speakers")
    parser.add_argument("--voices", nargs="+", default=list(VOICES))
    parser.add_argument(
        "--vocoder", help="a safetensors file or griffin-lim; for `say`, instead of the voice's own"
    )
    parser.add_argument("--mels", type=int, help="bands of Griffin-Lim's mel")
    parser.add_argument(
        "--name", help="of the set that `copy` makes; else that of the vocoder's file"
    )
    parser.add_argument("--judge", help="command that judges")
    parser.add_argument("--only", default="asr,mos,ref", help="groups of judges")
    parser.add_argument(
        "--against",
        default=OWN,
        help="the set that all others are compared with; default: the speakers' own clips",
    )
    parser.add_argument("--report", type=Path, default=REPORT)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args()
    needed = {"copy": "vocoder", "judge": "judge"}.get(args.task)
    if needed and not getattr(args, needed):
        sys.exit(f"quality: `{args.task}` needs --{needed}")
    {"say": say, "copy": copy, "judge": judge}[args.task](args)


if __name__ == "__main__":
    main()
