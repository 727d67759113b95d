"""Messages of protocol buffers, beside what the package onnx reads."""

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from tts.voice import PACKAGE_VOICES
from vocoders.onnx_proto import (
    fields,
    messages,
    packed,
    read_attribute,
    read_node,
    read_port,
    read_tensor,
    signed,
    varint,
)


def view(message):
    """The bytes of a message of the package onnx."""
    return memoryview(message.SerializeToString())


def test_whole_numbers_as_protocol_buffers_write_them():
    assert varint(memoryview(b"\x96\x01"), 0) == (150, 2)  # the example of their documentation
    assert packed(memoryview(b"\x03\x8e\x02\x9e\xa7\x05")) == [3, 270, 86942]
    assert [number for number, _ in fields(memoryview(b"\x08\x96\x01\x15abcd\x19abcdefgh"))] == [
        1,
        2,
        3,
    ]
    with pytest.raises(ValueError):
        varint(memoryview(b"\x80" * 12), 0)
    assert signed((1 << 64) - 3) == -3


@pytest.mark.parametrize(
    ("values", "numbers"),
    [
        (np.array([3, -1], np.int64), (3, -1)),
        (np.array(1.5, np.float32), (1.5,)),
        (np.array([[3, -1]], np.int64), None),  # no list
        (np.arange(17), None),  # too many
        (np.array([1], np.float16), None),
    ],
)
def test_few_numbers_of_a_tensor_are_read(values, numbers):
    found = read_tensor(view(numpy_helper.from_array(values, "t")))
    assert found == (b"t", values.shape, numbers)
    kind = helper.np_dtype_to_tensor_dtype(values.dtype)
    listed = helper.make_tensor("t", kind, values.shape, values.ravel())  # not as raw bytes
    assert read_tensor(view(listed)).numbers == numbers


def test_a_node_with_its_attributes():
    value = numpy_helper.from_array(np.array([2]))
    node = helper.make_node("Conv", ["x", "", "k"], ["y"], pads=[-1, 2], group=3, value=value)
    node.attribute.add(name="auto_pad", type=onnx.AttributeProto.STRING, s=b"NOTSET")
    found = read_node(view(node))
    assert found.operator == "Conv"
    assert (found.inputs, found.outputs) == ([b"x", b"", b"k"], [b"y"])
    assert found.attributes["value"].numbers == (2,)
    del found.attributes["value"]
    assert found.attributes == {"pads": [-1, 2], "group": 3, "auto_pad": "NOTSET"}


def test_what_two_readers_may_read_otherwise_is_refused():
    node = helper.make_node("Concat", ["x"], ["y"], axis=1)
    node.attribute.append(helper.make_attribute("axis", 2))
    with pytest.raises(ValueError, match="comes twice"):
        read_node(view(node))
    value = helper.make_attribute("value", numpy_helper.from_array(np.array([2])))
    with pytest.raises(ValueError, match="two values"):
        read_attribute(memoryview(2 * value.SerializeToString()))


def test_the_sizes_of_an_input():
    port = helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, "n", 80, None])
    assert read_port(view(port)) == (b"x", [1, None, 80, None])
    unknown = helper.make_tensor_value_info("x", TensorProto.FLOAT, None)
    assert read_port(view(unknown)) == (b"x", None)


def test_the_same_as_the_package_onnx():
    file = PACKAGE_VOICES / "acoustic.encoder.onnx"
    graph = onnx.load(file, load_external_data=False).graph
    content = memoryview(file.read_bytes())
    nodes = [read_node(node) for node in messages(content, 7, 1)]
    assert [each.operator for each in nodes] == [each.op_type for each in graph.node]
    tensors = [read_tensor(tensor) for tensor in messages(content, 7, 5)]
    assert [each.dims for each in tensors] == [tuple(each.dims) for each in graph.initializer]
