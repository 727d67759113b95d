"""Voices as ONNX files: they say what torch says, at any length, without torch."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
import torch

onnx = pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")
pytest.importorskip("onnxscript")

import vocoders
from tts import TTS
from tts.acoustic.fastspeech2 import FastSpeech2
from tts.acoustic.fastspeech2_export import acoustic_specs
from tts.acoustic.fastspeech2_onnx import FastSpeech2Onnx
from tts.cli import main as cli
from tts.export import ExportError, export_voice
from tts.loading import UnknownBackendError, for_backend
from tts.voice import InvalidVoiceError, find
from vocoders.errors import InvalidWeightsError, VocoderError
from vocoders.export.graph import GraphExportError, export_graph
from vocoders.export.harmonic import network_spec
from vocoders.harmonic.network import HarmonicVocoder
from vocoders.onnx_session import OnnxModel
from vocoders.weights import HEADER_KEY

TEXT = "Dr. Wu owes $5. Will she pay?"
HEAVY = ("torch", "safetensors", "onnx", "numba", "soundfile", "soxr", "inflect", "phonemizer")
FILES = [
    "acoustic.decoder.onnx",
    "acoustic.encoder.onnx",
    "acoustic.f0_predictor.onnx",
    "harmonic.onnx",
    "harmonic.synthesis.onnx",
]


@pytest.fixture(scope="module")
def exported(tiny_voices, tmp_path_factory):
    """The tiny voice as ONNX, and how far each network is from torch."""
    folder = tmp_path_factory.mktemp("onnx")
    return folder, export_voice(tiny_voices / "tiny", folder)


@pytest.fixture(scope="module")
def both(tiny_voices, exported):
    """The same voice in torch and in ONNX Runtime."""
    return TTS.load(tiny_voices / "tiny"), TTS.load(exported[0] / "tiny")


def test_a_voice_is_one_file_a_network_and_its_settings(exported):
    folder, distances = exported
    assert sorted(path.name for path in folder.iterdir()) == [*FILES, "tiny"]
    assert sorted(path.name for path in distances) == FILES and max(distances.values()) <= 1e-4
    for name in FILES:
        onnx.checker.check_model(onnx.load(folder / name), full_check=True)
        assert OnnxModel(folder / name, is_own=True).meta["mel_config"]["hop_length"] == 256


@pytest.mark.parametrize("phonemes", [1, 2, 7, 150])
def test_the_acoustic_model_says_the_same_at_any_length(tiny_voices, exported, phonemes):
    one = FastSpeech2.load(tiny_voices / "acoustic.safetensors")
    other = FastSpeech2Onnx.load(exported[0] / "acoustic.encoder.onnx")
    assert (one.spec, one.symbols, one.pitch_means, one.reduction_factor) == (
        other.spec,
        other.symbols,
        other.pitch_means,
        other.reduction_factor,
    )
    rng = np.random.default_rng(phonemes)
    ids = np.stack([rng.integers(2, 60, phonemes), rng.integers(0, 3, phonemes)], 1)
    for durations in (None, rng.integers(1, 9, phonemes)):
        mine, its = (
            model.predict(ids, 2, pitch=1.5, durations=durations) for model in (one, other)
        )
        assert mine.durations.tolist() == its.durations.tolist()
        np.testing.assert_allclose(its.mel, mine.mel, atol=1e-4)
        np.testing.assert_allclose(its.f0, mine.f0, rtol=1e-4)
        np.testing.assert_allclose(its.energies, mine.energies, atol=1e-3)


@pytest.mark.parametrize("frames", [1, 2, 33, 500])
def test_the_vocoder_sounds_the_same_at_any_length(tiny_voices, exported, frames):
    one = vocoders.load(tiny_voices / "harmonic.safetensors")
    other = vocoders.load(exported[0] / "harmonic.onnx")
    assert (one.name, one.spec, one.needs_pitch, one.max_voiced_hz) == (
        other.name,
        other.spec,
        other.needs_pitch,
        other.max_voiced_hz,
    )
    rng = np.random.default_rng(frames)
    mel = rng.normal(-5, 1, (100, frames)).astype(np.float32)
    pitch = rng.uniform(100, 300, frames).astype(np.float32)
    np.testing.assert_allclose(other(mel, pitch, 3), one(mel, pitch, 3), atol=1e-4)


def test_speech_is_the_same_end_to_end(both):
    mine, its = (tts.say(TEXT, speed=1.2, pitch=2.0, seed=5) for tts in both)
    assert mine.words == its.words and mine.phonemes == its.phonemes
    np.testing.assert_allclose(its.samples, mine.samples, atol=1e-3)


def test_the_command_exports_and_the_voice_is_found_by_name(
    tiny_heart, exported, tmp_path, monkeypatch, capsys
):
    (tmp_path / "out").mkdir()
    monkeypatch.setattr(
        "tts.export.export_graph",
        lambda spec, path, fp16=False: (
            path.write_bytes((exported[0] / path.name).read_bytes()) * 1e-9
        ),
    )
    assert cli.main(["export", "emma", str(tmp_path / "out"), "--weights", "float16"]) == 0
    said = capsys.readouterr().err
    assert all(name in said for name in FILES) and str(tmp_path / "out" / "emma") in said
    monkeypatch.setenv("PLAINSPEECH_VOICES", str(tmp_path / "out"))
    assert find("emma").locale == "en-gb" and TTS.load("emma").say("Hello.").seconds > 0.1
    assert (
        cli.main(["say", "Hello.", "-v", "emma", "-o", str(tmp_path / "hello.wav")]) == 0
        and (tmp_path / "hello.wav").stat().st_size > 1000
    )
    assert (
        cli.main(["export", "nobody", str(tmp_path)]) == 1
        and "no voice called 'nobody'" in capsys.readouterr().err
    )


def test_speaking_from_onnx_imports_no_torch(exported):
    code = f"""
import sys
from tts import TTS
assert TTS.load({str(exported[0] / "tiny")!r}).say("Yes.").seconds > 0.1
heavy = {HEAVY!r}
print([name for name in heavy if name in sys.modules])
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


def test_a_voice_in_onnx_runtime_may_be_used_from_several_threads(both):
    texts = [f"Number {number} of {number * 7}, read aloud." for number in range(8)]
    alone = [both[1].say(text) for text in texts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(both[1].say, texts))
    assert all(
        (one.samples == other.samples).all() for one, other in zip(alone, together, strict=True)
    )


@pytest.mark.parametrize("threads", [1, 3])
def test_a_session_has_the_threads_it_was_given_and_none_spins(exported, threads):
    network = OnnxModel(exported[0] / "harmonic.onnx", threads)
    options = network.session.get_session_options()
    assert (options.intra_op_num_threads, options.inter_op_num_threads) == (threads, 1)
    assert options.get_session_config_entry("session.intra_op.allow_spinning") == "0"


def test_no_threads_at_all_are_refused(exported):
    with pytest.raises(VocoderError, match="threads must be one at least, not 0"):
        TTS.load(exported[0] / "tiny", threads=0)


def test_nothing_of_the_machine_that_exported_is_in_the_files(exported):
    for name in FILES:
        content = (exported[0] / name).read_bytes()
        assert (
            b".py" not in content
            and b"site-packages" not in content
            and b"stack_trace" not in content
        )


def test_half_weights_are_half_the_size_and_say_the_same_as_rounded_ones(
    tiny_voices, exported, tmp_path
):
    vocoder = HarmonicVocoder.load(tiny_voices / "harmonic.safetensors")

    assert export_graph(network_spec(vocoder), tmp_path / "half.onnx", fp16=True) <= 1e-4
    sizes = [
        path.stat().st_size for path in (tmp_path / "half.onnx", exported[0] / "harmonic.onnx")
    ]
    assert sizes[0] < 0.62 * sizes[1]  # tiny: the graph itself is a good part
    stored = {tensor.data_type for tensor in onnx.load(tmp_path / "half.onnx").graph.initializer}
    assert onnx.TensorProto.FLOAT16 in stored
    mel = np.full((100, 20), -5, np.float32)
    pitch = np.full(20, 150, np.float32)
    assert (
        0
        < np.abs(vocoders.load(tmp_path / "half.onnx")(mel, pitch) - vocoder(mel, pitch)).max()
        < 1e-3
    )


# ---------------------------------------------------------------- which runtime


def test_a_runtime_may_be_asked_for_where_both_lie_side_by_side(tiny_voices, exported, tmp_path):
    for file in [*exported[0].glob("*.onnx"), *tiny_voices.glob("*.safetensors")]:
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny" / "voice.json").write_text((tiny_voices / "tiny" / "voice.json").read_text())
    loaded = {
        runtime: TTS.load(tmp_path / "tiny", runtime=runtime) for runtime in (None, "torch", "onnx")
    }
    assert {runtime: type(tts.acoustic) for runtime, tts in loaded.items()} == {
        None: FastSpeech2Onnx,
        "torch": FastSpeech2,
        "onnx": FastSpeech2Onnx,
    }
    assert type(loaded["onnx"].vocoder).__name__ == "HarmonicOnnx"
    again = for_backend(for_backend(find(tmp_path / "tiny"), "onnx"), "torch")
    assert again == find(tmp_path / "tiny")


def test_a_runtime_whose_files_are_absent_is_told(tiny_voices, exported):
    with pytest.raises(
        InvalidVoiceError, match=r"no .*acoustic\.encoder\.onnx.*plainspeech export tiny"
    ):
        TTS.load(tiny_voices / "tiny", runtime="onnx")
    with pytest.raises(InvalidVoiceError, match=r"no .*acoustic\.safetensors"):
        TTS.load(exported[0] / "tiny", runtime="torch")
    with pytest.raises(UnknownBackendError, match=r"'tensorflow'\. Known: onnx, torch"):
        TTS.load(tiny_voices / "tiny", runtime="tensorflow")


# ---------------------------------------------------------------- what can't be


def copied(exported, folder):
    for file in exported[0].glob("*.onnx"):
        (folder / file.name).write_bytes(file.read_bytes())
    return folder


@pytest.mark.parametrize("name", FILES[:-1])  # of the last one nothing is read
def test_absent_damaged_and_foreign_networks_are_told_by_name(exported, tmp_path, name):
    folder = copied(exported, tmp_path)
    load = (
        (lambda: vocoders.load(folder / name))
        if name == "harmonic.onnx"
        else (lambda: FastSpeech2Onnx.load(folder / "acoustic.encoder.onnx"))
    )
    whole = (folder / name).read_bytes()
    foreign = onnx.load(folder / name)
    del foreign.metadata_props[:]
    other = (
        folder
        / (
            "acoustic.f0_predictor.onnx"
            if name != "acoustic.f0_predictor.onnx"
            else "harmonic.onnx"
        )
    ).read_bytes()
    for content, said in (
        (whole[: len(whole) // 2], "damaged"),
        (b"", "damaged"),
        (foreign.SerializeToString(), HEADER_KEY),
        (other, "not"),
    ):
        (folder / name).write_bytes(content)
        with pytest.raises(InvalidWeightsError, match=said) as error:
            load()
        assert name in str(error.value)
    (folder / name).unlink()
    with pytest.raises(VocoderError, match=name):
        load()


def test_networks_of_two_exports_are_not_mixed(tiny_voices, exported, tmp_path):
    folder = copied(exported, tmp_path)
    model = FastSpeech2.load(tiny_voices / "acoustic.safetensors")
    with torch.no_grad():
        model.f0_predictor.out_proj.bias += 1
    export_graph(acoustic_specs(model)["f0_predictor"], folder / "acoustic.f0_predictor.onnx")
    with pytest.raises(InvalidWeightsError, match="different models"):
        FastSpeech2Onnx.load(folder / "acoustic.encoder.onnx")


def test_a_network_that_says_something_else_is_not_kept(tiny_voices, tmp_path):
    spec = acoustic_specs(FastSpeech2.load(tiny_voices / "acoustic.safetensors"))["f0_predictor"]

    class Moody(torch.nn.Module):
        def forward(self, hidden, place):
            deviation, odds = spec.network(hidden, place)
            return deviation + (0.01 if hidden.shape[1] > 100 else 0), odds

    with pytest.raises(GraphExportError, match="would differ from torch"):
        export_graph(replace(spec, network=Moody()), tmp_path / "c.onnx")
    assert list(tmp_path.iterdir()) == []


def test_other_vocoders_cannot_be_exported(tiny_voices, tmp_path):
    from vocoders.hifigan import HifiganGenerator, HifiganVocoder
    from vocoders.hifigan_config import HifiganConfig
    from vocoders.mel_config import MelConfig

    folder = tmp_path / "tiny"
    folder.mkdir()
    HifiganVocoder(
        HifiganGenerator(HifiganConfig("2", (16, 16), (32, 32), 16, (3,), ((1, 3),)), 100),
        MelConfig(),
    ).save(tmp_path / "v.safetensors")
    settings = json.loads((tiny_voices / "tiny" / "voice.json").read_text())
    settings |= {
        "acoustic": str(tiny_voices / "acoustic.safetensors"),
        "vocoder": "../v.safetensors",
    }
    (folder / "voice.json").write_text(json.dumps(settings))
    with pytest.raises(ExportError, match="'hifigan'"):
        export_voice(folder, tmp_path / "out")


def test_packaged_networks_are_written_whole_and_sound_the_same(tmp_path, capsys):
    assert cli.main(["export", "george", str(tmp_path), "--weights", "int8"]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {*FILES, "george"}
    assert (
        5e6 < sum(path.stat().st_size for path in tmp_path.glob("*.onnx")) < 12e6
        and "weights_file" not in OnnxModel(tmp_path / FILES[0]).meta
    )
    mine, its = (TTS.load(voice).say(TEXT) for voice in ("george", tmp_path / "george"))
    np.testing.assert_array_equal(its.samples, mine.samples)


def test_networks_without_bytes_are_not_written_as_such(exported, tmp_path):
    with pytest.raises(
        ExportError,
        match=r"acoustic\.encoder\.onnx is not quantized; `python -m tts\.training\.package`",
    ):
        export_voice(exported[0] / "tiny", tmp_path / "out", "int8")
    with pytest.raises(
        ExportError, match=r"can't be written as 'int4'\. Known: float32, float16, int8"
    ):
        export_voice(exported[0] / "tiny", tmp_path / "out", "int4")
    assert not (tmp_path / "out").exists()


@pytest.mark.packaged
def test_a_packaged_voice_is_exported_with_weights_of_float16(tmp_path):
    """Only weights are rounded: the tables of the synthesis stay float32, and so does its sound."""
    errors = export_voice("heart", tmp_path, "float16")
    assert max(errors.values()) < 1e-4
    kinds = {
        path.name: {tensor.data_type for tensor in onnx.load(path).graph.initializer}
        for path in errors
    }
    half = onnx.TensorProto.FLOAT16
    assert {name for name, found in kinds.items() if half not in found} == {
        "harmonic.synthesis.onnx"
    }
    words = [word.text for word in TTS.load(str(tmp_path / "heart")).say("Hello there.").words]
    assert words == ["Hello", "there"]
