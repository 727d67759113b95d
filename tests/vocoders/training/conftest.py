"""Short recordings made up here, their features, and what a tiny training run needs."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from vocoders.harmonic.config import HarmonicConfig
from vocoders.mel import mel_spectrogram
from vocoders.mel_config import MelConfig
from vocoders.pitch import estimate_f0
from vocoders.training import wavenet_segments
from vocoders.training.feature_file import Clip, FeatureFile
from vocoders.training.harmonic import HarmonicTrainer
from vocoders.training.vocoder_trainer import VocoderTrainingConfig
from vocoders.training.wavenet_segments import WaveNetSampler
from vocoders.wavenet.config import WaveNetConfig
from vocoders.wavenet.model import WaveNet

SPEC = MelConfig()
CLIPS = [
    Clip("a1", "ann", "train"),
    Clip("a2", "ann", "train"),
    Clip("b1", "bob", "train"),
    Clip("b2", "bob", "val"),
    Clip("b3", "bob", "test"),
]
FRAMES_AND_HERTZ = [(40, 200), (12, 220), (60, 110), (25, 120), (30, 100)]


def make_recording(frames, hertz, seed):
    at = np.arange(frames * SPEC.hop_length) / SPEC.sample_rate
    tones = sum(np.cos(2 * np.pi * hertz * k * at + k * k) / k for k in range(1, 25))
    return 0.05 * tones + 0.01 * np.random.default_rng(seed).standard_normal(len(at))


@pytest.fixture(scope="session")
def recordings():
    """The samples of each clip."""
    return [
        make_recording(frames, hertz, seed) for seed, (frames, hertz) in enumerate(FRAMES_AND_HERTZ)
    ]


@pytest.fixture(scope="session")
def features_path(recordings, tmp_path_factory):
    """Five short clips of two speakers, in a file of features."""
    arrays = {
        "samples": [np.round(samples * 32767).astype(np.int16) for samples in recordings],
        "mel": [mel_spectrogram(samples, SPEC).T for samples in recordings],
        "f0": [estimate_f0(samples, SPEC) for samples in recordings],
    }
    path = tmp_path_factory.mktemp("features") / "corpus.safetensors"
    FeatureFile(SPEC, CLIPS, arrays, {"corpus": "made up"}).save(path)
    return path


@pytest.fixture(scope="session")
def features(features_path):
    return FeatureFile.load(features_path)


@pytest.fixture(scope="session")
def write_gta(features):
    """Writes predicted mels of all clips but the first: louder by 1."""

    def write(path, mel_config=SPEC):
        rows = [np.asarray(row, np.float16) + 1 for row in features.arrays["mel"]]
        rows[0] = rows[0][:0]
        FeatureFile(mel_config, features.clips, {"mel": rows}, {}).save(path)
        return path

    return write


@pytest.fixture(scope="session")
def network_config():
    """A harmonic network of a few channels."""
    return HarmonicConfig(hidden_dim=16, num_blocks=1)


@pytest.fixture(scope="session")
def settings(features_path):
    """Makes the hyperparameters of a short run."""

    def make(out, **changes):
        small = {
            "steps": 4,
            "batch_size": 2,
            "segment_frames": 16,
            "disc_segment_frames": 8,
            "adversarial_from": 2,
            "periods": (2, 3),
            "period_widths": (4, 4),
            "n_ffts": (256,),
            "stft_width": 2,
            "workers": 0,
            "log_every": 2,
            "validate_every": 100,
            "save_every": 100,
        }
        return VocoderTrainingConfig(str(features_path), str(out), **(small | changes))

    return make


@pytest.fixture
def make_trainer(settings, network_config, features, tmp_path):
    """Makes the trainer of a short run of a harmonic vocoder."""

    def make(**changes):
        return HarmonicTrainer(settings(tmp_path, **changes), network_config, features)

    return make


# ---------------------------------------------------------------- for the WaveNet

WAVENET_MEL = MelConfig(
    sample_rate=8000, hop_length=16, win_length=64, n_fft=64, n_mels=6, f_max=4000.0
)
WAVENET_CONFIG = WaveNetConfig(
    residual_channels=8,
    skip_channels=16,
    stacks=2,
    layers_per_stack=4,
    cond_channels=8,
    cond_kernel_size=3,
    mixture_components=3,
    lpc_order=0,
    pitch_taps=0,
)  # a receptive field of 31 samples, two frames
WAVENET_FRAMES = 12


def make_tone(frames, hertz, seed):
    """Nearly a sine, which swells so that no frame is like another."""
    at = np.arange(frames * WAVENET_MEL.hop_length) / WAVENET_MEL.sample_rate
    noise = 1e-3 * np.random.default_rng(seed).standard_normal(len(at))
    return (0.2 + 0.15 * np.sin(35 * at)) * np.sin(2 * np.pi * hertz * at) + noise


def make_wavenet(config=WAVENET_CONFIG, seed=0):
    """A network with random weights, in which the past matters."""
    torch.manual_seed(seed)
    network = WaveNet(config, WAVENET_MEL)
    with torch.no_grad():
        for name, value in network.named_parameters():
            if "weight" in name:
                value.mul_(1.5)
    return network


@pytest.fixture(scope="session")
def wavenet_features_path(tmp_path_factory):
    clips = [*CLIPS[:3], CLIPS[3]]
    waves = [
        make_tone(frames, hertz, seed)
        for seed, (frames, hertz) in enumerate([(60, 300), (7, 340), (90, 410), (50, 360)])
    ]
    mels = [mel_spectrogram(samples, WAVENET_MEL).T for samples in waves]
    arrays = {
        "samples": [np.round(samples * 32767).astype(np.int16) for samples in waves],
        "mel": mels,
        "f0": [np.where(np.arange(len(mel)) % 7 == 6, 0, 320).astype(np.float32) for mel in mels],
    }
    path = tmp_path_factory.mktemp("features") / "tones.safetensors"
    FeatureFile(WAVENET_MEL, clips, arrays, {}).save(path)
    return path


@pytest.fixture(scope="session")
def wavenet(wavenet_features_path):
    """Features, configurations, and what makes samplers, networks and hyperparameters."""
    features = FeatureFile.load(wavenet_features_path)

    def sampler(clips=(0, 1, 2), batch_size=40, config=WAVENET_CONFIG, frames=WAVENET_FRAMES):
        return WaveNetSampler(config, features, list(clips), frames, batch_size, 0)

    def settings(out, **changes):
        small = {
            "vocoder": "wavenet",
            "steps": 4,
            "batch_size": 3,
            "segment_frames": WAVENET_FRAMES,
            "warmup_steps": 5,
            "learning_rate": 1e-2,
            "workers": 0,
            "log_every": 2,
            "validate_every": 10**6,
            "save_every": 10**6,
        }
        return VocoderTrainingConfig(str(wavenet_features_path), str(out), **(small | changes))

    return SimpleNamespace(
        mel_config=WAVENET_MEL,
        config=WAVENET_CONFIG,
        predicting=replace(WAVENET_CONFIG, lpc_order=6, pitch_taps=3),
        frames=WAVENET_FRAMES,
        path=wavenet_features_path,
        features=features,
        sampler=sampler,
        network=make_wavenet,
        settings=settings,
    )


@pytest.fixture
def no_gain(monkeypatch):
    """Segments as loud as their clips."""
    monkeypatch.setattr(wavenet_segments, "GAIN_RANGE_DB", (0.0, 0.0))
