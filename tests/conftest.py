"""Voices with random weights and a few channels: the whole path from text to wave in milliseconds,
without anything trained.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import hypothesis
import pytest

os.environ["OMP_NUM_THREADS"] = (
    # tensors of a few channels; several threads wait for each other where others need the processor
    "1"
)
# no time limit for an example: a clock fails on a busy machine
hypothesis.settings.register_profile("plainspeech", deadline=None)
hypothesis.settings.load_profile("plainspeech")
ROOT = Path(__file__).parent.parent
NAMES = {
    "heart": ("en-us", 0),
    "michael": ("en-us", 1),
    "emma": ("en-gb", 2),
    "george": ("en-gb", 3),
}


def write_voice(folder: Path, name: str, locale: str, speaker: int) -> Path:
    """A voice.json whose weights lie in the folder above."""
    folder.mkdir(parents=True)
    settings = {
        "format": 1,
        "name": name,
        "locale": locale,
        "speaker": speaker,
        "description": "random weights",
        "acoustic": "../acoustic.safetensors",
        "vocoder": "../harmonic.safetensors",
    }
    (folder / "voice.json").write_text(json.dumps(settings), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def tiny_voices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the four packaged voices' names, and "tiny", as PLAINSPEECH_VOICES may name it;
    they share random weights.
    """
    import torch

    from frontend.phonemes import ENGLISH_SYMBOLS
    from tts.acoustic.config import FastSpeech2Config
    from tts.acoustic.fastspeech2 import FastSpeech2
    from vocoders.harmonic.config import HarmonicConfig
    from vocoders.harmonic.network import HarmonicVocoder
    from vocoders.mel_config import MelConfig
    from vocoders.wavenet.config import WaveNetConfig
    from vocoders.wavenet.model import WaveNet
    from vocoders.wavenet.vocoder import WaveNetVocoder

    place = tmp_path_factory.mktemp("voices")
    torch.manual_seed(1)
    small = FastSpeech2Config(
        num_symbols=len(ENGLISH_SYMBOLS),  # as the packaged voices have
        hidden_dim=16,
        num_encoder_blocks=1,
        predictor_dim=16,
        f0_dim=16,
        num_f0_blocks=1,
        decoder_dim=16,
        num_decoder_blocks=1,
    )
    acoustic = FastSpeech2(small)
    with torch.no_grad():
        acoustic.encoder.duration_predictor.out_proj.bias += (
            2.0  # a phoneme lasts some e^2 frames, as in speech
        )
    acoustic.save(place / "acoustic.safetensors")
    HarmonicVocoder(HarmonicConfig(hidden_dim=16, num_blocks=1)).save(
        place / "harmonic.safetensors"
    )
    wavenet = WaveNetConfig(
        residual_channels=8, skip_channels=8, stacks=1, layers_per_stack=2, cond_channels=8
    )
    WaveNetVocoder(WaveNet(wavenet, MelConfig())).save(place / "wavenet.safetensors")
    for name, (locale, speaker) in {**NAMES, "tiny": ("en-us", 0)}.items():
        write_voice(place / name, name, locale, speaker)
    return place


@pytest.fixture(scope="session")
def tiny_voice(tiny_voices: Path) -> Path:
    """The folder of one of them."""
    return tiny_voices / "tiny"


@pytest.fixture
def tiny_heart(tiny_voices: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The packaged names mean the tiny voices, here and in commands that the test runs; gives their
    folder.
    """
    monkeypatch.setenv("PLAINSPEECH_VOICES", str(tiny_voices))
    return tiny_voices


@pytest.fixture(autouse=True)
def subnormal_numbers():
    """Subnormal numbers, which Hypothesis draws: a training in this process switches them off."""
    yield
    if torch := sys.modules.get("torch"):
        torch.set_flush_denormal(False)
