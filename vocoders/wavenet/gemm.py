"""y += x w for Numba, with the sums kept in registers: what LLVM does not find in a loop over
arrays that might overlap.

`add_product` is plain numpy, and says what is meant. Compiled code calls, in its place, tiles
written in LLVM's intermediate language: a few rows of x times a few vectors of w's columns, whose
sums stay in registers while the inputs pass. Vectors have eight lanes, which LLVM splits where a
processor has none so long, or sixteen where it has them. Against the same loop in Python, compiled
by Numba, more than twice as many products a second for one row and more than three times for eight.
Each output sums the same products in the same order, however wide the tile.

Numba keeps what it compiled until the file that calls this one changes: who changes this one should
remove the *.nbi in __pycache__.
"""

from __future__ import annotations

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils, config
from numba.core.codegen import get_host_cpu_features
from numba.extending import intrinsic, overload

from vocoders.mel_config import Array

LANES = 8  # outputs are a multiple of that
FEATURES = get_host_cpu_features() if config.CPU_FEATURES is None else config.CPU_FEATURES  # type: ignore[attr-defined, no-untyped-call]
WIDE = 16 if "+avx512f" in FEATURES else LANES
PASSED = 2  # inputs that one turn of the loop takes
ROWS = 4  # of a tile of several


def add_product(x: Array, w: Array, y: Array) -> None:
    """y += x w: x (rows, inputs), w (inputs, outputs), y (rows, outputs), float32 in C order;
    inputs even, outputs a multiple of 8.
    """
    y += x @ w


@overload(add_product, jit_options={"nogil": True, "error_model": "numpy", "_nrt": False})  # type: ignore[typeddict-unknown-key]
def _compiled(x, w, y):  # type: ignore[no-untyped-def]
    if any(kind != types.Array(types.float32, 2, "C") for kind in (x, w, y)):
        return None

    def tiled(x, w, y):  # type: ignore[no-untyped-def]
        rows, outputs = y.shape
        row = 0
        while row + ROWS <= rows:
            column = 0
            while column + 2 * WIDE <= outputs:
                _four_by_two(x, w, y, row, column)
                column += 2 * WIDE
            while column < outputs:
                _four_by_one(x, w, y, row, column)
                column += LANES
            row += ROWS
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
    """What adds to y[row:row + rows, column:column + lanes vectors], as an intrinsic of Numba."""

    @intrinsic
    def tile(typing, x, w, y, row, column):  # type: ignore[no-untyped-def]
        def code(context, builder, signature, values):  # type: ignore[no-untyped-def]
            arrays = [
                context.make_array(kind)(context, builder, value)
                for kind, value in zip(signature.args[:3], values[:3], strict=True)
            ]
            _Tile(
                builder, context.get_value_type(types.intp), arrays, values[3], values[4], lanes
            ).write(rows, vectors)
            return context.get_dummy_value()

        return types.void(x, w, y, types.intp, types.intp), code

    return tile


class _Tile:
    """The code of a tile: load its sums, let all inputs pass, store them."""

    def __init__(
        self, builder: Any, size: Any, arrays: list[Any], row: Any, column: Any, lanes: int
    ) -> None:
        self.builder = builder
        self.size = size
        self.row = row
        self.column = column
        self.lanes = lanes
        self.x, self.w, self.y = (array.data for array in arrays)
        self.inputs, self.outputs = cgutils.unpack_tuple(builder, arrays[1].shape, 2)  # type: ignore[no-untyped-call]
        self.vector = ir.VectorType(ir.FloatType(), lanes)
        kind = ir.FunctionType(self.vector, [self.vector] * 3)
        self.fma = cgutils.get_or_insert_function(builder.module, kind, f"llvm.fmuladd.v{lanes}f32")  # type: ignore[no-untyped-call]

    def write(self, rows: int, vectors: int) -> None:
        """y's part += x's rows times w's columns."""
        b = self.builder
        places = [
            self.vectors(self.y, b.add(self.row, self.size(row)), vectors) for row in range(rows)
        ]
        first = [b.load(place, align=4) for line in places for place in line]
        before = b.block
        turn = b.append_basic_block("inputs")
        after = b.append_basic_block("done")
        b.branch(turn)
        b.position_at_end(turn)
        number = b.phi(self.size)
        sums = [b.phi(self.vector) for _ in first]
        ends = list(sums)
        for passed in range(PASSED):
            ends = self.passed(b.add(number, self.size(passed)), ends, rows, vectors)
        following = b.add(number, self.size(PASSED))
        for phi, start, end in zip(
            [number, *sums], [self.size(0), *first], [following, *ends], strict=True
        ):
            phi.add_incoming(start, before)
            phi.add_incoming(end, turn)
        b.cbranch(b.icmp_signed("<", following, self.inputs), turn, after)
        b.position_at_end(after)
        for place, end in zip([place for line in places for place in line], ends, strict=True):
            b.store(end, place, align=4)

    def passed(self, number: Any, sums: list[Any], rows: int, vectors: int) -> list[Any]:
        """The sums with one input's share."""
        weights = [
            self.builder.load(place, align=4) for place in self.vectors(self.w, number, vectors)
        ]
        out = []
        for row in range(rows):
            at = self.builder.add(
                self.builder.mul(self.builder.add(self.row, self.size(row)), self.inputs), number
            )
            value = self.spread(self.builder.load(self.builder.gep(self.x, [at])))
            out += [
                self.builder.call(self.fma, [weight, value, sums[row * vectors + i]])
                for i, weight in enumerate(weights)
            ]
        return out

    def spread(self, value: Any) -> Any:
        """A number in all lanes."""
        nothing = ir.Constant(self.vector, ir.Undefined)
        lane = ir.IntType(32)
        alone = self.builder.insert_element(nothing, value, lane(0))
        return self.builder.shuffle_vector(
            alone, nothing, ir.Constant(ir.VectorType(lane, self.lanes), [0] * self.lanes)
        )

    def vectors(self, matrix: Any, row: Any, count: int) -> list[Any]:
        """Pointers to so many vectors of a row of w or y, from the tile's column on."""
        start = self.builder.add(self.builder.mul(row, self.outputs), self.column)
        places = [
            self.builder.gep(matrix, [self.builder.add(start, self.size(self.lanes * i))])
            for i in range(count)
        ]
        return [self.builder.bitcast(place, self.vector.as_pointer()) for place in places]


_four_by_two = _tile(ROWS, 2, WIDE)
_four_by_one = _tile(ROWS, 1)
_one_by_twelve, _one_by_eight = (_tile(1, vectors * LANES // WIDE, WIDE) for vectors in (12, 8))
_one_by_three = _tile(1, 3)
_one_by_one = _tile(1, 1)
