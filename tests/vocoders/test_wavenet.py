"""WaveNet: the network's reach and its distributions, the compiled sampler against both, pieces and threads."""
import math
import sys

import numpy as np
import pytest
import torch

import vocoders
from vocoders import wavenet, weights
from vocoders import wavenet_numba as kernels
from vocoders.mel import MelSpec, VocoderError
from vocoders.wavenet import LOGISTICS, MU_LAW, WaveNet, WaveNetConfig, WaveNetVocoder, cuts, from_mu_law, joined, log_mixture, to_mu_law

SPEC = MelSpec(sample_rate=8000, hop=16, window=64, fft=64, mels=6, high=4000.0)


def network(output=LOGISTICS, seed=0, **changes):
    torch.manual_seed(seed)
    shape = {"width": 8, "skip": 16, "stacks": 2, "layers": 3, "condition": 8, "kernel": 3, "mixtures": 3}
    made = WaveNet(WaveNetConfig(output=output, **(shape | changes)), SPEC).eval()
    with torch.no_grad():
        for name, value in made.named_parameters():
            if "weight" in name:
                value.mul_(1.5)  # or the past would hardly matter
    return made


def mel_like(frames, seed=0):
    return np.random.default_rng(seed).normal(-4, 2, (SPEC.mels, frames)).astype(np.float32)


def generated(made, mel, voices=1, seed=0, kernel=kernels.generate):
    """Samples (voices, frames * hop) by the kernel, and the distributions it drew them from, (voices, samples, outputs)."""
    config, count = made.config, mel.shape[1] * SPEC.hop
    state = {name: value.detach().numpy() for name, value in made.state_dict().items()}
    arguments = kernels.kernel_arguments_of(state, len(config.dilations))
    condition = made.condition(torch.from_numpy(mel)[None])[0].T.detach().numpy()
    uniforms = np.random.default_rng(seed).uniform(1e-6, 1 - 1e-6, (count, voices, 2)).astype(np.float32)
    out, seen = np.zeros((voices, count), np.float32), np.zeros((voices, count, config.outputs), np.float32)
    queue = np.zeros((sum(config.dilations), voices, config.width), np.float32)
    kernel(*arguments, np.array(config.dilations), np.ascontiguousarray(np.repeat(condition[None], voices, 0)), SPEC.hop,
           config.mixtures if config.output == LOGISTICS else 0, 1.0, uniforms, np.zeros(voices, np.float32), queue,
           np.zeros(len(config.dilations), np.int64), 0, out, seen)
    return out, seen


# ---------------------------------------------------------------- the network

@pytest.mark.parametrize(("stacks", "layers"), [(1, 1), (1, 4), (2, 3), (3, 2)])
def test_a_sample_depends_on_the_receptive_field_and_no_more(stacks, layers):
    made = network(stacks=stacks, layers=layers)
    reach = made.config.receptive_field
    assert reach == stacks * (2**layers - 1) + 1
    samples = torch.randn(1, 96).mul(0.1).requires_grad_()
    made(samples, torch.from_numpy(mel_like(6))[None])[0, :, 70].abs().sum().backward()
    heard = torch.nonzero(samples.grad[0])[:, 0]
    assert (heard.min().item(), heard.max().item()) == (70 - reach, 69)


def test_the_first_sample_comes_from_the_mel_alone():
    made, mel = network(), torch.from_numpy(mel_like(4))[None]
    quiet, loud = torch.zeros(1, 64), torch.ones(1, 64)
    torch.testing.assert_close(made(quiet, mel)[..., 0], made(loud, mel)[..., 0])
    assert not torch.allclose(made(quiet, mel)[..., 1], made(loud, mel)[..., 1])


def test_probabilities_of_all_16_bit_samples_sum_to_one():
    grid = torch.arange(-32768, 32768)[None] / 32768
    for scales in (-2.0, -5.0, -8.0):
        outputs = torch.tensor([0.3, -0.2, -0.99, 0.4, scales, scales])[None, :, None].expand(1, 6, 65536)
        assert log_mixture(outputs, grid).double().exp().sum().item() == pytest.approx(1, abs=2e-3)


def test_likelihood_is_that_of_the_density_where_the_scale_is_wide():
    mean, scale, at = 0.1, 0.2, torch.tensor([[0.0, 0.3, -0.7]])
    outputs = torch.tensor([0.0, mean, math.log(scale)])[None, :, None].expand(1, 3, 3)
    y = (at - mean) / scale
    density = torch.exp(-y) / (scale * (1 + torch.exp(-y)) ** 2)
    torch.testing.assert_close(log_mixture(outputs, at), torch.log(density * 2 / 65536), atol=1e-3, rtol=0)


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
    samples = torch.from_numpy((0.3 * np.sin(0.2 * np.arange(128)) + 0.01 * rng.standard_normal(128)).astype(np.float32))[None]
    mel = torch.from_numpy(mel_like(8))[None]
    optimizer = torch.optim.Adam(made.parameters(), 0.01)
    losses = []
    for _ in range(40):
        loss = -made.log_likelihood(made(samples, mel), samples).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0] - 1


@pytest.mark.parametrize("changes", [{"output": "gauss"}, {"width": 12}, {"skip": 20}, {"layers": 0}])
def test_a_config_that_cannot_be_is_told(changes):
    with pytest.raises(VocoderError, match="WaveNet"):
        WaveNetConfig(**changes)


# ---------------------------------------------------------------- the kernels

@pytest.mark.parametrize(("output", "voices"), [(LOGISTICS, 1), (MU_LAW, 1), (LOGISTICS, 3), (MU_LAW, 2)])
def test_what_is_sampled_has_the_likelihood_the_network_gives_it(output, voices):
    made, mel = network(output), mel_like(10)
    out, seen = generated(made, mel, voices)
    assert len(np.unique(out)) > 20
    for samples, outputs in zip(torch.from_numpy(out), torch.from_numpy(seen), strict=True):
        with torch.inference_mode():
            expected = made(samples[None], torch.from_numpy(mel)[None])
        torch.testing.assert_close(outputs.T[None], expected, atol=1e-4, rtol=0)
        found, likelihood = (made.log_likelihood(each, samples[None]) for each in (outputs.T[None], expected))
        torch.testing.assert_close(found, likelihood, atol=1e-4, rtol=0)


@pytest.mark.parametrize("output", [LOGISTICS, MU_LAW])
def test_compiled_and_plain_code_agree(output):
    made, mel = network(output, layers=2), mel_like(2)
    (fast, seen), (plain, expected) = generated(made, mel), generated(made, mel, kernel=kernels.generate.py_func)
    np.testing.assert_allclose(seen, expected, atol=1e-4)
    np.testing.assert_allclose(fast, plain, atol=1e-4)


def test_each_kernel_agrees_with_its_plain_code():
    rng = np.random.default_rng(0)
    x, w = rng.standard_normal((3, 16)).astype(np.float32), rng.standard_normal((16, 24)).astype(np.float32)
    for function in (kernels.add_product, kernels.add_product.py_func):
        y = np.ones((3, 24), np.float32)
        function(x, w, y)
        np.testing.assert_allclose(y, 1 + x @ w, atol=1e-4)
    condition, y, again = rng.standard_normal((4, 5)).astype(np.float32), np.zeros(5, np.float32), np.zeros(5, np.float32)
    for place in (-0.4, 0.0, 1.25, 3.0, 3.4):
        kernels.between(condition, place, y)
        kernels.between.py_func(condition, place, again)
        expected = [np.interp(place, range(4), column) for column in condition.T]
        np.testing.assert_allclose(y, expected, atol=1e-5)
        np.testing.assert_allclose(again, expected, atol=1e-5)
    logits = rng.standard_normal(7).astype(np.float32)
    fast, plain = ([function(logits, u) for u in np.linspace(0.01, 0.99, 50)] for function in (kernels.chosen, kernels.chosen.py_func))
    assert fast == plain


def test_the_gate_is_near_enough():
    a, b = (part.ravel().astype(np.float32) for part in np.meshgrid(np.linspace(-20, 20, 401), np.linspace(-25, 25, 401)))
    z = np.zeros(len(a), np.float32)
    kernels.gated(np.concatenate([a, b]), z)
    exact = np.tanh(a.astype(np.float64)) / (1 + np.exp(-b.astype(np.float64)))
    assert np.abs(z - exact).max() < 4e-6
    for reach, error in ((2, 3e-6), (6, 1e-4), (18, 0.03)):
        x = np.linspace(-reach, reach, 2001, dtype=np.float32)
        ratio = np.array([kernels.exponential(value) for value in x]) / np.exp(x.astype(np.float64))
        assert np.abs(ratio - 1).max() < error


def test_draws_follow_the_distribution():
    rng = np.random.default_rng(0)
    outputs = np.array([0.0, 1.0, -0.3, 0.4, -3.0, -4.0], np.float32)
    pairs = rng.uniform(1e-6, 1 - 1e-6, (20000, 2))
    samples = np.array([kernels.drawn(outputs, 2, first, second, 1.0) for first, second in pairs])
    share = math.e / (1 + math.e)
    assert (samples > 0.05).mean() == pytest.approx(share, abs=0.015)
    assert samples[samples > 0.05].std() == pytest.approx(math.exp(-4) * math.pi / math.sqrt(3), rel=0.05)
    logits = np.full(256, -50, np.float32)
    logits[[10, 200]] = 0
    steps = {kernels.drawn(logits, 0, u, 0.5, 1.0) for u in (0.2, 0.8)}
    np.testing.assert_allclose(sorted(steps), from_mu_law(torch.tensor([10, 200])), atol=1e-6)


# ---------------------------------------------------------------- the vocoder

def test_it_speaks_the_length_of_its_mel_and_the_same_for_the_same_seed():
    vocoder = WaveNetVocoder(network())
    for frames in (1, 5, 70, 131):
        mel = mel_like(frames)
        samples = vocoder(mel, seed=3)
        assert samples.shape == (frames * SPEC.hop,) and samples.dtype == np.float32
        np.testing.assert_array_equal(samples, vocoder(mel, seed=3))
        assert not np.array_equal(samples, vocoder(mel, seed=4))


def test_threads_change_nothing():
    made, mel = network(), mel_like(140)
    np.testing.assert_array_equal(WaveNetVocoder(made, threads=1)(mel), WaveNetVocoder(made, threads=3)(mel))


def test_a_piece_that_has_warmed_up_speaks_from_the_same_distribution():
    """With nothing left to chance (no temperature, one logistic) pieces and the whole are the same, once warmed up."""
    made, mel = network(mixtures=1), mel_like(150)
    with torch.no_grad():
        made.outer.weight.mul_(0.05)  # so that what was long ago is forgotten
    whole, pieces = (WaveNetVocoder(made, count, temperature=0.0)(mel) for count in (1, 4))
    starts = [start * SPEC.hop for start in cuts(mel, 4)]
    away = np.ones(len(whole), bool)
    for start in starts[1:]:
        away[start:start + SPEC.hop] = False  # where one fades into the other, each at its own power
    assert len(starts) == 4 and np.std(whole) > 0
    np.testing.assert_allclose(pieces[away], whole[away], atol=1e-3)


def test_cuts_are_at_quiet_frames():
    mel = np.zeros((SPEC.mels, 160), np.float32)
    mel[:, [43, 79, 115]] = -9
    assert cuts(mel, 4) == [0, 43, 79, 115]
    assert cuts(mel, 1) == [0] and cuts(mel[:, :40], 16) == [0]


def test_pieces_join_at_constant_power():
    rng = np.random.default_rng(0)
    whole = joined([rng.standard_normal(4100).astype(np.float32), rng.standard_normal(4000).astype(np.float32)], [0, 4000], 8000, 100)
    assert whole.shape == (8000,)
    powers = [np.mean(joined([rng.standard_normal(150).astype(np.float32) for _ in range(2)], [0, 50], 200, 100)[50:150] ** 2) for _ in range(300)]
    assert np.mean(powers) == pytest.approx(1, abs=0.05)


def test_progress_is_told_and_may_end_the_work():
    vocoder, told = WaveNetVocoder(network()), []
    vocoder(mel_like(400), progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told) and told[-1][0] == told[-1][1]

    def enough(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        vocoder(mel_like(40), progress=enough)


@pytest.mark.parametrize("output", [LOGISTICS, MU_LAW])
def test_a_saved_vocoder_is_the_same(tmp_path, output):
    vocoder, mel = WaveNetVocoder(network(output)), mel_like(6)
    vocoder.save(tmp_path / "w.safetensors", steps=7)
    again = vocoders.load(tmp_path / "w.safetensors")
    assert (again.name, again.needs_pitch, again.spec) == ("wavenet", False, SPEC)
    np.testing.assert_array_equal(again(mel), vocoder(mel))


def test_weights_of_another_config_and_other_mels_are_told(tmp_path):
    WaveNetVocoder(network()).save(tmp_path / "w.safetensors")
    tensors, meta = weights.load(tmp_path / "w.safetensors")
    weights.save(tmp_path / "wide.safetensors", tensors, meta | {"config": meta["config"] | {"width": 16}})
    with pytest.raises(VocoderError, match="do not fit their config"):
        vocoders.load(tmp_path / "wide.safetensors")
    with pytest.raises(VocoderError, match="mels 6"):
        vocoders.load(tmp_path / "w.safetensors", MelSpec())


def test_without_numba_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.delitem(sys.modules, "vocoders.wavenet_numba")
    monkeypatch.delattr(vocoders, "wavenet_numba", raising=False)
    with pytest.raises(VocoderError, match=r"plainspeech\[wavenet\]"):
        wavenet.numba_kernels()


def test_no_room_for_the_queues_is_told(monkeypatch):
    vocoder, mel, zeros = WaveNetVocoder(network()), mel_like(4), np.zeros

    def full(shape, *more, **named):
        if isinstance(shape, tuple) and shape == (14, 1, 8):
            raise MemoryError
        return zeros(shape, *more, **named)

    monkeypatch.setattr(np, "zeros", full)
    with pytest.raises(VocoderError, match="no room for the WaveNet's queues"):
        vocoder(mel)
