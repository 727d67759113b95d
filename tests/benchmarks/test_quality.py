"""benchmarks/quality.py: sets are spoken, scored by whatever program is named, and compared clip by
clip.
"""

import json
import sys
from pathlib import Path

import numpy as np
import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
SCORER = """
import json, sys
sound, metadata, *rest = sys.argv[1:]
ids = [line.split("|")[0] for line in open(metadata, encoding="utf-8")]
own = "reference" in sound.replace("\\\\", "/").split("/")
row = {"wer": 0.1 * (not own), "words": 10, "tts": 4.0 if own else 3.5, "distil": 4.5, "spk": 0.9}
files = {i: row for i in ids}
json.dump({"files": files}, open(rest[rest.index("--json") + 1], "w"))
"""


@pytest.fixture(scope="module")
def figures(benchmark):
    return benchmark("figures")


@pytest.fixture(scope="module")
def quality(benchmark):
    return benchmark("quality")


@pytest.fixture
def corpus(tmp_path):
    """Two speakers of three clips each, one of them for training."""
    import soundfile

    for speaker in ("heart", "emma"):
        (tmp_path / "corpus" / speaker / "audio").mkdir(parents=True)
        clips = [f"{speaker}_{number}" for number in range(3)]
        for clip in clips:
            tone = 0.1 * np.sin(2 * np.pi * 200 * np.arange(12000) / 24000)
            soundfile.write(
                tmp_path / "corpus" / speaker / "audio" / f"{clip}.opus",
                tone,
                24000,
                format="OGG",
                subtype="OPUS",
            )
        (tmp_path / "corpus" / speaker / "metadata.csv").write_text(
            "".join(f"{clip}|It is {clip[-1]}.\n" for clip in clips)
        )
        (tmp_path / "corpus" / speaker / "split.csv").write_text(
            "".join(f"{c}|{s}\n" for c, s in zip(clips, ("train", "test", "val"), strict=True))
        )
    return tmp_path / "corpus"


def run(quality, monkeypatch, *arguments):
    monkeypatch.setattr(sys, "argv", ["quality.py", *map(str, arguments)])
    quality.main()


def test_voices_and_copies_are_scored_against_the_speakers(
    quality, corpus, tmp_path, tiny_heart, monkeypatch
):
    work = tmp_path / "work"
    scorer = tmp_path / "scorer.py"
    work.mkdir()
    scorer.write_text(SCORER)
    (tmp_path / "three.txt").write_text("1|One.\n2|Two, or so.\n")
    monkeypatch.setattr(quality, "SENTENCES", tmp_path / "three.txt")
    common = ("--corpus", corpus, "--voices", "heart", "emma")
    run(quality, monkeypatch, work, "synthesize", *common)
    run(quality, monkeypatch, work, "copy", *common, "--vocoder", "griffin-lim")
    assert sorted(path.name for path in (work / "synthesized" / "heart").iterdir()) == [
        "heart_1.wav",
        "heart_2.wav",
    ]
    assert sorted(path.name for path in (work / "sentences" / "emma").iterdir()) == [
        "1.wav",
        "2.wav",
    ]
    assert [path.name for path in (work / "copy-griffin-lim" / "emma").iterdir()] == ["emma_1.wav"]
    run(
        quality,
        monkeypatch,
        work,
        "score",
        *common,
        "--scorer",
        f'"{sys.executable}" "{scorer}"',
        "--report",
        tmp_path / "report.md",
    )
    report = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert (
        "| heart | 2 | 10.0 / 0.0, **+10.0** [+10.0, +10.0] "
        "| 3.50 / 4.00, **-0.50** [-0.50, -0.50] |" in report
    )
    assert (
        "| mean |  | 10.0 / 0.0" in report
        and "## Copy synthesis of test clips: griffin-lim" in report
        and "## The forty sentences" in report
    )
    assert str(tmp_path) not in report
    assert (
        len(list((work / "enrollment" / "heart").iterdir())) == 1
    )  # similarity is measured to the test clips


def test_only_what_is_new_is_scored(quality, corpus, tmp_path, monkeypatch):
    work = tmp_path / "work"
    scorer = tmp_path / "scorer.py"
    work.mkdir()
    scorer.write_text(SCORER)
    arguments = (
        work,
        "score",
        "--corpus",
        corpus,
        "--voices",
        "heart",
        "--scorer",
        f'"{sys.executable}" "{scorer}"',
        "--report",
        tmp_path / "r.md",
    )
    run(quality, monkeypatch, *arguments)
    scores = work / "reference" / "heart.json"
    assert set(json.loads(scores.read_text())["files"]) == {"heart_1", "heart_2"}
    scorer.write_text("raise SystemExit(1)")
    run(quality, monkeypatch, *arguments)  # nothing is new
    quality.write_metadata(work / "reference", "heart", {"heart_1": "It is 1."})
    with pytest.raises(Exception, match="exit status 1"):
        run(quality, monkeypatch, *arguments)
    assert not scores.exists()


@pytest.mark.parametrize(("task", "said"), [("copy", "--vocoder"), ("score", "--scorer")])
def test_what_is_missing_is_told(quality, tmp_path, monkeypatch, task, said):
    with pytest.raises(SystemExit, match=said):
        run(quality, monkeypatch, tmp_path, task, "--corpus", tmp_path)


def test_word_errors_are_counted_over_all_words(figures):
    rows = {"a": {"wer": 0.5, "words": 2}, "b": {"wer": 0.0, "words": 18}}
    assert figures.FIGURES[0].mean(rows) == pytest.approx(5.0)  # one word of twenty, in per cent


def test_the_interval_covers_the_true_difference_as_often_as_it_says(figures):
    rng = np.random.default_rng(0)
    tts = figures.FIGURES[1]
    covered = 0
    for _ in range(100):
        clips = rng.normal(4, 0.5, 40)
        own = {str(i): {"tts": value} for i, value in enumerate(clips)}
        ours = {str(i): {"tts": value - 0.3 + rng.normal(0, 0.2)} for i, value in enumerate(clips)}
        low, high = np.percentile(figures.difference(tts, ours, own).rounds, [2.5, 97.5])
        covered += low <= -0.3 <= high
    assert 86 <= covered <= 100


def test_only_clips_that_both_have_are_compared(figures):
    ours = {"a": {"tts": 3.0}, "b": {"tts": 1.0}}
    found = figures.difference(figures.FIGURES[1], ours, {"a": {"tts": 3.5}})
    assert (found.ours, found.reference) == (3.0, 3.5)


def test_the_forty_sentences_are_forty(quality):
    spoken = quality.pairs(BENCHMARKS / "sentences.txt")
    assert len(spoken) == 40 and len(set(spoken.values())) == 40 and all(spoken.values())
