import json

import numpy as np
import pytest
import torch

from frontend.phonemes import SYMBOL_ID, SYMBOLS
from tts.acoustic.fastspeech2 import FastSpeech2
from tts.training.postfilter import Strength, postfilter
from tts.training.voices.networks import (
    base_files,
    initial_acoustic,
    initial_vocoder,
    minutes_left,
)
from tts.training.voices.symbols import symbols_of
from vocoders.harmonic.config import HarmonicConfig
from vocoders.harmonic.network import HarmonicVocoder
from vocoders.mel_config import MelConfig
from vocoders.training.feature_file import Clip, FeatureFile


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


def test_training_begins_without_the_postfilter_that_packaging_adds(tiny_voices, tmp_path):
    trained = FastSpeech2.load(tiny_voices / "acoustic.safetensors")
    sharp = FastSpeech2.load(tiny_voices / "acoustic.safetensors")
    postfilter(sharp, Strength(1.5, 0.1))
    base = a_voice(tmp_path / "base", sharp, postfilter=[1.5, 0.1])
    initial = initial_acoustic(
        str(base), a_recording("ann"), "ann", tmp_path / "initial.safetensors"
    )
    torch.testing.assert_close(
        initial.decoder.out_proj.weight, trained.decoder.out_proj.weight, atol=1e-4, rtol=0
    )


def test_the_vocoder_begins_with_the_noise_that_it_was_trained_with(tiny_voices, tmp_path):
    base = a_voice(tmp_path / "base", FastSpeech2.load(tiny_voices / "acoustic.safetensors"))
    initial = initial_vocoder(str(base), tmp_path / "vocoder.safetensors")
    assert initial.config.voiced_noise_db == 0
    source = HarmonicVocoder.load(base / "harmonic.safetensors")
    assert source.config.voiced_noise_db == -12
    torch.testing.assert_close(initial.network.state_dict(), source.network.state_dict())


def a_voice(folder, acoustic, **metadata):
    """A folder with a voice of these networks, as packaging leaves it."""
    folder.mkdir()
    acoustic.save(folder / "acoustic.safetensors", **metadata)
    config = HarmonicConfig(hidden_dim=16, num_blocks=1, voiced_noise_db=-12.0)
    HarmonicVocoder(config, acoustic.spec).save(folder / "harmonic.safetensors")
    description = {
        "format": 1,
        "name": "base",
        "locale": "en-us",
        "speaker": 0,
        "description": "a base",
        "acoustic": "acoustic.safetensors",
        "vocoder": "harmonic.safetensors",
    }
    (folder / "voice.json").write_text(json.dumps(description))
    return folder


def a_recording(speaker):
    """Features of one clip that is voiced throughout."""
    f0 = np.full(40, 200.0, np.float32)
    return FeatureFile(MelConfig(), [Clip("a", speaker, "train")], {"f0": [f0]}, {})
