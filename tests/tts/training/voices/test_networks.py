import pytest
import torch

from frontend.phonemes import SYMBOL_ID, SYMBOLS
from tts.acoustic.fastspeech2 import FastSpeech2
from tts.training.voices.networks import base_files, initial_acoustic, minutes_left
from tts.training.voices.symbols import symbols_of


def test_minutes_add_up_over_runs_however_they_end(tmp_path, monkeypatch):
    clock = iter([0.0, 90.0, 200.0, 260.0])
    monkeypatch.setattr("tts.training.voices.networks.time.monotonic", lambda: next(clock))
    with pytest.raises(KeyboardInterrupt), minutes_left(tmp_path, 4.0) as left:
        assert left == 4.0
        raise KeyboardInterrupt
    with minutes_left(tmp_path, 4.0) as left:
        assert left == 2.5
    assert (tmp_path / "minutes.json").read_text() == "2.5"


@pytest.mark.parametrize("locale", ["en-gb", "de"])
def test_a_new_speaker_begins_from_the_base_with_the_symbols_of_the_locale(
    tiny_voice, tmp_path, monkeypatch, locale
):
    monkeypatch.setattr("tts.training.voices.networks.mean_f0", lambda features, speaker: 201.0)
    base = FastSpeech2.load(base_files(str(tiny_voice))[0])
    initial = initial_acoustic(str(tiny_voice), None, "ann", tmp_path / "a.safetensors", locale)
    saved = FastSpeech2.load(tmp_path / "a.safetensors")
    assert saved.symbols == initial.symbols == list(SYMBOLS[: symbols_of(locale)])
    assert saved.pitch_means == [201.0]
    old, new = (each.encoder.symbol_embedding.weight for each in (base, saved))
    assert torch.equal(new[: len(old)], old)
    if locale == "de":
        assert torch.equal(new[SYMBOL_ID["ʁ"]], old[SYMBOL_ID["ɹ"]])


def test_the_base_is_a_voice_with_weights_for_torch(tiny_voice):
    acoustic, vocoder, speaker = base_files(str(tiny_voice))
    assert (acoustic.suffix, vocoder.name, speaker) == (".safetensors", "harmonic.safetensors", 0)
