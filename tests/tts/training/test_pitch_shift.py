"""Which clips are moved, and what is kept of them."""

import numpy as np
import pytest

from tts.training import pitch_shift as move
from tts.training.train import speakers_mean
from vocoders.mel_config import MelConfig
from vocoders.training.feature_file import Pack

SPEC = MelConfig()


def test_a_share_of_each_speakers_aligned_clips_is_drawn_more_of_them_up(pack):
    many = Pack(
        pack.spec,
        pack.clips * 100,
        {name: list(rows) * 100 for name, rows in pack.arrays.items()},
        pack.about,
    )
    drawn = move.draw(many, 0.5, 0)
    assert drawn == move.draw(many, 0.5, 0) != move.draw(many, 0.5, 1)
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


def test_the_command_makes_a_pack_of_moved_clips_alone(pack_file, pack, tmp_path, command):
    command(move, pack_file, tmp_path / "moved.safetensors", "--share", 0.5, "--workers", 1)
    made = Pack.load(tmp_path / "moved.safetensors")
    assert (
        len(made.clips) == 2
        and made.spec == SPEC
        and made.about["texts"]
        and not made.chosen("train")
    )
    for clip, row in enumerate(made.clips):
        old = [known.id for known in pack.clips].index(row.id[:-4])
        semitones = float(row.id[-4:])
        assert (
            row.split == "moved"
            and row.speaker == pack.clips[old].speaker
            and pack.clips[old].split == "train"
        )
        assert move.measured(
            pack.arrays["pitch"][old], made.arrays["pitch"][clip]
        ) == pytest.approx(semitones, abs=move.NEAR)
        for name in ("ids", "durations"):
            np.testing.assert_array_equal(made.arrays[name][clip], pack.arrays[name][old])
        frames = len(pack.arrays["mel"][old])
        assert (
            made.arrays["mel"][clip].shape == (frames, 100)
            and len(made.arrays["samples"][clip]) == frames * SPEC.hop_length
        )
    with pytest.raises(ValueError, match="no training clip of 'ann'"):
        speakers_mean(made, "ann")


def test_a_clip_that_is_not_where_it_should_be_is_left_out(pack):
    rows = list(pack.arrays["pitch"])
    rows[0], rows[1] = np.zeros_like(rows[0]), np.zeros_like(rows[1])  # nothing to be moved
    silent = Pack(pack.spec, pack.clips, {**pack.arrays, "pitch": rows}, pack.about)
    assert {clip.speaker for clip in move.move(silent, 1.0).clips} == {"bob"}
    alone = Pack(
        pack.spec,
        pack.clips[:2],
        {name: list(kept)[:2] for name, kept in silent.arrays.items()},
        pack.about,
    )
    with pytest.raises(ValueError, match=r"none of 2 clips measures"):
        move.move(alone, 1.0)


def test_nothing_to_move_is_told(pack):
    with pytest.raises(ValueError, match=r"nothing to move: of 5 training clips a share of 0\.0"):
        move.move(pack, 0.0)
