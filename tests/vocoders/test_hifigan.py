"""HiFi-GAN: the published shapes, an independent implementation's samples, published files,
refusals.
"""

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
import torch

import vocoders
from vocoders import hifigan
from vocoders.errors import SpecMismatchError, VocoderError
from vocoders.hifigan import HifiganGenerator, HifiganVocoder, convert, fold
from vocoders.hifigan_config import PUBLISHED_SPEC, V1, V2, V3, HifiganConfig
from vocoders.mel_config import MelConfig

SMALL = HifiganConfig("2", (4, 2), (8, 4), 8, (3, 5), ((1, 2), (2, 6)))
SMALL_SPEC = MelConfig(22050, 8, 32, 32, 5, 0.0, 8000.0)
GOLDEN = Path(__file__).with_name(
    "hifigan_golden.json"
)  # SpeechT5HifiGan of transformers, with the weights of `by_formula`


def generator(config=SMALL, mels=5, seed=0):
    torch.manual_seed(seed)
    return HifiganGenerator(config, mels).eval()


def by_formula(network):
    for name, value in network.named_parameters():
        place = np.arange(value.numel(), dtype=np.float64)
        scale = 1.2 / np.sqrt(value[0].numel()) if value.dim() > 1 else 0.1
        value.data = (
            torch.from_numpy(scale * np.sin(1.7 * place**1.5 + sum(map(ord, name))))
            .float()
            .reshape(value.shape)
        )
    return network


def published_files(folder, network, spec=SMALL_SPEC, **changes):
    """A generator as its authors publish one: weight_g and weight_v under the key "generator", and
    a config.json.
    """
    state = {}
    for name, value in network.state_dict().items():
        if name.endswith(".weight"):
            state[f"{name}_g"] = value.flatten(1).norm(dim=1).reshape(-1, 1, 1)
            state[f"{name}_v"] = value * 2.5  # its length does not count
        else:
            state[name] = value
    torch.save({"generator": state}, folder / "generator")
    fields = dataclasses.asdict(network.config) | {
        "sampling_rate": spec.sample_rate,
        "hop_size": spec.hop_length,
        "win_size": spec.win_length,
        "n_fft": spec.n_fft,
        "num_mels": spec.n_mels,
        "fmin": 0,
        "fmax": 8000,
        "segment_size": 8192,
        "fmax_for_loss": None,
    }
    (folder / "config.json").write_text(json.dumps(fields | changes))
    return folder / "generator", folder / "config.json"


def mel_like(spec, frames, seed=0):
    return np.random.default_rng(seed).normal(-4, 2, (spec.n_mels, frames)).astype(np.float32)


@pytest.mark.parametrize(("config", "millions"), [(V1, 13.92), (V2, 0.92), (V3, 1.46)])
def test_published_shapes_have_the_parameters_the_paper_counts(config, millions):
    with torch.device("meta"):
        count = sum(value.numel() for value in HifiganGenerator(config, 80).parameters())
    assert count / 1e6 == pytest.approx(millions, abs=0.01)  # table 1 of the paper
    assert config.hop_length == PUBLISHED_SPEC.hop_length


def test_agrees_with_an_independent_implementation():
    golden = json.loads(GOLDEN.read_text())
    network = by_formula(HifiganGenerator(HifiganConfig.from_dict(golden["config"]), 6))
    mel = -4 + 3 * np.sin(np.arange(6)[:, None] * 1.3 + np.arange(8)[None] * 0.9)
    with torch.inference_mode():
        samples = network(torch.from_numpy(mel).float()[None])[0].numpy()
    np.testing.assert_allclose(samples, golden["samples"], atol=1e-4)


def leaky(x, slope):
    return np.where(x > 0, x, slope * x)


def convolved(x, weight, bias, dilation=1):
    """(channels, samples) -> (out, samples), by the definition."""
    taps = weight.shape[2]
    padded = np.pad(x, ((0, 0), (dilation * (taps - 1) // 2,) * 2))
    return bias[:, None] + sum(
        weight[:, :, tap] @ padded[:, tap * dilation : tap * dilation + x.shape[1]]
        for tap in range(taps)
    )


def upsampled(x, weight, bias, rate):
    """Transposed convolution by its definition: each value adds its kernel, `rate` apart.

    x          (channels, samples)
    returns    (out, samples * rate)
    """
    taps = weight.shape[2]
    out = np.zeros((weight.shape[1], (x.shape[1] - 1) * rate + taps))
    for place in range(x.shape[1]):
        out[:, place * rate : place * rate + taps] += np.einsum("i,iok->ok", x[:, place], weight)
    trim = (taps - rate) // 2
    return bias[:, None] + out[:, trim : trim + x.shape[1] * rate]


def test_v3s_single_convolution_blocks_agree_with_the_definition():
    network = by_formula(generator())
    w = {
        name: value.detach().numpy().astype(np.float64)
        for name, value in network.state_dict().items()
    }
    mel = mel_like(SMALL_SPEC, 6)
    x = convolved(mel, w["conv_pre.weight"], w["conv_pre.bias"])
    for step, rate in enumerate(SMALL.upsample_rates):
        x = upsampled(leaky(x, 0.1), w[f"ups.{step}.weight"], w[f"ups.{step}.bias"], rate)
        seen = []
        for block, dilations in enumerate(SMALL.resblock_dilation_sizes):
            y = x
            for place, dilation in enumerate(dilations):
                at = f"resblocks.{2 * step + block}.convs.{place}"
                y = y + convolved(leaky(y, 0.1), w[f"{at}.weight"], w[f"{at}.bias"], dilation)
            seen.append(y)
        x = np.mean(seen, axis=0)
    expected = np.tanh(convolved(leaky(x, 0.01), w["conv_post.weight"], w["conv_post.bias"]))[0]
    assert expected.std() > 0.05
    np.testing.assert_allclose(HifiganVocoder(network, SMALL_SPEC)(mel), expected, atol=1e-4)


def test_length_is_frames_times_hop_and_the_seed_changes_nothing():
    vocoder = HifiganVocoder(generator(), SMALL_SPEC)
    for frames in (1, 2, 7):
        assert vocoder(mel_like(SMALL_SPEC, frames)).shape == (frames * 8,)
    mel = mel_like(SMALL_SPEC, 5)
    np.testing.assert_array_equal(vocoder(mel, seed=1), vocoder(mel, seed=2))


def test_weight_norm_changes_nothing_until_trained_and_folds_back():
    network = generator()
    mel = torch.from_numpy(mel_like(SMALL_SPEC, 4))[None]
    plain = network.state_dict()
    before = network(mel)
    normalized = network.normalize_weights()
    torch.testing.assert_close(normalized(mel), before)
    folded = fold(normalized.state_dict())
    assert folded.keys() == plain.keys()
    for name, value in plain.items():
        torch.testing.assert_close(folded[name], value)


@pytest.mark.parametrize("resblock", ["1", "2"])
def test_published_files_convert_and_sound_the_same(tmp_path, resblock):
    network = generator(dataclasses.replace(SMALL, resblock=resblock))
    vocoder = convert(*published_files(tmp_path, network), tmp_path / "ours.safetensors")
    mel = mel_like(SMALL_SPEC, 9)
    np.testing.assert_allclose(vocoder(mel), HifiganVocoder(network, SMALL_SPEC)(mel), atol=1e-5)
    again = vocoders.load(tmp_path / "ours.safetensors")
    assert again.name == "hifigan" and not again.needs_pitch
    np.testing.assert_array_equal(again(mel), vocoder(mel))


def test_published_config_gives_the_published_spec(tmp_path):
    fields = {
        "sampling_rate": 22050,
        "hop_size": 256,
        "win_size": 1024,
        "n_fft": 1024,
        "num_mels": 80,
        "fmin": 0,
        "fmax": 8000,
    }
    assert hifigan.published_spec(fields) == PUBLISHED_SPEC
    assert hifigan.published_spec(fields | {"fmax": None}).f_max == 11025


def test_another_mel_is_refused_by_the_field_that_differs(tmp_path):
    HifiganVocoder(generator(), SMALL_SPEC).save(tmp_path / "ours.safetensors")
    with pytest.raises(SpecMismatchError, match=r"sample_rate 22050.*sample_rate 24000"):
        vocoders.load(
            tmp_path / "ours.safetensors", dataclasses.replace(SMALL_SPEC, sample_rate=24000)
        )
    with pytest.raises(VocoderError, match=r"5 mels.*\(6, 4\)"):
        HifiganVocoder(generator(), SMALL_SPEC)(np.zeros((6, 4), np.float32))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"resblock": "3"}, "resblock is '3'"),
        ({"upsample_rates": [4]}, "1 upsample_rates but 2"),
        ({"upsample_rates": [4, 3]}, "by 3 with kernel 4"),
        ({"upsample_initial_channel": 6}, "cannot be halved 2 times"),
        ({"resblock_kernel_sizes": [3, 4]}, "not all odd"),
        ({"hop_size": 16}, "8 samples a frame, its mel has 16"),
        ({"num_mels": 7}, "do not fit their config"),
        ({"upsample_rates": None}, "wrong kind|cannot be built"),
    ],
)
def test_a_wrong_config_is_told(tmp_path, changes, said):
    with pytest.raises(VocoderError, match=said):
        convert(*published_files(tmp_path, generator(), **changes), tmp_path / "ours.safetensors")
    assert not (tmp_path / "ours.safetensors").exists()


def test_a_config_without_a_field_is_told(tmp_path):
    checkpoint, config = published_files(tmp_path, generator())
    fields = json.loads(config.read_text())
    for name in ("resblock", "sampling_rate"):
        config.write_text(json.dumps({key: value for key, value in fields.items() if key != name}))
        with pytest.raises(VocoderError, match=name):
            convert(checkpoint, config, tmp_path / "ours.safetensors")


def test_a_checkpoint_that_is_none_is_told(tmp_path):
    checkpoint, config = published_files(tmp_path, generator())
    for content in (b"", b"not a checkpoint", checkpoint.read_bytes()[:500]):
        checkpoint.write_bytes(content)
        with pytest.raises(VocoderError, match="cannot read the HiFi-GAN checkpoint"):
            convert(checkpoint, config, tmp_path / "ours.safetensors")
    torch.save({"optim": 1}, checkpoint)
    with pytest.raises(VocoderError, match="optim"):
        convert(checkpoint, config, tmp_path / "ours.safetensors")


def test_a_checkpoint_runs_no_code(tmp_path):
    _, config = published_files(tmp_path, generator())
    torch.save({"generator": Trap(tmp_path / "ran")}, tmp_path / "trap")
    with pytest.raises(VocoderError):
        convert(tmp_path / "trap", config, tmp_path / "ours.safetensors")
    assert not (tmp_path / "ran").exists()


class Trap:
    """Unpickled, it would make a file."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return Path.touch, (self.path,)
