"""The arena in which networks compute."""

import multiprocessing

import numpy as np
import onnx
import onnx.numpy_helper
import pytest

from vocoders.errors import InvalidWeightsError
from vocoders.onnx_session import OnnxModel
from vocoders.weights import HEADER_KEY


def hungry(path, side):
    """A network that adds a column and a row to its input: arrays of side * side."""
    column = onnx.numpy_helper.from_array(np.ones((side, 1), np.float32), "column")
    row = onnx.numpy_helper.from_array(np.ones((1, side), np.float32), "row")
    nodes = [
        onnx.helper.make_node("Add", ["x", "column"], ["longer"]),
        onnx.helper.make_node("Add", ["longer", "row"], ["square"]),
        onnx.helper.make_node("ReduceSum", ["square"], ["y"]),
    ]
    port = [onnx.helper.make_tensor_value_info(each, 1, [1, 1]) for each in "xy"]
    graph = onnx.helper.make_graph(nodes, "g", port[:1], port[1:], [column, row])
    model = onnx.helper.make_model(
        graph, opset_imports=[onnx.helper.make_opsetid("", 17)], ir_version=8
    )
    model.metadata_props.add(key=HEADER_KEY, value='{"format": 1}')
    onnx.save(model, path)
    return path


def compute_too_much(folder):
    """The small network computes, before and after the large one was refused."""
    small = OnnxModel(hungry(folder / "a.onnx", 3000), is_own=True)
    large = OnnxModel(hungry(folder / "b.onnx", 30000), is_own=True)  # 3.6 GB
    one = np.ones(1, np.float32)
    for _ in range(3):
        with pytest.raises(InvalidWeightsError, match=r"b\.onnx asks for more than 512 MB to"):
            large(one)
        assert small(one)[0] == pytest.approx([27e6], rel=1e-3)


def test_a_network_can_not_take_the_memory_of_the_machine(tmp_path):
    """In a process of its own: the weights of other tests' networks count, too."""
    process = multiprocessing.get_context("spawn").Process(
        target=compute_too_much, args=(tmp_path,)
    )
    process.start()
    process.join()
    assert process.exitcode == 0
