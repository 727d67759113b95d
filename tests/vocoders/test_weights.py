"""Weights files: what goes in comes out, whole or not at all; damaged and foreign ones are told."""

import json

import numpy as np
import pytest
from safetensors import safe_open
from safetensors.numpy import save_file

import vocoders
from vocoders import weights
from vocoders.errors import InvalidWeightsError, VocoderError
from vocoders.mel_config import MelConfig

TENSORS = {"a": np.arange(6, dtype=np.float32).reshape(2, 3), "b.half": np.ones(4, np.float16)}
META = {
    "architecture": "hifigan",
    "config": {"rates": [8, 8]},
    "mel_config": MelConfig().to_dict(),
    "note": "ünïcode",
}


def test_tensors_and_meta_come_back(tmp_path):
    weights.save(tmp_path / "w.safetensors", TENSORS, META)
    tensors, meta = weights.load_tensors(tmp_path / "w.safetensors")
    assert meta == META == weights.tensor_metadata(tmp_path / "w.safetensors")
    assert tensors.keys() == TENSORS.keys()
    for name, value in TENSORS.items():
        assert tensors[name].dtype == value.dtype
        np.testing.assert_array_equal(tensors[name], value)
    assert weights.mel_config_of(meta, "w") == MelConfig()


def test_strided_arrays_are_written_as_they_read(tmp_path):
    weights.save(tmp_path / "w.safetensors", {"t": TENSORS["a"].T}, {})
    np.testing.assert_array_equal(
        weights.load_tensors(tmp_path / "w.safetensors")[0]["t"], TENSORS["a"].T
    )


def test_a_failed_save_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "w.safetensors"
    weights.save(path, TENSORS, META)
    before = path.read_bytes()
    with pytest.raises(TypeError):
        weights.save(path, TENSORS, {"no": object()})
    with pytest.raises(Exception, match=r"[Oo]bject|dtype"):
        weights.save(path, {"x": np.array([object()])}, META)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("keep", [0, 4, 60, -1])
def test_a_damaged_file_is_told(tmp_path, keep):
    path = tmp_path / "w.safetensors"
    weights.save(path, TENSORS, META)
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(VocoderError, match="damaged"):
        weights.load_tensors(path)


def test_foreign_absent_and_unknown_files_are_told(tmp_path):
    with pytest.raises(VocoderError, match="no weights file"):
        vocoders.load(tmp_path / "absent.safetensors")
    save_file(TENSORS, tmp_path / "foreign.safetensors", {"format": "pt"})
    with pytest.raises(VocoderError, match="lacks the key 'plainspeech'; it has format"):
        vocoders.load(tmp_path / "foreign.safetensors")
    save_file(TENSORS, tmp_path / "broken.safetensors", {"plainspeech": "{"})
    with pytest.raises(VocoderError, match="no JSON"):
        vocoders.load(tmp_path / "broken.safetensors")
    weights.save(tmp_path / "unknown.safetensors", TENSORS, {"architecture": "waveglow"})
    with pytest.raises(VocoderError, match=r"'waveglow'.*knows.*hifigan"):
        vocoders.load(tmp_path / "unknown.safetensors")
    with pytest.raises(VocoderError, match="does not describe a mel"):
        weights.mel_config_of({"mel_config": {"hop_length": 256, "colour": 1}}, "w")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "has no format number; this version of PlainSpeech reads format 1"),
        ({"format": 0}, "has format 0; this version"),
        ({"format": 2}, "has format 2; this version"),
        ({"format": "1"}, "has format '1'; this version"),
        ({"format": True}, "has format True; this version"),
    ],
)
def test_another_format_is_refused_in_one_line(tmp_path, change, said):
    path = tmp_path / "old.safetensors"
    save_file(TENSORS, path, {"plainspeech": json.dumps(META | change)})
    for read in (weights.load_tensors, weights.tensor_metadata, vocoders.load):
        with pytest.raises(InvalidWeightsError, match=said) as error:
            read(path)
        assert "old.safetensors" in str(error.value) and "\n" not in str(error.value)


def test_the_format_is_written_and_not_part_of_the_description(tmp_path):
    path = tmp_path / "w.safetensors"
    weights.save(path, TENSORS, META)
    with safe_open(path, "numpy") as file:
        assert json.loads(file.metadata()["plainspeech"]) == {"format": weights.FORMAT, **META}
    assert "format" not in weights.tensor_metadata(path)


def test_quantized_weights_come_as_the_float32_that_they_stand_for(tmp_path):
    int8 = np.array([[1, -2], [3, 4]], np.int8)
    stored = {
        "a.weight": int8,
        "a.weight.scale": np.array([0.5, 2], np.float32),
        "a.weight.input_qparams": np.ones(2, np.float32),
        "a.weight.output_qparams": np.ones(2, np.float32),
        "b.scale": np.ones(2, np.float32),
    }
    weights.save(tmp_path / "w.safetensors", stored, META)
    tensors, _ = weights.load_tensors(tmp_path / "w.safetensors")
    assert tensors.keys() == {"a.weight", "b.scale"}
    np.testing.assert_array_equal(tensors["a.weight"], [[0.5, -1], [6, 8]])
    assert weights.digest(tensors) == weights.digest(weights.dequantize(stored))


def test_tensors_lie_where_the_table_says(tmp_path):
    path = tmp_path / "w.safetensors"
    weights.save(path, TENSORS, META)
    content = path.read_bytes()
    for name, info in weights.tensor_table(path).items():
        found = content[info.offset : info.offset + info.length]
        assert info.shape == TENSORS[name].shape and found == TENSORS[name].tobytes()


def test_the_header_hash_changes_with_the_header_alone(tmp_path):
    one, two, three = (tmp_path / f"{name}.safetensors" for name in "abc")
    weights.save(one, TENSORS, META)
    weights.save(two, {name: values + 1 for name, values in TENSORS.items()}, META)
    weights.save(three, TENSORS, META | {"note": "other"})
    assert weights.header_hash(one) == weights.header_hash(two) != weights.header_hash(three)


def test_a_folder_is_told(tmp_path):
    with pytest.raises(VocoderError):
        vocoders.load(tmp_path)
