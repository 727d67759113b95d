"""The folder of a voice that was trained: voice.json and its card."""

import json
from pathlib import Path

import pytest

from tts.recordings.check import judged
from tts.recordings.dataset import RecordedClip, RecordingSet
from tts.recordings.measure import ClipReport
from tts.training.voices import package
from tts.training.voices.evaluation import Figures
from tts.training.voices.settings import VoiceSettings

FIGURES = {
    "ann": Figures(-0.512, 11.26, 201.4, 2.75),
    "recordings": Figures(-0.4, 12.0, 199.0, 3.0),
}


@pytest.fixture
def report(tmp_path):
    """36 clips of 10 s, of which one is too long, and 17 are trained on."""
    splits = ["train", "test"] * 18
    clips = [
        RecordedClip(f"c{number}", Path("x.wav"), "Why?", "ann", split)
        for number, split in enumerate(splits)
    ]
    seconds = [900.0] + [10.0] * 35
    reports = [
        ClipReport(clip, length, 24000, -3, -20, -60, 0.1, 0.1, rate=12, score=-0.4)
        for clip, length in zip(clips, seconds, strict=True)
    ]
    folder = tmp_path / "ann-reads"
    folder.mkdir()
    return judged(RecordingSet(folder, "pairs"), reports)


@pytest.fixture
def card(report, tmp_path):
    """The text of a card."""

    def write(**settings):
        package.write_card(tmp_path, VoiceSettings(**settings), report, FIGURES)
        return (tmp_path / "CARD.md").read_text("utf-8")

    return write


def test_a_card_says_what_the_voice_is_made_of(card):
    text = card(name="ann", description="A calm voice", licence="CC0", minutes=90)
    assert text.startswith("# ann\n\nA calm voice, `en-us`; 24 kHz.")
    assert "0.10 hours, 35 clips of ann-reads; 1 left out by the check. " in text
    assert "0.05 hours, 17 clips of them are trained on; the others are held out." in text
    assert "## Licence\n\nCC0\n" in text and "90 minutes" in text


def test_a_card_without_a_licence_asks_for_one(card):
    text = card(name="ann", locale="en-gb")
    assert "**Not stated.** Ask the speaker" in text
    assert "British English, `en-gb`" in text


def test_figures_stand_in_columns_with_their_digits():
    table = package.figure_table(FIGURES).splitlines()
    assert table[:2] == ["| | ann | recordings |", "|---|---|---|"]
    assert [row.split(" | ")[1:] for row in table[2:]] == [
        ["-0.51", "-0.40 |"],
        ["11.3", "12.0 |"],
        ["201", "199 |"],
        ["2.8", "3.0 |"],
    ]


def test_a_folder_holds_the_networks_and_their_description(monkeypatch, tmp_path):
    packaged = []
    monkeypatch.setattr(package, "package", lambda *paths: packaged.append(paths))
    settings = VoiceSettings(name="ann", locale="en-gb")
    package.write_voice_folder(tmp_path, Path("a"), Path("v"), settings)
    description = json.loads((tmp_path / "voice.json").read_text("utf-8"))
    assert packaged == [(Path("a"), Path("v"), tmp_path)]
    assert description["name"] == "ann" and description["description"] == "British English"
    assert description["vocoder"] == "harmonic.safetensors"
