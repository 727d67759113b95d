"""Weights files: what goes in comes out, whole or not at all; damaged and foreign ones are told."""

import numpy as np
import pytest
from safetensors.numpy import save_file

import vocoders
from vocoders import weights
from vocoders.errors import VocoderError
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
    tensors, meta = weights.load(tmp_path / "w.safetensors")
    assert meta == META == weights.describe(tmp_path / "w.safetensors")
    assert tensors.keys() == TENSORS.keys()
    for name, value in TENSORS.items():
        assert tensors[name].dtype == value.dtype
        np.testing.assert_array_equal(tensors[name], value)
    assert weights.mel_config_of(meta, "w") == MelConfig()


def test_strided_arrays_are_written_as_they_read(tmp_path):
    weights.save(tmp_path / "w.safetensors", {"t": TENSORS["a"].T}, {})
    np.testing.assert_array_equal(weights.load(tmp_path / "w.safetensors")[0]["t"], TENSORS["a"].T)


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
        weights.load(path)


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


def test_a_folder_is_told(tmp_path):
    with pytest.raises(VocoderError):
        vocoders.load(tmp_path)
