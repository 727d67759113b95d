"""The WaveNet as a vocoder: lengths, seeds, chunks, threads, files."""

import numpy as np
import pytest
import torch

import vocoders
from vocoders import weights
from vocoders.errors import VocoderError
from vocoders.mel import mel_spectrogram
from vocoders.mel_config import MelConfig
from vocoders.wavenet.chunks import split_points
from vocoders.wavenet.config import LOGISTIC_MIXTURE, MU_LAW
from vocoders.wavenet.vocoder import WaveNetVocoder


@pytest.mark.parametrize("frames", [1, 5, 70, 131])
def test_the_samples_are_as_long_as_the_mel_and_decided_by_the_seed(
    make_network, make_mel, spec, frames
):
    vocoder = WaveNetVocoder(make_network())
    mel = make_mel(frames)
    samples = vocoder(mel, seed=3)
    assert samples.shape == (frames * spec.hop_length,) and samples.dtype == np.float32
    np.testing.assert_array_equal(samples, vocoder(mel, seed=3))
    assert not np.array_equal(samples, vocoder(mel, seed=4))


def test_mel_matching_brings_the_samples_near_their_mel(make_network, spec):
    bands = np.arange(spec.n_mels)[:, None]
    mel = (-4 + np.sin(np.arange(60) / 6) - bands / 3).astype(np.float32)
    errors = []
    for iterations in (0, 2):
        samples = WaveNetVocoder(make_network(), mel_matching_iterations=iterations)(mel)
        found = mel_spectrogram(samples, spec)
        errors.append(float(np.abs(np.maximum(found, -9) - np.maximum(mel, -9)).mean()))
    assert errors[1] < 0.5 * errors[0]


def test_the_samples_do_not_depend_on_the_threads(make_network, make_mel):
    network = make_network()
    mel = make_mel(140)
    one, three = (WaveNetVocoder(network, threads=threads)(mel) for threads in (1, 3))
    np.testing.assert_array_equal(one, three)


@pytest.mark.parametrize("threads", [1, 2])
def test_utterances_in_a_batch_are_as_alone(make_network, make_mel, make_f0, threads):
    vocoder = WaveNetVocoder(make_network(lpc_order=6, pitch_taps=3), threads=threads)
    mels = [make_mel(frames, frames) for frames in (90, 7, 300, 1, 45)]
    pitches = [make_f0(mel.shape[1]) for mel in mels]
    together = vocoder.batch(mels, pitches, seed=2)
    for mel, pitch, samples in zip(mels, pitches, together, strict=True):
        np.testing.assert_array_equal(samples, vocoder(mel, pitch, seed=2))
    assert vocoder.batch([], []) == []


def test_a_chunk_that_has_warmed_up_equals_the_whole(make_network, make_mel, spec):
    """Without chance (no temperature, one logistic) chunks and the whole are the same."""
    network = make_network(mixture_components=1)
    mel = make_mel(150)
    with torch.no_grad():
        network.post_conv2.weight.mul_(0.05)  # so that the distant past is forgotten
    whole, chunks = (WaveNetVocoder(network, count, temperature=0.0)(mel) for count in (1, 4))
    starts = [start * spec.hop_length for start in split_points(mel, 4)]
    outside = np.ones(len(whole), bool)
    for start in starts[1:]:
        outside[start : start + spec.hop_length] = False  # a crossfade of equal chunks is louder
    assert len(starts) == 4 and np.std(whole) > 0
    np.testing.assert_allclose(chunks[outside], whole[outside], atol=1e-3)


def test_progress_grows_up_to_the_total(make_network, make_mel):
    reports = []
    vocoder = WaveNetVocoder(make_network(), max_chunks=1)
    mels = [make_mel(400), make_mel(90)]
    vocoder.batch(mels, [None, None], progress=lambda *report: reports.append(report))
    assert len(reports) > 1 and reports == sorted(reports)
    assert reports[-1][0] == reports[-1][1]


def test_an_exception_of_progress_ends_the_work(make_network, make_mel):
    def enough(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        WaveNetVocoder(make_network())(make_mel(40), progress=enough)


def test_the_pitch_is_needed_only_with_pitch_taps(make_network, make_mel):
    mel = make_mel(10)
    without = WaveNetVocoder(make_network(lpc_order=6))
    assert not without.needs_pitch
    np.testing.assert_array_equal(without(mel), without(mel, np.full(10, 100, np.float32)))
    vocoder = WaveNetVocoder(make_network(lpc_order=6, pitch_taps=3))
    low, high = (vocoder(mel, np.full(10, hertz, np.float32)) for hertz in (100, 200))
    assert vocoder.needs_pitch and not np.array_equal(low, high)


@pytest.mark.parametrize("pitch", [None, np.full(9, 100.0), np.full(10, -1.0), np.full(10, np.nan)])
def test_a_pitch_that_is_not_valid_is_refused(make_network, make_mel, pitch):
    vocoder = WaveNetVocoder(make_network(lpc_order=6, pitch_taps=3))
    with pytest.raises(VocoderError, match="pitch"):
        vocoder(make_mel(10), pitch)


@pytest.mark.parametrize("output", [LOGISTIC_MIXTURE, MU_LAW])
def test_a_saved_vocoder_gives_the_same_samples(make_network, make_mel, spec, tmp_path, output):
    vocoder = WaveNetVocoder(make_network(output_distribution=output))
    mel = make_mel(6)
    vocoder.save(tmp_path / "w.safetensors", steps=7)
    loaded = vocoders.load(tmp_path / "w.safetensors")
    assert (loaded.name, loaded.needs_pitch, loaded.spec) == ("wavenet", False, spec)
    assert weights.tensor_metadata(tmp_path / "w.safetensors")["steps"] == 7
    np.testing.assert_array_equal(loaded(mel), vocoder(mel))


def test_weights_of_another_config_or_mel_are_refused(make_network, tmp_path):
    WaveNetVocoder(make_network()).save(tmp_path / "w.safetensors")
    tensors, meta = weights.load_tensors(tmp_path / "w.safetensors")
    config = meta["config"] | {"residual_channels": 16}
    weights.save(tmp_path / "wide.safetensors", tensors, meta | {"config": config})
    with pytest.raises(VocoderError, match="do not fit its header"):
        vocoders.load(tmp_path / "wide.safetensors")
    with pytest.raises(VocoderError, match="mels 6"):
        vocoders.load(tmp_path / "w.safetensors", MelConfig())
