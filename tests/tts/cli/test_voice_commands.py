"""The commands that make voices, as a user calls them."""

import json

import numpy as np
import pytest
import soundfile

from tts import voice, voice_store
from tts.cli.main import main


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for module in (voice, voice_store):
        monkeypatch.setattr(module, "user_voices", lambda: tmp_path / "own")
    return tmp_path


@pytest.fixture
def sound(here):
    samples = 0.1 * np.random.default_rng(0).standard_normal(36000)
    soundfile.write(here / "a.wav", samples, 24000)
    return here / "a.wav"


def test_align_prints_a_line_a_word_and_doubts_what_does_not_fit(sound, capsys):
    assert main(["align", str(sound), "Go", "on."]) == 0
    out, said = capsys.readouterr()
    rows = [line.split() for line in out.splitlines()]
    assert [row[2] for row in rows] == ["Go", "on."] or [row[2] for row in rows] == ["Go", "on"]
    assert float(rows[0][0]) < float(rows[0][1]) <= float(rows[1][0]) + 1e-9
    assert "2 words, score" in said and "hardly fits" in said


@pytest.mark.parametrize("name", ["a.TextGrid", "a.json", "a.srt"])
def test_align_writes_a_file(sound, here, name):
    assert main(["align", str(sound), "Go on.", "-o", name]) == 0
    content = (here / name).read_text(encoding="utf-8")
    assert "Go" in content
    if name.endswith("json"):
        assert json.loads(content)["seconds"] == pytest.approx(1.5, abs=0.02)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["align", "a.wav"], "nothing to align"),
        (["align", "a.wav", "Hi.", "-o", "a.xyz"], "does not end in"),
        (["align", "none.wav", "Hi."], "none.wav"),
        (["align", "a.wav", "word " * 200], "the text is longer than what is spoken"),
        (["check", "none"], "there is no folder none"),
        (["voices", "add"], "name the voice: plainspeech voices add VOICE"),
        (["voices", "remove", "x"], "no voice 'x' was added"),
        (["voices", "mix", "heart+emma"], "only a mixture gets a name"),
        (["voices", "check", "heart", "rose"], "only a mixture gets a name"),
        (["say", "-v", "heart*", "Hi."], "is no voice with a weight"),
        (["prompts", "empty.txt"], "has no line of 3 to 18 words"),
    ],
)
def test_mistakes_are_told_in_one_line(sound, here, capsys, arguments, said):
    (here / "empty.txt").write_text("Yes.\n")
    assert main(arguments) == 1
    error = capsys.readouterr().err
    assert said in error and error.count("\n") == 1


def test_check_says_what_cannot_be_used(sound, here, capsys):
    (here / "a.txt").write_text("Go on.")
    assert main(["check", str(here), "--workers", "1", "--page", "r.html"]) == 1
    out, said = capsys.readouterr()
    assert "left out" in out and "a (left out)" in out
    assert "r.html: all 1 clips" in said and (here / "r.html").exists()


def test_prompts_writes_a_table_that_train_reads(here, capsys):
    (here / "t.txt").write_text("The cat sat down.\nThe cat sat down.\nWhy did she ask?\n")
    assert main(["prompts", "t.txt", "--minutes", "1", "-o", "metadata.csv"]) == 0
    lines = (here / "metadata.csv").read_text().splitlines()
    assert sorted(line.split("|")[0] for line in lines) == ["p0001", "p0002"]
    assert "2 of 2 texts" in capsys.readouterr().err
    assert main(["prompts", "t.txt", "--minutes", "1"]) == 0
    assert capsys.readouterr().out.splitlines() == lines


def test_a_voice_is_added_checked_described_and_removed(here, tiny_voice, capsys):
    assert main(["voices", "add", str(tiny_voice)]) == 0
    assert main(["voices"]) == 0 and "tiny" in capsys.readouterr().out
    assert main(["voices", "check", "tiny"]) == 0
    assert "all is as it should be" in capsys.readouterr().out
    assert main(["voices", "info", "tiny"]) == 0 and "hop 256" in capsys.readouterr().out
    assert main(["voices", "remove", "tiny"]) == 0
    assert not (here / "own" / "tiny").exists()


@pytest.mark.parametrize("option", ["--locale", "--language"])
def test_align_reads_another_language(sound, capsys, option):
    assert main(["align", str(sound), "Am 3. Mai.", option, "de"]) == 0
    assert [line.split()[2] for line in capsys.readouterr().out.splitlines()] == ["Am", "3.", "Mai"]


def test_prompts_and_settings_of_another_language(here, capsys):
    (here / "texts.txt").write_text("Die schöne Köchin lacht.\nDer Bäcker backt Brötchen.\n")
    assert main(["prompts", "texts.txt", "--language", "de", "--minutes", "1"]) == 0
    assert "2 of 2 texts" in capsys.readouterr().err
    assert main(["train", "folder", "--language", "de", "--print-settings"]) == 0
    assert 'locale = "de"' in capsys.readouterr().out
