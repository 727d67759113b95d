"""Random segments for the WaveNet: a loss of a sample is that of generation."""

import numpy as np
import pytest
import torch

from vocoders.mel import mel_spectrogram
from vocoders.training.recipe import RecipeError
from vocoders.training.wavenet_forward import distributions
from vocoders.training.wavenet_segments import context_frames, receptive_frames


@pytest.mark.parametrize("kind", ["config", "predicting"])
def test_outputs_for_a_sample_that_counts_are_those_in_the_whole_clip(wavenet, no_gain, kind):
    """Its mel, its past and both ends of the clip: a frame's error anywhere would show."""
    config = getattr(wavenet, kind)
    network = wavenet.network(config)
    clip = 2
    arrays = wavenet.features.arrays
    hop = wavenet.mel_config.hop_length
    true = torch.from_numpy(arrays["samples"][clip].astype(np.float32) / 32768)
    with torch.inference_mode():
        mel, f0 = (
            torch.from_numpy(np.ascontiguousarray(arrays[name][clip].T))[None]
            for name in ("mel", "f0")
        )
        whole = network(network.prepare_inputs(true[None], mel, f0))[0]
        batch = wavenet.sampler([clip], 60, config)(0)
        outputs = distributions(network, batch)
    firsts = []
    for samples, counts, output in zip(batch.samples, batch.loss_mask, outputs, strict=True):
        length = len(samples)
        (first,) = (
            at
            for at in range(0, len(true) - length + 1, hop)
            if torch.equal(true[at : at + length], samples)
        )
        expected = whole[:, first : first + length]
        torch.testing.assert_close(output[:, counts], expected[:, counts], atol=1e-5, rtol=1e-4)
        # an output that lacks its past is another one
        assert first == 0 or not torch.allclose(output[:, 0], expected[:, 0], atol=1e-3)
        firsts.append(first // hop)
    assert min(firsts) == 0 and max(firsts) == 90 - wavenet.frames and len(set(firsts)) > 25


def test_the_mel_of_a_segment_is_that_of_its_samples(wavenet):
    batch = wavenet.sampler([0, 2])(3)
    edge = 3
    offsets = range(2 * context_frames(wavenet.config, wavenet.mel_config) + 1)
    rows = zip(
        batch.samples.numpy(), batch.inputs.features.numpy(), batch.offset.tolist(), strict=True
    )
    for samples, mel, offset in rows:
        real = mel_spectrogram(samples, wavenet.mel_config)[:, edge:-edge]
        errors = [
            float(np.abs(mel[:, at + edge : at + wavenet.frames - edge] - real).mean())
            for at in offsets
        ]
        assert np.argmin(errors) == offset and min(errors) < 0.05


def test_what_counts_has_its_receptive_field_or_the_clips_beginning(wavenet):
    hop = wavenet.mel_config.hop_length
    lead = receptive_frames(wavenet.config, wavenet.mel_config) * hop
    assert lead >= wavenet.config.receptive_field > lead - hop
    batch = wavenet.sampler()(1)
    mask = batch.loss_mask
    at_beginning = mask[:, 0]
    assert 0 < at_beginning.float().mean() < 0.6
    long = batch.samples[:, -1] != 0
    assert mask[~at_beginning & long, lead:].all() and not mask[~at_beginning, :lead].any()
    assert mask[at_beginning & long].all()
    short = wavenet.sampler([1])(0)
    assert (short.loss_mask.sum(1) == 7 * hop).all()
    assert not short.samples[:, 7 * hop :].any()


def test_every_part_of_a_clip_counts_about_as_often(wavenet, no_gain):
    hop = wavenet.mel_config.hop_length
    batch = wavenet.sampler([0], 600)(0)
    true = wavenet.features.arrays["samples"][0].astype(np.float32) / 32768
    starts = {true[at : at + 32].tobytes(): at // hop for at in range(0, len(true) - 31, hop)}
    times = np.zeros(60)
    for samples, mask in zip(batch.samples.numpy(), batch.loss_mask.numpy(), strict=True):
        first = starts[samples[:32].tobytes()]
        times[first : first + wavenet.frames] += mask[::hop]
    middle = times[15:45]
    assert times[0] > 0 and times[:5].mean() > 0.15 * times.mean()
    assert middle.std() < 0.35 * middle.mean()


def parts(batch):
    return [batch.samples, *batch.inputs, batch.offset, batch.loss_mask]


def test_a_step_always_has_the_same_batch_and_another_another(wavenet):
    first = wavenet.sampler()(5)
    again = wavenet.sampler()(5)
    other = wavenet.sampler()(6)
    for one, two in zip(parts(first), parts(again), strict=True):
        torch.testing.assert_close(one, two, atol=0, rtol=0)
    assert not torch.equal(first.samples, other.samples)
    assert [tuple(part.shape) for part in parts(first)] == [
        (40, 192),
        (40, 192, 1),
        (40, 6, wavenet.frames + 6),
        (40, 192),
        (40, 192),
        (40,),
        (40, 192),
    ]


def test_segments_shorter_than_the_receptive_field_are_refused(wavenet):
    with pytest.raises(RecipeError, match="31 samples or 2 frames"):
        wavenet.sampler(frames=2)
