"""Tensors of a safetensors file, found by their values."""

import numpy as np
import pytest

from vocoders import weights
from vocoders.export.tensor_refs import (
    ExternalDataError,
    find_tensors,
    fingerprint,
    layouts,
    read_tensors,
)


@pytest.fixture
def matrix():
    return np.random.default_rng(0).standard_normal((3, 5)).astype(np.float16)


def test_a_matrix_is_found_in_both_layouts(tmp_path, matrix):
    vector = np.arange(4, dtype=np.float16)
    weights.save(tmp_path / "a.safetensors", {"a.m": matrix, "a.v": vector, "b": vector + 1}, {})
    found = find_tensors(tmp_path / "a.safetensors", "a.")
    assert len(found) == 3
    plain = found[fingerprint(matrix.astype(np.float32))]
    transposed = found[fingerprint(matrix.T.astype(np.float32))]
    assert (plain.name, plain.transposed) == ("a.m", False)
    assert (transposed.name, transposed.transposed) == ("a.m", True)
    assert found[fingerprint(vector)].name == "a.v"
    assert fingerprint(vector + 1) not in found


def test_int8_weights_are_found_by_the_values_that_they_stand_for(tmp_path):
    integers = np.array([[1, -2], [3, 4]], np.int8)
    scale = np.array([0.5, 2.0], np.float32)
    tensors = {"w": integers, "w.scale": scale, "w.input_qparams": scale}
    weights.save(tmp_path / "a.safetensors", tensors, {})
    found = find_tensors(tmp_path / "a.safetensors", "")
    assert {reference.name for reference in found.values()} == {"w"}
    reference = found[fingerprint(np.array([[0.5, -1.0], [6.0, 8.0]], np.float32))]
    assert reference.is_int8 and not reference.transposed


def test_a_dtype_that_a_graph_cannot_refer_to_is_refused(tmp_path, matrix):
    weights.save(tmp_path / "a.safetensors", {"w": matrix.astype(np.float32)}, {})
    with pytest.raises(ExternalDataError, match=r"w in .* is F32: .* only to float16"):
        find_tensors(tmp_path / "a.safetensors", "")


def test_values_are_read_from_their_place_in_the_file(tmp_path, matrix):
    tensors = {"a": matrix, "b": np.arange(3, dtype=np.int8), "c": np.arange(2.0)}
    weights.save(tmp_path / "a.safetensors", tensors, {})
    read = read_tensors(tmp_path / "a.safetensors")
    np.testing.assert_array_equal(read["a"].values, matrix)
    np.testing.assert_array_equal(read["b"].values, tensors["b"])
    assert read["c"].values.tobytes() == tensors["c"].tobytes()  # float64: bytes as they are
    assert read_tensors(tmp_path / "a.safetensors", "b").keys() == {"b"}


def test_only_matrices_have_two_layouts(matrix):
    assert list(layouts(matrix)) == [False, True]
    assert list(layouts(matrix[0])) == [False]
    assert list(layouts(matrix[None])) == [False]


def test_a_fingerprint_is_that_of_shape_and_values(matrix):
    assert fingerprint(matrix) == fingerprint(matrix.astype(np.float32))
    assert fingerprint(matrix) != fingerprint(matrix.reshape(5, 3))
    assert fingerprint(matrix) != fingerprint(matrix + np.float16(0.1))
    integers = np.arange(3)
    assert fingerprint(integers) == ((3,), b"")
