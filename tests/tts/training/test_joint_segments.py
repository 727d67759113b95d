"""Segments with the decoder's inputs around them."""

import numpy as np
import pytest
import torch

from tts.acoustic.fastspeech2 import FastSpeech2
from tts.training.gta_mels import gta_mel
from tts.training.joint_segments import JointSampler
from vocoders.mel_config import MelConfig
from vocoders.training.segments import SegmentSampler

FRAMES = 12


@pytest.fixture(scope="module")
def model(config):
    torch.manual_seed(3)
    return FastSpeech2(config, MelConfig(), [220.0, 120.0])


@pytest.fixture
def sampler(feature_file, model):
    """Makes a sampler; copies as often as is asked for."""

    def make(real_fraction):
        clips = feature_file.select("train", ["ann", "bob"])
        segments = SegmentSampler(feature_file, clips, FRAMES, 6, 0, 8000.0)
        return JointSampler(feature_file, clips, segments, model, ["ann", "bob"], real_fraction)

    return make


def test_the_window_shows_the_decoder_what_it_sees_when_it_speaks(sampler, feature_file, model):
    """So the mel of a segment is cut from the mel of the whole clip, at its ends, too."""
    made = sampler(0.0)
    offsets = set()

    def cut(clip, first):
        speaker = ["ann", "bob"].index(feature_file.clips[clip].speaker)
        return gta_mel(model, feature_file, clip, speaker)[first : first + FRAMES]

    for step in range(8):
        batch = made(step)
        with torch.no_grad():
            mel = model.decoder(*batch.decoder_inputs)
        for row in range(6):
            offset = int(batch.offset[row])
            offsets.add(offset)
            segment = mel[row, :, offset : offset + FRAMES].T.numpy()
            found = list(places(batch.real_mel[row].numpy(), feature_file, made.clips))
            assert any(np.allclose(segment, cut(*place), atol=0.03) for place in found)
    assert len(offsets) > 4 and max(offsets) > made.context


def places(mel, feature_file, clips):
    """The clips and frames at which a mel (mels, frames) begins. Clips begin with like silence."""
    for clip in clips:
        rows = feature_file.arrays["mel"][clip].astype(np.float32)
        for first in range(len(rows) - FRAMES + 1):
            if np.array_equal(rows[first : first + FRAMES], mel.T):
                yield int(clip), first


def test_samples_and_mel_are_of_the_same_place(sampler, feature_file):
    batch = sampler(0.0)(0)
    assert not batch.segments.mel_is_real.any()
    torch.testing.assert_close(batch.segments.mel, batch.real_mel, atol=0.01, rtol=0)
    for row in range(6):
        found = places(batch.real_mel[row].numpy(), feature_file, [0, 1, 3, 4])
        cuts = [recorded(feature_file, *place) for place in found]
        assert any(np.allclose(batch.segments.samples[row], cut, atol=1e-6) for cut in cuts)


def recorded(feature_file, clip, first):
    """The samples of a segment."""
    hop = feature_file.mel_config.hop_length
    return feature_file.arrays["samples"][clip][first * hop : (first + FRAMES) * hop] / 32767


def test_as_many_as_asked_are_copies(sampler):
    assert sampler(1.0)(0).segments.mel_is_real.all()
    share = np.mean([sampler(0.5)(step).segments.mel_is_real.numpy() for step in range(20)])
    assert 0.3 < share < 0.7


def test_a_step_has_always_the_same_batch(sampler):
    first, second = sampler(0.5)(7), sampler(0.5)(7)
    torch.testing.assert_close(first.segments.excitation, second.segments.excitation)
    torch.testing.assert_close(first.frame_hidden, second.frame_hidden)
