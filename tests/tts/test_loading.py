"""Networks are found and loaded by the backend that they run in."""

from pathlib import Path

import pytest

import vocoders
from tts.loading import (
    UnknownBackendError,
    for_backend,
    hint,
    load_acoustic,
    load_checked,
    load_vocoder,
    with_suffix,
)
from tts.voice import InvalidVoiceError, find
from vocoders.errors import SpecMismatchError
from vocoders.mel_config import MelConfig


@pytest.mark.parametrize(
    "name", ["acoustic.safetensors", "acoustic.encoder.onnx", "acoustic.onnx", "acoustic"]
)
def test_a_suffix_takes_the_place_of_any_other(name):
    assert with_suffix(Path("v") / name, ".encoder.onnx") == Path("v/acoustic.encoder.onnx")
    assert with_suffix(Path("v") / name, "") == Path("v/acoustic")


def test_without_a_backend_the_files_that_are_there_are_taken(tiny_voice, tmp_path):
    voice = find(tiny_voice)
    assert for_backend(voice, None) == for_backend(voice, "torch") == voice


def test_an_unknown_backend_and_absent_files_are_refused(tiny_voice):
    voice = find(tiny_voice)
    with pytest.raises(UnknownBackendError, match=r"no runtime 'jax'\. Known: onnx, torch"):
        for_backend(voice, "jax")
    with pytest.raises(InvalidVoiceError, match=r"there is no .*onnx.*plainspeech export tiny"):
        for_backend(voice, "onnx")
    assert "plainspeech export tiny" in hint(voice, "onnx")
    assert "safetensors" in hint(voice, "torch")


def test_the_suffix_says_what_an_acoustic_model_runs_in(tiny_voice):
    assert type(load_acoustic(find(tiny_voice).acoustic)).__name__ == "FastSpeech2"


def test_a_vocoder_is_the_voice_s_own_or_another(tiny_voice):
    voice = find(tiny_voice)
    assert load_vocoder(voice).name == "harmonic"
    assert load_vocoder(voice, "wavenet").name == "wavenet"
    assert load_vocoder(voice, "griffin-lim").name == "griffin-lim"
    assert load_vocoder(voice, voice.vocoder).name == "harmonic"
    own = vocoders.load("griffin-lim")
    assert load_vocoder(voice, own) is own
    with pytest.raises(SpecMismatchError):
        load_vocoder(voice, None, MelConfig(n_mels=80))


@pytest.mark.parametrize("error", [KeyError("hidden"), RuntimeError("size\nmismatch")])
def test_weights_that_do_not_fit_are_a_damaged_voice(error):
    def load(file):
        raise error

    with pytest.raises(InvalidVoiceError, match=r"a\.onnx is damaged.*Install it again") as raised:
        load_checked("a.onnx", load)
    assert "\n" not in str(raised.value) and raised.value.__cause__ is error
