"""What is exported of an acoustic model: names, example inputs, metadata."""

import pytest
import torch

from tts.acoustic.fastspeech2 import FRAME_FEATURES, FastSpeech2
from tts.acoustic.fastspeech2_export import acoustic_specs
from tts.acoustic.model import NUM_STRESS_LEVELS


@pytest.fixture(scope="module")
def model(tiny_voices):
    return FastSpeech2.load(tiny_voices / "acoustic.safetensors")


def test_each_network_answers_its_example_inputs_with_its_outputs(model):
    length = 4 * model.config.reduction_factor
    for name, spec in acoustic_specs(model).items():
        inputs = spec.example_inputs(length)
        outputs = spec.network(*inputs.values())
        outputs = (outputs,) if isinstance(outputs, torch.Tensor) else outputs
        assert spec.network is getattr(model, name)
        assert len(outputs) == len(spec.output_names)
        assert spec.tensor_prefix == f"{name}."
        for axis_of in set(inputs) & set(spec.dynamic_axes):
            assert inputs[axis_of].shape[spec.dynamic_axes[axis_of]] == length


def test_examples_are_within_what_the_model_knows(model):
    specs = acoustic_specs(model)
    phonemes = specs["encoder"].example_inputs(500)
    ids = phonemes["phoneme_ids"]
    assert ids.shape == (1, 500, 2)
    assert ids[..., 0].max() < len(model.symbols)
    assert set(ids[..., 1].unique().tolist()) == set(range(NUM_STRESS_LEVELS))
    assert phonemes["speaker_weights"].shape == (1, model.config.num_speakers)
    torch.testing.assert_close(phonemes["speaker_weights"].sum(), torch.tensor(1.0))
    frames = specs["decoder"].example_inputs(500)
    assert frames["frame_features"].shape == (1, 500, FRAME_FEATURES)
    assert set(frames["voiced"].unique().tolist()) == {0.0, 1.0}
    assert list(specs["f0_predictor"].example_inputs(3)) == ["frame_hidden", "frame_features"]


def test_all_networks_carry_the_digest_of_the_whole_model(model):
    digests = {spec.metadata["weights_digest"] for spec in acoustic_specs(model).values()}
    with torch.no_grad():
        next(model.encoder.parameters()).add_(1)
        changed = {spec.metadata["weights_digest"] for spec in acoustic_specs(model).values()}
        next(model.encoder.parameters()).sub_(1)
    assert len(digests) == len(changed) == 1
    assert digests != changed
    metadata = acoustic_specs(model)["encoder"].metadata
    assert (metadata["architecture"], metadata["network"]) == ("fastspeech2", "encoder")
    assert metadata["config"]["reduction_factor"] == model.config.reduction_factor
