"""The weights that ship in the package: the same speech in both runtimes, shared where voices share
a file, and without paths of the machine that trained them.
"""

from pathlib import Path

import numpy as np
import pytest

from tts import TTS
from tts.acoustic.fastspeech2 import FastSpeech2
from tts.acoustic.fastspeech2_onnx import FastSpeech2Onnx
from tts.synthesis.ssml import VoicePool
from tts.voice import PACKAGE_VOICES
from vocoders import weights

FILES = (
    "acoustic.safetensors",
    "harmonic.safetensors",
    "kathleen/acoustic.safetensors",
    "wavenet.safetensors",
)


def test_both_runtimes_say_the_same_with_the_packaged_weights():
    rng = np.random.default_rng(1)
    ids = np.stack([rng.integers(2, 60, 40), rng.integers(0, 3, 40)], 1)
    mine = FastSpeech2.load(PACKAGE_VOICES / "acoustic.safetensors").predict(ids, 1)
    its = FastSpeech2Onnx.load(PACKAGE_VOICES / "acoustic.encoder.onnx").predict(
        ids, 1, durations=mine.durations
    )
    assert np.median(np.abs(its.mel - mine.mel)) < 0.1
    np.testing.assert_allclose(its.energies, mine.energies, atol=1.0)


def test_voices_of_one_document_share_networks_whatever_they_run_in(monkeypatch):
    monkeypatch.delenv("PLAINSPEECH_VOICES", raising=False)
    speaker = TTS.load("heart")
    assert (
        isinstance(speaker.acoustic, FastSpeech2Onnx)
        and VoicePool(speaker.synthesizer, "<voice>").synthesizer("george").acoustic
        is speaker.acoustic
    )


@pytest.mark.parametrize("file", FILES)
def test_no_path_of_the_machine_that_trained_is_packaged(file):
    settings = weights.tensor_metadata(PACKAGE_VOICES / file)["training"]
    assert settings and not [
        value for value in settings.values() if isinstance(value, str) and Path(value).is_absolute()
    ]
