"""Files of features."""

import numpy as np
import pytest

from vocoders import weights
from vocoders.errors import VocoderError
from vocoders.mel import mel_spectrogram
from vocoders.mel_config import MelConfig
from vocoders.training.feature_file import FeatureFile, RaggedArray

SPEC = MelConfig()


def test_features_come_back_clip_by_clip(features, recordings):
    assert features.mel_config == SPEC and features.metadata == {"corpus": "made up"}
    assert [clip.id for clip in features.clips] == ["a1", "a2", "b1", "b2", "b3"]
    assert [len(row) for row in features.arrays["mel"]] == [40, 12, 60, 25, 30]
    expected = mel_spectrogram(recordings[2], SPEC).T
    np.testing.assert_allclose(features.arrays["mel"][2], expected, atol=1e-6)


def test_clips_are_selected_by_split_and_speaker(features):
    assert features.select("train") == [0, 1, 2]
    assert features.select("train", ["bob"]) == [2]
    assert features.select("val", ["ann"]) == []


def test_a_clip_is_aligned_if_its_phonemes_are_known(features):
    assert not features.is_aligned(0)
    ids = [np.zeros((3, 2), np.int16), np.zeros((0, 2), np.int16)]
    some = FeatureFile(SPEC, features.clips[:2], {"ids": ids}, {})
    assert some.is_aligned(0) and not some.is_aligned(1)


def test_rows_of_a_ragged_array_lie_one_after_the_other():
    rows = RaggedArray(np.arange(6), np.array([2, 2, 6]))
    assert len(rows) == 3 and [row.tolist() for row in rows] == [[0, 1], [], [2, 3, 4, 5]]


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ({"architecture": "hifigan"}, r"w\.safetensors holds no features\. Make them with "),
        ({"kind": "pack"}, r"w\.safetensors holds features of an older version\. Make them "),
    ],
)
def test_other_files_are_refused(tmp_path, header, message):
    weights.save(tmp_path / "w.safetensors", {}, header)
    with pytest.raises(VocoderError, match=message):
        FeatureFile.load(tmp_path / "w.safetensors")
