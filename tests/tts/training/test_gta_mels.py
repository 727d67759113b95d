"""Mels to fine-tune a vocoder on."""

import numpy as np
import pytest
import torch

from tts.acoustic.fastspeech2 import FastSpeech2
from tts.training import gta_mels as predict
from tts.training import train as training
from vocoders.mel_config import MelConfig
from vocoders.training.feature_file import Clip, Pack
from vocoders.training.segments import Cutter

SPEC = MelConfig()


@pytest.fixture(scope="module")
def model(config):
    torch.manual_seed(3)
    return FastSpeech2(config, SPEC, [220.0, 120.0])


def test_spoken_mels_are_those_that_training_sees(pack, model, config, settings, batches):
    trainer = training.Trainer(settings(""), config, pack)
    trainer.model.load_state_dict(model.state_dict())
    trainer.model.eval()
    with torch.no_grad():
        mel, _ = trainer.forward(batches(pack).stack([4]))
    frames = len(pack.arrays["mel"][4])
    reach = (
        config.together * config.decoder_blocks * (config.decoder_kernel // 2)
    )  # frames that the decoder sees to either side
    made = predict.predicted(model, pack, 4, 1)
    assert made.shape == (frames, 100) and made.dtype == np.float16 and made.std() > 0.1
    np.testing.assert_allclose(
        made[: frames - reach - 1], mel[0, :, : frames - reach - 1].T.numpy(), atol=0.02
    )


def test_the_command_makes_a_pack_beside_the_other(pack_file, pack, model, tmp_path, command):
    model.save(tmp_path / "acoustic.safetensors")
    command(
        predict,
        tmp_path / "acoustic.safetensors",
        pack_file,
        tmp_path / "spoken.safetensors",
        "--voices",
        "ann,bob",
    )
    spoken = Pack.load(tmp_path / "spoken.safetensors")
    assert spoken.spec == SPEC and spoken.clips == [Clip(*clip) for clip in pack.clips]
    lengths = [len(row) for row in spoken.arrays["mel"]]
    assert lengths == [
        len(pack.arrays["mel"][clip]) if clip in (0, 1, 3, 4) else 0 for clip in range(7)
    ]  # training clips that are aligned
    np.testing.assert_array_equal(spoken.arrays["mel"][3], predict.predicted(model, pack, 3, 1))
    batch = Cutter(pack, [3], 16, 2, 0, 8000.0, spoken, 1.0)(0)
    assert batch.mel.shape == (2, 100, 16) and torch.isfinite(batch.mel).all()
