"""Export of networks: files that differ from torch are refused, and nothing is left of them."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from vocoders import weights
from vocoders.export.calibration import MinMax
from vocoders.export.graph import (
    ExportSpec,
    GraphExportError,
    digest_of,
    export_graph,
    inline_weights,
    is_quantized,
    relative_rms_error,
    strip_metadata,
    to_fp16,
    trace,
)
from vocoders.export.quantization import quantize
from vocoders.network_file import state_arrays
from vocoders.onnx_session import OnnxModel

METADATA = {"architecture": "test", "mel_config": {}}


def linear_spec(channels=40, **changes):
    """A linear layer over frames, large enough for float16."""
    torch.manual_seed(0)

    def example_inputs(length):
        return {"x": torch.randn(1, length, channels)}

    layer = torch.nn.Linear(channels, channels)
    return ExportSpec(layer, example_inputs, {"x": 1}, ["y"], METADATA, **changes)


class WrongWhenExported(torch.nn.Module):
    """Identity, but shifted or scaled in the exported graph."""

    def __init__(self, shift=0.0, scale=1.0):
        super().__init__()
        self.shift = shift
        self.scale = scale

    def forward(self, x):
        if torch.compiler.is_exporting():
            return x * self.scale + self.shift
        return x * 1.0


def test_a_network_is_written_with_its_description_for_any_length(tmp_path):
    spec = linear_spec()
    assert export_graph(spec, tmp_path / "a.onnx") < 1e-5
    model = OnnxModel(tmp_path / "a.onnx")
    assert model.metadata("architecture") == "test"
    x = torch.randn(7, 40)
    with torch.inference_mode():
        np.testing.assert_allclose(model(x.numpy())[0], spec.network(x), atol=1e-5)


def test_float16_weights_are_half_the_size_and_give_the_rounded_results(tmp_path):
    spec = linear_spec(channels=200)
    export_graph(spec, tmp_path / "a.onnx")
    assert export_graph(spec, tmp_path / "b.onnx", fp16=True) < 1e-5
    sizes = [(tmp_path / name).stat().st_size for name in ("a.onnx", "b.onnx")]
    assert sizes[1] < 0.55 * sizes[0]
    x = torch.randn(3, 200)
    with torch.inference_mode():
        found = OnnxModel(tmp_path / "b.onnx")(x.numpy())[0]
        np.testing.assert_allclose(found, to_fp16(spec.network)(x), atol=1e-5)
        assert 0 < np.abs(found - spec.network(x).numpy()).max() < 1e-2


def test_small_tensors_stay_float32():
    layer = torch.nn.Linear(40, 40)
    rounded = to_fp16(layer)
    assert torch.equal(rounded.bias, layer.bias)
    assert not torch.equal(rounded.weight, layer.weight)
    assert torch.equal(rounded.weight, layer.weight.half().float())


def test_a_file_that_differs_from_torch_is_not_kept(tmp_path):
    spec = replace(linear_spec(), network=WrongWhenExported(shift=2e-4))
    with pytest.raises(GraphExportError, match=r"a\.onnx would differ from torch by 2\.0e-04"):
        export_graph(spec, tmp_path / "a.onnx")
    assert list(tmp_path.iterdir()) == []
    nearer = replace(spec, network=WrongWhenExported(shift=2e-5))
    assert export_graph(nearer, tmp_path / "a.onnx") == pytest.approx(2e-5, rel=0.1)


def test_what_is_there_stays_when_a_file_is_refused(tmp_path):
    (tmp_path / "a.onnx").write_bytes(b"before")
    with pytest.raises(GraphExportError):
        export_graph(replace(linear_spec(), network=WrongWhenExported(1.0)), tmp_path / "a.onnx")
    assert (tmp_path / "a.onnx").read_bytes() == b"before"


@pytest.mark.parametrize("scale", [0.8, 1.2, float("nan")])
def test_a_rough_file_is_refused_on_calibration_inputs(tmp_path, scale):
    """A tenth of the output's deviation is allowed for quantized networks, no more."""
    inputs = {"x": torch.randn(1, 50, 40)}
    spec = replace(linear_spec(), network=WrongWhenExported(scale=scale), calibration_input=inputs)
    with pytest.raises(GraphExportError, match=r"more than 0\.1"):
        export_graph(spec, tmp_path / "a.onnx")
    assert list(tmp_path.iterdir()) == []
    nearer = replace(spec, network=WrongWhenExported(scale=0.95))
    assert export_graph(nearer, tmp_path / "a.onnx") == pytest.approx(0.05, abs=0.005)


def quantized_spec(network, ranges, inputs, folder):
    """The spec of a network that is quantized with these ranges, its weights in a file."""
    tensors = quantize(network, ranges)
    state = state_arrays(network, fp16=True) | tensors
    with torch.no_grad():
        for name, values in network.state_dict().items():
            if name not in tensors:
                values.copy_(values.half().float())
    weights.save(folder / "w.safetensors", state, {})
    axes = {"mel": 2, "f0_features": 2}

    def example_inputs(length):
        return {"mel": torch.randn(1, 100, length), "f0_features": torch.zeros(1, 2, length)}

    return ExportSpec(
        network,
        example_inputs,
        axes,
        ["predicted_filters", "base_filters"],
        METADATA,
        calibration_input=dict(zip(axes, inputs, strict=True)),
    )


def test_a_quantized_network_is_accurate_on_inputs_like_those_of_the_calibration(
    network, calibrated, random_inputs, tmp_path
):
    spec = quantized_spec(network, calibrated(network), random_inputs(1), tmp_path)
    path = tmp_path / "q.onnx"
    error = export_graph(spec, path, weights_file=tmp_path / "w.safetensors")
    assert 1e-4 < error < 0.1
    assert is_quantized(path)
    assert OnnxModel(path).metadata("weights_file") == "w.safetensors"


def test_a_quantized_network_with_wrong_ranges_is_refused(
    network, calibrated, random_inputs, tmp_path
):
    ranges = calibrated(network)
    narrow = {name: MinMax(low / 100, high / 100) for name, (low, high) in ranges.items()}
    spec = quantized_spec(network, narrow, random_inputs(1), tmp_path)
    path = tmp_path / "q.onnx"
    with pytest.raises(GraphExportError, match=r"more than 0\.1"):
        export_graph(spec, path, weights_file=tmp_path / "w.safetensors")
    assert [file.name for file in tmp_path.iterdir()] == ["w.safetensors"]


def test_a_linked_file_becomes_one_that_holds_its_weights(
    network, calibrated, random_inputs, tmp_path
):
    inputs = random_inputs(1)
    spec = quantized_spec(network, calibrated(network), inputs, tmp_path)
    export_graph(spec, tmp_path / "q.onnx", weights_file=tmp_path / "w.safetensors")
    (tmp_path / "alone").mkdir()
    inline_weights(tmp_path / "q.onnx", tmp_path / "alone" / "q.onnx")
    whole = OnnxModel(tmp_path / "alone" / "q.onnx")
    assert not {"weights_file", "header_hash"} & whole.meta.keys()
    arrays = [value[0].numpy() for value in inputs]
    for one, other in zip(whole(*arrays), OnnxModel(tmp_path / "q.onnx")(*arrays), strict=True):
        np.testing.assert_array_equal(one, other)


def test_float_networks_are_not_quantized(tmp_path):
    export_graph(linear_spec(), tmp_path / "a.onnx")
    assert not is_quantized(tmp_path / "a.onnx")


def test_the_relative_error_is_that_of_the_worst_output():
    class TwoOutputs(torch.nn.Module):
        def forward(self, x):
            return x, 10 * x

    def written(x):
        return [x + 0.1, 10 * x + 0.1]

    x = torch.randn(1, 2000, 1)
    found = relative_rms_error(TwoOutputs(), {"x": x}, written)
    assert found == pytest.approx(0.1, rel=0.1)


def test_nothing_of_the_exporting_machine_stays_in_the_model():
    spec = linear_spec()
    content = strip_metadata(trace(spec.network, spec)).SerializeToString()
    for trace_of_it in (b".py", b"site-packages", b"stack_trace"):
        assert trace_of_it not in content


def test_a_digest_depends_on_the_values_alone():
    one, other = linear_spec().network, linear_spec().network
    assert digest_of(one) == digest_of(other)
    with torch.no_grad():
        other.bias[0] += 1
    assert digest_of(one) != digest_of(other)
