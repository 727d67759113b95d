"""Filters on the excitation: against the formula, and in blocks."""

import tracemalloc
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from vocoders.harmonic.excitation import (
    NOISE_PERIOD,
    make_excitation,
    noise_spectra,
    pulse_train,
)
from vocoders.harmonic.filters import (
    ENVELOPE_POINTS,
    harmonic_bins,
    num_filter_params,
    unpack_filters,
)
from vocoders.harmonic.synthesis import PUSH_FRAMES, SourceFilterSynth, synthesize
from vocoders.mel_config import MelConfig
from vocoders.pitch import fill_f0
from vocoders.training import stft as torch_stft
from vocoders.training import synthesis

SPEC = MelConfig()


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
    excitation = make_excitation(fill_f0(np.zeros(20, np.float32)), SPEC)
    samples = synthesize(made_filters(knots=knots), excitation, SPEC, 6000.0)
    middle = 10 * SPEC.hop_length + int(2.5 * SPEC.hop_length / ENVELOPE_POINTS)
    power = np.convolve(samples**2, np.ones(32) / 32, "same")
    assert abs(int(power.argmax()) - middle) < 40
    assert power[middle - 100] < 0.01 * power.max() and power[middle + 100] < 0.01 * power.max()


def test_breath_swells_with_the_pulses():
    frames = 400
    hertz = np.full(frames, 100.0, np.float32)
    swell = np.tile([1.5, 0.0], (frames, 1))
    breath = synthesize(
        made_filters(frames, swell=swell), make_excitation(fill_f0(hertz), SPEC, 0.3), SPEC, 6000.0
    )
    period = SPEC.sample_rate // 100
    start = round(make_excitation(fill_f0(hertz), SPEC, 0.3).times[1]) + period // 2
    power = (breath[start : start + 300 * period].reshape(300, period) ** 2).mean(0)
    middle = slice(period // 2 - 10, period // 2 + 10)
    assert power[middle].mean() > 20 * power[:20].mean()


def by_definition(filters, pitch, limit, phase):
    """The same by the formula, in torch as training computes it: pulses as samples, a Fourier
    transform of each frame.
    """
    rng = SimpleNamespace(random=lambda: phase)
    train, swing = pulse_train(pitch, SPEC, limit, rng)
    spectrum = torch_stft.batch_stft(torch.from_numpy(train)[None], SPEC)
    noise = torch.from_numpy(noise_spectra(SPEC)[: len(pitch)])[None]
    return synthesis.synthesize_batch(
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
    pulsed = synthesize(filters, make_excitation(fill_f0(pitch), SPEC, 0.4), SPEC, limit)
    assert decibels(pulsed, by_definition(filters, pitch, limit, 0.4)) < -75
    rng = np.random.default_rng(0)
    filters[:, : 2 * count] = np.repeat(rng.normal(0, 1, (frames // 10, 2 * count)), 10, 0)
    filters[:, : 2 * count] *= np.linspace(1, 0.2, 2 * count)
    assert (
        decibels(
            synthesize(filters, make_excitation(fill_f0(pitch), SPEC, 0.4), SPEC, limit),
            by_definition(filters, pitch, limit, 0.4),
        )
        < -55
    )


@given(st.lists(st.integers(1, 150), min_size=1, max_size=6))
@settings(max_examples=25)
def test_blocks_of_any_length_give_the_same_samples(lengths):
    frames = sum(lengths)
    rng = np.random.default_rng(frames)
    filters = rng.normal(-2, 1, (frames, num_filter_params(SPEC, 6000.0))).astype(np.float32)
    made = make_excitation(
        fill_f0(np.where(np.arange(frames) % 50 < 35, 180.0, 0).astype(np.float32)),
        SPEC,
        0.2,
        NOISE_PERIOD - 7,
    )
    whole = synthesize(filters, made, SPEC, 6000.0)
    blocks = SourceFilterSynth(made, SPEC, 6000.0)
    parts = np.split(filters, np.cumsum(lengths)[:-1])
    pieces = [blocks.push(unpack_filters(part, None, SPEC, 6000.0)) for part in parts]
    assert len(whole) == frames * SPEC.hop_length
    np.testing.assert_allclose(np.concatenate(pieces), whole, atol=1e-5 * np.abs(whole).max())
    assert all(
        len(piece) >= (length - 2) * SPEC.hop_length
        for piece, length in zip(pieces, lengths, strict=True)
    )


def test_the_memory_of_a_long_sentence_is_that_of_its_samples():
    def extra_bytes(frames):
        excitation = make_excitation(fill_f0(np.full(frames, 150, np.float32)), SPEC)
        filters = unpack_filters(made_filters(frames), None, SPEC, 6000.0)
        synth = SourceFilterSynth(excitation, SPEC, 6000.0)
        tracemalloc.start()
        samples = synth.push(filters)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak - 2 * samples.nbytes  # the blocks, and all of them in a row

    extra_bytes(PUSH_FRAMES)  # tables are made
    assert extra_bytes(6 * PUSH_FRAMES) < 1.5 * extra_bytes(PUSH_FRAMES)
