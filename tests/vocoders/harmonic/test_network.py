"""The harmonic vocoder: its sources by their formulas, its filter, its promises."""

import dataclasses
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

import vocoders
from vocoders import weights
from vocoders.errors import SpecMismatchError, VocoderError
from vocoders.harmonic.excitation import (
    ENVELOPE_HOP,
    NOISE_PERIOD,
    make_excitation,
    noise_spectra,
    pulse_train,
)
from vocoders.harmonic.filters import (
    ENVELOPE_POINTS,
    TRANSITION_HZ,
    harmonic_bins,
    num_filter_params,
)
from vocoders.harmonic.network import HarmonicConfig, HarmonicVocoder, minimum_phase
from vocoders.harmonic.synthesis import SourceFilterSynth, synthesize
from vocoders.harmonic.upsampling import upsample_linear
from vocoders.mel import mel_spectrogram
from vocoders.mel_config import MelConfig
from vocoders.pitch import estimate_f0, f0_features
from vocoders.stft import istft
from vocoders.training import stft as torch_stft
from vocoders.training import synthesis

SPEC = MelConfig()
CONFIG = HarmonicConfig(hidden_dim=16, num_blocks=2)


@pytest.fixture
def vocoder():
    torch.manual_seed(0)
    return HarmonicVocoder(CONFIG, SPEC)


def spoken(frames=30, hertz=160.0):
    """A mel and pitch like those of a voice."""
    at = np.arange(frames * SPEC.hop_length) / SPEC.sample_rate
    samples = 0.1 * sum(np.cos(2 * np.pi * hertz * k * at + k * k) / k for k in range(1, 30))
    return mel_spectrogram(samples, SPEC), np.full(frames, hertz, np.float32)


def test_weights_keep_their_activation_and_unknown_ones_are_told(tmp_path):
    torch.manual_seed(0)
    made = HarmonicVocoder(dataclasses.replace(CONFIG, activation="relu"), SPEC)
    made.save(tmp_path / "a.safetensors")
    np.testing.assert_array_equal(
        HarmonicVocoder.load(tmp_path / "a.safetensors")(*spoken()), made(*spoken())
    )
    smooth = HarmonicVocoder(CONFIG, SPEC)
    smooth.network.load_state_dict(made.network.state_dict())
    assert np.abs(smooth(*spoken()) - made(*spoken())).max() > 1e-4
    with pytest.raises(VocoderError, match=r"there is no activation 'swish'\. Known: gelu, relu"):
        HarmonicVocoder(dataclasses.replace(CONFIG, activation="swish"), SPEC)


def train_of(pitch, limit=6000.0, seed=0):
    return pulse_train(np.asarray(pitch, np.float32), SPEC, limit, np.random.default_rng(seed))[0]


def test_pulses_hold_the_harmonics_under_the_limit_alike_and_none_above():
    train = train_of(np.full(400, 200.0))
    spectrum = np.abs(np.fft.rfft(train[2000 : 2000 + 24000] * np.hanning(24000)))  # a bin is 1 Hz
    at = spectrum[200 : 6000 - int(TRANSITION_HZ) : 200]
    assert at.max() / at.min() < 1.05
    assert spectrum[6000 + int(TRANSITION_HZ) :].max() < 1e-2 * at.min()
    assert spectrum[300:5900:200].max() < 1e-2 * at.min()  # between harmonics


@pytest.mark.parametrize("hertz", [70.0, 133.0, 310.0])
def test_pulses_are_as_strong_at_any_pitch(hertz):
    assert np.mean(train_of(np.full(400, hertz))[2000:-2000] ** 2) == pytest.approx(
        6000 / SPEC.sample_rate, rel=0.03
    )


def test_the_pulses_follow_a_moving_pitch():
    pitch = np.geomspace(120, 240, 200).astype(np.float32)
    found = estimate_f0(train_of(pitch), SPEC)
    assert np.abs(1200 * np.log2(found[6:-6] / pitch[6:-6])).max() < 20


def test_where_nothing_is_voiced_there_are_no_pulses():
    train, swing = pulse_train(np.zeros(60, np.float32), SPEC, 6000.0, np.random.default_rng(0))
    assert not train.any() and not swing.any() and train.shape == (60 * SPEC.hop_length,)
    pitch = np.where(np.arange(60) < 30, 150, 0).astype(np.float32)
    train, swing = pulse_train(pitch, SPEC, 6000.0, np.random.default_rng(0))
    assert (
        train[: 25 * SPEC.hop_length].any()
        and not train[36 * SPEC.hop_length :].any()
        and not swing[:, 36 * SPEC.hop_length // ENVELOPE_HOP :].any()
    )


def test_the_phase_that_the_noise_swells_with_is_that_of_the_pulses():
    train, swing = pulse_train(
        np.full(100, 100.0, np.float32), SPEC, 6000.0, np.random.default_rng(3)
    )
    peaks = [
        int(place)
        for place in np.flatnonzero(train[1000:-1000] > 0.9 * train[1000:-1000].max()) + 1000
    ]
    assert len(peaks) > 50
    np.testing.assert_allclose(swing[0, np.array(peaks) // ENVELOPE_HOP], 1, atol=0.15)
    np.testing.assert_allclose((swing**2).sum(0), 1, atol=1e-6)


def test_the_noise_is_white_and_repeats_without_a_seam():
    spectra = noise_spectra(SPEC)
    assert spectra.shape == (NOISE_PERIOD, SPEC.n_fft // 2 + 1) and spectra is noise_spectra(SPEC)
    power = (np.abs(spectra) ** 2).mean(0)[1:-1] / (SPEC.n_fft * 3 / 8)  # of a Hann window
    assert power.min() > 0.85 and power.max() < 1.15
    twice = istft(np.concatenate([spectra, spectra]).T, SPEC)
    np.testing.assert_allclose(
        twice[1024 : NOISE_PERIOD * SPEC.hop_length],
        twice[NOISE_PERIOD * SPEC.hop_length + 1024 : 2 * NOISE_PERIOD * SPEC.hop_length],
        atol=1e-4,
    )


@given(st.integers(1, 9), st.integers(1, 6))
def test_finer_keeps_what_lies_on_a_line(count, halves):
    times = 2 * halves
    values = np.arange(count, dtype=np.float64)
    found = upsample_linear(values, times)
    expected = np.clip((np.arange(count * times) + 0.5) / times - 0.5, 0, count - 1)
    np.testing.assert_allclose(found, expected, atol=1e-12)


def made_filters(frames=20, **parts):
    """Filters that let noise through as it is, and what is given otherwise."""
    count = harmonic_bins(SPEC, 6000.0)
    flat = {
        "amplitude": np.full((frames, count), -20.0),
        "phase": np.zeros((frames, count)),
        "noise": np.zeros((frames, 513)),
        "knots": np.zeros((frames, 2, ENVELOPE_POINTS)),
        "swell": np.zeros((frames, 2)),
    }
    return np.concatenate(
        [part.reshape(frames, -1) for part in {**flat, **parts}.values()], 1
    ).astype(np.float32)


def test_a_gate_opens_within_a_fraction_of_the_window():
    knots = np.zeros((20, 2, ENVELOPE_POINTS))
    knots[:, 1] = -6
    knots[10, 1, 2] = 0  # one knot of the noise
    samples = synthesize(
        made_filters(knots=knots), make_excitation(np.zeros(20, np.float32), SPEC), SPEC, 6000.0
    )
    middle = 10 * SPEC.hop_length + int(2.5 * SPEC.hop_length / ENVELOPE_POINTS)
    power = np.convolve(samples**2, np.ones(32) / 32, "same")
    assert abs(int(power.argmax()) - middle) < 40
    assert power[middle - 100] < 0.01 * power.max() and power[middle + 100] < 0.01 * power.max()


def test_breath_swells_with_the_pulses():
    frames = 400
    hertz = np.full(frames, 100.0, np.float32)
    swell = np.tile([1.5, 0.0], (frames, 1))
    breath = synthesize(
        made_filters(frames, swell=swell), make_excitation(hertz, SPEC, 0.3), SPEC, 6000.0
    )
    period = SPEC.sample_rate // 100
    start = round(make_excitation(hertz, SPEC, 0.3).times[1]) + period // 2
    power = (breath[start : start + 300 * period].reshape(300, period) ** 2).mean(0)
    middle = slice(period // 2 - 10, period // 2 + 10)
    assert power[middle].mean() > 20 * power[:20].mean()


def by_definition(filters, pitch, limit, phase):
    """The same by the formula, in torch as training computes it: pulses as samples, a Fourier
    transform of each frame.
    """
    rng = SimpleNamespace(random=lambda: phase)
    train, swing = pulse_train(pitch, SPEC, limit, rng)
    spectrum = torch_stft.stft(torch.from_numpy(train)[None], SPEC)
    noise = torch.from_numpy(noise_spectra(SPEC)[: len(pitch)])[None]
    return synthesis.synthesize(
        torch.from_numpy(filters)[None], spectrum, noise, torch.from_numpy(swing)[None], SPEC
    )[0][0].numpy()


def decibels(samples, expected):
    """How far the difference lies under what was expected."""
    return 10 * np.log10(((samples - expected) ** 2).sum() / (expected**2).sum())


@pytest.mark.parametrize("hertz", [60.0, 150.0, 470.0])
@pytest.mark.parametrize("limit", [6000.0, 8000.0])
def test_pulses_without_a_fourier_transform_are_those_of_the_definition(hertz, limit):
    frames = 300
    count = harmonic_bins(SPEC, limit)
    pitch = (
        hertz * np.exp(0.1 * np.sin(np.arange(frames) / 9)) * (np.arange(frames) % 100 < 70)
    ).astype(np.float32)
    pitch[:5] = pitch[-5:] = 0  # as in speech, no pulse is cut by an end
    filters = np.zeros((frames, num_filter_params(SPEC, limit)), np.float32)
    filters[:, 2 * count : 2 * count + 513] = -20  # no noise
    pulsed = synthesize(filters, make_excitation(pitch, SPEC, 0.4), SPEC, limit)
    assert decibels(pulsed, by_definition(filters, pitch, limit, 0.4)) < -75
    rng = np.random.default_rng(0)
    filters[:, : 2 * count] = np.repeat(rng.normal(0, 1, (frames // 10, 2 * count)), 10, 0)
    filters[:, : 2 * count] *= np.linspace(1, 0.2, 2 * count)
    assert (
        decibels(
            synthesize(filters, make_excitation(pitch, SPEC, 0.4), SPEC, limit),
            by_definition(filters, pitch, limit, 0.4),
        )
        < -55
    )


@given(st.lists(st.integers(1, 150), min_size=1, max_size=6))
@settings(max_examples=25, deadline=None)
def test_blocks_of_any_length_give_the_same_samples(lengths):
    frames = sum(lengths)
    rng = np.random.default_rng(frames)
    filters = rng.normal(-2, 1, (frames, num_filter_params(SPEC, 6000.0))).astype(np.float32)
    made = make_excitation(
        np.where(np.arange(frames) % 50 < 35, 180.0, 0).astype(np.float32),
        SPEC,
        0.2,
        NOISE_PERIOD - 7,
    )
    whole = synthesize(filters, made, SPEC, 6000.0)
    blocks = SourceFilterSynth(made, SPEC, 6000.0)
    pieces = [blocks.push(part) for part in np.split(filters, np.cumsum(lengths)[:-1])]
    assert len(whole) == frames * SPEC.hop_length
    np.testing.assert_allclose(np.concatenate(pieces), whole, atol=1e-5 * np.abs(whole).max())
    assert all(
        len(piece) >= (length - 2) * SPEC.hop_length
        for piece, length in zip(pieces, lengths, strict=True)
    )


def test_the_phase_is_that_of_a_minimum_phase_filter():
    around = np.exp(-1j * np.pi * np.arange(513) / 512)
    response = (1 - 0.6 * around) / (
        1 - 1.2 * around + 0.7 * around**2
    )  # zeros and poles inside the circle
    np.testing.assert_allclose(
        minimum_phase(np.log(np.abs(response))), np.angle(response), atol=1e-3
    )


def test_length_is_frames_times_hop(vocoder):
    for frames in (1, 2, 5, 31):
        mel, pitch = spoken(frames)
        samples = vocoder(mel, pitch)
        assert (
            samples.shape == (frames * SPEC.hop_length,)
            and samples.dtype == np.float32
            and np.isfinite(samples).all()
        )


def test_the_seed_decides(vocoder):
    mel, pitch = spoken()
    np.testing.assert_array_equal(vocoder(mel, pitch, seed=4), vocoder(mel, pitch, seed=4))
    assert not np.array_equal(vocoder(mel, pitch, seed=4), vocoder(mel, pitch, seed=5))


def test_it_speaks_at_the_pitch_it_is_given(vocoder):
    for hertz in (110.0, 220.0):
        mel, _ = spoken(60, 160.0)
        found = estimate_f0(vocoder(mel, np.full(60, hertz, np.float32)), SPEC)[8:-8]
        assert (found > 0).mean() > 0.8
        assert np.median(np.abs(1200 * np.log2(found[found > 0] / hertz))) < 10


def test_what_is_said_far_away_does_not_matter(vocoder):
    reach = (CONFIG.num_blocks + 1) * (CONFIG.kernel_size // 2)
    rng = np.random.default_rng(0)
    mel = rng.normal(-4, 2, (SPEC.n_mels, 60)).astype(np.float32)
    pitch = rng.uniform(100, 200, 60)
    (whole, _), (part, _) = (
        vocoder.predict_filters(mel, f0_features(pitch)),
        vocoder.predict_filters(mel[:, 10:50], f0_features(pitch[10:50])),
    )
    np.testing.assert_allclose(part[reach:-reach], whole[10 + reach : 50 - reach], atol=1e-4)
    assert np.abs(part[0] - whole[10]).max() > 1e-3


@pytest.mark.parametrize("fp16", [False, True])
def test_a_saved_vocoder_is_the_same(vocoder, tmp_path, fp16):
    vocoder.save(tmp_path / "v.safetensors", fp16=fp16, steps=12)
    again = vocoders.load(tmp_path / "v.safetensors")
    assert (again.name, again.needs_pitch, again.spec, again.config) == (
        "harmonic",
        True,
        SPEC,
        CONFIG,
    )
    assert weights.read_metadata(tmp_path / "v.safetensors")["steps"] == 12
    mel, pitch = spoken()
    np.testing.assert_allclose(again(mel, pitch), vocoder(mel, pitch), atol=5e-3 if fp16 else 0)


def test_other_mels_and_missing_or_impossible_pitch_are_refused(vocoder, tmp_path):
    mel, pitch = spoken()
    for bad in (None, pitch[:-1], np.full(30, np.nan), np.full(30, -5.0), np.full(30, 20000.0)):
        with pytest.raises(VocoderError, match="pitch"):
            vocoder(mel, bad)
    with pytest.raises(VocoderError, match="100 mels"):
        vocoder(mel[:80], pitch)
    vocoder.save(tmp_path / "v.safetensors")
    with pytest.raises(SpecMismatchError, match="mels 80"):
        vocoders.load(tmp_path / "v.safetensors", dataclasses.replace(SPEC, n_mels=80))


def test_weights_of_another_config_are_told(vocoder, tmp_path):
    vocoder.save(tmp_path / "v.safetensors")
    tensors, meta = weights.load(tmp_path / "v.safetensors")
    broken = {
        "width": meta | {"config": meta["config"] | {"width": 8}},
        "colour": meta | {"config": meta["config"] | {"colour": 1}},
        "mel_config": {key: value for key, value in meta.items() if key != "mel_config"},
        "config": {key: value for key, value in meta.items() if key != "config"},
    }
    for name, about in broken.items():
        weights.save(tmp_path / f"{name}.safetensors", tensors, about)
        with pytest.raises(VocoderError, match=str(tmp_path / name)):
            vocoders.load(tmp_path / f"{name}.safetensors")


@given(st.lists(st.integers(1, 90), min_size=1, max_size=6), st.integers(0, 5))
@settings(max_examples=20, deadline=None)
def test_a_mel_in_pieces_gives_the_samples_of_the_whole(lengths, seed):
    torch.manual_seed(0)
    vocoder = HarmonicVocoder(CONFIG, SPEC)
    frames = sum(lengths)
    mel = np.tile(spoken(30)[0], (1, 18))[:, :frames] + np.random.default_rng(seed).normal(
        0, 0.3, (SPEC.n_mels, frames)
    ).astype(np.float32)
    pitch = np.where(np.arange(frames) % 40 < 30, 180.0, 0).astype(np.float32)
    pieces = list(vocoder.stream(np.split(mel, np.cumsum(lengths)[:-1], 1), pitch, seed))
    np.testing.assert_allclose(np.concatenate(pieces), vocoder(mel, pitch, seed), atol=1e-5)
    came = np.cumsum(lengths)
    went = np.cumsum([len(piece) for piece in pieces]) / SPEC.hop_length
    assert len(pieces) == len(lengths) and (went >= came - vocoder.latency_frames).all()


def test_how_far_the_network_looks_is_told_by_its_config(vocoder):
    assert isinstance(vocoder, vocoders.Streaming)
    assert vocoder.context_frames == (CONFIG.num_blocks + 1) * (CONFIG.kernel_size // 2)
    rng = np.random.default_rng(0)
    mel = rng.normal(-4, 2, (SPEC.n_mels, 60)).astype(np.float32)
    voice = np.zeros((2, 60), np.float32)
    other = mel.copy()
    other[:, 40:] += 1
    changed = np.flatnonzero(
        np.abs(
            vocoder.predict_filters(other, voice)[0] - vocoder.predict_filters(mel, voice)[0]
        ).max(1)
        > 1e-8
    )
    assert changed[0] == 40 - vocoder.context_frames


@pytest.mark.parametrize("lengths", [(10, 10), (10, 30), (31,)])
def test_pieces_of_another_length_than_the_pitch_are_refused(vocoder, lengths):
    mel, pitch = spoken(40)
    with pytest.raises(VocoderError, match="30"):
        list(vocoder.stream([mel[:, :length] for length in lengths], pitch[:30]))
