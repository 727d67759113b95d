"""Voice folders whose graphs or their metadata somebody made to do harm, or that were damaged."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from crafted_voices import DECODER, DEEP, ENCODER, F0_PREDICTOR, FILES, VOCODER, Change, put


def raw_file(name: str, content: bytes) -> Change:
    """These bytes in place of a file."""
    return partial(put, name=name, content=content)


def cut(name: str, share: float) -> Change:
    """Only the first part of a file."""

    def change(folder: Path) -> None:
        content = (folder / name).read_bytes()
        put(folder, name, content[: int(share * len(content))])

    return change


def swapped(folder: Path) -> None:
    """The decoder in place of the encoder."""
    put(folder, ENCODER, (folder / DECODER).read_bytes())


def edited(name: str, edit: Callable[[Any], None]) -> Change:
    """A graph that was changed by a function of its onnx.ModelProto."""

    def change(folder: Path) -> None:
        import onnx

        model = onnx.load(folder / name, load_external_data=False)
        edit(model)
        put(folder, name, model.SerializeToString())

    return change


def metadata(name: str, edit: Callable[[dict[str, Any]], None]) -> Change:
    """A graph whose metadata was changed."""

    def change(model: Any) -> None:
        for entry in model.metadata_props:
            values = json.loads(entry.value)
            edit(values)
            entry.value = json.dumps(values)

    return edited(name, change)


def raw_metadata(name: str, text: str) -> Change:
    """A graph with this text as its metadata."""

    def change(model: Any) -> None:
        for entry in model.metadata_props:
            entry.value = text

    return edited(name, change)


def value(name: str, *keys: str, to: Any) -> Change:
    """A graph with another value in its metadata, under keys within keys."""

    def change(values: dict[str, Any]) -> None:
        for key in keys[:-1]:
            values = values[key]
        values[keys[-1]] = to

    return metadata(name, change)


def everywhere(*changes: Change) -> Change:
    """Several changes of one folder."""

    def change(folder: Path) -> None:
        for each in changes:
            each(folder)

    return change


def mel_value(key: str, to: Any) -> Change:
    """Another mel in all networks: they agree with each other."""
    names = (ENCODER, F0_PREDICTOR, DECODER, VOCODER)
    return everywhere(*(value(name, "mel_config", key, to=to) for name in names))


def external(location: str) -> Change:
    """A graph whose weights lie in another file."""

    def change(model: Any) -> None:
        for tensor in model.graph.initializer:
            for entry in tensor.external_data:
                if entry.key == "location":
                    entry.value = location

    return edited(ENCODER, change)


def offset(to: str) -> Change:
    """A graph whose weights lie at another place of the file."""

    def change(model: Any) -> None:
        for tensor in model.graph.initializer:
            for entry in tensor.external_data:
                if entry.key in ("offset", "length"):
                    entry.value = to

    return edited(ENCODER, change)


def scaled(index: int, factor: float, plus: float = 0.0) -> Change:
    """An encoder whose output of that number is factor * output + plus."""

    def change(model: Any) -> None:
        from onnx import TensorProto, helper

        graph = model.graph
        name = graph.output[index].name
        for node in graph.node:
            for place, each in enumerate(node.output):
                if each == name:
                    node.output[place] = f"{name}_before"
            for place, each in enumerate(node.input):
                if each == name:
                    node.input[place] = f"{name}_before"
        for key, number in (("factor", factor), ("plus", plus)):
            graph.initializer.append(helper.make_tensor(key, TensorProto.FLOAT, [], [number]))
        graph.node.append(helper.make_node("Mul", [f"{name}_before", "factor"], [f"{name}_by"]))
        graph.node.append(helper.make_node("Add", [f"{name}_by", "plus"], [name]))

    return edited(ENCODER, change)


def fewer_outputs(model: Any) -> None:
    """A graph without its last output."""
    del model.graph.output[-1]


def endless(model: Any) -> None:
    """A loop of 2^62 rounds before the first output."""
    from onnx import TensorProto, helper

    body = helper.make_graph(
        [
            helper.make_node("Identity", ["go"], ["go_on"]),
            helper.make_node("Identity", ["value"], ["same"]),
        ],
        "body",
        [
            helper.make_tensor_value_info("round", TensorProto.INT64, []),
            helper.make_tensor_value_info("go", TensorProto.BOOL, []),
            helper.make_tensor_value_info("value", TensorProto.FLOAT, None),
        ],
        [
            helper.make_tensor_value_info("go_on", TensorProto.BOOL, []),
            helper.make_tensor_value_info("same", TensorProto.FLOAT, None),
        ],
    )
    graph = model.graph
    name = graph.output[0].name
    for node in graph.node:
        node.output[:] = [f"{name}_before" if each == name else each for each in node.output]
    graph.initializer.append(helper.make_tensor("rounds", TensorProto.INT64, [], [2**62]))
    inputs = ["rounds", "", f"{name}_before"]
    graph.node.append(helper.make_node("Loop", inputs, [name], body=body))


def node_of(operator: str, shape: list[int], domain: str = "") -> Change:
    """A graph with one more node, whose input is a shape; nobody asks for its output."""

    def change(model: Any) -> None:
        from onnx import TensorProto, helper

        size = helper.make_tensor("size", TensorProto.INT64, [len(shape)], shape)
        model.graph.initializer.append(size)
        model.graph.node.append(helper.make_node(operator, ["size"], ["made"], domain=domain))
        model.graph.output.append(helper.make_tensor_value_info("made", TensorProto.FLOAT, None))

    return edited(ENCODER, change)


def square(source: str) -> Change:
    """An encoder that adds a column and a row to an array: arrays of 3.6 GB."""

    def change(model: Any) -> None:
        import numpy as np
        from onnx import TensorProto, helper, numpy_helper

        graph = model.graph
        for name, shape in (("column", (30000, 1)), ("row", (1, 30000))):
            graph.initializer.append(numpy_helper.from_array(np.ones(shape, np.float32), name))
        first = "column"
        if source == "input":
            graph.node.append(helper.make_node("Cast", [graph.input[0].name], ["cast"], to=1))
            graph.node.append(helper.make_node("ReduceSum", ["cast"], ["given"], keepdims=0))
            graph.node.append(helper.make_node("Add", ["given", "column"], ["longer"]))
            first = "longer"
        graph.node.append(helper.make_node("Add", [first, "row"], ["square"]))
        graph.node.append(helper.make_node("ReduceSum", ["square"], ["made"]))
        graph.output.append(helper.make_tensor_value_info("made", TensorProto.FLOAT, None))

    return edited(ENCODER, change)


def chain(model: Any) -> None:
    """100,000 nodes, one after the other."""
    from onnx import helper

    name = model.graph.output[0].name
    nodes = [
        helper.make_node("Identity", [f"x{number}" if number else name], [f"x{number + 1}"])
        for number in range(DEEP)
    ]
    model.graph.node.extend(nodes)


def after_input(*nodes: tuple[str, list[str], str], **arrays: Any) -> Change:
    """A decoder that computes something of its own: the array "sum" is that of its first input, and
    the sum of "end" is one more output.

    nodes    operators, names of their inputs, name of the output
    arrays   constants by name
    """

    def change(model: Any) -> None:
        import numpy as np
        from onnx import TensorProto, helper, numpy_helper

        graph = model.graph
        for name, each in arrays.items():
            graph.initializer.append(numpy_helper.from_array(np.asarray(each), name))
        first = ("ReduceSum", [graph.input[0].name], "sum")
        for operator, inputs, output in (first, *nodes, ("ReduceSum", ["end"], "made")):
            more = {"keepdims": 0} if operator == "ReduceSum" else {}
            more |= {"axis": 0} if operator == "Concat" else {}
            graph.node.append(helper.make_node(operator, inputs, [output], **more))
        graph.output.append(helper.make_tensor_value_info("made", TensorProto.FLOAT, None))

    return edited(DECODER, change)


def steps(operator: str, count: int, *others: str) -> list[tuple[str, list[str], str]]:
    """So many nodes, one after the other, from "begin" to "end"."""
    names = ["begin", *(f"step{number}" for number in range(1, count)), "end"]
    return [(operator, [names[at], *others], names[at + 1]) for at in range(count)]


def ones(*dims: int) -> Any:
    """An array of ones."""
    import numpy as np

    return np.ones(dims, np.float32)


def held_arrays(model: Any) -> None:
    """A thousand arrays of 100,000 numbers, all of which are needed at the end."""
    names = [f"part{number}" for number in range(1000)]
    folded = steps("Concat", 1, *names[1:])
    nodes = [("Add", ["sum", "row"], name) for name in names]
    change = after_input(*nodes, ("Identity", [names[0]], "begin"), *folded, row=ones(100_000))
    change(model)


def unknown_group(folder: Path) -> None:
    """A loop behind a field of a kind that few readers know."""
    edited(ENCODER, endless)(folder)
    put(folder, ENCODER, b"\xa3\x1f\xa4\x1f" + (folder / ENCODER).read_bytes())


GRAPH_KINDS: dict[str, Change] = {
    "graph: empty": raw_file(ENCODER, b""),
    "graph: noise": raw_file(ENCODER, bytes(range(256)) * 400),
    "graph: cut": cut(DECODER, 0.5),
    "graph: the decoder as encoder": swapped,
    "graph: an output is missing": edited(ENCODER, fewer_outputs),
    "graph: weights in ../../x": external("../../x"),
    "graph: weights in /etc/passwd": external("/etc/passwd"),
    "graph: weights beyond the file": offset("99999999999"),
    "graph: weights at -1": offset("-1"),
    "graph: durations of e^80 frames": scaled(1, 0.0, 80.0),
    "graph: durations of e^14 frames": scaled(1, 0.0, 14.0),
    "graph: durations are no numbers": scaled(1, float("nan")),
    "graph: pitches are infinite": scaled(2, 0.0, float("inf")),
    "graph: energies of 10^30": scaled(3, 0.0, 1e30),
    "graph: a loop of 2^62 rounds": edited(ENCODER, endless),
    "graph: a loop behind an unknown field": unknown_group,
    "graph: zeros of a terabyte": node_of("ConstantOfShape", [10**6, 10**6]),
    "graph: 3.6 GB of constants": square("constants"),
    "graph: 3.6 GB while it speaks": square("input"),
    "graph: an operator of another maker": node_of("Shell", [1], "com.example"),
    "graph: 100,000 nodes": edited(ENCODER, chain),
    "graph: a thousand arrays at once": held_arrays,
    "graph: 4000 sines of a million numbers": after_input(
        ("Add", ["sum", "row"], "begin"), *steps("Sin", 4000), row=ones(10**6)
    ),
    "graph: 10^12 products of a convolution": after_input(
        ("Add", ["sum", "row"], "wide"),
        ("Conv", ["wide", "kernel"], "end"),
        row=ones(1, 1, 2 * 10**6),
        kernel=ones(1, 1, 10**6),
    ),
    "graph: 500 products of matrices": after_input(
        ("Add", ["sum", "matrix"], "begin"),
        *steps("MatMul", 500, "matrix"),
        matrix=ones(1000, 1000),
    ),
    "graph: an array doubled 30 times": after_input(
        ("Add", ["sum", "row"], "begin"),
        *(("Concat", [each[1][0]] * 2, each[2]) for each in steps("Concat", 30)),
        row=ones(1),
    ),
    "graph: a range of the input's sum": after_input(
        ("Mul", ["sum", "many"], "limit"),
        ("Range", ["zero", "limit", "one"], "begin"),
        *steps("Sin", 300),
        many=1e7 * ones(),
        zero=0 * ones(),
        one=ones(),
    ),
    "graph: a size squared 4000 times": after_input(
        ("Shape", ["sum"], "none"),
        ("Concat", ["none", "two"], "begin"),
        *(("Mul", [each[1][0]] * 2, each[2]) for each in steps("Mul", 4000)),
        two=[2],
    ),
    "metadata: no JSON": raw_metadata(ENCODER, "{"),
    "metadata: deep": raw_metadata(ENCODER, '{"a":' * DEEP),
    "metadata: a list": raw_metadata(VOCODER, "[]"),
    "metadata: null in all": everywhere(
        *(raw_metadata(name, '{"format": 1}') for name in FILES if name.endswith(".onnx"))
    ),
    "metadata: pitch_means of words": value(ENCODER, "pitch_means", to=["a", "b"]),
    "metadata: no pitch_means": value(ENCODER, "pitch_means", to=[]),
    "metadata: pitch_means is null": value(ENCODER, "pitch_means", to=None),
    "metadata: pitch_std_scale of 1e300": value(ENCODER, "pitch_std_scale", to=[1e300] * 4),
    "metadata: config is a list": value(ENCODER, "config", to=[1]),
    "metadata: reduction_factor 0": value(ENCODER, "config", "reduction_factor", to=0),
    "metadata: reduction_factor -2": value(ENCODER, "config", "reduction_factor", to=-2),
    "metadata: reduction_factor 10^9": value(ENCODER, "config", "reduction_factor", to=10**9),
    "metadata: 10^9 blocks": value(VOCODER, "config", "num_blocks", to=10**9),
    "metadata: kernel_size is a word": value(VOCODER, "config", "kernel_size", to="x"),
    "metadata: max_voiced_hz is infinite": value(VOCODER, "config", "max_voiced_hz", to=1e999),
    "metadata: max_voiced_hz is a list": value(VOCODER, "config", "max_voiced_hz", to=[1]),
    "metadata: symbols is null": value(ENCODER, "symbols", to=None),
    "metadata: weights_file ../../x": value(ENCODER, "weights_file", to="../../x"),
    "metadata: weights_file is a list": value(ENCODER, "weights_file", to=[]),
    "metadata: architecture is a list": value(VOCODER, "architecture", to=[]),
    "mel: hop_length 0": mel_value("hop_length", 0),
    "mel: hop_length 10^9": mel_value("hop_length", 10**9),
    "mel: n_fft 10^9": mel_value("n_fft", 10**9),
    "mel: sample_rate 0": mel_value("sample_rate", 0),
    "mel: sample_rate 10^9": mel_value("sample_rate", 10**9),
    "mel: n_mels -1": mel_value("n_mels", -1),
    "mel: win_length is a word": mel_value("win_length", "x"),
    "mel: f_max infinite": mel_value("f_max", 1e999),
}
