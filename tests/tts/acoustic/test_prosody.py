"""Prosody by phoneme: settings, overrides, whole frames, and the features of frames."""

import numpy as np
import pytest

from tts.acoustic.prosody import (
    ENERGY_SCALE_DB,
    MAX_FRAMES,
    InvalidPhonemesError,
    PredictedProsody,
    apply_settings,
    energy_to_norm,
    frame_counts,
    frame_features,
    hz_to_log2_f0,
    interpolate_f0,
    norm_to_energy,
    override_prosody,
    round_durations,
)

MEAN = 200.0
PREDICTED = PredictedProsody(
    np.zeros((4, 2), np.float32),
    np.array([4.0, 0.0, 6.5, 3.0]),
    hz_to_log2_f0(np.array([200.0, 180.0, 220.0, 160.0])),
    np.array([-20.0, -10.0, 0.0, 5.0]),
    MEAN,
    1.0,
)


def test_without_settings_prosody_is_what_was_predicted():
    prosody = apply_settings(PREDICTED)
    np.testing.assert_array_equal(prosody.durations, PREDICTED.durations)
    np.testing.assert_allclose(prosody.pitches, [200, 180, 220, 160], rtol=1e-6)
    np.testing.assert_array_equal(prosody.energies, PREDICTED.energies)
    assert prosody.gain_db == 0
    assert prosody.hidden is PREDICTED.hidden


def test_each_setting_changes_its_own_numbers():
    usual = apply_settings(PREDICTED)
    fast = apply_settings(PREDICTED, speed=2.0)
    high = apply_settings(PREDICTED, pitch=12.0)
    loud = apply_settings(PREDICTED, energy=6.0)
    assert fast.durations.sum() == pytest.approx(usual.durations.sum() / 2)
    np.testing.assert_array_equal(fast.own_durations, usual.durations)
    slow = apply_settings(PREDICTED, speed=0.5)
    np.testing.assert_allclose(slow.durations, 2 * usual.durations)
    assert usual.own_durations is None and slow.own_durations is None
    np.testing.assert_allclose(high.pitches, 2 * usual.pitches, rtol=1e-6)
    assert loud.gain_db == 6
    np.testing.assert_array_equal(loud.energies, usual.energies)  # the networks see no gain
    np.testing.assert_array_equal(fast.pitches, usual.pitches)
    np.testing.assert_array_equal(high.durations, usual.durations)


def test_the_range_is_around_the_speaker_s_mean_and_times_its_own():
    def semitones(prosody):
        return 12 * np.log2(prosody.pitches / MEAN)

    usual = semitones(apply_settings(PREDICTED))
    np.testing.assert_allclose(
        semitones(apply_settings(PREDICTED, pitch_range=2.0)), 2 * usual, atol=1e-4
    )
    np.testing.assert_allclose(apply_settings(PREDICTED, pitch_range=0.0).pitches, MEAN, rtol=1e-6)
    lively = PredictedProsody(**{**vars(PREDICTED), "pitch_std_scale": 1.5})
    stretched = apply_settings(lively, pitch_range=2.0)
    np.testing.assert_allclose(semitones(stretched), 3 * usual, atol=1e-4)
    assert stretched.pitch_range == 3.0


def test_what_is_nan_is_left_to_the_voice():
    prosody = apply_settings(PREDICTED)
    given = np.array([np.nan, 7.0, np.nan, np.nan])
    changed = override_prosody(prosody, given, given, given)
    for name in ("durations", "pitches", "energies"):
        before = getattr(prosody, name)
        after = getattr(changed, name)
        assert after[1] == 7.0
        np.testing.assert_array_equal(np.delete(after, 1), np.delete(before, 1))
    np.testing.assert_array_equal(prosody.durations, PREDICTED.durations)  # as it was


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"durations": np.ones(3)}, "durations must be one number a phoneme"),
        ({"pitches": -np.ones(4)}, "pitches must not be negative"),
        ({"energies": np.ones((4, 1))}, "energies must be one number a phoneme"),
    ],
)
def test_impossible_overrides_are_refused(given, message):
    with pytest.raises(InvalidPhonemesError, match=message):
        override_prosody(apply_settings(PREDICTED), **given)


def test_energies_may_be_negative():
    changed = override_prosody(apply_settings(PREDICTED), energies=np.full(4, -30.0))
    assert (changed.energies == -30).all()


def test_ends_are_rounded_and_no_phoneme_vanishes():
    assert round_durations(np.array([1.4, 1.4, 1.4, 1.4, 1.4])).tolist() == [1, 2, 1, 2, 1]
    assert round_durations(np.array([0.2, 0.0, 3.0])).tolist() == [1, 0, 3]


@pytest.mark.parametrize("total", [0, MAX_FRAMES + 1])
def test_too_few_and_too_many_frames_are_refused(total):
    with pytest.raises(InvalidPhonemesError, match=f"come to {total} frames"):
        frame_counts(np.array([total, 0]))
    assert frame_counts(np.array([MAX_FRAMES])).tolist() == [MAX_FRAMES]


def test_pitch_runs_in_lines_between_the_middles_of_phonemes():
    found = interpolate_f0(np.array([2, 0, 4]), np.array([0.0, 50.0, 3.0], np.float32))
    np.testing.assert_allclose(found, [0, 0.5, 1.5, 2.5, 3, 3])


def test_frames_know_their_position():
    found = frame_features(
        np.array([4, 0, 2]), np.array([1, 9, 2], np.float32), np.array([5, 9, 6], np.float32)
    )
    np.testing.assert_allclose(found[:, 0], [0.125, 0.375, 0.625, 0.875, 0.25, 0.75])
    np.testing.assert_allclose(found[:, 1], np.array([0.5, 1.5, 1.5, 0.5, 0.5, 0.5]) / 4)
    np.testing.assert_allclose(found[:, 2], np.log([4, 4, 4, 4, 2, 2]) - 2, atol=1e-6)
    np.testing.assert_allclose(found[:, 3:5], [[1, 5]] * 4 + [[2, 6]] * 2)


def test_the_scale_of_energy_is_ten_decibels():
    assert energy_to_norm(np.array([0.0, ENERGY_SCALE_DB])).tolist() == [0, 1]
    assert norm_to_energy(energy_to_norm(np.array([-35.0]))) == pytest.approx(-35)
