"""The register-tiled product, compiled, against numpy."""

import numba
import numpy as np
import pytest

from vocoders.wavenet.gemm import gemm_add


@numba.njit
def compiled(x, w, y):
    gemm_add(x, w, y)


def random_arrays(*shapes):
    rng = np.random.default_rng(0)
    return [rng.standard_normal(shape).astype(np.float32) for shape in shapes]


@pytest.mark.parametrize("rows", [1, 3, 4, 6, 8])
@pytest.mark.parametrize(("inputs", "outputs"), [(8, 8), (16, 24), (32, 64), (64, 96), (10, 200)])
def test_the_compiled_product_is_that_of_numpy(rows, inputs, outputs):
    x, w, y = random_arrays((rows, inputs), (inputs, outputs), (rows, outputs))
    expected = y + x.astype(np.float64) @ w
    framed = np.full((rows + 2, outputs), 7, np.float32)
    framed[1:-1] = y
    compiled(x, w, framed[1:-1])
    np.testing.assert_allclose(framed[1:-1], expected, atol=1e-4)
    assert (framed[[0, -1]] == 7).all()  # nothing beside y is written
    gemm_add(x, w, y)
    np.testing.assert_allclose(y, expected, atol=1e-4)


def test_arrays_of_another_type_are_not_compiled():
    x, w, y = random_arrays((2, 8), (8, 8), (2, 8))
    with pytest.raises(numba.TypingError):
        compiled(x.astype(np.float64), w, y)
    with pytest.raises(numba.TypingError):
        compiled(x, np.asfortranarray(w), y)


def test_a_row_is_the_same_in_every_batch():
    x, w = random_arrays((7, 32), (32, 96))
    together = np.zeros((7, 96), np.float32)
    compiled(x, w, together)
    for row in range(7):
        alone = np.zeros((1, 96), np.float32)
        compiled(x[row : row + 1], w, alone)
        np.testing.assert_array_equal(alone[0], together[row])
