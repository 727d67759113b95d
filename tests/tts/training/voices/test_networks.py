import pytest

from tts.training.voices.networks import base_files, minutes_left


def test_minutes_add_up_over_runs_however_they_end(tmp_path, monkeypatch):
    clock = iter([0.0, 90.0, 200.0, 260.0])
    monkeypatch.setattr("tts.training.voices.networks.time.monotonic", lambda: next(clock))
    with pytest.raises(KeyboardInterrupt), minutes_left(tmp_path, 4.0) as left:
        assert left == 4.0
        raise KeyboardInterrupt
    with minutes_left(tmp_path, 4.0) as left:
        assert left == 2.5
    assert (tmp_path / "minutes.json").read_text() == "2.5"


def test_the_base_is_a_voice_with_weights_for_torch(tiny_voice):
    acoustic, vocoder, speaker = base_files(str(tiny_voice))
    assert (acoustic.suffix, vocoder.name, speaker) == (".safetensors", "harmonic.safetensors", 0)
