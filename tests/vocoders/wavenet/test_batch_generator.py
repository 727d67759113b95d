"""Generation of a batch: the distributions that samples are drawn from are the network's."""

import sys
import types

import numpy as np
import pytest
import torch

from vocoders.errors import VocoderError
from vocoders.wavenet import batch_generator, kernels
from vocoders.wavenet.batch_generator import BLOCK_SAMPLES, BatchGenerator, import_kernels
from vocoders.wavenet.config import LOGISTIC_MIXTURE, MU_LAW
from vocoders.wavenet.vocoder import WaveNetVocoder

PREDICTIONS = [{}, {"lpc_order": 6}, {"lpc_order": 6, "pitch_taps": 3}]


@pytest.fixture
def new_generator(make_f0):
    """A network, a mel and a batch size -> a generator of equal chunks."""

    def new(network, mel, batch=1):
        vocoder = WaveNetVocoder(network, max_chunks=1)
        f0 = make_f0(mel.shape[1]) if network.config.pitch_taps else None
        (chunk,) = vocoder._chunks(mel, f0, 0)
        return BatchGenerator([chunk] * batch, network.config, network.spec, vocoder.weights, 0.8)

    return new


def generate(generator, config, seed=0):
    """Samples (batch, samples), and the distributions (batch, samples, outputs) of each."""
    batch = len(generator.lengths)
    count = generator.length
    rng = np.random.default_rng(seed)
    uniforms = rng.uniform(1e-6, 1 - 1e-6, (count, batch, 2)).astype(np.float32)
    distributions = np.zeros((batch, count, config.output_channels), np.float32)
    first = count // 2 + 3  # no multiple of PREFETCH
    generator.generate(uniforms[:first], distributions[:, :first])
    generator.generate(uniforms[first:], distributions[:, first:])
    return np.stack(generator.samples), distributions


@pytest.mark.parametrize(
    ("output", "batch"),
    [(LOGISTIC_MIXTURE, 1), (MU_LAW, 1), (LOGISTIC_MIXTURE, 3), (MU_LAW, 2), (LOGISTIC_MIXTURE, 5)],
)
@pytest.mark.parametrize("changes", PREDICTIONS)
def test_distributions_are_those_that_the_network_gives_for_the_samples(
    make_network, make_mel, inputs_of, new_generator, output, batch, changes
):
    network = make_network(output_distribution=output, **changes)
    mel = make_mel(20)
    samples, distributions = generate(new_generator(network, mel, batch), network.config)
    assert len(np.unique(samples)) > 20
    samples = torch.from_numpy(samples)
    found = torch.from_numpy(distributions).transpose(1, 2)
    with torch.inference_mode():
        inputs = inputs_of(network, samples, mel)
        expected = network(inputs)
        likelihoods = [network.log_likelihood(each, samples, inputs) for each in (found, expected)]
    torch.testing.assert_close(found, expected, atol=1e-4, rtol=0)
    torch.testing.assert_close(*likelihoods, atol=1e-4, rtol=0)


@pytest.mark.parametrize("output", [LOGISTIC_MIXTURE, MU_LAW])
@pytest.mark.parametrize("changes", PREDICTIONS)
def test_compiled_and_plain_code_agree(make_network, make_mel, new_generator, output, changes):
    network = make_network(output_distribution=output, layers_per_stack=2, **changes)
    mel = make_mel(2)
    compiled = new_generator(network, mel)
    plain = new_generator(network, mel)
    plain.kernels = types.SimpleNamespace(generate=kernels.generate.py_func)
    for found, expected in zip(
        generate(compiled, network.config), generate(plain, network.config), strict=True
    ):
        np.testing.assert_allclose(found, expected, atol=1e-4)


def test_blocks_are_generated_until_nothing_remains(make_network, make_mel, new_generator):
    generator = new_generator(make_network(), make_mel(200))
    total = 200 * 16
    assert (generator.remaining, generator.completed) == (total, 0)
    generator.step()
    assert (generator.remaining, generator.completed) == (total - BLOCK_SAMPLES, BLOCK_SAMPLES)
    generator.step()
    assert (generator.remaining, generator.completed) == (0, total)
    (before,) = generator.samples
    before = before.copy()
    generator.step()
    np.testing.assert_array_equal(generator.samples[0], before)


def test_shorter_chunks_count_only_what_belongs_to_them(make_network, make_mel):
    vocoder = WaveNetVocoder(make_network(), max_chunks=1)
    chunks = [vocoder._chunks(make_mel(frames), None, 0)[0] for frames in (3, 5)]
    generator = vocoder._generator(chunks)
    generator.step()
    assert generator.remaining == 0 and generator.completed == 8 * 16
    assert [len(samples) for samples in generator.samples] == [3 * 16, 5 * 16]


def test_too_little_memory_is_an_error_that_says_what_to_do(make_network, make_mel, monkeypatch):
    vocoder = WaveNetVocoder(make_network())

    def no_memory(shape, *_):
        raise MemoryError

    monkeypatch.setattr(batch_generator.np, "zeros", no_memory)
    with pytest.raises(VocoderError, match=r"not enough memory .* 2 chunks need .*max_chunks=1"):
        chunk = types.SimpleNamespace(conditioning=np.ones((2, 8)), sampler=None)
        vocoder._generator([chunk] * 2)


def test_without_numba_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "numba", None)
    monkeypatch.delitem(sys.modules, "vocoders.wavenet.kernels")
    monkeypatch.delattr("vocoders.wavenet.kernels")
    with pytest.raises(VocoderError, match=r"\[wavenet\]"):
        import_kernels()
