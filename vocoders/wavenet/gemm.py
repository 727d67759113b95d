"""Register-tiled matrix product for Numba: y += x w, float32.

`gemm_add` is plain numpy. Compiled code calls tiles written in LLVM's intermediate language
instead: a few rows of x times a few vectors of columns of w, with the sums in registers while the
loop runs over the inputs. LLVM does not find this by itself in a loop over arrays that might
overlap: the same loop in Python, compiled by Numba, has less than half the speed for one row and
less than a third for eight. Vectors have eight lanes, which LLVM splits for processors without
vectors so long, or sixteen where the processor has them. The order of the sums does not depend on
the tile.

Numba's cache is renewed only when the file of the *calling* function changes: after a change of
this file remove the *.nbi in __pycache__.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils, config
from numba.core.codegen import get_host_cpu_features
from numba.extending import intrinsic, overload

from vocoders.mel_config import Array

LANES = 8  # the number of outputs is a multiple of this
FEATURES = (
    get_host_cpu_features()  # type: ignore[no-untyped-call]
    if config.CPU_FEATURES is None  # type: ignore[attr-defined]
    else config.CPU_FEATURES  # type: ignore[attr-defined]
)
WIDE_LANES = 16 if "+avx512f" in FEATURES else LANES
UNROLL = 2  # inputs in one iteration of the loop
TILE_ROWS = 4
JIT_OPTIONS = {"nogil": True, "error_model": "numpy", "_nrt": False}


def gemm_add(x: Array, w: Array, y: Array) -> None:
    """y += x w, float32 in C order.

    x    (rows, inputs); the number of inputs is even
    w    (inputs, outputs)
    y    (rows, outputs); the number of outputs is a multiple of 8
    """
    y += x @ w


@overload(gemm_add, jit_options=JIT_OPTIONS)  # type: ignore[arg-type]
def _compiled(x, w, y):  # type: ignore[no-untyped-def]
    if any(kind != types.Array(types.float32, 2, "C") for kind in (x, w, y)):
        return None

    def tiled(x, w, y):  # type: ignore[no-untyped-def]
        rows, outputs = y.shape
        row = 0
        while row + TILE_ROWS <= rows:
            column = 0
            while column + 2 * WIDE_LANES <= outputs:
                _four_by_two(x, w, y, row, column)
                column += 2 * WIDE_LANES
            while column < outputs:
                _four_by_one(x, w, y, row, column)
                column += LANES
            row += TILE_ROWS
        while row < rows:
            column = 0
            while column + 12 * LANES <= outputs:
                _one_by_twelve(x, w, y, row, column)
                column += 12 * LANES
            while column + 8 * LANES <= outputs:
                _one_by_eight(x, w, y, row, column)
                column += 8 * LANES
            while column + 3 * LANES <= outputs:
                _one_by_three(x, w, y, row, column)
                column += 3 * LANES
            while column < outputs:
                _one_by_one(x, w, y, row, column)
                column += LANES
            row += 1

    return tiled


def _tile(rows: int, vectors: int, lanes: int = LANES) -> Any:
    """A Numba intrinsic (x, w, y, row, column) that adds the product to
    y[row : row + rows, column : column + lanes * vectors].
    """

    @intrinsic
    def tile(typing, x, w, y, row, column):  # type: ignore[no-untyped-def]
        def code(context, builder, signature, values):  # type: ignore[no-untyped-def]
            arrays = [
                context.make_array(kind)(context, builder, value)
                for kind, value in zip(signature.args[:3], values[:3], strict=True)
            ]
            size = context.get_value_type(types.intp)
            _Tile(builder, size, arrays, values[3], values[4], lanes).write(rows, vectors)
            return context.get_dummy_value()

        return types.void(x, w, y, types.intp, types.intp), code

    return tile


class _Tile:
    """LLVM code of one tile: load the sums, loop over the inputs, store the sums."""

    def __init__(
        self, builder: Any, size: Any, arrays: list[Any], row: Any, column: Any, lanes: int
    ) -> None:
        self.builder = builder
        self.size = size
        self.row = row
        self.column = column
        self.lanes = lanes
        self.x, self.w, self.y = (array.data for array in arrays)
        shape = cgutils.unpack_tuple(builder, arrays[1].shape, 2)  # type: ignore[no-untyped-call]
        self.inputs, self.outputs = shape
        self.vector = ir.VectorType(ir.FloatType(), lanes)
        kind = ir.FunctionType(self.vector, [self.vector] * 3)
        name = f"llvm.fmuladd.v{lanes}f32"
        self.fma = cgutils.get_or_insert_function(  # type: ignore[no-untyped-call]
            builder.module, kind, name
        )

    def write(self, rows: int, vectors: int) -> None:
        """Emit the code: the part of y += rows of x times columns of w."""
        b = self.builder
        pointers = []
        for row in range(rows):
            pointers += self._vectors(self.y, b.add(self.row, self.size(row)), vectors)
        initial = [b.load(pointer, align=4) for pointer in pointers]
        sums = self._loop(initial, rows, vectors)
        for pointer, total in zip(pointers, sums, strict=True):
            b.store(total, pointer, align=4)

    def _loop(self, initial: list[Any], rows: int, vectors: int) -> list[Any]:
        """Emit the loop over the inputs, UNROLL of them in each iteration; the final sums."""
        b = self.builder
        before = b.block
        body = b.append_basic_block("inputs")
        after = b.append_basic_block("done")
        b.branch(body)
        b.position_at_end(body)
        index = b.phi(self.size)
        phis = [b.phi(self.vector) for _ in initial]
        sums = list(phis)
        for step in range(UNROLL):
            sums = self._step(b.add(index, self.size(step)), sums, rows, vectors)
        following = b.add(index, self.size(UNROLL))
        starts = [self.size(0), *initial]
        ends = [following, *sums]
        for phi, start, end in zip([index, *phis], starts, ends, strict=True):
            phi.add_incoming(start, before)
            phi.add_incoming(end, body)
        b.cbranch(b.icmp_signed("<", following, self.inputs), body, after)
        b.position_at_end(after)
        return sums

    def _step(self, index: Any, sums: list[Any], rows: int, vectors: int) -> list[Any]:
        """The sums with the products of one input added."""
        b = self.builder
        weights = [b.load(pointer, align=4) for pointer in self._vectors(self.w, index, vectors)]
        out = []
        for row in range(rows):
            first = b.mul(b.add(self.row, self.size(row)), self.inputs)
            value = self._broadcast(b.load(b.gep(self.x, [b.add(first, index)])))
            own = sums[row * vectors : (row + 1) * vectors]
            out += [
                b.call(self.fma, [weight, value, total])
                for weight, total in zip(weights, own, strict=True)
            ]
        return out

    def _broadcast(self, value: Any) -> Any:
        """A vector with a number in all lanes."""
        undefined = ir.Constant(self.vector, ir.Undefined)
        lane = ir.IntType(32)
        first = self.builder.insert_element(undefined, value, lane(0))
        zeros = ir.Constant(ir.VectorType(lane, self.lanes), [0] * self.lanes)
        return self.builder.shuffle_vector(first, undefined, zeros)

    def _vectors(self, matrix: Any, row: Any, count: int) -> list[Any]:
        """Pointers to `count` vectors of a row of w or y, from the tile's first column on."""
        b = self.builder
        start = b.add(b.mul(row, self.outputs), self.column)
        offsets = [b.add(start, self.size(self.lanes * i)) for i in range(count)]
        return [b.bitcast(b.gep(matrix, [offset]), self.vector.as_pointer()) for offset in offsets]


_four_by_two = _tile(TILE_ROWS, 2, WIDE_LANES)
_four_by_one = _tile(TILE_ROWS, 1)
_one_by_twelve = _tile(1, 12 * LANES // WIDE_LANES, WIDE_LANES)
_one_by_eight = _tile(1, 8 * LANES // WIDE_LANES, WIDE_LANES)
_one_by_three = _tile(1, 3)
_one_by_one = _tile(1, 1)
