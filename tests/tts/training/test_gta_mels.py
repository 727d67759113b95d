"""Mels to fine-tune a vocoder on."""

import numpy as np
import pytest
import torch

from tts.acoustic.fastspeech2 import FastSpeech2
from tts.training import gta_mels
from vocoders.mel_config import MelConfig
from vocoders.training.feature_file import Clip, FeatureFile
from vocoders.training.segments import SegmentSampler

SPEC = MelConfig()


@pytest.fixture(scope="module")
def model(config):
    torch.manual_seed(3)
    return FastSpeech2(config, SPEC, [220.0, 120.0])


def test_gta_mels_are_those_of_training(feature_file, model, config, make_trainer, batches):
    trainer = make_trainer()
    trainer.network.load_state_dict(model.state_dict())
    trainer.network.eval()
    with torch.no_grad():
        mel, _ = trainer.forward(batches(feature_file).stack([4]))
    frames = len(feature_file.arrays["mel"][4])
    reach = (
        config.reduction_factor * config.num_decoder_blocks * (config.decoder_kernel_size // 2)
    )  # frames that the decoder sees to either side
    made = gta_mels.gta_mel(model, feature_file, 4, 1)
    assert made.shape == (frames, 100) and made.dtype == np.float16 and made.std() > 0.1
    np.testing.assert_allclose(
        made[: frames - reach - 1], mel[0, :, : frames - reach - 1].T.numpy(), atol=0.02
    )


def test_the_command_makes_a_pack_beside_the_other(
    features_path, feature_file, model, tmp_path, command
):
    model.save(tmp_path / "acoustic.safetensors")
    command(
        gta_mels,
        tmp_path / "acoustic.safetensors",
        features_path,
        tmp_path / "gta.safetensors",
        "--speakers",
        "ann,bob",
    )
    gta = FeatureFile.load(tmp_path / "gta.safetensors")
    assert gta.mel_config == SPEC and gta.clips == [Clip(*clip) for clip in feature_file.clips]
    lengths = [len(row) for row in gta.arrays["mel"]]
    assert lengths == [
        len(feature_file.arrays["mel"][clip]) if clip in (0, 1, 3, 4) else 0 for clip in range(7)
    ]  # training clips that are aligned
    np.testing.assert_array_equal(gta.arrays["mel"][3], gta_mels.gta_mel(model, feature_file, 3, 1))
    batch = SegmentSampler(feature_file, [3], 16, 2, 0, 8000.0, gta, 1.0)(0)
    assert batch.mel.shape == (2, 100, 16) and torch.isfinite(batch.mel).all()


def test_more_speakers_than_the_model_has_are_refused(features_path, model, tmp_path, command):
    model.save(tmp_path / "acoustic.safetensors")
    with pytest.raises(SystemExit, match=r"error: the acoustic model has 2 speakers, but 4 are"):
        command(gta_mels, tmp_path / "acoustic.safetensors", features_path, tmp_path / "g")
