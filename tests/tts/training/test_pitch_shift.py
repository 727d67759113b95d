"""Which clips are pitch-shifted, and what is kept of them."""

import numpy as np
import pytest

from tts.errors import SpeechError
from tts.training import pitch_shift
from tts.training.trainer import mean_f0
from vocoders.mel_config import MelConfig
from vocoders.training.feature_file import FeatureFile

SPEC = MelConfig()


def test_a_share_of_each_speakers_aligned_clips_is_drawn_more_of_them_up(feature_file):
    many = FeatureFile(
        feature_file.mel_config,
        feature_file.clips * 100,
        {name: list(rows) * 100 for name, rows in feature_file.arrays.items()},
        feature_file.metadata,
    )
    drawn = pitch_shift.draw_shifts(many, 0.5, 0)
    assert drawn == pitch_shift.draw_shifts(many, 0.5, 0) != pitch_shift.draw_shifts(many, 0.5, 1)
    speakers = [many.clips[clip].speaker for clip, _ in drawn]
    assert (
        len(set(drawn)) == 200 and speakers.count("ann") == speakers.count("bob") == 100
    )  # "cat" is not aligned
    assert all(many.clips[clip].split == "train" for clip, _ in drawn)
    semitones = np.array([far for _, far in drawn])
    assert 0.55 < (semitones > 0).mean() < 0.78
    assert (
        semitones.min() >= -5
        and semitones.max() <= 6
        and np.abs(semitones).min() >= 2.5
        and len(set(semitones)) > 30
    )


def test_the_command_makes_a_pack_of_moved_clips_alone(
    features_path, feature_file, tmp_path, command
):
    command(
        pitch_shift, features_path, tmp_path / "shifted.safetensors", "--share", 0.5, "--workers", 1
    )
    made = FeatureFile.load(tmp_path / "shifted.safetensors")
    assert (
        len(made.clips) == 2
        and made.mel_config == SPEC
        and made.metadata["texts"]
        and not made.select("train")
    )
    for clip, row in enumerate(made.clips):
        old = [known.id for known in feature_file.clips].index(row.id[:-4])
        semitones = float(row.id[-4:])
        assert (
            row.split == "pitch_shifted"
            and row.speaker == feature_file.clips[old].speaker
            and feature_file.clips[old].split == "train"
        )
        assert pitch_shift.measured_shift(
            feature_file.arrays["f0"][old], made.arrays["f0"][clip]
        ) == pytest.approx(semitones, abs=pitch_shift.TOLERANCE)
        for name in ("ids", "durations"):
            np.testing.assert_array_equal(made.arrays[name][clip], feature_file.arrays[name][old])
        frames = len(feature_file.arrays["mel"][old])
        assert (
            made.arrays["mel"][clip].shape == (frames, 100)
            and len(made.arrays["samples"][clip]) == frames * SPEC.hop_length
        )
    with pytest.raises(ValueError, match="no training clip of 'ann'"):
        mean_f0(made, "ann")


def test_a_clip_whose_shift_is_not_as_drawn_is_left_out(feature_file):
    rows = list(feature_file.arrays["f0"])
    rows[0], rows[1] = np.zeros_like(rows[0]), np.zeros_like(rows[1])  # nothing to be shifted
    silent = FeatureFile(
        feature_file.mel_config,
        feature_file.clips,
        {**feature_file.arrays, "f0": rows},
        feature_file.metadata,
    )
    assert {clip.speaker for clip in pitch_shift.augment(silent, 1.0).clips} == {"bob"}
    alone = FeatureFile(
        feature_file.mel_config,
        feature_file.clips[:2],
        {name: list(kept)[:2] for name, kept in silent.arrays.items()},
        feature_file.metadata,
    )
    with pytest.raises(SpeechError, match=r"the pitch of none of 2 clips is what it should be"):
        pitch_shift.augment(alone, 1.0)


def test_nothing_to_shift_is_refused(feature_file):
    with pytest.raises(
        SpeechError, match=r"nothing to shift: a share of 0\.0 of 4 aligned training clips is none"
    ):
        pitch_shift.augment(feature_file, 0.0)


def test_a_corpus_without_alignment_is_refused_in_one_line(feature_file, tmp_path, command):
    """As `features` makes it of a corpus that has no alignment.jsonl."""
    rows = {name: list(row)[:3] for name, row in feature_file.arrays.items()}
    rows["ids"] = [row[:0] for row in rows["ids"]]
    rows["durations"] = [row[:0] for row in rows["durations"]]
    path = tmp_path / "unaligned.safetensors"
    FeatureFile(feature_file.mel_config, feature_file.clips[:3], rows, feature_file.metadata).save(
        path
    )
    with pytest.raises(
        SystemExit, match=r"error: none of 2 training clips is aligned.* alignment\.jsonl"
    ):
        command(pitch_shift, path, tmp_path / "shifted.safetensors")
    assert not (tmp_path / "shifted.safetensors").exists()
