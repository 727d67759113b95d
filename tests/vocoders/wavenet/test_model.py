"""WaveNet: the network's reach and its distributions, the compiled sampler against both, pieces and
threads.
"""

import math
import sys
import types

import numba
import numpy as np
import pytest
import torch

import vocoders
from vocoders import weights
from vocoders.errors import VocoderError
from vocoders.mel import mel_spectrogram
from vocoders.mel_config import MelConfig
from vocoders.wavenet import kernels
from vocoders.wavenet import model as wavenet
from vocoders.wavenet.chunks import Draws, cuts, joined
from vocoders.wavenet.gemm import add_product
from vocoders.wavenet.model import (
    LOGISTICS,
    MU_LAW,
    WaveNet,
    WaveNetConfig,
    WaveNetVocoder,
    from_mu_law,
    log_mixture,
    to_mu_law,
)

PREDICTING = [{}, {"order": 6}, {"order": 6, "period": 3}]
SPEC = MelConfig(sample_rate=8000, hop_length=16, win_length=64, n_fft=64, n_mels=6, f_max=4000.0)


def network(output=LOGISTICS, seed=0, **changes):
    torch.manual_seed(seed)
    shape = {
        "width": 8,
        "skip": 16,
        "stacks": 2,
        "layers": 3,
        "condition": 8,
        "kernel": 3,
        "mixtures": 3,
        "order": 0,
        "period": 0,
    }
    made = WaveNet(WaveNetConfig(output=output, **(shape | changes)), SPEC).eval()
    with torch.no_grad():
        for name, value in made.named_parameters():
            if "weight" in name:
                value.mul_(1.5)  # or the past would hardly matter
    return made


def mel_like(frames, seed=0):
    return np.random.default_rng(seed).normal(-4, 2, (SPEC.n_mels, frames)).astype(np.float32)


def pitch_like(frames):
    return np.where(np.arange(frames) % 5 == 4, 0, 180 + 3 * np.arange(frames)).astype(np.float32)


def generated(made, mel, voices=1, seed=0, plain=False):
    """Samples (voices, frames * hop) by the kernel, and the distributions it drew them from,
    (voices, samples, outputs).
    """
    config = made.config
    count = mel.shape[1] * SPEC.hop_length
    vocoder = WaveNetVocoder(made, pieces=1)
    pitch = pitch_like(mel.shape[1]) if made.config.period else None
    (piece,) = vocoder._cut(mel, pitch, 0)
    group = wavenet.Group(vocoder, [piece] * voices)
    if plain:
        vocoder.kernels = types.SimpleNamespace(generate=kernels.generate.py_func)
    uniforms = (
        np.random.default_rng(seed).uniform(1e-6, 1 - 1e-6, (count, voices, 2)).astype(np.float32)
    )
    seen = np.zeros((voices, count, config.outputs), np.float32)
    half = count // 2 + 3  # in two goes, the first no multiple of what is multiplied ahead
    group.make(uniforms[:half], seen[:, :half])
    group.make(uniforms[half:], seen[:, half:])
    return np.stack(group.samples), seen


def heard(made, samples, mel):
    """What the network hears of samples (batch, samples) that have this mel."""
    mels = torch.from_numpy(mel)[None].expand(len(samples), -1, -1)
    pitch = (
        torch.from_numpy(pitch_like(mel.shape[1]))[None].expand(len(samples), -1)
        if made.config.period
        else None
    )
    return made.heard(samples, mels, pitch)


# ---------------------------------------------------------------- the network


@pytest.mark.parametrize(("stacks", "layers"), [(1, 1), (1, 4), (2, 3), (3, 2)])
def test_a_sample_depends_on_the_receptive_field_and_no_more(stacks, layers):
    made = network(stacks=stacks, layers=layers)
    reach = made.config.receptive_field
    assert reach == stacks * (2**layers - 1) + 1
    samples = torch.randn(1, 96).mul(0.1).requires_grad_()
    made(heard(made, samples, mel_like(6)))[0, :, 70].abs().sum().backward()
    reached = torch.nonzero(samples.grad[0])[:, 0]
    assert (reached.min().item(), reached.max().item()) == (70 - reach, 69)


@pytest.mark.parametrize("changes", PREDICTING)
def test_the_first_sample_comes_from_the_mel_alone(changes):
    made = network(**changes)
    mel = mel_like(4)
    quiet, loud = (
        made(heard(made, samples, mel)) for samples in (torch.zeros(1, 64), torch.ones(1, 64))
    )
    torch.testing.assert_close(quiet[..., 0], loud[..., 0])
    assert not torch.allclose(quiet[..., 1], loud[..., 1])


@pytest.mark.parametrize("changes", PREDICTING[1:])
def test_what_is_predicted_reaches_a_period_and_no_further(changes):
    made = network(**changes)
    mel = mel_like(20)
    at = 300
    samples = torch.randn(1, 320).mul(0.1).requires_grad_()
    made(heard(made, samples, mel))[0, :, at].abs().sum().backward()
    reached = torch.nonzero(samples.grad[0])[:, 0]
    assert (
        reached.max() == at - 1
        and reached.min() >= at - made.config.receptive_field - made.config.reach(SPEC)
    )
    far = at - made.config.receptive_field - made.config.order
    assert (reached < far).any() == bool(made.config.period)


def test_probabilities_of_all_16_bit_samples_sum_to_one():
    grid = torch.arange(-32768, 32768)[None] / 32768
    for scales in (-2.0, -5.0, -8.0, -10.5):
        outputs = torch.tensor([0.3, -0.2, -0.99, 0.4, scales, scales])[None, :, None].expand(
            1, 6, 65536
        )
        assert log_mixture(outputs, grid).double().exp().sum().item() == pytest.approx(1, abs=2e-3)


def test_likelihood_is_that_of_the_density_where_the_scale_is_wide():
    mean = 0.1
    scale = 0.2
    at = torch.tensor([[0.0, 0.3, -0.7]])
    outputs = torch.tensor([0.0, mean, math.log(scale)])[None, :, None].expand(1, 3, 3)
    y = (at - mean) / scale
    density = torch.exp(-y) / (scale * (1 + torch.exp(-y)) ** 2)
    torch.testing.assert_close(
        log_mixture(outputs, at), torch.log(density * 2 / 65536), atol=1e-3, rtol=0
    )


def test_mu_law_keeps_its_steps():
    steps = torch.arange(256)
    torch.testing.assert_close(to_mu_law(from_mu_law(steps)), steps)
    samples = torch.linspace(-1, 1, 1001)
    assert (from_mu_law(to_mu_law(samples)) - samples).abs().max() < 0.025
    quiet = samples / 100
    assert (from_mu_law(to_mu_law(quiet)) - quiet).abs().max() < 4e-4


@pytest.mark.parametrize("output", [LOGISTICS, MU_LAW])
def test_training_makes_what_was_heard_likelier(output):
    made = network(output)
    rng = np.random.default_rng(0)
    samples = torch.from_numpy(
        (0.3 * np.sin(0.2 * np.arange(128)) + 0.01 * rng.standard_normal(128)).astype(np.float32)
    )[None]
    hears = heard(made, samples, mel_like(8))
    optimizer = torch.optim.Adam(made.parameters(), 0.01)
    losses = []
    for _ in range(40):
        loss = -made.log_likelihood(made(hears), samples, hears).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0] - 1


@pytest.mark.parametrize(
    "changes",
    [
        {"output": "gauss"},
        {"width": 12},
        {"skip": 20},
        {"layers": 0},
        {"period": 4},
        {"order": 0, "period": 3},
        {"order": -1},
    ],
)
def test_a_config_that_cannot_be_is_told(changes):
    with pytest.raises(VocoderError, match="WaveNet"):
        WaveNetConfig(**changes)


def test_frames_that_have_no_parts_are_told():
    with pytest.raises(VocoderError, match="multiple of 4 samples, not 10"):
        WaveNet(
            WaveNetConfig(),
            MelConfig(
                sample_rate=8000, hop_length=10, win_length=40, n_fft=64, n_mels=6, f_max=4000.0
            ),
        )


# ---------------------------------------------------------------- the kernels


@pytest.mark.parametrize(
    ("output", "voices"), [(LOGISTICS, 1), (MU_LAW, 1), (LOGISTICS, 3), (MU_LAW, 2), (LOGISTICS, 5)]
)
@pytest.mark.parametrize("changes", PREDICTING)
def test_what_is_sampled_has_the_likelihood_the_network_gives_it(output, voices, changes):
    made = network(output, **changes)
    mel = mel_like(20)
    out, seen = generated(made, mel, voices)
    assert len(np.unique(out)) > 20
    for samples, outputs in zip(torch.from_numpy(out), torch.from_numpy(seen), strict=True):
        with torch.inference_mode():
            hears = heard(made, samples[None], mel)
            expected = made(hears)
        torch.testing.assert_close(outputs.T[None], expected, atol=1e-4, rtol=0)
        found, likelihood = (
            made.log_likelihood(each, samples[None], hears) for each in (outputs.T[None], expected)
        )
        torch.testing.assert_close(found, likelihood, atol=1e-4, rtol=0)


@pytest.mark.parametrize("output", [LOGISTICS, MU_LAW])
@pytest.mark.parametrize("changes", PREDICTING)
def test_compiled_and_plain_code_agree(output, changes):
    made = network(output, layers=2, **changes)
    mel = mel_like(2)
    (fast, seen), (plain, expected) = generated(made, mel), generated(made, mel, plain=True)
    np.testing.assert_allclose(seen, expected, atol=1e-4)
    np.testing.assert_allclose(fast, plain, atol=1e-4)


@numba.njit
def product(x, w, y):
    add_product(x, w, y)


@pytest.mark.parametrize("rows", [1, 3, 4, 6, 8])
@pytest.mark.parametrize(("inputs", "outputs"), [(8, 8), (16, 24), (32, 64), (64, 96), (10, 200)])
def test_the_compiled_product_is_that_of_numpy(rows, inputs, outputs):
    rng = np.random.default_rng(0)
    x, w, y = (
        rng.standard_normal(shape).astype(np.float32)
        for shape in ((rows, inputs), (inputs, outputs), (rows, outputs))
    )
    expected = y + x @ w
    edges = np.full((rows + 2, outputs), 7, np.float32)
    edges[1:-1] = y
    product(x, w, edges[1:-1])
    np.testing.assert_allclose(edges[1:-1], expected, atol=1e-4)
    assert (edges[[0, -1]] == 7).all()  # nothing beside it is written
    add_product(x, w, y)
    np.testing.assert_allclose(y, expected, atol=1e-6)


def test_each_kernel_agrees_with_its_plain_code():
    rng = np.random.default_rng(0)
    condition = rng.standard_normal((4, 5)).astype(np.float32)
    y = np.zeros(5, np.float32)
    again = np.zeros(5, np.float32)
    for place in (-0.4, 0.0, 1.25, 3.0, 3.4):
        kernels.between(condition, place, y)
        kernels.between.py_func(condition, place, again)
        expected = [np.interp(place, range(4), column) for column in condition.T]
        np.testing.assert_allclose(y, expected, atol=1e-5)
        np.testing.assert_allclose(again, expected, atol=1e-5)
    logits = rng.standard_normal(7).astype(np.float32)
    said = rng.standard_normal((2, 40)).astype(np.float32)
    taps = rng.standard_normal(6).astype(np.float32)
    xs = np.zeros((2, 8), np.float32)
    fast, plain = (
        function(said, 30, taps, 0.5, 12, 5, x)
        for function, x in zip((kernels.listened, kernels.listened.py_func), xs, strict=True)
    )
    assert fast == pytest.approx(float(taps @ said[0, 24:30]), abs=1e-5) and plain == pytest.approx(
        fast, abs=1e-5
    )
    np.testing.assert_allclose(
        xs[0],
        [said[1, 29], np.arcsinh(2 * said[0, 29]), np.arcsinh(2 * fast), *said[1, 16:21]],
        atol=1e-5,
    )
    np.testing.assert_allclose(xs[0], xs[1], atol=1e-5)
    fast, plain = (
        [function(logits, u) for u in np.linspace(0.01, 0.99, 50)]
        for function in (kernels.chosen, kernels.chosen.py_func)
    )
    assert fast == plain


def test_the_gate_is_near_enough():
    a, b = (
        part.ravel().astype(np.float32)
        for part in np.meshgrid(np.linspace(-20, 20, 401), np.linspace(-25, 25, 401))
    )
    z = np.zeros((1, len(a)), np.float32)
    kernels.gated(np.concatenate([a, b])[None], z)
    again = np.zeros((1, 50), np.float32)
    kernels.gated.py_func(
        np.concatenate([a[::3300], b[::3300]])[None, :100], again[:, : len(a[::3300])]
    )
    np.testing.assert_allclose(again[0, : len(a[::3300])], z[0, ::3300], atol=1e-6)
    exact = np.tanh(a.astype(np.float64)) / (1 + np.exp(-b.astype(np.float64)))
    assert np.abs(z[0] - exact).max() < 4e-6
    for reach, error in ((2, 3e-6), (6, 1e-4), (18, 0.03)):
        x = np.linspace(-reach, reach, 2001, dtype=np.float32)
        ratio = np.array([kernels.exponential(value) for value in x]) / np.exp(x.astype(np.float64))
        assert np.abs(ratio - 1).max() < error


def test_draws_follow_the_distribution():
    rng = np.random.default_rng(0)
    outputs = np.array([0.0, 1.0, -0.3, 0.4, -3.0, -4.0], np.float32)
    ones = np.ones(2, np.float32)
    pairs = rng.uniform(1e-6, 1 - 1e-6, (20000, 2))
    samples = np.array(
        [kernels.drawn(outputs, 2, first, second, ones, 0.0, 1.0) for first, second in pairs]
    )
    share = math.e / (1 + math.e)
    assert (samples > 0.05).mean() == pytest.approx(share, abs=0.015)
    assert samples[samples > 0.05].std() == pytest.approx(
        math.exp(-4) * math.pi / math.sqrt(3), rel=0.05
    )
    moved = [kernels.drawn(outputs, 2, first, second, ones, 0.25, 0.5) for first, second in pairs]
    np.testing.assert_allclose(moved, 0.25 + 0.5 * samples, atol=1e-6)
    logits = np.full(256, -50, np.float32)
    logits[[10, 200]] = 0
    steps = {kernels.drawn(logits, 0, u, 0.5, ones, 0.0, 1.0) for u in (0.2, 0.8)}
    np.testing.assert_allclose(sorted(steps), from_mu_law(torch.tensor([10, 200])), atol=1e-6)


@pytest.mark.parametrize("c", [0.0, 0.7, 1.0])
def test_shaped_noise_is_uniform_and_moves_up(c):
    draws = Draws((0, 1), np.full(50, c), 400)
    both = np.concatenate([draws(4000), draws(7000), draws(9000)])
    assert both.min() > 0 and both.max() < 1 and both.astype(np.float32).max() < 1
    np.testing.assert_allclose(both.mean(0), 0.5, atol=0.01)
    np.testing.assert_allclose(
        [np.mean(both < level, 0) for level in (0.05, 0.3, 0.9)],
        [[0.05] * 2, [0.3] * 2, [0.9] * 2],
        atol=0.012,
    )
    normal = torch.special.ndtri(torch.from_numpy(both[:, 1])).numpy()
    assert np.corrcoef(normal[1:], normal[:-1])[0, 1] == pytest.approx(-c / (1 + c * c), abs=0.02)
    assert np.corrcoef(normal[2:], normal[:-2])[0, 1] == pytest.approx(0, abs=0.02)


# ---------------------------------------------------------------- the vocoder


def test_it_speaks_the_length_of_its_mel_and_the_same_for_the_same_seed():
    vocoder = WaveNetVocoder(network())
    for frames in (1, 5, 70, 131):
        mel = mel_like(frames)
        samples = vocoder(mel, seed=3)
        assert samples.shape == (frames * SPEC.hop_length,) and samples.dtype == np.float32
        np.testing.assert_array_equal(samples, vocoder(mel, seed=3))
        assert not np.array_equal(samples, vocoder(mel, seed=4))


def test_what_is_spoken_comes_near_its_mel():
    mel = (-4 + np.sin(np.arange(60) / 6) - np.arange(SPEC.n_mels)[:, None] / 3).astype(np.float32)
    spoken = [
        mel_spectrogram(WaveNetVocoder(network(), passes=passes)(mel), SPEC) for passes in (0, 2)
    ]
    apart = [float(np.abs(np.maximum(each, -9) - np.maximum(mel, -9)).mean()) for each in spoken]
    assert apart[1] < 0.5 * apart[0]


def test_weights_begin_at_cache_lines():
    assert all(part.ctypes.data % 64 == 0 for part in WaveNetVocoder(network()).arguments)


def test_threads_change_nothing():
    made = network()
    mel = mel_like(140)
    np.testing.assert_array_equal(
        WaveNetVocoder(made, threads=1)(mel), WaveNetVocoder(made, threads=3)(mel)
    )


@pytest.mark.parametrize("threads", [1, 2])
def test_utterances_side_by_side_are_as_alone(threads):
    vocoder = WaveNetVocoder(network(order=6, period=3), threads=threads)
    mels = [mel_like(frames, frames) for frames in (90, 7, 300, 1, 45)]
    pitches = [pitch_like(mel.shape[1]) for mel in mels]
    told = []
    together = vocoder.many(
        mels, pitches, seed=2, progress=lambda done, total: told.append((done, total))
    )
    for mel, pitch, samples in zip(mels, pitches, together, strict=True):
        np.testing.assert_array_equal(samples, vocoder(mel, pitch, seed=2))
    assert told == sorted(told) and told[-1][0] == told[-1][1]
    assert vocoder.many([], []) == []


def test_a_piece_that_has_warmed_up_speaks_from_the_same_distribution():
    """With nothing left to chance (no temperature, one logistic) pieces and the whole are the same,
    once warmed up.
    """
    made = network(mixtures=1)
    mel = mel_like(150)
    with torch.no_grad():
        made.outer.weight.mul_(0.05)  # so that what was long ago is forgotten
    whole, pieces = (WaveNetVocoder(made, count, temperature=0.0)(mel) for count in (1, 4))
    starts = [start * SPEC.hop_length for start in cuts(mel, 4)]
    away = np.ones(len(whole), bool)
    for start in starts[1:]:
        away[start : start + SPEC.hop_length] = (
            False  # where one fades into the other, each at its own power
        )
    assert len(starts) == 4 and np.std(whole) > 0
    np.testing.assert_allclose(pieces[away], whole[away], atol=1e-3)


def test_cuts_are_at_quiet_frames():
    mel = np.zeros((SPEC.n_mels, 160), np.float32)
    mel[:, [43, 79, 115]] = -9
    assert cuts(mel, 4) == [0, 43, 79, 115]
    assert cuts(mel, 1) == [0] and cuts(mel[:, :40], 16) == [0]


def test_pieces_join_at_constant_power():
    rng = np.random.default_rng(0)
    whole = joined(
        [
            rng.standard_normal(4100).astype(np.float32),
            rng.standard_normal(4000).astype(np.float32),
        ],
        [0, 4000],
        8000,
        100,
    )
    assert whole.shape == (8000,)
    powers = [
        np.mean(
            joined(
                [rng.standard_normal(150).astype(np.float32) for _ in range(2)], [0, 50], 200, 100
            )[50:150]
            ** 2
        )
        for _ in range(300)
    ]
    assert np.mean(powers) == pytest.approx(1, abs=0.05)


def test_progress_is_told_and_may_end_the_work():
    vocoder = WaveNetVocoder(network())
    told = []
    vocoder(mel_like(400), progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told) and told[-1][0] == told[-1][1]

    def enough(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        vocoder(mel_like(40), progress=enough)


def test_the_pitch_is_asked_for_only_if_it_is_heard():
    assert not WaveNetVocoder(network(order=6)).needs_pitch
    vocoder = WaveNetVocoder(network(order=6, period=3))
    mel = mel_like(10)
    low, high = (vocoder(mel, np.full(10, hertz, np.float32)) for hertz in (100, 200))
    assert vocoder.needs_pitch and not np.array_equal(low, high)
    for pitch in (None, np.full(9, 100.0), np.full(10, -1.0), np.full(10, np.nan)):
        with pytest.raises(VocoderError, match="pitch"):
            vocoder(mel, pitch)


@pytest.mark.parametrize("output", [LOGISTICS, MU_LAW])
def test_a_saved_vocoder_is_the_same(tmp_path, output):
    vocoder = WaveNetVocoder(network(output))
    mel = mel_like(6)
    vocoder.save(tmp_path / "w.safetensors", steps=7)
    again = vocoders.load(tmp_path / "w.safetensors")
    assert (again.name, again.needs_pitch, again.spec) == ("wavenet", False, SPEC)
    np.testing.assert_array_equal(again(mel), vocoder(mel))


def test_weights_of_another_config_and_other_mels_are_told(tmp_path):
    WaveNetVocoder(network()).save(tmp_path / "w.safetensors")
    tensors, meta = weights.load(tmp_path / "w.safetensors")
    weights.save(
        tmp_path / "wide.safetensors", tensors, meta | {"config": meta["config"] | {"width": 16}}
    )
    with pytest.raises(VocoderError, match="do not fit their config"):
        vocoders.load(tmp_path / "wide.safetensors")
    with pytest.raises(VocoderError, match="mels 6"):
        vocoders.load(tmp_path / "w.safetensors", MelConfig())


def test_without_numba_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.delitem(sys.modules, "vocoders.wavenet.kernels")
    monkeypatch.delattr("vocoders.wavenet.kernels", raising=False)
    with pytest.raises(VocoderError, match=r"plainspeech\[wavenet\]"):
        wavenet.numba_kernels()


def test_no_room_for_the_queues_is_told(monkeypatch):
    vocoder = WaveNetVocoder(network())
    mel = mel_like(4)
    zeros = np.zeros

    def full(shape, *more, **named):
        if isinstance(shape, tuple) and shape == (14, 8):
            raise MemoryError
        return zeros(shape, *more, **named)

    monkeypatch.setattr(np, "zeros", full)
    with pytest.raises(VocoderError, match="no room for the WaveNet's queues"):
        vocoder(mel)
