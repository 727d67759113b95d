"""Clips at other pitches: as long, as loud and said by the same mouth."""

import sys

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter1d

from tts.training import move
from tts.training.train import speakers_mean
from vocoders import pitch
from vocoders.mel import MelSpec, mel_centres, mel_spectrogram
from vocoders.training.pack import Pack

SPEC = MelSpec()


@pytest.fixture
def world():
    """WORLD is no part of any extra: where nobody built it, what needs it is not tested."""
    return pytest.importorskip("pyworld", reason="pyworld is not installed")


@pytest.fixture(scope="module")
def vowel():
    """A second of a voice of 150 Hz with formants at 700, 1200 and 2600 Hz; a breath before it."""
    at = np.arange(SPEC.sample_rate) / SPEC.sample_rate
    strength = lambda hertz: sum(1 / (1 + ((hertz - formant) / 120) ** 2) for formant in (700, 1200, 2600))     # noqa: E731
    voice = sum(strength(150 * k) * np.cos(2 * np.pi * 150 * k * at + k * k) for k in range(1, 40))
    return 0.1 * np.where(at > 0.25, voice / np.abs(voice).max(), 0) + 1e-3 * np.random.default_rng(0).standard_normal(len(at))


def envelope(samples):
    """The mel over the vowel's middle, harmonics smoothed away, (mels,)."""
    return gaussian_filter1d(mel_spectrogram(samples, SPEC)[:, 40:80].mean(1), 6)[mel_centres(SPEC) > 500]


@pytest.mark.parametrize("semitones", [-5.0, -2.5, 4.2, 6.0])
def test_a_clip_is_moved_by_as_much_as_asked_and_is_as_long_and_loud(vowel, semitones, world):
    hertz = pitch.track(vowel, SPEC)
    made = move.moved(vowel, hertz, semitones, SPEC)
    after = pitch.track(made, SPEC)
    assert move.measured(hertz, after) == pytest.approx(semitones, abs=0.1)
    assert len(made) == len(vowel) and np.std(made) == pytest.approx(np.std(vowel), rel=0.01)
    assert ((hertz > 0) == (after > 0)).mean() > 0.95 and not after[:20].any()                              # the breath stays one


def test_formants_stay(vowel, world):
    made = move.moved(vowel, pitch.track(vowel, SPEC), 5.0, SPEC)
    faster = np.interp(np.arange(0, len(vowel), 2 ** (5 / 12)), np.arange(len(vowel)), vowel)               # a tape run faster: formants rise
    stays, rises = (np.abs(envelope(samples) - envelope(vowel)).mean() for samples in (made, np.pad(faster, (0, 6000))))
    assert stays < 0.5 * rises


def test_pitch_at_other_times_keeps_its_voicing():
    hop = SPEC.hop / SPEC.sample_rate
    there = move.at_times(np.array([0, 100, 200, 0]), np.array([0.5, 1.5, 2.0, 2.5, 3.2, 99]) * hop, SPEC)
    np.testing.assert_allclose(there, [0, 100, 100 * 2 ** 0.5, 200, 0, 0])
    assert not move.at_times(np.zeros(3), np.arange(5) * hop, SPEC).any()


def test_a_share_of_each_speakers_aligned_clips_is_drawn_more_of_them_up(pack):
    many = Pack(pack.spec, pack.clips * 100, {name: list(rows) * 100 for name, rows in pack.arrays.items()}, pack.about)
    drawn = move.draw(many, 0.5, 0)
    assert drawn == move.draw(many, 0.5, 0) != move.draw(many, 0.5, 1)
    speakers = [many.clips[clip].speaker for clip, _ in drawn]
    assert len(set(drawn)) == 200 and speakers.count("ann") == speakers.count("bob") == 100               # "cat" is not aligned
    assert all(many.clips[clip].split == "train" for clip, _ in drawn)
    semitones = np.array([far for _, far in drawn])
    assert 0.55 < (semitones > 0).mean() < 0.78
    assert semitones.min() >= -5 and semitones.max() <= 6 and np.abs(semitones).min() >= 2.5 and len(set(semitones)) > 30


def test_the_command_makes_a_pack_of_moved_clips_alone(pack_file, pack, tmp_path, command, world):
    command(move, pack_file, tmp_path / "moved.safetensors", "--share", 0.5, "--workers", 1)
    made = Pack.load(tmp_path / "moved.safetensors")
    assert len(made.clips) == 2 and made.spec == SPEC and made.about["texts"] and not made.chosen("train")
    for clip, row in enumerate(made.clips):
        old = [known.id for known in pack.clips].index(row.id[:-4])
        semitones = float(row.id[-4:])
        assert row.split == "moved" and row.speaker == pack.clips[old].speaker and pack.clips[old].split == "train"
        assert move.measured(pack.arrays["pitch"][old], made.arrays["pitch"][clip]) == pytest.approx(semitones, abs=move.NEAR)
        for name in ("ids", "durations"):
            np.testing.assert_array_equal(made.arrays[name][clip], pack.arrays[name][old])
        frames = len(pack.arrays["mel"][old])
        assert made.arrays["mel"][clip].shape == (frames, 100) and len(made.arrays["samples"][clip]) == frames * SPEC.hop
    with pytest.raises(ValueError, match="no training clip of 'ann'"):
        speakers_mean(made, "ann")


def test_a_clip_that_is_not_where_it_should_be_is_left_out(pack, world):
    rows = list(pack.arrays["pitch"])
    rows[0], rows[1] = np.zeros_like(rows[0]), np.zeros_like(rows[1])                                       # nothing to be moved
    silent = Pack(pack.spec, pack.clips, {**pack.arrays, "pitch": rows}, pack.about)
    assert {clip.speaker for clip in move.move(silent, 1.0).clips} == {"bob"}
    alone = Pack(pack.spec, pack.clips[:2], {name: list(kept)[:2] for name, kept in silent.arrays.items()}, pack.about)
    with pytest.raises(ValueError, match=r"none of 2 clips measures"):
        move.move(alone, 1.0)


def test_what_cannot_be_moved_is_told(pack, pack_file, tmp_path, monkeypatch, command):
    with pytest.raises(ValueError, match=r"nothing to move: of 5 training clips a share of 0\.0"):
        move.move(pack, 0.0)
    monkeypatch.setitem(sys.modules, "pyworld", None)
    with pytest.raises(ModuleNotFoundError, match=r"pip install pyworld 'setuptools<81'"):
        command(move, pack_file, tmp_path / "moved.safetensors")
    assert not (tmp_path / "moved.safetensors").exists()
