"""The corpus becomes a feature_file."""

import numpy as np
import pytest
import soundfile

from tts.training import alignment, features
from vocoders.mel import mel_spectrogram
from vocoders.mel_config import MelConfig

SPEC = MelConfig()


def test_every_array_of_a_clip_has_its_frames(feature_file):
    assert [clip.id for clip in feature_file.clips] == [
        "ann0",
        "ann1",
        "ann2",
        "bob0",
        "bob1",
        "bob2",
        "c",
    ]
    assert feature_file.metadata["texts"][0] == "Says mˈi. | so" and feature_file.metadata[
        "speakers"
    ] == [
        "ann",
        "bob",
        "cat",
    ]
    assert feature_file.select("train") == [0, 1, 3, 4, 6]
    for clip in range(6):
        frames = len(feature_file.arrays["mel"][clip])
        assert (
            len(feature_file.arrays["samples"][clip]) == frames * SPEC.hop_length
            and len(feature_file.arrays["f0"][clip]) == frames
        )
        assert feature_file.arrays["durations"][clip].sum() == frames and len(
            feature_file.arrays["ids"][clip]
        ) == len(feature_file.arrays["durations"][clip])


def test_the_arrays_are_those_of_the_sound_that_is_kept(feature_file, hertz_of):
    for clip in (0, 4):
        samples = feature_file.arrays["samples"][clip] / 32767
        lasting = feature_file.arrays["durations"][clip]
        inside = slice(4, -4)
        own = feature_file.arrays["mel"][clip].T[:, inside].astype(np.float32)
        made = mel_spectrogram(samples, SPEC)[:, inside]
        np.testing.assert_allclose(
            np.maximum(own, -7), np.maximum(made, -7), atol=0.05
        )  # the samples are of 16 bits
        loud = np.flatnonzero(np.abs(samples) > 0.01) / SPEC.hop_length
        assert (
            abs(loud[0] - lasting[0]) < 1 and abs(loud[-1] - lasting[:-2].sum()) < 4
        )  # sound from the first phoneme to the pause
        assert (
            lasting[0] == alignment.LEADING_FRAMES
            and lasting[-2:].sum() == alignment.TRAILING_FRAMES
        )
        voiced = feature_file.arrays["f0"][clip]
        assert np.median(voiced[voiced > 0]) == pytest.approx(
            hertz_of[feature_file.clips[clip].speaker], rel=0.01
        )


def test_a_faint_speaker_is_amplified(corpus, feature_file):
    for clip, gain in ((0, 1.0), (3, 10**0.3)):
        name = feature_file.clips[clip].id
        own = np.abs(soundfile.read(corpus / name[:-1] / "audio" / f"{name}.wav")[0]).max()
        assert np.abs(feature_file.arrays["samples"][clip]).max() / 32767 == pytest.approx(
            gain * own, rel=1e-3
        )


def test_other_rates_and_channels_are_brought_to_one(feature_file):
    samples = feature_file.arrays["samples"][6]
    hertz = feature_file.arrays["f0"][6]
    assert len(samples) == 12000 // 256 * 256 and np.abs(
        samples[2000:-2000]
    ).max() / 32767 == pytest.approx(0.1, rel=0.02)
    assert np.median(hertz) == pytest.approx(440, rel=0.01)
    assert len(feature_file.arrays["ids"][6]) == len(feature_file.arrays["durations"][6]) == 0


def test_speakers_without_an_alignment_are_named(corpus, caplog):
    features.compute_features(corpus, SPEC, {})
    assert [record.getMessage().split(" They")[0] for record in caplog.records] == [
        "cat: 1 of 1 clips have no line in alignment.jsonl."
    ]


@pytest.mark.parametrize("gain", ["ann", "ann=loud", "6"])
def test_a_gain_that_cannot_be_is_refused(corpus, tmp_path, command, gain, capsys):
    with pytest.raises(SystemExit):
        command(features, corpus, tmp_path / "f.safetensors", "--gain", gain)
    assert f"'{gain}' is not SPEAKER=DB, such as ann=6" in capsys.readouterr().err


def test_the_command_refuses_a_folder_without_speakers_in_one_line(tmp_path, command):
    with pytest.raises(SystemExit, match=r"error: .* holds no speaker: a folder with metadata"):
        command(features, tmp_path, tmp_path / "f.safetensors")


def test_progress_is_logged_now_and_then(caplog):
    with caplog.at_level("INFO"):
        for done in range(1, 451):
            features.log_progress(done, 450)
    assert caplog.messages == [f"{done} of 450 clips" for done in (200, 400, 450)]
