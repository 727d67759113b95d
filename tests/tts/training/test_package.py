"""Packaged voices: graphs that point at the safetensors beside them, made together or not at all,
and refused where they do not belong together.
"""

# ruff: noqa: E402 (what is imported below needs onnx)

import shutil
from pathlib import Path

import numpy as np
import pytest

onnx = pytest.importorskip("onnx")
pytest.importorskip("onnxscript")

from tts import TTS
from tts.acoustic.config import FastSpeech2Config
from tts.acoustic.fastspeech2 import FastSpeech2
from tts.training import calibration
from tts.training import package as packaging
from tts.training.postfilter import POSTFILTER_STRENGTH, Strength
from tts.voice import PACKAGE_VOICES
from vocoders import weights
from vocoders.errors import InvalidWeightsError
from vocoders.export import quantizable
from vocoders.export.external_data import link_external_data
from vocoders.export.graph import trace
from vocoders.export.harmonic import network_spec
from vocoders.export.tensor_refs import ExternalDataError
from vocoders.harmonic.config import HarmonicConfig
from vocoders.harmonic.network import HarmonicVocoder
from vocoders.onnx_session import OnnxModel

GRAPHS = {
    "acoustic.encoder.onnx": "acoustic.safetensors",
    "acoustic.f0_predictor.onnx": "acoustic.safetensors",
    "acoustic.decoder.onnx": "acoustic.safetensors",
    "harmonic.onnx": "harmonic.safetensors",
}
OWN_GRAPHS = {  # of a voice with an acoustic model of its own
    f"kathleen/{graph}": f"kathleen/{file}"
    for graph, file in GRAPHS.items()
    if graph.startswith("acoustic")
}
PACKAGED = GRAPHS | OWN_GRAPHS
TEXT = "Dr. Wu owes $5. Will she pay?"


@pytest.fixture(scope="module")
def packaged(tiny_voices, tmp_path_factory):
    """The tiny voice as the package holds voices, and how far each graph is from torch; its
    products are large enough for bytes here.
    """
    folder = tmp_path_factory.mktemp("packaged")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quantizable, "MIN_WEIGHTS", 256)
        patch.setattr(calibration, "SENTENCES", calibration.SENTENCES[:4])
        distances = packaging.package(
            tiny_voices / "acoustic.safetensors", tiny_voices / "harmonic.safetensors", folder
        )
    shutil.copytree(tiny_voices / "tiny", folder / "tiny")
    return folder, distances


@pytest.fixture
def copied(packaged, tmp_path):
    """A copy to spoil."""
    return shutil.copytree(packaged[0], tmp_path / "voices")


def pointers(graph):
    """Name -> (file, offset, length, shape) of what a graph reads elsewhere."""
    return {
        tensor.name: (
            {entry.key: entry.value for entry in tensor.external_data},
            tuple(tensor.dims),
        )
        for tensor in onnx.load(graph, load_external_data=False).graph.initializer
        if tensor.external_data
    }


def check_belongs(graph, file):
    """Every pointer leads to exactly one tensor of the file, of its shape; and every tensor of that
    network is pointed at.
    """
    places = weights.tensor_table(file)
    meta = OnnxModel(graph).meta
    assert (meta["weights_file"], meta["header_hash"]) == (file.name, weights.header_hash(file))
    for name, (at, shape) in pointers(graph).items():
        place = places[name.removesuffix(".stored")]
        assert (at["location"], int(at["offset"]), int(at["length"]), shape) == (
            file.name,
            place.offset,
            place.length,
            place.shape,
        )
    prefix = f"{meta['network']}." if "network" in meta else ""
    assert (
        {f"{name}.stored" for name in places if name.startswith(prefix)}
        >= pointers(graph).keys()
        > set()
    )
    own = {
        name: place.length
        for name, place in places.items()
        if name.startswith(prefix) and not name.endswith(weights.QPARAM_SUFFIXES)
    }
    assert (
        sum(own.values()) - lengths(graph) < 4000
    )  # equal tensors are read once, scales of 1 not at all


def lengths(graph):
    return sum(int(at["length"]) for at, _ in pointers(graph).values())


def test_graphs_hold_no_weights_and_say_what_torch_says(packaged):
    folder, distances = packaged
    assert {path.name for path in folder.iterdir()} == {*GRAPHS, *GRAPHS.values(), "tiny"}
    assert {path.name for path in distances} == GRAPHS.keys() and 1e-6 < max(
        distances.values()
    ) <= 0.1
    for graph, file in GRAPHS.items():
        check_belongs(folder / graph, folder / file)
        onnx.checker.check_model(str(folder / graph))
    mine, its = (
        TTS.load(folder / "tiny", runtime=runtime).say(TEXT, seed=5)
        for runtime in ("torch", "onnx")
    )
    assert [word.text for word in mine.words] == [word.text for word in its.words] and abs(
        mine.seconds - its.seconds
    ) < 0.1


def test_large_products_and_single_channels_are_in_whole_numbers_and_nothing_else_is(packaged):
    for graph, file in GRAPHS.items():
        kinds = [
            node.op_type
            for node in onnx.load(packaged[0] / graph, load_external_data=False).graph.node
        ]
        prefix = (
            f"{OnnxModel(packaged[0] / graph).meta['network']}."
            if graph.startswith("acoustic")
            else ""
        )
        stored = weights.tensor_table(packaged[0] / file)
        rounded = [
            name
            for name, place in stored.items()
            if name.startswith(prefix) and place.dtype == "I8"
        ]
        convolutions = sum(
            weights.OUTPUT_QPARAMS in name for name in stored if name.startswith(prefix)
        )
        assert kinds.count("QLinearConv") == kinds.count("DequantizeLinear") == convolutions
        assert (
            kinds.count("MatMulIntegerToFloat") + convolutions
            == kinds.count("QuantizeLinear")
            == len(rounded)
            > 0
        )
        assert kinds.count("Relu") == 0  # less than 0 is less than the least byte
        assert {
            place.dtype
            for name, place in stored.items()
            if not name.endswith(weights.QPARAM_SUFFIXES)
        } == {"I8", "F16"}


def test_rectified_products_hand_on_their_bytes(tmp_path, monkeypatch):
    monkeypatch.setattr(quantizable, "MIN_WEIGHTS", 256)
    monkeypatch.setattr(calibration, "SENTENCES", calibration.SENTENCES[:2])
    acoustic = FastSpeech2(
        FastSpeech2Config(
            hidden_dim=16,
            num_encoder_blocks=1,
            predictor_dim=16,
            f0_dim=16,
            num_f0_blocks=1,
            decoder_dim=16,
            num_decoder_blocks=1,
            activation="relu",
        )
    )
    acoustic.save(tmp_path / "a.safetensors")
    HarmonicVocoder(HarmonicConfig(hidden_dim=16, num_blocks=1, activation="relu")).save(
        tmp_path / "b.safetensors"
    )
    distances = packaging.package(
        tmp_path / "a.safetensors", tmp_path / "b.safetensors", tmp_path / "voices"
    )
    assert 1e-6 < max(distances.values()) <= 0.1
    for graph in (graph for graph in distances if "encoder" not in graph.name):
        nodes = onnx.load(graph, load_external_data=False).graph.node
        kinds = [node.op_type for node in nodes]
        assert not {"Relu", "Gelu"} & {*kinds}
        assert (
            kinds.count("QLinearConv") - kinds.count("DequantizeLinear") == 1
        )  # of the wide product
        assert (
            kinds.count("QLinearConv")
            + kinds.count("MatMulIntegerToFloat")
            - kinds.count("QuantizeLinear")
            == 1
        )


def test_bytes_that_are_used_otherwise_are_refused(packaged, copied):
    vocoder = HarmonicVocoder.load(copied / "harmonic.safetensors")
    graph = trace(vocoder.network, network_spec(vocoder)).graph
    for node in graph.node:
        node.op_type = "Gemm" if node.op_type == "MatMul" else node.op_type
    with pytest.raises(ExternalDataError, match=r"\.weight is int8, but used by Gemm"):
        link_external_data(graph, copied / "harmonic.safetensors")


def test_convolutions_in_bytes_that_are_not_between_turns_are_refused(packaged, copied):
    vocoder = HarmonicVocoder.load(copied / "harmonic.safetensors")
    graph = trace(vocoder.network, network_spec(vocoder)).graph
    for node in graph.node:
        node.op_type = "Identity" if node.op_type == "Transpose" else node.op_type
    with pytest.raises(
        ExternalDataError, match="is an int8 convolution, but not between two transpositions"
    ):
        link_external_data(graph, copied / "harmonic.safetensors")


@pytest.mark.parametrize(("graph", "file"), PACKAGED.items())
def test_the_packaged_graphs_belong_to_the_packaged_weights(graph, file):
    """What `python -m tts.training.package` wrote together was committed together."""
    check_belongs(PACKAGE_VOICES / graph, PACKAGE_VOICES / file)
    assert (PACKAGE_VOICES / graph).stat().st_size < 600_000


def test_weights_are_rounded_once_and_keep_what_they_say_of_themselves(tiny_voices, packaged):
    before, after = (
        weights.load_tensors(folder / "acoustic.safetensors")
        for folder in (tiny_voices, packaged[0])
    )
    assert after[1] == before[1] | {"postfilter": list(POSTFILTER_STRENGTH)}
    other = "norm", "layer_scale", "pw_conv2", "decoder.out_proj"
    kept = [
        name
        for name, values in after[0].items()
        if values.dtype == np.float16 and not any(part in name for part in other)
    ]
    kept = [
        name
        for name in kept
        if not name.endswith(("norm1.weight", "norm1.bias", "norm2.weight", "norm2.bias"))
    ]  # the encoder's norms
    assert len(kept) > 20 and any("symbol" in name for name in kept)
    for name in kept:
        np.testing.assert_array_equal(after[0][name], before[0][name].astype(np.float16))


def test_what_packaging_added_can_be_taken_out_again(packaged, tmp_path, monkeypatch, tiny_voices):
    monkeypatch.setattr(calibration, "SENTENCES", calibration.SENTENCES[:1])
    files = packaged[0] / "acoustic.safetensors", packaged[0] / "harmonic.safetensors"
    packaging.package(*files, tmp_path, Strength(), 0.0)
    ids = np.stack([np.arange(2, 42), np.arange(40) % 3], 1)
    trained, added, without = (
        FastSpeech2.load(folder / "acoustic.safetensors").predict(ids, 0, durations=[4] * 40).mel
        for folder in (tiny_voices, packaged[0], tmp_path)
    )
    assert np.abs(without - trained).mean() < 0.2 * np.abs(added - trained).mean()
    for folder, strength, decibels in (
        (packaged[0], POSTFILTER_STRENGTH, packaging.VOICED_NOISE_DB),
        (tmp_path, Strength(), 0.0),
    ):
        config = weights.tensor_metadata(folder / "harmonic.safetensors")["config"]
        assert config["voiced_noise_db"] == decibels
        assert weights.tensor_metadata(folder / "acoustic.safetensors")["postfilter"] == [*strength]


def test_weights_that_were_replaced_alone_are_refused(copied):
    tensors, meta = weights.load_tensors(copied / "harmonic.safetensors")
    weights.save(copied / "harmonic.safetensors", tensors, meta | {"step": 7})
    with pytest.raises(
        InvalidWeightsError,
        match=r"harmonic\.onnx does not belong to harmonic\.safetensors.*tts\.training\.package",
    ):
        TTS.load(copied / "tiny")
    assert TTS.load(copied / "tiny", runtime="torch").vocoder.name == "harmonic"


@pytest.mark.parametrize(
    "spoil",
    [
        Path.unlink,
        lambda file: file.write_bytes(file.read_bytes()[:-1000]),
        lambda file: file.write_bytes(b""),
    ],
)
def test_weights_that_are_absent_or_cut_off_are_told(copied, spoil):
    spoil(copied / "harmonic.safetensors")
    with pytest.raises(InvalidWeightsError, match=r"harmonic\."):
        OnnxModel(copied / "harmonic.onnx")


def test_nothing_is_written_where_something_is_refused(tiny_voices, copied, monkeypatch, capsys):
    before = {file.name: file.read_bytes() for file in copied.iterdir() if file.is_file()}
    wrong = [
        str(tiny_voices / "harmonic.safetensors"),
        str(tiny_voices / "harmonic.safetensors"),
        str(copied),
    ]
    monkeypatch.setattr("sys.argv", ["package", *wrong])
    with pytest.raises(
        SystemExit,
        match=r"nothing was written: .* holds the architecture 'harmonic', not 'fastspeech2'",
    ):
        packaging.main()
    assert {file.name: file.read_bytes() for file in copied.iterdir() if file.is_file()} == before
    assert not list(copied.glob(".package-*"))


def test_a_graph_of_other_weights_does_not_point(copied, tmp_path):
    vocoder = HarmonicVocoder.load(copied / "harmonic.safetensors")
    graph = onnx.load(
        copied / "harmonic.onnx"
    ).graph  # with the weights' values, as float16 under other names
    vocoder.save(tmp_path / "float.safetensors")
    with pytest.raises(ExternalDataError, match="only to float16"):
        link_external_data(graph, tmp_path / "float.safetensors")
    with pytest.raises(
        ExternalDataError,
        match=r"does not have, as they stand in .*acoustic\.safetensors, .*out_proj",
    ):
        link_external_data(graph, copied / "acoustic.safetensors", "decoder.")


def test_the_command_tells_what_it_made(tiny_voices, packaged, tmp_path, monkeypatch, capsys):
    def write_all(acoustic, vocoder, folder, strength, voiced_noise_db):
        for file in (*GRAPHS, *GRAPHS.values()):
            shutil.copyfile(packaged[0] / file, folder / file)
        return {folder / graph: 0.02 for graph in GRAPHS}

    monkeypatch.setattr(packaging, "write_all", write_all)
    monkeypatch.setattr("sys.argv", ["package", "a", "v", str(tmp_path / "out")])
    packaging.main()
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == sorted(
        {*GRAPHS, *GRAPHS.values()}
    )
    assert capsys.readouterr().err.count("2.0% from torch") == 4


def test_a_wavenet_is_packaged_beside_the_voices(tiny_voices, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(
        "sys.argv", ["package", str(tiny_voices / "wavenet.safetensors"), str(tmp_path)]
    )
    packaging.main()
    before, after = (
        weights.load_tensors(folder / "wavenet.safetensors")[0]
        for folder in (tiny_voices, tmp_path)
    )
    for name, values in after.items():
        np.testing.assert_array_equal(values, before[name].astype(np.float16))
    monkeypatch.setattr(
        "sys.argv", ["package", str(tiny_voices / "harmonic.safetensors"), str(tmp_path)]
    )
    with pytest.raises(
        SystemExit,
        match=r"nothing was written: .* holds the architecture 'harmonic', not 'wavenet'",
    ):
        packaging.main()
    monkeypatch.setattr("sys.argv", ["package", "a", "b", "c", str(tmp_path)])
    with pytest.raises(SystemExit, match="2"):
        packaging.main()
    assert "one file, of a WaveNet, or two" in capsys.readouterr().err


def test_a_voice_of_one_speaker_is_packaged(tiny_voices, tmp_path, monkeypatch):
    """A recipe may name one voice; weights made before may have a configuration for four."""
    monkeypatch.setattr(calibration, "SENTENCES", calibration.SENTENCES[:1])
    model = FastSpeech2.load(tiny_voices / "acoustic.safetensors")
    model.pitch_means = model.pitch_means[:1]
    model.pitch_std_scale = model.pitch_std_scale[:1]
    model.save(tmp_path / "acoustic.safetensors")
    distances = packaging.package(
        tmp_path / "acoustic.safetensors", tiny_voices / "harmonic.safetensors", tmp_path / "voices"
    )
    assert {path.name for path in distances} == GRAPHS.keys()
