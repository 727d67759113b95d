"""How much a graph computes, counted before it runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vocoders.onnx_proto import Node, Tensor
from vocoders.onnx_shapes import (
    KERNEL_INPUT,
    MATRICES,
    NONE,
    Extent,
    Shape,
    ShapeError,
    extents_of,
    products_of,
)

# Phonemes or frames of inputs, and as many a hundred times. A decoder takes several frames at a
# time, so the length must be a multiple of them; the first length that suits a graph is taken.
LENGTHS = (24, 20, 28, 18, 22)
LONGER = 100
# What our networks do in the time of a product within a matrix product, at the worst.
PRODUCT_COST = 5  # a matrix times a vector, or one channel of a convolution
ELEMENT_COST = 200  # an element of Exp or Pow
MAX_WORK = 4 * 10**8  # costs of a phoneme or frame; those of our largest network are 5 * 10^7

MADE_SHARE = 4  # elements that nodes may make of each one of the constants: casts, transposes
MADE_MORE = 10**6  # elements that they may make beside those
NOT_OF_CONSTANTS = frozenset({"Range", "Gemm", *MATRICES, *KERNEL_INPUT})

Ports = Mapping[bytes, Sequence[int | None] | None]


def work_faults(nodes: Sequence[Node], inputs: Ports, tensors: Sequence[Tensor]) -> Iterator[str]:
    """Faults of the nodes of a graph, which are in the order of their arrays.

    inputs    the sizes of each; None for a size that may be any
    tensors   constants
    """
    faults = []
    for length in LENGTHS:
        faults.append(length_fault(length, nodes, inputs, tensors))
        if not faults[-1]:
            return
    yield faults[0]


def length_fault(
    length: int, nodes: Sequence[Node], inputs: Ports, tensors: Sequence[Tensor]
) -> str:
    """The first fault for inputs of a length and LONGER ones; nothing if there is none."""
    try:
        short = sizes_at(length, nodes, inputs, tensors)
        long = sizes_at(LONGER * length, nodes, inputs, tensors)
    except ShapeError as error:
        return str(error)
    except (ArithmeticError, LookupError, TypeError, ValueError):  # of a node that ONNX knows not
        return "nodes whose sizes can't be told, or that are not in the order of their arrays"
    if any(not fits_in(dims, long[name]) for name, dims in short.items()):
        return "arrays that are larger for shorter inputs"
    return ""


def sizes_at(
    length: int, nodes: Sequence[Node], inputs: Ports, tensors: Sequence[Tensor]
) -> dict[bytes, Shape]:
    """The sizes of all arrays for inputs of a length. ShapeError if they can't be told, or are too
    much to compute.
    """
    arrays = {each.name: Extent(each.dims, each.numbers, True) for each in tensors}
    left = MADE_MORE + MADE_SHARE * sum(each.elements for each in arrays.values())
    arrays[b""] = NONE
    constants = set(arrays)
    for name, dims in inputs.items():
        arrays.setdefault(name, input_extent(length, dims))
    work = 0
    for node in nodes:
        is_constant = constants.issuperset(node.inputs)
        if is_constant and node.operator in NOT_OF_CONSTANTS:  # ONNX Runtime does it on opening
            raise ShapeError(f"the operator {node.operator} on constants")
        given = [arrays[name] for name in node.inputs]
        made = extents_of(node, given)
        arrays |= zip(node.outputs, made, strict=False)
        elements = sum(each.elements for each in made)
        if is_constant:
            constants.update(node.outputs)
            left -= elements
            if left < 0:
                raise ShapeError("nodes that make far more of constants than these are")
            continue
        read = (arrays[name].elements for name in node.inputs if name not in constants)
        work += PRODUCT_COST * products_of(node, given, elements)
        work += ELEMENT_COST * (elements + sum(read))
        if work > MAX_WORK * length:
            raise ShapeError("far more to compute than a network for speaking")
    return {name: extent.dims for name, extent in arrays.items()}


def input_extent(length: int, dims: Sequence[int | None] | None) -> Extent:
    """An input of a graph."""
    if dims is None:
        raise ShapeError("an input that does not say its sizes")
    return Extent(tuple(length if size is None else size for size in dims))


def fits_in(dims: Shape, others: Shape) -> bool:
    """Whether sizes are at most others."""
    return len(dims) == len(others) and all(map(int.__le__, dims, others))
