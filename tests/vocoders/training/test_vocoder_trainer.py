"""The base of the trainers of vocoders: averaged weights, held-out clips, files."""

import dataclasses
from types import SimpleNamespace

import numpy as np
import soundfile
import torch

import vocoders
from vocoders import weights
from vocoders.training.harmonic import HarmonicTrainer


def test_the_averaged_weights_are_saved_with_the_settings(make_trainer, tmp_path):
    trainer = make_trainer(ema_decay=0.5)
    trainer.train_step(trainer.sampler([0, 2])(0))
    trainer.save()
    assert {path.name for path in tmp_path.iterdir()} == {"last.pt", "vocoder.safetensors"}
    header = weights.tensor_metadata(tmp_path / "vocoder.safetensors")
    assert header["step"] == 1 and header["training"]["ema_decay"] == 0.5
    saved = vocoders.load(tmp_path / "vocoder.safetensors")
    network = type(trainer.network)(saved.config, trainer.features.mel_config)
    network.load_state_dict(trainer.ema_state())
    mel = torch.zeros(1, 100, 4)
    with torch.no_grad():
        expected = network(mel, torch.zeros(1, 2, 4))[0][0].numpy()
    found = saved.predict_filters(mel[0].numpy(), np.zeros((2, 4), np.float32))[0]
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_a_few_held_out_clips_of_the_speakers_are_validated_on(
    settings, network_config, features, tmp_path
):
    def held_out(features, **changes):
        trainer = HarmonicTrainer(settings(tmp_path, **changes), network_config, features)
        return trainer.held_out_clips()

    assert held_out(features) == [3] and held_out(features, speakers=("ann",)) == []
    many = dataclasses.replace(features, clips=20 * features.clips)
    clips = held_out(many)
    assert len(clips) == 8 and set(clips) <= set(many.select("val"))


def test_validation_writes_copy_synthesis(make_trainer, tmp_path):
    heard = []
    log = SimpleNamespace(add_audio=lambda *audio: heard.append(audio))
    metrics = make_trainer().validate(log)
    assert metrics.keys() == {"mel"} and metrics["mel"] > 0
    samples, rate = soundfile.read(tmp_path / "b2.wav")
    assert rate == 24000 and len(samples) == 25 * 256
    assert [(step, name, rate) for step, name, _, rate in heard] == [(0, "b2", 24000)]


def test_gta_mels_are_loaded_if_the_recipe_names_them(make_trainer, write_gta, tmp_path):
    assert make_trainer().gta() is None
    path = write_gta(tmp_path / "gta.safetensors")
    assert len(make_trainer(gta_features=str(path)).gta().clips) == 5
