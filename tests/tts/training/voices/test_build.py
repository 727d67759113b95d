"""A voice of a dozen recordings, in tiny networks: the whole way, stopped and gone on with."""

import json
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
import soundfile

from tts import TTS
from tts.cli.main import main
from tts.errors import PlainSpeechError
from tts.training.voices import build
from tts.training.voices.build import STAGES, VoiceBuild
from tts.training.voices.settings import VoiceSettings
from tts.voice_store import check_voice
from vocoders.training.feature_file import FeatureFile

WORDS = "red blue green small large old new good cold warm dark long".split()
RATE = 24000


@pytest.fixture(scope="module")
def folder(tiny_voices, tmp_path_factory):
    """A dozen sentences by the tiny voice: no speech, but sound with a text."""
    place = tmp_path_factory.mktemp("ann")
    rng = np.random.default_rng(0)
    for number, word in enumerate(WORDS):
        seconds = 1.5 + 0.05 * number
        time = np.arange(round(seconds * RATE)) / RATE
        tone = sum(np.sin(2 * np.pi * 150 * k * time + k * k) / k for k in range(1, 12))
        tone = tone * 0.1 * (0.6 + 0.4 * np.sin(9 * time + number))
        quiet = np.zeros(RATE // 8)
        sound = np.concatenate([quiet, tone, quiet])
        sound = sound + 1e-4 * rng.standard_normal(len(sound))
        soundfile.write(place / f"s{number:02}.wav", sound, RATE)
        (place / f"s{number:02}.txt").write_text(f"The {word} ball was here.")
    return place


@contextmanager
def no_bar(task):
    yield lambda share: None


def a_build(folder, work, voice, **changes):
    settings = VoiceSettings(
        name="ann", base=str(voice), minutes=0.002, adaptation_steps=1, vocoder_batch_size=2
    )
    settings = replace(settings, acoustic_frames_per_batch=400, **changes)
    lines = []
    made = VoiceBuild(folder, work / "ann", work / "ann.work", settings, no_bar, lines.append)
    return made, lines


@pytest.fixture(scope="module")
def made(folder, tiny_voice, tmp_path_factory):
    """The finished voice's build, and what it said."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build.stages, "MIN_SCORE_DROP", 99.0)  # tones fit no text
        patch.setattr("tts.recordings.check.BAD_SCORE", -99.0)
        patch.setattr("tts.recordings.check.DOUBTFUL", -99.0)
        patch.setattr("tts.recordings.check.SCORE_SPREAD", 1e9)
        patch.setattr("tts.recordings.check.RATE_SPREAD", 1e9)
        work = tmp_path_factory.mktemp("work")
        found, lines = a_build(folder, work, tiny_voice)
        found.run()
        yield found, lines


def test_a_voice_of_one_speaker_is_packaged_and_speaks(made):
    found, _ = made
    voice = TTS.load(found.out)
    assert voice.voice.name == "ann" and voice.sample_rate == RATE
    check_voice(voice.voice)
    assert voice.say("Hello.").seconds > 0.1
    assert {path.name for path in found.out.iterdir()} >= {
        "voice.json", "CARD.md", "acoustic.safetensors", "acoustic.encoder.onnx", "harmonic.onnx",
    }  # fmt: skip


def test_the_card_says_what_it_is_made_of(made):
    card = (made[0].out / "CARD.md").read_text(encoding="utf-8")
    assert "12 clips" in card and "**Not stated.**" in card
    assert "| | voice | recordings |" in card and "nobody says" in card


def test_nothing_is_done_twice(made, monkeypatch):
    found, _ = made
    before = {path: path.stat().st_mtime_ns for path in found.work.glob("*.safetensors")}
    monkeypatch.setattr(build.stages, "adapt_stage", None)
    monkeypatch.setattr(build.stages, "features_stage", None)
    monkeypatch.setattr(build, "write_voice_folder", None)
    found.run("package")
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_cut_journals_and_lost_files_give_the_same_features(made):
    found, _ = made
    whole = found.features_path.read_bytes()
    journals = [found.work / "check.jsonl", found.work / "alignment.journal.jsonl"]
    contents = [path.read_bytes() for path in journals]
    rng = np.random.default_rng(0)
    for _ in range(2):
        for path, content in zip(journals, contents, strict=True):
            path.write_bytes(content[: rng.integers(len(content))])
        for path in sorted((found.work / "features").iterdir())[::5]:
            path.unlink()
        found.features_path.unlink()
        found.run("features")
        assert found.features_path.read_bytes() == whole


def test_features_are_split_by_text(made):
    features = FeatureFile.load(made[0].features_path)
    assert [len(features.select(split)) for split in ("train", "val", "test")] == [8, 2, 2]
    durations = features.arrays["durations"]
    assert all(
        durations[clip].sum() == len(features.arrays["mel"][clip])
        for clip in range(len(features.clips))
    )


def test_other_recordings_do_not_continue_an_old_training(made, monkeypatch):
    found, _ = made
    found.cache.keys["training data"] = "another"
    with pytest.raises(PlainSpeechError, match="have changed since"):
        found.run("acoustic")
    del found.cache.keys["training data"]


def test_several_speakers_are_named(tmp_path, tiny_voice):
    for name in "ab":
        soundfile.write(tmp_path / f"{name}.wav", np.zeros(RATE), RATE)
    rows = [{"file_name": f"{name}.wav", "text": "Go.", "speaker": name} for name in "ab"]
    (tmp_path / "metadata.jsonl").write_text("\n".join(map(json.dumps, rows)))
    found, _ = a_build(tmp_path, tmp_path, tiny_voice)
    with pytest.raises(PlainSpeechError, match="several speakers: a, b"):
        found.run()
    with pytest.raises(PlainSpeechError, match="no clip of the speaker 'c'"):
        found.run(speaker="c")
    with pytest.raises(PlainSpeechError, match="only 0 clips can be used"):
        found.run(speaker="a")


def test_the_command_prints_its_settings_and_knows_its_stages(capsys, folder):
    assert main(["train", str(folder), "--minutes", "5", "--print-settings"]) == 0
    printed = capsys.readouterr().out
    assert "minutes = 5.0" in printed and f'name = "{folder.name}"' in printed
    with pytest.raises(SystemExit):
        main(["train", str(folder), "--until", "later"])
    assert STAGES[0] == "check" and STAGES[-1] == "evaluate"
