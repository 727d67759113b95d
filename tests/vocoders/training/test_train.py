"""Training a vocoder: packs, cuts, the differentiable synthesis, recipes, and runs that go on as if
they had never stopped.
"""

import dataclasses
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
import torch

import vocoders
from vocoders import mel, pitch, weights
from vocoders.errors import VocoderError
from vocoders.harmonic import synthesis as source_filter
from vocoders.harmonic.network import HarmonicConfig
from vocoders.mel import mel_spectrogram
from vocoders.mel_config import MelConfig
from vocoders.pitch import estimate_f0
from vocoders.training import loop as run
from vocoders.training import synthesis
from vocoders.training.feature_file import Clip, Pack
from vocoders.training.segments import FASTER, Cutter
from vocoders.training.train import Trainer, Training, train, train_recipe

SPEC = MelConfig()
CONFIG = HarmonicConfig(width=16, blocks=1)


def recording(frames, hertz, seed):
    at = np.arange(frames * SPEC.hop_length) / SPEC.sample_rate
    tones = sum(np.cos(2 * np.pi * hertz * k * at + k * k) / k for k in range(1, 25))
    return 0.05 * tones + 0.01 * np.random.default_rng(seed).standard_normal(len(at))


@pytest.fixture(scope="module")
def pack_file(tmp_path_factory):
    """Five short clips of two speakers, as features are packed."""
    clips = [
        Clip("a1", "ann", "train"),
        Clip("a2", "ann", "train"),
        Clip("b1", "bob", "train"),
        Clip("b2", "bob", "val"),
        Clip("b3", "bob", "test"),
    ]
    waves = [
        recording(frames, hertz, seed)
        for seed, (frames, hertz) in enumerate(
            [(40, 200), (12, 220), (60, 110), (25, 120), (30, 100)]
        )
    ]
    arrays = {
        "samples": [np.round(wave * 32767).astype(np.int16) for wave in waves],
        "mel": [mel_spectrogram(wave, SPEC).T for wave in waves],
        "pitch": [estimate_f0(wave, SPEC) for wave in waves],
    }
    path = tmp_path_factory.mktemp("features") / "pack.safetensors"
    Pack(SPEC, clips, arrays, {"corpus": "made up"}).save(path)
    return path


def settings(pack_file, out, **changes):
    small = {
        "steps": 4,
        "batch": 2,
        "frames": 16,
        "judged": 8,
        "adversarial_from": 2,
        "periods": (2, 3),
        "period_widths": (4, 4),
        "ffts": (256,),
        "stft_width": 2,
        "workers": 0,
        "log_every": 2,
        "validate_every": 100,
        "save_every": 100,
    }
    return Training(pack=str(pack_file), out=str(out), **(small | changes))


# ---------------------------------------------------------------- packs and cuts


def test_a_pack_comes_back_clip_by_clip(pack_file):
    pack = Pack.load(pack_file)
    assert pack.spec == SPEC and pack.about == {"corpus": "made up"}
    assert [clip.id for clip in pack.clips] == ["a1", "a2", "b1", "b2", "b3"]
    assert [len(row) for row in pack.arrays["mel"]] == [40, 12, 60, 25, 30]
    np.testing.assert_allclose(
        pack.arrays["mel"][2], mel_spectrogram(recording(60, 110, 2), SPEC).T, atol=1e-6
    )
    assert (
        pack.chosen("train") == [0, 1, 2]
        and pack.chosen("train", ["bob"]) == [2]
        and pack.chosen("val", ["ann"]) == []
    )


def test_what_is_no_pack_is_told(tmp_path):
    weights.save(tmp_path / "w.safetensors", {}, {"architecture": "hifigan"})
    with pytest.raises(VocoderError, match="no pack of features"):
        Pack.load(tmp_path / "w.safetensors")


def cutter(pack_file, frames=16, batch=4):
    pack = Pack.load(pack_file)
    return Cutter(pack, pack.chosen("train"), frames, batch, 0, CONFIG.limit)


def test_a_step_always_sees_the_same_batch_and_another_another(pack_file):
    first = cutter(pack_file)(5)
    again = cutter(pack_file)(5)
    other = cutter(pack_file)(6)
    for one, two in zip(first, again, strict=True):
        torch.testing.assert_close(one, two, atol=0, rtol=0)
    assert not torch.equal(first.samples, other.samples)
    assert [tuple(part.shape) for part in first] == [
        (4, 4096),
        (4, 100, 16),
        (4, 2, 16),
        (4, 2, 4096),
        (4, 2, 512),
        (4,),
    ]


def test_the_mel_of_a_cut_is_that_of_its_samples(pack_file):
    batch = cutter(pack_file)(3)
    for samples, given in zip(batch.samples.numpy(), batch.mel.numpy(), strict=True):
        if np.all(samples[-SPEC.hop_length :] == 0):
            continue  # a clip shorter than the cut
        inside = slice(3, -3)
        np.testing.assert_allclose(
            mel_spectrogram(samples, SPEC)[:, inside], given[:, inside], atol=0.02
        )  # samples are of 16 bits


def test_what_is_played_faster_is_higher_and_its_mel_its_own(pack_file):
    pack = Pack.load(pack_file)
    batch = Cutter(pack, [2], 16, 60, 0, CONFIG.limit, faster=1.0)(0)
    times = (
        np.exp(batch.voice[:, 0, 8].numpy() / 2)
        * pitch.F0_REFERENCE_HZ
        / np.median(pack.arrays["pitch"][2])
    )
    assert FASTER[0] < times.min() < 0.93 and 1.2 < times.max() < FASTER[1] and batch.own.all()
    for samples, given in zip(batch.samples.numpy(), batch.mel.numpy(), strict=True):
        np.testing.assert_allclose(
            mel_spectrogram(samples, SPEC)[:80, 3:-3], given[:80, 3:-3], atol=0.02
        )  # slower ones are empty above
    for samples, voice in zip(batch.samples.numpy()[:5], batch.voice.numpy(), strict=False):
        spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples)), 1 << 16))
        told = pitch.F0_REFERENCE_HZ * np.exp(voice[0, 8] / 2)
        low, high = (int(edge * told * (1 << 16) / SPEC.sample_rate) for edge in (0.7, 1.4))
        assert (low + spectrum[low:high].argmax()) * SPEC.sample_rate / (1 << 16) == pytest.approx(
            told, rel=0.03
        )


def test_clips_are_drawn_by_their_length_and_short_ones_filled(pack_file):
    draw = cutter(pack_file, frames=64, batch=50)
    batch = draw(0)
    assert torch.isfinite(batch.mel).all() and batch.mel.shape == (50, 100, 64)
    lasting = (batch.samples != 0).float().sum(1) / SPEC.hop_length
    assert (lasting > 50).float().mean() > (lasting < 20).float().mean()


def spoken_pack(pack_file, path, spec=SPEC):
    """The same clips as an acoustic model may have made them, all but the first: louder by 1."""
    pack = Pack.load(pack_file)
    rows = [
        np.asarray(row, np.float16) + 1 if clip else row[:0].astype(np.float16)
        for clip, row in enumerate(pack.arrays["mel"])
    ]
    Pack(spec, pack.clips, {"mel": rows}, {}).save(path)
    return path


def test_spoken_mels_are_taken_as_often_as_asked(pack_file, tmp_path):
    pack = Pack.load(pack_file)
    spoken = Pack.load(spoken_pack(pack_file, tmp_path / "spoken.safetensors"))
    louder = []
    own_mels = []
    for share in (0.0, 0.5, 1.0):
        draw = Cutter(pack, [2], 16, 40, 0, CONFIG.limit, spoken, share)
        batch = draw(0)
        own = np.stack(
            [mel_spectrogram(samples, SPEC)[:, 5:-5].mean() for samples in batch.samples.numpy()]
        )
        louder.append(float(np.mean(batch.mel[:, :, 5:-5].mean((1, 2)).numpy() - own > 0.5)))
        own_mels.append(float(batch.own.float().mean()))
    np.testing.assert_allclose(own_mels, 1 - np.array(louder))
    assert louder[0] == 0 and 0.25 < louder[1] < 0.75 and louder[2] == 1
    absent = Cutter(pack, [0], 16, 4, 0, CONFIG.limit, spoken, 1.0)(
        0
    )  # nothing was made of this one: its own
    assert (
        abs(
            float(absent.mel[0, :, 5:-5].mean())
            - mel_spectrogram(absent.samples[0].numpy(), SPEC)[:, 5:-5].mean()
        )
        < 0.05
    )


def test_a_run_may_listen_to_spoken_mels_of_the_same_spec_only(pack_file, tmp_path):
    train(
        settings(
            pack_file,
            tmp_path,
            steps=1,
            spoken=str(spoken_pack(pack_file, tmp_path / "spoken.safetensors")),
        ),
        CONFIG,
        float("inf"),
    )
    other = spoken_pack(
        pack_file, tmp_path / "other.safetensors", dataclasses.replace(SPEC, sample_rate=22050)
    )
    with pytest.raises(VocoderError, match="sample_rate"):
        train(settings(pack_file, tmp_path / "b", spoken=str(other)), CONFIG, float("inf"))


# ---------------------------------------------------------------- synthesis in torch and in numpy


def test_both_transforms_are_those_of_the_vocoder():
    samples = np.random.default_rng(0).standard_normal((2, 12 * SPEC.hop_length)).astype(np.float32)
    spectra = synthesis.stft(torch.from_numpy(samples), SPEC)
    expected = np.stack([mel.stft(row, SPEC, "constant").T for row in samples])
    np.testing.assert_allclose(spectra.numpy(), expected, atol=1e-3)
    again = synthesis.istft(spectra, SPEC)
    np.testing.assert_allclose(
        again.numpy(), np.stack([mel.istft(row.T, SPEC) for row in expected]), atol=1e-4
    )


def test_what_is_trained_is_what_speaks():
    rng = np.random.default_rng(0)
    filters = rng.normal(-3, 1, (10, source_filter.columns(SPEC, 6000.0))).astype(np.float32)
    filters[2, 5] = filters[3, -4] = source_filter.CEILING + 3  # an amplitude, a gate
    filters[:, -10:] += 3
    phase = np.random.default_rng(5).random()
    train, swing = source_filter.pulses(
        np.full(10, 150.0, np.float32), SPEC, 6000.0, np.random.default_rng(5)
    )
    noise = source_filter.noise_spectra(SPEC)[:10]
    spoken = source_filter.wave(
        filters, source_filter.source(np.full(10, 150.0, np.float32), SPEC, phase), SPEC, 6000.0
    )
    spectrum = synthesis.stft(torch.from_numpy(train)[None], SPEC)
    given = (
        torch.from_numpy(filters)[None],
        spectrum,
        torch.from_numpy(noise)[None],
        torch.from_numpy(swing)[None],
    )
    trained = synthesis.wave(*given, SPEC)[0][0].numpy()
    assert spoken.std() > 0.01
    np.testing.assert_allclose(trained, spoken, atol=1e-3 * np.abs(spoken).max())


# ---------------------------------------------------------------- runs


def test_recipes_refuse_what_they_do_not_know(tmp_path):
    recipe = tmp_path / "r.toml"
    recipe.write_text('pack = "p"\nout = "o"\nwidth = 32\nperiods = [2, 3]\n')
    training, config = run.read_recipe(recipe, Training, HarmonicConfig)
    assert (training.pack, training.periods, config.width) == ("p", (2, 3), 32)
    for text, said in (
        ("colour = 1", "unknown colour"),
        ('out = "o"', "pack"),
        ("pack = ", "can't be read"),
    ):
        recipe.write_text(text)
        with pytest.raises(run.BadRecipe, match=said):
            run.read_recipe(recipe, Training, HarmonicConfig)


@pytest.mark.parametrize("workers", [0, 1, 3])
def test_batches_come_in_order(workers):
    assert list(islice(run.prefetch(lambda step: step * step, 5, workers), 20)) == [
        step * step for step in range(5, 25)
    ]


def test_the_average_moves_from_the_start_towards_the_weights():
    module = torch.nn.Linear(1, 1, bias=False)
    with torch.no_grad():
        module.weight.fill_(0.0)
        average = run.Average(module, 0.999)
        module.weight.fill_(1.0)
    for step in range(1, 200):
        average.update(module, step)
    assert average.state["weight"].item() == pytest.approx(1, abs=1e-3)
    module.weight.data.fill_(2.0)
    average.update(module, 10**6)
    assert average.state["weight"].item() == pytest.approx(1 + 0.001, abs=2e-3)


def test_a_precision_is_measured():
    assert run.pick_precision(torch.device("cpu")) in (torch.float32, torch.bfloat16)


def test_stopped_and_resumed_is_as_if_never_stopped(pack_file, tmp_path):
    whole = train(settings(pack_file, tmp_path / "whole", steps=6), CONFIG, float("inf"))
    train(settings(pack_file, tmp_path / "parts", steps=3), CONFIG, float("inf"))
    parts = train(settings(pack_file, tmp_path / "parts", steps=6), CONFIG, float("inf"))
    (one, about), (two, again) = weights.load(whole), weights.load(parts)
    assert about["step"] == again["step"] == 6
    for name, value in one.items():
        np.testing.assert_allclose(value, two[name], atol=1e-6, err_msg=name)
    checkpoints = [
        run.load_checkpoint(tmp_path / place / "last.pt", torch.device("cpu"))
        for place in ("whole", "parts")
    ]
    for name, value in checkpoints[0]["judges"].items():
        torch.testing.assert_close(value, checkpoints[1]["judges"][name], atol=1e-6, rtol=0)


def test_training_brings_the_mel_nearer_and_leaves_a_vocoder_and_samples(
    pack_file, tmp_path, capsys
):
    quick = settings(
        pack_file,
        tmp_path / "out",
        steps=60,
        adversarial_from=1000,
        log_every=10,
        rate=3e-3,
        warm_up=5,
        average=0.5,
    )
    path = train(quick, CONFIG, float("inf"))
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("step")]
    losses = [float(line.split("mel ")[1].split()[0]) for line in lines]
    assert len(losses) == 6 and losses[-1] < 0.8 * losses[0]
    assert (tmp_path / "out" / "b2.wav").is_file()
    vocoder = vocoders.load(path)
    assert vocoder.name == "harmonic" and weights.describe(path)["training"]["pack"] == str(
        pack_file
    )
    assert dataclasses.asdict(vocoder.config) == dataclasses.asdict(CONFIG)


def test_weights_to_begin_from_are_refused_where_the_recipe_shapes_another_network(
    pack_file, tmp_path
):
    begun = train(settings(pack_file, tmp_path / "a", steps=1), CONFIG, 1)
    for other in (
        dataclasses.replace(CONFIG, activation="relu"),
        dataclasses.replace(CONFIG, width=8),
    ):
        with pytest.raises(
            run.BadRecipe,
            match=r"vocoder\.safetensors was made with HarmonicConfig\(width=16.* write what differs",
        ):
            train(settings(pack_file, tmp_path / "b", start=str(begun)), other, 1)
    train(settings(pack_file, tmp_path / "c", steps=1, start=str(begun)), CONFIG, 1)


def test_a_run_ends_when_its_minutes_are_over(pack_file, tmp_path):
    path = train(
        settings(pack_file, tmp_path / "out", steps=10**6, adversarial_from=10**6), CONFIG, 0.02
    )
    assert 0 < weights.describe(path)["step"] < 10**5


def trainer_of(pack_file, out, **changes):
    return Trainer(settings(pack_file, out, **changes), CONFIG, Pack.load(pack_file))


def test_the_rate_warms_up_and_halves_once_discriminators_look(pack_file, tmp_path):
    trainer = trainer_of(
        pack_file, tmp_path, rate=1e-3, adversarial_rate=4e-4, warm_up=10, half_life=100,
        adversarial_from=50,
    )  # fmt: skip
    rates = []
    for step in (0, 4, 49, 50, 150, 250):
        trainer.step = step
        rates.append(trainer.rate())
    assert rates == pytest.approx([1e-4, 5e-4, 1e-3, 4e-4, 2e-4, 1e-4])


def test_a_step_is_taken_at_the_rate_of_the_schedule(pack_file, tmp_path):
    trainer = trainer_of(pack_file, tmp_path, adversarial_from=0, half_life=3)
    batch = trainer.cutter([0, 2])(0)
    for _ in range(3):
        rate = trainer.rate()
        trainer.train(batch)
        for optimizer in (trainer.optimizer, trainer.judging):
            assert [group["lr"] for group in optimizer.param_groups] == [rate]


def test_discriminators_see_the_middle_of_a_cut(pack_file, tmp_path):
    trainer = trainer_of(pack_file, tmp_path, frames=16, judged=8)
    samples = torch.arange(16.0 * SPEC.hop_length).expand(2, -1)
    middle = trainer.middle(samples)
    assert middle.shape == (2, 8 * SPEC.hop_length)
    assert middle[0, 0] == 4 * SPEC.hop_length and middle[1, -1] == 12 * SPEC.hop_length - 1


def test_the_loss_is_the_sum_of_what_is_weighed(pack_file, tmp_path, monkeypatch):
    weights_ = {"mel": 3.0, "ripple": 5.0, "phase": 7.0, "taken": 11.0, "features": 13.0}
    names = {"taken": "judge"} | {"features": "feature"}
    changes = {f"{names.get(name, name)}_weight": value for name, value in weights_.items()}
    trainer = trainer_of(pack_file, tmp_path, adversarial_from=0, **changes)
    steps = []
    monkeypatch.setattr(trainer, "descend", lambda loss, *_: steps.append(loss.item()))
    figures = trainer.train(trainer.cutter([0, 2])(0))
    expected = sum(value * float(figures[name]) for name, value in weights_.items())
    assert all(float(figures[name]) > 0 for name in weights_)
    assert steps == pytest.approx([float(figures["judges"]), expected], rel=1e-5)


# ---------------------------------------------------------------- recipes by the command

HIFIGAN = """
vocoder = "hifigan"
upsample_rates = [16, 16]
upsample_kernel_sizes = [32, 32]
upsample_initial_channel = 16
resblock_kernel_sizes = [3]
resblock_dilation_sizes = [[1, 3]]
"""


def recipe(folder, pack_file, text=HIFIGAN):
    fields = dataclasses.asdict(settings(pack_file, folder / "out"))
    shown = {
        name: fields[name]
        for name in (
            "pack",
            "out",
            "steps",
            "batch",
            "frames",
            "judged",
            "adversarial_from",
            "stft_width",
            "workers",
        )
    }
    lines = [
        f"{name} = {list(value) if isinstance(value, tuple) else repr(value)}"
        for name, value in shown.items()
    ]
    lines += ["periods = [2]", "period_widths = [4, 4]", "ffts = [256]"]
    (folder / "r.toml").write_text("\n".join(lines) + text)
    return folder / "r.toml"


def test_a_hifigan_is_trained_by_the_same_command(pack_file, tmp_path):
    path = train_recipe(recipe(tmp_path, pack_file))
    vocoder = vocoders.load(path, SPEC)
    assert vocoder.name == "hifigan" and vocoder(np.zeros((100, 3), np.float32)).shape == (3 * 256,)
    assert weights.describe(path)["step"] == 4


def test_its_weight_normalized_average_speaks_as_the_network_does(pack_file, tmp_path):
    from vocoders.hifigan import HifiganConfig
    from vocoders.training.hifigan import HifiganTrainer

    config = HifiganConfig("2", (16, 16), (32, 32), 16, (3,), ((1, 3),))
    trainer = HifiganTrainer(
        settings(pack_file, tmp_path, average=0.0, adversarial_from=100),
        config,
        Pack.load(pack_file),
    )
    batch = trainer.cutter([0, 2])(0)
    trainer.train(batch)
    with torch.no_grad():
        expected = trainer.network(batch.mel[:1])[0].numpy()
    np.testing.assert_allclose(trainer.vocoder()(batch.mel[0].numpy()), expected, atol=1e-4)


def test_a_recipe_for_what_cannot_be_trained_is_told(pack_file, tmp_path):
    with pytest.raises(run.BadRecipe, match="no vocoder 'melgan'"):
        train_recipe(recipe(tmp_path, pack_file, '\nvocoder = "melgan"'))
    with pytest.raises(VocoderError, match="256"):
        train_recipe(recipe(tmp_path, pack_file, HIFIGAN.replace("[16, 16]", "[16, 8]")))


@pytest.mark.parametrize("name", ["harmonic", "hifigan"])
def test_the_recipes_of_the_repository_can_be_read(name):
    from vocoders.training import train as module

    path = Path(module.__file__).parent / "recipes" / f"{name}.toml"
    config, _ = module.kinds()[name]
    training, shape = run.read_recipe(path, Training, config)
    assert training.vocoder == name and shape == config()
