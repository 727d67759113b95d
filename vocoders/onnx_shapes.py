"""Sizes of the arrays that a graph computes, told from those of its inputs, and the work of each
node.

The operators are those of the ONNX standard, https://onnx.ai/onnx/operators, and three of ONNX
Runtime. Where a size is the value of another array, that value must follow from sizes and
constants.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from functools import reduce
from math import prod
from typing import NamedTuple

from vocoders.errors import InvalidWeightsError
from vocoders.onnx_proto import FLOAT, INT64, MAX_NUMBERS, Node

LARGEST_NUMBER = 2**62

Shape = tuple[int, ...]
Numbers = tuple[float, ...] | None


class ShapeError(InvalidWeightsError):
    """Sizes that can't be told, or do not fit each other."""


class Extent(NamedTuple):
    """The sizes of an array, and its numbers if they are known.

    is_fixed    whether its numbers are the same for inputs of any length
    """

    dims: Shape
    numbers: Numbers = None
    is_fixed: bool = False

    @property
    def elements(self) -> int:
        """Number of elements."""
        return prod(self.dims)


NONE = Extent((), None, True)  # in place of an input that is left out


def extents_of(node: Node, inputs: Sequence[Extent]) -> list[Extent]:
    """The outputs of a node. ShapeError, IndexError if they can't be told."""
    if node.operator == "Split":
        return [Extent(dims) for dims in split(node, inputs)]
    rule = RULES.get(node.operator, same)
    dims = rule(node, inputs)
    numbers = None
    if len(dims) < 2 and prod(dims) <= MAX_NUMBERS and node.operator in NUMBER_RULES:
        numbers = NUMBER_RULES[node.operator](node, inputs)
    is_fixed = node.operator != "Shape" and all(each.is_fixed for each in inputs)
    return [Extent(dims, numbers, is_fixed)] * max(1, len(node.outputs))


def products_of(node: Node, inputs: Sequence[Extent], elements: int) -> int:
    """Products of numbers that a node adds up.

    elements    of its output
    """
    if node.operator in MATRICES:
        return elements * inputs[0].dims[-1] if inputs[0].dims else 0
    if node.operator == "Gemm":
        return elements * inputs[0].dims[0 if node.attributes.get("transA") else 1]
    if node.operator in KERNEL_INPUT:
        return elements * prod(inputs[KERNEL_INPUT[node.operator]].dims[1:])
    return 0


def known(extent: Extent) -> tuple[int, ...]:
    """The numbers of an array, whole ones; ShapeError if they are not known."""
    if extent.numbers is None:
        raise ShapeError("sizes that can't be told before it runs")
    return tuple(map(int, extent.numbers))


def fixed(extent: Extent) -> tuple[int, ...]:
    """The numbers of an array, the same for any length; ShapeError if they are not."""
    if not extent.is_fixed:
        raise ShapeError("sizes that shrink with the length of the inputs")
    return known(extent)


def same(node: Node, inputs: Sequence[Extent]) -> Shape:
    """The sizes of the first input."""
    return inputs[0].dims


def broadcast(node: Node, inputs: Sequence[Extent]) -> Shape:
    """The sizes of all inputs together, by the rules of NumPy."""
    return broadcast_shapes([each.dims for each in inputs])


def broadcast_shapes(shapes: Sequence[Shape]) -> Shape:
    """The sizes of arrays together, by the rules of NumPy."""
    rank = max(map(len, shapes))
    dims = []
    for place in range(-rank, 0):
        sizes = {shape[place] for shape in shapes if len(shape) >= -place} - {1}
        if len(sizes) > 1:
            raise ShapeError("arrays whose sizes do not fit each other")
        dims.append(sizes.pop() if sizes else 1)
    return tuple(dims)


def concatenated(node: Node, inputs: Sequence[Extent]) -> Shape:
    """Concat."""
    dims = list(inputs[0].dims)
    dims[node.attributes["axis"]] = sum(each.dims[node.attributes["axis"]] for each in inputs)
    return tuple(dims)


def constant(node: Node, inputs: Sequence[Extent]) -> Shape:
    """Constant."""
    found: Shape = node.attributes["value"].dims
    return found


def conv(node: Node, inputs: Sequence[Extent]) -> Shape:
    """Conv and QLinearConv, also with the channels last."""
    attributes = node.attributes
    kernel = inputs[KERNEL_INPUT[node.operator]].dims
    count = len(kernel) - 2
    is_last = attributes.get("channels_last", 0) == 1
    dims = inputs[0].dims
    if count < 1 or len(dims) != len(kernel) or attributes.get("auto_pad", "NOTSET") != "NOTSET":
        raise ShapeError("a convolution whose sizes can't be told")
    pads = attributes.get("pads") or [0] * (2 * count)
    steps = attributes.get("strides") or [1] * count
    spread = attributes.get("dilations") or [1] * count
    sizes = []
    for place, size in enumerate(dims[1:-1] if is_last else dims[2:]):
        width = spread[place] * (kernel[2 + place] - 1) + 1
        padded = size + pads[place] + pads[count + place]
        sizes.append(max(0, (padded - width) // steps[place] + 1))
    if is_last:
        return (dims[0], *sizes, kernel[0])
    return (dims[0], kernel[0], *sizes)


def gather(node: Node, inputs: Sequence[Extent]) -> Shape:
    """Gather."""
    dims, indices = inputs[0].dims, inputs[1].dims
    axis = node.attributes.get("axis", 0) % len(dims)
    return (*dims[:axis], *indices, *dims[axis + 1 :])


def gemm(node: Node, inputs: Sequence[Extent]) -> Shape:
    """Gemm."""
    rows = inputs[0].dims[1 if node.attributes.get("transA") else 0]
    return rows, inputs[1].dims[0 if node.attributes.get("transB") else 1]


def matmul(node: Node, inputs: Sequence[Extent]) -> Shape:
    """MatMul and its forms for whole numbers."""
    first, second = inputs[0].dims, inputs[MATRICES[node.operator]].dims
    inner = second[-2] if len(second) > 1 else second[0]
    if inner != first[-1]:
        raise ShapeError("matrices whose sizes do not fit each other")
    rows = first[-2:-1]
    columns = second[-1:] if len(second) > 1 else ()
    return (*broadcast_shapes([first[:-2], second[:-2]]), *rows, *columns)


def arange(node: Node, inputs: Sequence[Extent]) -> Shape:
    """Range, from 0 in steps of 1: others may become longer for shorter inputs."""
    start, limit, step = (known(each)[0] for each in inputs)
    if start != 0 or step != 1:
        raise ShapeError("a Range that does not count from 0")
    return (max(0, limit),)


def reduced(node: Node, inputs: Sequence[Extent]) -> Shape:
    """ReduceMean and ReduceSum."""
    dims = inputs[0].dims
    axes = node.attributes.get("axes")
    if len(inputs) > 1:
        axes = known(inputs[1])
    gone = {axis % len(dims) for axis in axes} if axes else set(range(len(dims)))
    if node.attributes.get("keepdims", 1):
        return tuple(1 if axis in gone else size for axis, size in enumerate(dims))
    return tuple(size for axis, size in enumerate(dims) if axis not in gone)


def reshape(node: Node, inputs: Sequence[Extent]) -> Shape:
    """Reshape."""
    source = inputs[0]
    wanted = list(known(inputs[1]))
    if not node.attributes.get("allowzero", 0):
        wanted = [size or source.dims[axis] for axis, size in enumerate(wanted)]
    if wanted.count(-1) == 1:
        rest = -prod(wanted)
        wanted[wanted.index(-1)] = source.elements // rest if rest > 0 else 0
    if prod(wanted) != source.elements or min(wanted, default=0) < 0:
        raise ShapeError("a Reshape to other sizes than there are")
    return tuple(wanted)


def rank_of(node: Node, inputs: Sequence[Extent]) -> Shape:
    """Shape."""
    return (len(shape_numbers(node, inputs) or ()),)


def slices(node: Node, inputs: Sequence[Extent]) -> Shape:
    """Slice."""
    starts, ends = fixed(inputs[1]), known(inputs[2])
    dims = list(inputs[0].dims)
    axes = known(inputs[3]) if len(inputs) > 3 else range(len(starts))
    steps = fixed(inputs[4]) if len(inputs) > 4 else [1] * len(starts)
    for start, end, axis, step in zip(starts, ends, axes, steps, strict=True):
        dims[axis] = len(range(dims[axis])[start:end:step])
    return tuple(dims)


def split(node: Node, inputs: Sequence[Extent]) -> list[Shape]:
    """Split."""
    axis = node.attributes.get("axis", 0)
    dims = inputs[0].dims
    count = len(node.outputs)
    equal = (-(-dims[axis] // count),) * count
    sizes = known(inputs[1]) if len(inputs) > 1 else equal
    if len(sizes) != count or min(sizes) < 0:
        raise ShapeError("a Split into other parts than there are")
    found = []
    for size in sizes:
        part = list(dims)
        part[axis] = size
        found.append(tuple(part))
    return found


def squeeze(node: Node, inputs: Sequence[Extent]) -> Shape:
    """Squeeze."""
    dims = inputs[0].dims
    if len(inputs) < 2:
        return tuple(size for size in dims if size != 1)
    gone = {axis % len(dims) for axis in known(inputs[1])}
    return tuple(size for axis, size in enumerate(dims) if axis not in gone)


def transpose(node: Node, inputs: Sequence[Extent]) -> Shape:
    """Transpose."""
    dims = inputs[0].dims
    order = node.attributes.get("perm") or range(len(dims))[::-1]
    if sorted(order) != list(range(len(dims))):
        raise ShapeError("a Transpose of axes that are not there")
    return tuple(dims[axis] for axis in order)


def unsqueeze(node: Node, inputs: Sequence[Extent]) -> Shape:
    """Unsqueeze."""
    axes = known(inputs[1])
    rank = len(inputs[0].dims) + len(axes)
    new = {axis % rank for axis in axes}
    rest = iter(inputs[0].dims)
    return tuple(1 if axis in new else next(rest, 1) for axis in range(rank))


def same_numbers(node: Node, inputs: Sequence[Extent]) -> Numbers:
    """The numbers of the first input. What makes them smaller numbers makes them unknown: they may
    begin again from 0.
    """
    if node.operator != "Cast" or inputs[0].numbers is None:
        return inputs[0].numbers
    if node.attributes.get("to") == FLOAT:
        return tuple(map(float, inputs[0].numbers))
    if node.attributes.get("to") == INT64:
        return tuple(map(int, inputs[0].numbers))
    return None


def constant_numbers(node: Node, inputs: Sequence[Extent]) -> Numbers:
    """The numbers of a Constant."""
    found: Numbers = node.attributes["value"].numbers
    return found


def concat_numbers(node: Node, inputs: Sequence[Extent]) -> Numbers:
    """The numbers of a Concat."""
    if any(each.numbers is None for each in inputs):
        return None
    return tuple(number for each in inputs for number in each.numbers or ())


def gather_numbers(node: Node, inputs: Sequence[Extent]) -> Numbers:
    """The numbers of a Gather."""
    numbers, indices = (each.numbers for each in inputs)
    if numbers is None or indices is None:
        return None
    return tuple(numbers[int(index)] for index in indices)


def shape_numbers(node: Node, inputs: Sequence[Extent]) -> Numbers:
    """The numbers of a Shape."""
    return inputs[0].dims[node.attributes.get("start", 0) : node.attributes.get("end")]


def slice_numbers(node: Node, inputs: Sequence[Extent]) -> Numbers:
    """The numbers of a Slice."""
    if inputs[0].numbers is None:
        return None
    start, end = (fixed(each)[0] for each in inputs[1:3])
    step = fixed(inputs[4])[0] if len(inputs) > 4 else 1
    return inputs[0].numbers[start:end:step]


def grown_numbers(node: Node, inputs: Sequence[Extent]) -> Numbers:
    """The numbers of an Add or a Mul, which must not be below 0: so more comes of longer inputs."""
    count = max(each.elements for each in inputs)
    columns = []
    for each in inputs:
        if each.numbers is None or min(each.numbers, default=0) < 0:
            return None
        columns.append(each.numbers if len(each.numbers) == count else each.numbers * count)
    join = operator.add if node.operator == "Add" else operator.mul
    found = tuple(reduce(join, row) for row in zip(*columns, strict=True))
    if max(found, default=0) > LARGEST_NUMBER:
        raise ShapeError("sizes of more than 64 bits")
    return found


def quotient_numbers(node: Node, inputs: Sequence[Extent]) -> Numbers:
    """The numbers of a Div of whole numbers, not below 0, by constants: so more comes of longer
    inputs.
    """
    dividends, divisors = (each.numbers for each in inputs)
    if dividends is None or divisors is None or not inputs[1].is_fixed or len(divisors) != 1:
        return None
    if not all(isinstance(each, int) for each in dividends + divisors):
        return None
    if min(dividends, default=0) < 0 or divisors[0] < 1:
        return None
    return tuple(each // divisors[0] for each in dividends)


BROADCAST = ("Add", "Div", "Max", "Min", "Mul", "Pow", "Sub", "Where")
MATRICES = {"MatMul": 1, "MatMulInteger": 1, "MatMulIntegerToFloat": 1, "QLinearMatMul": 3}
KERNEL_INPUT = {"Conv": 1, "QLinearConv": 3}  # the input that holds the kernel
RULES: dict[str, Callable[[Node, Sequence[Extent]], Shape]] = {
    **dict.fromkeys(BROADCAST, broadcast),
    **dict.fromkeys(MATRICES, matmul),
    **dict.fromkeys(KERNEL_INPUT, conv),
    "Concat": concatenated,
    "Constant": constant,
    "Gather": gather,
    "Gemm": gemm,
    "Range": arange,
    "ReduceMean": reduced,
    "ReduceSum": reduced,
    "Reshape": reshape,
    "Shape": rank_of,
    "Slice": slices,
    "Squeeze": squeeze,
    "Transpose": transpose,
    "Unsqueeze": unsqueeze,
}
NUMBER_RULES: dict[str, Callable[[Node, Sequence[Extent]], Numbers]] = {
    **dict.fromkeys(("Cast", "Identity", "Reshape", "Squeeze", "Unsqueeze"), same_numbers),
    **dict.fromkeys(("Add", "Mul"), grown_numbers),
    "Concat": concat_numbers,
    "Constant": constant_numbers,
    "Div": quotient_numbers,
    "Gather": gather_numbers,
    "Shape": shape_numbers,
    "Slice": slice_numbers,
}
