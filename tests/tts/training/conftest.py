"""A corpus made up here, packed, and what a tiny training run needs."""

import json
import sys

import numpy as np
import pytest
import soundfile
import torch

from tts.acoustic.config import FastSpeech2Config
from tts.acoustic.fastspeech2 import FastSpeech2
from tts.training import alignment, distil, features
from tts.training.batches import PITCH_SHIFTED, Batches, concat
from tts.training.student import DistillationConfig
from tts.training.trainer import AcousticTrainer, AcousticTrainingConfig
from vocoders.export import quantizable
from vocoders.harmonic.network import HarmonicVocoder
from vocoders.mel_config import MelConfig
from vocoders.training import device
from vocoders.training.checkpoint import load_checkpoint
from vocoders.training.feature_file import Clip, FeatureFile

SPEC = MelConfig()
# units of 25 ms
LEADING = 12
EACH = 4
TRAILING = 20
CLIPS = {"ann": ["mˈi.", "nA, m.", "ˈi u."], "bob": ["lO.", "ma nˈu.", "wA."]}
SPLITS = ["train", "train", "val"]
HERTZ = {"ann": 220.0, "bob": 120.0}


def recording(tokens, hertz):
    """Sound for each token, from 2.25 units before its time, as in the true corpus; and the units
    of each, with the silence at both ends.
    """
    units = [LEADING, *[EACH] * len(tokens), TRAILING]
    at = np.arange(sum(units) * alignment.UNIT_SAMPLES) / SPEC.sample_rate
    voice = 0.05 * sum(np.cos(2 * np.pi * hertz * k * at + k * k) / k for k in range(1, 20))
    first, last = (
        (sum(units[:until]) - alignment.TEACHER_LATENCY) * alignment.UNIT_SAMPLES
        for until in (1, -2)
    )  # the last token is the full stop
    sound = np.where((at * SPEC.sample_rate >= first) & (at * SPEC.sample_rate < last), voice, 0)
    return sound + 1e-5 * np.random.default_rng(0).standard_normal(len(at)), units


@pytest.fixture(scope="session")
def corpus(tmp_path_factory):
    """Two aligned speakers of three clips each, and one whose phonemes nobody knows."""
    folder = tmp_path_factory.mktemp("corpus")
    for speaker, clips in CLIPS.items():
        (folder / speaker / "audio").mkdir(parents=True)
        rows = []
        for number, tokens in enumerate(clips):
            sound, units = recording(tokens, HERTZ[speaker])
            soundfile.write(
                folder / speaker / "audio" / f"{speaker}{number}.wav", sound, SPEC.sample_rate
            )
            row = {"id": f"{speaker}{number}", "tokens": tokens, "espeak": tokens}
            rows.append(row | {"durations": units})
        write(
            folder / speaker / "metadata.csv",
            [f"{row['id']}|Says {row['tokens']} | so" for row in rows],
        )
        write(
            folder / speaker / "split.csv",
            [f"{row['id']}|{split}" for row, split in zip(rows, SPLITS, strict=True)],
        )
        write(folder / speaker / "alignment.jsonl", [json.dumps(row) for row in rows])
    (folder / "cat" / "audio").mkdir(parents=True)
    tone = 0.1 * np.sin(2 * np.pi * 440 * np.arange(24000) / 48000)
    soundfile.write(folder / "cat" / "audio" / "c.flac", np.stack([tone, tone], 1), 48000)
    write(folder / "cat" / "metadata.csv", ["c|Meow."])
    write(folder / "cat" / "split.csv", ["c|train"])
    return folder


def write(path, lines):
    path.write_text("\n".join(lines) + "\n\n", encoding="utf-8")


@pytest.fixture(scope="session")
def features_path(corpus, tmp_path_factory):
    """The features of the corpus, computed by the command."""
    path = tmp_path_factory.mktemp("features") / "corpus.safetensors"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            sys, "argv", ["features", str(corpus), str(path), "--workers", "1", "--gain", "bob=6"]
        )
        features.main()
    return path


@pytest.fixture(scope="session")
def feature_file(features_path):
    return FeatureFile.load(features_path)


@pytest.fixture(scope="session")
def shifted_path(feature_file, tmp_path_factory):
    """The aligned training clips again, as if they had been raised by four semitones (their F0
    alone is).
    """
    path = tmp_path_factory.mktemp("features") / "shifted.safetensors"
    chosen = [
        clip for clip in feature_file.select("train") if len(feature_file.arrays["ids"][clip])
    ]
    rows = {name: [row[clip] for clip in chosen] for name, row in feature_file.arrays.items()}
    rows["f0"] = [row * np.float32(2 ** (4 / 12)) for row in rows["f0"]]
    clips = [
        Clip(f"{feature_file.clips[clip].id}+4.0", feature_file.clips[clip].speaker, PITCH_SHIFTED)
        for clip in chosen
    ]
    FeatureFile(
        feature_file.mel_config,
        clips,
        rows,
        {"texts": [feature_file.metadata["texts"][clip] for clip in chosen]},
    ).save(path)
    return path


@pytest.fixture(scope="session")
def both(feature_file, shifted_path):
    """All of them: clips 0 to 6 the corpus's, 7 to 10 pitch-shifted."""
    return concat(feature_file, FeatureFile.load(shifted_path))


@pytest.fixture(autouse=True)
def exact(monkeypatch):
    """Sums in one order, and one precision however fast the machine happens to be: what must be
    equal is equal to the last bit.
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    monkeypatch.setattr(device, "pick_precision", lambda device: torch.float32)
    monkeypatch.setattr(device, "pick_device", lambda: torch.device("cpu"))
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="session")
def hertz_of():
    """The pitch of each speaker, who knows but one."""
    return HERTZ


@pytest.fixture(scope="session")
def config():
    """A model of a few channels."""
    return FastSpeech2Config(
        num_speakers=2,
        hidden_dim=16,
        num_encoder_blocks=1,
        predictor_dim=16,
        f0_dim=16,
        num_f0_blocks=1,
        decoder_dim=16,
        num_decoder_blocks=2,
    )


@pytest.fixture(scope="session")
def batches():
    """Makes the batches of a split."""

    def make(features, split="train", frames=200, seed=0):
        return Batches(features, features.select(split), ["ann", "bob", "cat"], frames, seed)

    return make


@pytest.fixture
def settings(features_path):
    """Makes the hyperparameters of a short run."""

    def make(out, **changes):
        small = {
            "speakers": ("ann", "bob"),
            "steps": 4,
            "frames_per_batch": 256,
            "warmup_steps": 2,
            "adversarial_from": 2,
            "disc_segment_frames": 16,
            "workers": 0,
            "log_every": 2,
            "validate_every": 100,
            "save_every": 100,
        }
        return AcousticTrainingConfig(str(features_path), str(out), **(small | changes))

    return make


@pytest.fixture
def make_trainer(settings, config, feature_file, batches):
    """Makes a trainer of a short run."""

    def make(out="", features=feature_file, **changes):
        held_out = batches(features, "val")
        return AcousticTrainer(settings(out, **changes), config, features, held_out)

    return make


@pytest.fixture
def distillation_config(tiny_voices, features_path, tmp_path, monkeypatch):
    """A distillation of a few steps, in which even small layers are quantized."""
    monkeypatch.setattr(quantizable, "MIN_WEIGHTS", 256)
    steps = dict.fromkeys(("f0_steps", "decoder_steps", "harmonic_steps"), 10)
    return DistillationConfig(
        str(tiny_voices / "acoustic.safetensors"),
        str(tiny_voices / "harmonic.safetensors"),
        str(features_path),
        str(tmp_path / "out"),
        **steps,
        frames_per_batch=256,
        segment_frames=64,
        calibration_batches=2,
        log_every=5,
        save_every=3,
    )


@pytest.fixture
def tasks(distillation_config):
    """The tasks of that distillation, with their numbers of steps."""
    model = FastSpeech2.load(distillation_config.acoustic)
    vocoder = HarmonicVocoder.load(distillation_config.vocoder)
    features = FeatureFile.load(distillation_config.features)
    return distil.distillation_tasks(distillation_config, model, vocoder, features)


@pytest.fixture(scope="session")
def saved():
    """Reads every tensor and number of a run's checkpoint, by its path in it."""

    def read(folder):
        return dict(leaves(load_checkpoint(folder / "last.pt", torch.device("cpu"))))

    return read


def leaves(tree, path=""):
    pairs = (
        tree.items()
        if isinstance(tree, dict)
        else enumerate(tree)
        if isinstance(tree, (list, tuple))
        else None
    )
    if pairs is None:
        yield path, tree
        return
    for name, branch in pairs:
        yield from leaves(branch, f"{path}/{name}")


@pytest.fixture
def command(monkeypatch):
    """Runs a module's command."""

    def call(module, *arguments):
        monkeypatch.setattr(sys, "argv", ["command", *map(str, arguments)])
        module.main()

    return call
