"""Training the WaveNet: each sample is asked for with what generation would see of it; likelihood
rises; a run that stops goes on.
"""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch

import vocoders
from vocoders import weights
from vocoders.mel import mel_spectrogram
from vocoders.mel_config import MelConfig
from vocoders.training import loop as run
from vocoders.training import train as training
from vocoders.training import wavenet as train_wavenet
from vocoders.training.feature_file import Clip, Pack
from vocoders.training.train import Training, train, train_recipe
from vocoders.training.wavenet import (
    LessonCutter,
    WaveNetTrainer,
    distributions,
    lead_of,
    reach_of,
)
from vocoders.wavenet.config import LOGISTIC_MIXTURE, MU_LAW, WaveNetConfig
from vocoders.wavenet.model import WaveNet

SPEC = MelConfig(sample_rate=8000, hop_length=16, win_length=64, n_fft=64, n_mels=6, f_max=4000.0)
CONFIG = WaveNetConfig(  # 31 samples, two frames
    residual_channels=8,
    skip_channels=16,
    stacks=2,
    layers_per_stack=4,
    cond_channels=8,
    cond_kernel_size=3,
    mixture_components=3,
    lpc_order=0,
    pitch_taps=0,
)
PREDICTING = replace(CONFIG, lpc_order=6, pitch_taps=3)
FRAMES = 12


def tone(frames, hertz, seed):
    """Nearly a sine, which swells so that no frame is like another."""
    at = np.arange(frames * SPEC.hop_length) / SPEC.sample_rate
    rng = np.random.default_rng(seed)
    return (0.2 + 0.15 * np.sin(35 * at)) * np.sin(
        2 * np.pi * hertz * at
    ) + 1e-3 * rng.standard_normal(len(at))


@pytest.fixture(scope="module")
def pack_file(tmp_path_factory):
    clips = [
        Clip("a1", "ann", "train"),
        Clip("a2", "ann", "train"),
        Clip("b1", "bob", "train"),
        Clip("b2", "bob", "val"),
    ]
    waves = [
        tone(frames, hertz, seed)
        for seed, (frames, hertz) in enumerate([(60, 300), (7, 340), (90, 410), (50, 360)])
    ]
    arrays = {
        "samples": [np.round(wave * 32767).astype(np.int16) for wave in waves],
        "mel": [mel_spectrogram(wave, SPEC).T for wave in waves],
    }
    arrays["pitch"] = [
        np.where(np.arange(len(mel)) % 7 == 6, 0, 320).astype(np.float32) for mel in arrays["mel"]
    ]
    path = tmp_path_factory.mktemp("features") / "pack.safetensors"
    Pack(SPEC, clips, arrays, {}).save(path)
    return path


def settings(pack_file, out, **changes):
    small = {
        "steps": 4,
        "batch": 3,
        "frames": FRAMES,
        "warm_up": 5,
        "rate": 1e-2,
        "workers": 0,
        "log_every": 2,
        "validate_every": 10**6,
        "save_every": 10**6,
    }
    return Training(pack=str(pack_file), out=str(out), vocoder="wavenet", **(small | changes))


def run_of(pack_file, out, minutes=float("inf"), config=CONFIG, **changes):
    return train(settings(pack_file, out, **changes), config, minutes, WaveNetTrainer)


def cutter(pack_file, clips=(0, 1, 2), batch=40, config=CONFIG, frames=FRAMES):
    return LessonCutter(config, Pack.load(pack_file), list(clips), frames, batch, 0)


def network(config=CONFIG, seed=0):
    torch.manual_seed(seed)
    made = WaveNet(config, SPEC)
    with torch.no_grad():
        for name, value in made.named_parameters():
            if "weight" in name:
                value.mul_(1.5)  # or the past would hardly matter
    return made


@pytest.fixture
def no_gain(monkeypatch):
    """Cuts as loud as their clips."""

    class Rng:
        def __init__(self, rng):
            self.rng = rng

        def uniform(self, low, high):
            return 0.0

        def __getattr__(self, name):
            return getattr(self.rng, name)

    real = run.rng_of
    monkeypatch.setattr(run, "rng_of", lambda seed, step: Rng(real(seed, step)))


# ---------------------------------------------------------------- cuts


@pytest.mark.parametrize("config", [CONFIG, PREDICTING])
def test_a_sample_that_counts_is_asked_for_as_in_the_whole_clip(pack_file, no_gain, config):
    """Its mel, its past and both ends of the clip: a frame's error anywhere would show."""
    pack = Pack.load(pack_file)
    made = network(config)
    clip = 2
    true = torch.from_numpy(pack.arrays["samples"][clip].astype(np.float32) / 32768)
    with torch.inference_mode():
        mel, pitch = (
            torch.from_numpy(np.ascontiguousarray(pack.arrays[name][clip].T))[None]
            for name in ("mel", "pitch")
        )
        whole = made(made.prepare_inputs(true[None], mel, pitch))[0]
        batch = cutter(pack_file, [clip], 60, config)(0)
        cuts = distributions(made, batch)
    firsts = []
    for samples, counts, outputs in zip(batch.samples, batch.counts, cuts, strict=True):
        (first,) = (
            at
            for at in range(0, len(true) - len(samples) + 1, SPEC.hop_length)
            if torch.equal(true[at : at + len(samples)], samples)
        )
        expected = whole[:, first : first + len(samples)]
        torch.testing.assert_close(outputs[:, counts], expected[:, counts], atol=1e-5, rtol=1e-4)
        assert first == 0 or not torch.allclose(
            outputs[:, 0], expected[:, 0], atol=1e-3
        )  # what lacks its past is told apart
        firsts.append(first // SPEC.hop_length)
    assert min(firsts) == 0 and max(firsts) == 90 - FRAMES and len(set(firsts)) > 25


def test_the_mel_of_a_cut_is_that_of_its_samples(pack_file):
    batch = cutter(pack_file, [0, 2])(3)
    edge = 3
    for samples, given, place in zip(
        batch.samples.numpy(), batch.heard.features.numpy(), batch.place.tolist(), strict=True
    ):
        made = mel_spectrogram(samples, SPEC)[:, edge:-edge]
        found = [
            float(np.abs(given[:, at + edge : at + FRAMES - edge] - made).mean())
            for at in range(2 * reach_of(CONFIG, SPEC) + 1)
        ]
        assert np.argmin(found) == place and min(found) < 0.05


def test_what_counts_has_its_receptive_field_or_the_clips_beginning(pack_file):
    lead = lead_of(CONFIG, SPEC) * SPEC.hop_length
    assert lead >= CONFIG.receptive_field > lead - SPEC.hop_length
    batch = cutter(pack_file)(1)
    begun = batch.counts[:, 0]
    assert 0 < begun.float().mean() < 0.6
    long = batch.samples[:, -1] != 0
    assert (
        batch.counts[~begun & long, lead:].all()
        and not batch.counts[~begun, :lead].any()
        and batch.counts[begun & long].all()
    )
    short = cutter(pack_file, [1])(0)
    assert (short.counts.sum(1) == 7 * SPEC.hop_length).all() and not short.samples[
        :, 7 * SPEC.hop_length :
    ].any()


def test_every_part_of_a_clip_counts_about_as_often(pack_file, no_gain):
    batch = cutter(pack_file, [0], 600)(0)
    true = Pack.load(pack_file).arrays["samples"][0].astype(np.float32) / 32768
    times = np.zeros(60)
    starts = {
        true[at : at + 32].tobytes(): at // SPEC.hop_length
        for at in range(0, len(true) - 31, SPEC.hop_length)
    }
    for samples, counts in zip(batch.samples.numpy(), batch.counts.numpy(), strict=True):
        first = starts[samples[:32].tobytes()]
        times[first : first + FRAMES] += counts[:: SPEC.hop_length]
    assert (
        times[0] > 0
        and times[:5].mean() > 0.15 * times.mean()
        and times[15:45].std() < 0.35 * times[15:45].mean()
    )


def test_a_step_always_sees_the_same_batch_and_another_another(pack_file):
    first = cutter(pack_file)(5)
    again = cutter(pack_file)(5)
    other = cutter(pack_file)(6)
    for one, two in zip(
        [first.samples, *first.heard, first.place, first.counts],
        [again.samples, *again.heard, again.place, again.counts],
        strict=True,
    ):
        torch.testing.assert_close(one, two, atol=0, rtol=0)
    assert not torch.equal(first.samples, other.samples)
    assert [tuple(part.shape) for part in first.heard] == [
        (40, 192, 1),
        (40, 6, FRAMES + 6),
        (40, 192),
        (40, 192),
    ]
    assert (first.samples.shape, first.place.shape, first.counts.shape) == (
        (40, 192),
        (40,),
        (40, 192),
    )


def test_cuts_shorter_than_the_receptive_field_are_told(pack_file):
    with pytest.raises(run.BadRecipe, match="31 samples or 2 frames"):
        cutter(pack_file, frames=2)


# ---------------------------------------------------------------- distributions


def whole(made, samples, mel):
    """Lessons that are whole clips."""
    nowhere = torch.zeros(len(mel), dtype=torch.long)
    all_count = torch.ones(samples.shape, dtype=torch.bool)
    return train_wavenet.Lessons(samples, made.prepare_inputs(samples, mel), nowhere, all_count)


@pytest.mark.parametrize("output", [LOGISTIC_MIXTURE, MU_LAW])
@pytest.mark.parametrize("kernel", [1, 3, 5])
def test_distributions_are_those_of_the_network(output, kernel):
    made = network(replace(CONFIG, output_distribution=output, cond_kernel_size=kernel))
    rng = np.random.default_rng(0)
    samples = torch.from_numpy(rng.normal(0, 0.2, (2, 5 * SPEC.hop_length))).float()
    mel = torch.from_numpy(rng.normal(-4, 2, (2, 6, 5))).float()
    lessons = whole(made, samples, mel)
    later = torch.cat([mel[:, :, :2], mel, mel[:, :, -2:]], 2)
    expected = made(lessons.heard)
    torch.testing.assert_close(distributions(made, lessons), expected, atol=1e-5, rtol=1e-4)
    shifted = lessons._replace(heard=lessons.heard._replace(features=later))
    assert not torch.allclose(
        distributions(made, shifted), expected, atol=1e-3
    )  # a mel that lies two frames later


def test_half_precision_keeps_samples_to_more_than_its_8_bits(pack_file):
    made = network()
    batch = cutter(pack_file, batch=4)(0)
    with torch.inference_mode():
        exact = distributions(made, batch)
        mixed = distributions(made, batch, torch.bfloat16)
        with torch.autocast("cpu", torch.bfloat16):
            coarse = made(made.prepare_inputs(batch.samples, torch.zeros(4, 6, FRAMES)))
    assert mixed.dtype == torch.float32 and coarse.dtype == torch.bfloat16
    assert 0 < (mixed - exact).abs().max() < 0.1
    assert len(mixed[:, 3].unique()) > 4 * len(coarse[:, 3].unique())  # a mixture's means


# ---------------------------------------------------------------- runs


def test_a_tone_is_learned(pack_file, tmp_path):
    pack = Pack.load(pack_file)
    held = 3
    fresh = WaveNetTrainer(settings(pack_file, tmp_path), CONFIG, pack)
    before = fresh.validate(tmp_path, [held])["nll"]
    samples = pack.arrays["samples"][held] / 32768
    blind = math.log(
        np.std(samples) * 32768 * math.sqrt(2 * math.pi * math.e)
    )  # nats of a normal distribution as wide as the clip
    path = run_of(pack_file, tmp_path, steps=180, average=0.9, half_life=100)
    after = train_wavenet.nats(vocoders.load(path).network, pack, held)
    assert after < before - 1.5 and after < blind - 1.5
    spoken, rate = soundfile.read(tmp_path / "b2.wav")
    assert (
        rate == SPEC.sample_rate and len(spoken) == 50 * SPEC.hop_length and np.std(spoken) > 0.01
    )


def test_stopped_and_resumed_is_as_if_never_stopped(pack_file, tmp_path):
    whole = run_of(pack_file, tmp_path / "whole", steps=20)
    run_of(pack_file, tmp_path / "parts", steps=10)
    parts = run_of(pack_file, tmp_path / "parts", steps=20)
    (one, about), (two, again) = weights.load(whole), weights.load(parts)
    assert about["step"] == again["step"] == 20 and about["training"]["vocoder"] == "wavenet"
    for name, value in one.items():
        np.testing.assert_array_equal(value, two[name], err_msg=name)
    first, second = (
        run.load_checkpoint(tmp_path / place / "last.pt", torch.device("cpu"))
        for place in ("whole", "parts")
    )
    assert set(first) == {"network", "optimizer", "average", "step"}  # no discriminators
    for name, value in first["network"].items():
        torch.testing.assert_close(value, second["network"][name], atol=0, rtol=0)
    assert any(
        not np.array_equal(value, first["network"][name]) for name, value in one.items()
    )  # what is saved is the average


def test_a_run_may_start_from_weights(pack_file, tmp_path):
    path = run_of(pack_file, tmp_path / "a", steps=3)
    trainer = WaveNetTrainer(
        settings(pack_file, tmp_path, start=str(path)), CONFIG, Pack.load(pack_file)
    )
    for name, value in weights.load(path)[0].items():
        np.testing.assert_array_equal(trainer.network.state_dict()[name].numpy(), value)


def test_without_numba_nothing_is_begun(pack_file, tmp_path, monkeypatch):
    def missing():
        raise vocoders.VocoderError("no Numba")

    monkeypatch.setattr(train_wavenet, "import_kernels", missing)
    with pytest.raises(vocoders.VocoderError, match="no Numba"):
        run_of(pack_file, tmp_path)


# ---------------------------------------------------------------- recipes


def test_a_wavenet_is_trained_by_the_same_command(pack_file, tmp_path):
    (tmp_path / "r.toml").write_text(
        f'vocoder = "wavenet"\npack = "{pack_file}"\nout = "{tmp_path / "out"}"\nsteps = 2\nbatch = 2\nframes = 12\n'
        "workers = 0\nresidual_channels = 8\nskip_channels = 8\nstacks = 1\nlayers_per_stack = 3\n"
        "cond_channels = 8\nmixture_components = 2\nlpc_order = 0\npitch_taps = 0\n"
    )
    made = vocoders.load(train_recipe(tmp_path / "r.toml"), SPEC)
    assert (
        made.name == "wavenet"
        and made.network.config.layers_per_stack == 3
        and made(np.zeros((6, 3), np.float32)).shape == (48,)
    )


def test_the_recipe_of_the_repository_is_for_the_packaged_voices():
    path = Path(training.__file__).parent / "recipes" / "wavenet.toml"
    settings_, config = run.read_recipe(path, Training, training.kinds()["wavenet"][0])
    assert settings_.vocoder == "wavenet" and settings_.frames > 4 * lead_of(config, MelConfig())
    voices = Path(training.__file__).parents[2] / "tts" / "voices"
    assert sorted(settings_.speakers) == sorted(
        place.parent.name for place in voices.glob("*/voice.json")
    )
