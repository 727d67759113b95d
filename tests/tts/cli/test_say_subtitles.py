"""`say` writes subtitles beside the sound."""

from tts.cli.main import main


def test_say_writes_subtitles_beside_the_sound(tiny_heart, tmp_path):
    sound = tmp_path / "a.wav"
    track = tmp_path / "a.srt"
    arguments = ["say", "Hello, Dr. Wu. Goodbye.", "-o", str(sound), "--subtitles", str(track)]
    assert main(arguments) == 0
    assert "Hello, Dr. Wu." in track.read_text(encoding="utf-8")
    assert track.read_text(encoding="utf-8").count("-->") == 2


def test_subtitles_of_an_unknown_kind_are_refused_before_speaking(tiny_heart, tmp_path, capsys):
    sound = tmp_path / "a.wav"
    assert main(["say", "Hello.", "-o", str(sound), "--subtitles", str(tmp_path / "a.pdf")]) == 1
    assert ".srt" in capsys.readouterr().err
    assert not sound.exists()
