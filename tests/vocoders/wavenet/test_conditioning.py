"""Conditioning of the WaveNet: LPC analyses and pitch lags of subframes, inputs of true samples."""

import numpy as np
import pytest
import torch

from vocoders.wavenet.conditioning import (
    LpcConditioning,
    lpc_conditioning,
    lpc_inputs,
    mel_features,
    pitch_lags,
)
from vocoders.wavenet.config import WaveNetConfig, max_period
from vocoders.wavenet.linear_prediction import SUBFRAMES, linear_predictors

PLAIN = WaveNetConfig(lpc_order=0, pitch_taps=0)
LPC = WaveNetConfig(lpc_order=6, pitch_taps=0)
PITCH = WaveNetConfig(lpc_order=6, pitch_taps=3)


def test_frame_features_are_the_mel_and_two_rows_for_f0(make_mel):
    mel = make_mel(5)
    f0 = np.array([0, 100, 200, 0, 200], np.float32)
    assert mel_features(mel, None) is mel
    features = mel_features(mel, f0)
    assert features.shape == (8, 5) and features.dtype == np.float32
    np.testing.assert_array_equal(features[:6], mel)
    np.testing.assert_array_equal(features[7], [0, 1, 1, 0, 1])
    assert features[6, 2] > features[6, 1]


def test_without_linear_prediction_nothing_is_predicted_and_the_gain_is_one(make_mel, spec):
    conditioning = lpc_conditioning(make_mel(5), None, PLAIN, spec)
    assert conditioning.coeffs.shape == (5 * SUBFRAMES, 0)
    for part in conditioning[1:]:
        assert part.shape == (5 * SUBFRAMES,)
    assert (conditioning.gain == 1).all() and (conditioning.rms == 1).all()


def test_coefficients_are_those_of_the_mel_with_the_earliest_sample_first(make_mel, spec):
    mel = make_mel(5)
    found = linear_predictors(mel, spec, 6)
    conditioning = lpc_conditioning(mel, None, LPC, spec)
    np.testing.assert_array_equal(conditioning.coeffs, found.coeffs[:, ::-1])
    np.testing.assert_array_equal(conditioning.gain, found.gain)
    np.testing.assert_array_equal(conditioning.rms, found.rms)
    assert not conditioning.pitch_lag.any()


def test_a_pitch_lag_is_the_period_in_samples_within_its_limits(spec):
    lags = [
        pitch_lags(np.full(3, hertz, np.float32), PITCH, spec)
        for hertz in (100.0, 160.0, 10.0, 7999.0)
    ]
    assert [set(lag.tolist()) for lag in lags] == [{80}, {50}, {max_period(spec)}, {2}]
    assert all(lag.shape == (3 * SUBFRAMES,) for lag in lags)


def test_the_pitch_lag_of_unvoiced_frames_lies_between_those_of_voiced_ones(spec):
    lag = pitch_lags(np.array([100, 0, 200], np.float32), PITCH, spec)
    assert lag[0] == 80 and lag[-1] == 40
    assert (np.diff(lag) <= 0).all() and 40 < lag[len(lag) // 2] < 80


def test_the_pitch_matters_only_with_pitch_taps(make_mel, make_f0, spec):
    mel = make_mel(5)
    f0 = make_f0(5)
    assert lpc_conditioning(mel, f0, PITCH, spec).pitch_lag.any()
    assert not lpc_conditioning(mel, f0, LPC, spec).pitch_lag.any()


def test_without_linear_prediction_the_input_is_the_sample_before():
    samples = torch.tensor([[0.1, 0.2, 0.3, 0.4]])
    nothing = LpcConditioning(np.zeros((1, 1, 0)), *[np.ones((1, 1))] * 3)
    inputs, prediction, gain = lpc_inputs(samples, nothing, PLAIN)
    torch.testing.assert_close(inputs[0, :, 0], torch.tensor([0.0, 0.1, 0.2, 0.3]))
    assert inputs.shape == (1, 4, 1)
    assert not prediction.any() and (gain == 1).all()


@pytest.mark.parametrize("taps", [0, 1, 3])
def test_inputs_are_computed_as_their_formulas_say(taps):
    rng = np.random.default_rng(0)
    count, order = 40, 2
    config = WaveNetConfig(lpc_order=order, pitch_taps=taps)
    samples = rng.normal(0, 0.3, count)
    coeffs = rng.normal(0, 0.5, (1, 4, order))
    gain, rms = rng.uniform(0.1, 1, (2, 1, 4))
    lag = np.array([[5, 6, 7, 9]])
    tensors = (torch.from_numpy(part) for part in (coeffs, gain, rms, lag))
    inputs, prediction, gains = lpc_inputs(
        torch.from_numpy(samples)[None], LpcConditioning(*tensors), config
    )
    past = np.concatenate([np.zeros(order), samples])
    subframe = np.arange(count) // 10
    expected = np.array([coeffs[0, subframe[t]] @ past[t : t + order] for t in range(count)])
    residual = np.arcsinh((samples - expected) / gain[0, subframe])
    np.testing.assert_allclose(prediction[0], expected, atol=1e-12)
    np.testing.assert_allclose(gains[0], gain[0, subframe])
    assert inputs.shape == (1, count, config.input_channels)
    np.testing.assert_allclose(inputs[0, 1:, 0], residual[:-1], atol=1e-12)
    np.testing.assert_allclose(
        inputs[0, 1:, 1], np.arcsinh(samples[:-1] / rms[0, subframe[1:]]), atol=1e-12
    )
    np.testing.assert_allclose(inputs[0, :, 2], np.arcsinh(expected / rms[0, subframe]))
    for tap in range(taps):
        at = np.arange(count) - lag[0, subframe] + tap - taps // 2
        wanted = np.where(at >= 0, residual[np.maximum(at, 0)], 0)
        np.testing.assert_allclose(inputs[0, :, 3 + tap], wanted, atol=1e-12)
