"""The programs in examples/ run, and write what they say."""

import re
import runpy
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

EXAMPLES = Path(__file__).parent.parent / "examples"

pytestmark = pytest.mark.usefixtures("tiny_heart")


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs an example as a script, in an empty folder; gives the samples of what it wrote."""
    monkeypatch.chdir(tmp_path)

    def run(name, output, *arguments):
        monkeypatch.setattr(sys, "argv", [name, *arguments])
        runpy.run_path(str(EXAMPLES / name), run_name="__main__")
        samples, rate = soundfile.read(tmp_path / output, dtype="float32")
        assert rate == 24000
        assert np.isfinite(samples).all() and np.abs(samples).max() > 0
        return samples

    return run


def test_first_words(run, capsys):
    samples = run("first_words.py", "first_words.wav")
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [word for _, _, word in lines][:4] == ["Dr.", "Wu", "owes", "$5"]
    assert float(lines[-1][1]) <= len(samples) / 24000 + 0.01


def test_what_the_player_takes_is_what_say_says(run, tiny_heart):
    from tts import TTS

    played = run("stream_to_player.py", "played.wav")
    text = runpy.run_path(str(EXAMPLES / "stream_to_player.py"))["TEXT"]
    said = TTS.load("heart").say(text).samples
    assert len(played) == len(said)
    assert np.abs(played - said).max() < 1e-3  # played.wav has 16 bits


def test_a_book_becomes_one_file(run, tmp_path, capsys):
    (tmp_path / "book.txt").write_text("One fish.\n\nTwo fish! Red fish.", encoding="utf-8")
    samples = run("book_to_flac.py", "book.flac", "book.txt", "book.flac")
    lines = capsys.readouterr().out.splitlines()
    assert [re.split(r"\s+", line.strip())[2] for line in lines] == ["One", "Two", "Red"]
    assert float(lines[-1].split()[0]) == pytest.approx(len(samples) / 24000, abs=0.06)


def test_the_last_note_of_the_scale_is_held(run):
    example = runpy.run_path(str(EXAMPLES / "sing_a_scale.py"))
    samples = run("sing_a_scale.py", "scale.wav")
    assert len(samples) / 24000 > example["LAST_NOTE"]
    assert len(example["SEMITONES"]) == len(example["TEXT"].split())


def test_the_lines_of_the_dialogue_are_in_order(run, capsys):
    run("dialogue.py", "dialogue.wav")
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines] == ["emma:", "george:", "emma:", "george:"]
    starts = [float(line.split()[0]) for line in lines]
    assert starts == sorted(starts) and starts[0] < starts[1]


def test_an_epub_becomes_an_audiobook(run, tmp_path, capsys):
    text = "".join(f"<h1>Chapter {name}</h1><p>Words of {name}.</p>" for name in ("one", "two"))
    (tmp_path / "b.html").write_text(f"<title>Lamps</title>{text}", encoding="utf-8")
    run("audiobook.py", "out/Lamps.mp3", "b.html", "out")
    assert re.findall(r"  (Chapter \w+)", capsys.readouterr().out) == ["Chapter one", "Chapter two"]


def test_rows_of_a_spreadsheet_become_files(run, tmp_path, capsys):
    rows = "id,text,voice,file\n1,Press one.,emma,menu/one.wav\n2,,emma,two\n3,Bye.,george,bye\n"
    (tmp_path / "p.csv").write_text(rows, encoding="utf-8")
    run("prompts.py", "out/bye.wav", "p.csv", "out")
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["1 menu_one.wav", "2 row 3 has no text.", "3 bye.wav"]


def test_cues_become_a_voice_over(run, tmp_path):
    cues = "1\n00:00:01,000 --> 00:00:03,000\nHello.\n\n2\n00:00:05,000 --> 00:00:08,000\nBye.\n"
    (tmp_path / "film.srt").write_text(cues, encoding="utf-8")
    samples = run("voice_over.py", "out/film.wav", "film.srt", "out")
    loud = [np.abs(samples[second * 24000 :][:24000]).max() > 0 for second in (0, 1, 4, 5)]
    assert loud == [False, True, False, True]


def test_names_of_a_script_get_voices(run, tmp_path, capsys):
    script = "ANN: Hello, Bob.\n\nBOB: Hello, Ann.\nANN: Bye: now.\n"
    (tmp_path / "s.txt").write_text(script, encoding="utf-8")
    run("podcast.py", "out/podcast.mp3", "s.txt", "out")
    assert "{'ANN': 'heart', 'BOB': 'george'}" in capsys.readouterr().out


def test_the_table_names_all_programs():
    table = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `(\w+\.py)`", table, re.M)
    assert sorted(named) == sorted(file.name for file in EXAMPLES.glob("*.py"))
