"""A vocoder that needs the whole mel, fed in chunks."""

import numpy as np
import pytest

from vocoders import Streaming
from vocoders.mel_config import MelConfig
from vocoders.whole_mel import WholeMelStream

SPEC = MelConfig()


class Counting:
    """Samples count on from the seed; the calls are kept."""

    name = "counting"
    spec = SPEC

    def __init__(self, needs_pitch):
        self.needs_pitch = needs_pitch
        self.calls = []

    def __call__(self, mel, pitch=None, seed=0):
        self.calls.append((mel, pitch))
        return seed + np.arange(mel.shape[1] * SPEC.hop_length, dtype=np.float32)


@pytest.mark.parametrize("needs_pitch", [True, False])
@pytest.mark.parametrize("lengths", [[7], [2, 1, 4]])
def test_the_chunks_are_those_of_the_whole(lengths, needs_pitch):
    vocoder = Counting(needs_pitch)
    mel = np.random.default_rng(0).normal(size=(SPEC.n_mels, 7)).astype(np.float32)
    pitch = np.full(7, 100.0, np.float32)
    stream = WholeMelStream(vocoder)
    assert isinstance(stream, Streaming)
    chunks = list(stream.stream(np.split(mel, np.cumsum(lengths)[:-1], 1), pitch, seed=3))
    assert [len(chunk) for chunk in chunks] == [length * SPEC.hop_length for length in lengths]
    np.testing.assert_array_equal(np.concatenate(chunks), 3 + np.arange(7 * SPEC.hop_length))
    ((found, given),) = vocoder.calls
    np.testing.assert_array_equal(found, mel)
    assert given is (pitch if needs_pitch else None)
