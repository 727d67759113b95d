"""Given times become frames; silence is cut."""

import numpy as np
import pytest

from frontend.phonemes import BOUNDARY, SYMBOLS
from tts.training import alignment
from vocoders.mel import LOG_FLOOR
from vocoders.mel_config import MelConfig

SPEC = MelConfig()


def durations(tokens, units, frames=1000, silent_from=None):
    """Durations by symbol, in frames, when all is loud or all is silent from a frame on."""
    mel = np.zeros((2, frames), np.float32)
    mel[:, silent_from if silent_from is not None else frames :] = np.log(LOG_FLOOR)
    row = {"tokens": tokens, "durations": units, "espeak": tokens}
    ids, lasting = alignment.frame_durations(row, mel, SPEC)
    return [(SYMBOLS[symbol], stress) for symbol, stress in ids], lasting.tolist()


def frame(units):
    """The frame at which a token ends, of whose time so many units have passed."""
    return round((units - 2.25) * 600 / 256)


def test_times_become_the_frames_between_their_rounded_ends():
    phonemes, lasting = durations("mi", [4, 3, 5, 8], 46)
    assert phonemes == [("_", 0), ("m", 0), ("i", 0), ("_", 0)]
    assert np.cumsum(lasting).tolist() == [frame(4), frame(7), frame(12), 46]


def test_a_stress_marks_time_is_its_vowels():
    phonemes, lasting = durations("mˈiː", [4, 3, 2, 5, 1, 8])
    assert phonemes[2] == ("iː", 1)
    assert np.cumsum(lasting)[1:3].tolist() == [frame(7), frame(7 + 2 + 5 + 1)]


def test_a_boundary_between_words_is_shared_and_beside_a_pause_it_is_the_pauses():
    _, lasting = durations("m i", [4, 4, 6, 4, 8])
    assert lasting[2] == 0 and np.cumsum(lasting)[[1, 3]].tolist() == [frame(4 + 4 + 3), frame(18)]
    phonemes, lasting = durations("m, i", [4, 4, 4, 6, 4, 8])
    assert [symbol for symbol, _ in phonemes] == ["_", "m", ",", BOUNDARY, "i", "_"]
    assert lasting[3] == 0 and np.cumsum(lasting)[[1, 2, 4]].tolist() == [
        frame(8),
        frame(18),
        frame(22),
    ]


def test_silence_before_a_pause_is_given_to_it():
    whole = durations("mi.", [4, 4, 8, 4, 9])[1]
    cut = durations("mi.", [4, 4, 8, 4, 9], silent_from=frame(8) + 9)[1]
    assert cut[2] == 9 < whole[2]
    assert cut[3] == whole[3] + whole[2] - 9 and cut[:2] == whole[:2]


def test_no_frame_is_lost_whatever_the_times():
    rng = np.random.default_rng(0)
    for _ in range(50):
        tokens = "".join(rng.choice(list("miu,. ˈˌA"), 12)).strip(" ˈˌ") + "a."
        units = rng.integers(0, 9, len(tokens) + 2).tolist()
        frames = int(rng.integers(30, 200))
        lasting = durations(tokens, units, frames, int(frames * 0.8))[1]
        assert sum(lasting) == frames and min(lasting) >= 0


def test_an_alignment_of_another_length_is_refused():
    with pytest.raises(ValueError, match=r"2 tokens need 4 durations, not 3: 'mi'"):
        durations("mi", [1, 2, 3])


@pytest.mark.parametrize(
    ("given", "kept", "cut"),
    [
        ([20, 5, 6, 3, 30], [4, 5, 6, 5, 5], (16, 41)),  # both ends too long
        ([2, 5, 6, 1, 3], [2, 5, 6, 1, 3], (0, 17)),  # both short
        ([4, 5, 6, 9, 1], [4, 5, 6, 9, 1], (0, 25)),  # exactly what may stay
        ([4, 5, 30], [4, 5, 5], (0, 14)),  # no pause before the end
    ],
)
def test_silence_is_cut_at_both_ends(given, kept, cut):
    lasting, first, last = alignment.trim(np.array(given))
    assert (lasting.tolist(), first, last) == (kept, *cut)


def test_times_that_are_right_stay_where_they_are():
    row = {"tokens": "mi.", "durations": [20, 20, 20, 16, 4]}
    _, lasting = alignment.frame_durations(row, np.zeros((2, 188), np.float32), SPEC)
    ends = np.cumsum(lasting)[:3] * SPEC.hop_length / SPEC.sample_rate
    assert ends == pytest.approx([0.5, 1.0, 1.5], abs=0.006)
    late = alignment.frame_durations(row | {"latency": 2.25}, np.zeros((2, 188)), SPEC)[1]
    assert np.cumsum(late)[1] == frame(40)


def test_frames_of_the_aligner_are_taken_as_they_are():
    mel = np.zeros((2, 20), np.float32)
    row = {"id": "x", "phonemes": "mˈi, n.", "frames": [2, 3, 4, 5, 0, 3, 2, 1]}
    ids, lasting = alignment.frame_durations(row, mel, SPEC)
    assert [SYMBOLS[symbol] for symbol, _ in ids] == ["_", "m", "i", ",", " ", "n", ".", "_"]
    assert lasting.tolist() == row["frames"]
    with pytest.raises(ValueError, match="Align it again"):
        alignment.frame_durations(row | {"frames": [2, 3]}, mel, SPEC)
