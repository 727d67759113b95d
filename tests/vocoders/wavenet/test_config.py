"""The WaveNet's configuration: what follows from its numbers, and what is refused."""

import pytest

from vocoders.errors import VocoderError
from vocoders.mel_config import MelConfig
from vocoders.wavenet.config import MU_LAW, WaveNetConfig, max_period


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"output_distribution": "gauss"}, "'logistic-mixture' or 'mu-law', not 'gauss'"),
        ({"residual_channels": 12}, "multiples of 8"),
        ({"skip_channels": 20}, "multiples of 8"),
        ({"skip_channels": 0}, "at least 1"),
        ({"layers_per_stack": 0}, "at least 1"),
        ({"pitch_taps": 4}, "an odd number"),
        ({"lpc_order": 0, "pitch_taps": 3}, "need an lpc_order"),
        ({"lpc_order": -1}, "must not be negative"),
        ({"pitch_taps": -1}, "must not be negative"),
    ],
)
def test_impossible_numbers_are_refused_with_the_reason(changes, message):
    with pytest.raises(VocoderError, match=message):
        WaveNetConfig(**changes)


def test_dilations_double_within_a_stack_and_start_again():
    config = WaveNetConfig(stacks=2, layers_per_stack=4)
    assert config.dilations == (1, 2, 4, 8, 1, 2, 4, 8)
    assert config.receptive_field == 2 * (2**4 - 1) + 1


def test_inputs_and_outputs_are_counted_by_what_is_used():
    assert WaveNetConfig(lpc_order=0, pitch_taps=0).input_channels == 1
    assert WaveNetConfig(lpc_order=8, pitch_taps=0).input_channels == 3
    assert WaveNetConfig(lpc_order=8, pitch_taps=5).input_channels == 8
    assert WaveNetConfig(mixture_components=4).output_channels == 12
    assert WaveNetConfig(output_distribution=MU_LAW).output_channels == 256


def test_linear_prediction_looks_back_by_its_order_and_a_pitch_period():
    spec = MelConfig()
    assert max_period(spec) == 480  # 50 Hz
    assert WaveNetConfig(lpc_order=0, pitch_taps=0).lpc_context(spec) == 0
    assert WaveNetConfig(lpc_order=32, pitch_taps=0).lpc_context(spec) == 32
    assert WaveNetConfig(lpc_order=32, pitch_taps=5).lpc_context(spec) == 32 + 480 + 3
