from itertools import product

import numpy as np
import pytest

from frontend.phonemes import Phoneme
from tts.alignment.paths import AlignmentError, occupancy, viterbi
from tts.alignment.phones import PHONES
from tts.alignment.states import states_of

FRAMES = 7


def states(symbols="_ab c_"):
    return states_of([Phoneme(symbol) for symbol in symbols.replace("c", "k")])


def log_probs(frames=FRAMES, seed=0):
    logits = np.random.default_rng(seed).normal(0, 2, (frames, len(PHONES)))
    return logits - np.log(np.exp(logits).sum(1, keepdims=True))


def all_paths(frames, wanted):
    """Every way through the states, by brute force."""
    last = len(wanted.phones) - 1
    for steps in product((0, 1, 2), repeat=frames - 1):
        path = np.cumsum((0, *steps))
        if path[-1] != last:
            continue
        passed = [place - 1 for place, step in zip(path[1:], steps, strict=True) if step == 2]
        if all(wanted.optional[place] for place in passed):
            yield path


@pytest.mark.parametrize("seed", range(5))
def test_the_best_path_is_the_best_of_all(seed):
    wanted, probs = states(), log_probs(seed=seed)
    frames = np.arange(FRAMES)
    scores = {
        tuple(path): probs[frames, wanted.phones[path]].sum() for path in all_paths(FRAMES, wanted)
    }
    assert len(scores) > 20
    assert tuple(viterbi(probs, wanted)) == max(scores, key=scores.__getitem__)


def test_the_forward_sum_is_the_sum_over_all_paths():
    wanted, probs = states(), log_probs()
    frames = np.arange(FRAMES)
    each = [probs[frames, wanted.phones[path]].sum() for path in all_paths(FRAMES, wanted)]
    loss, _ = occupancy(probs, wanted)
    assert loss == pytest.approx(-np.log(np.exp(each).sum()), abs=1e-6)


def test_the_occupancy_is_the_gradient_of_the_loss():
    wanted, probs = states(), log_probs()
    _, found = occupancy(probs, wanted)
    assert found.sum(1) == pytest.approx(np.ones(FRAMES), abs=1e-5)
    for frame, phone in ((0, 0), (2, int(wanted.phones[1])), (4, int(wanted.phones[2]))):
        moved = probs.copy()
        moved[frame, phone] += 1e-4
        slope = (occupancy(moved, wanted)[0] - occupancy(probs, wanted)[0]) / 1e-4
        assert slope == pytest.approx(-found[frame, phone], abs=1e-3)


def test_a_pause_is_found_between_words_but_not_within_one():
    wanted = states("_a b_")
    quiet = np.full((9, len(PHONES)), -8.0)
    for frame, symbol in enumerate("_aa___bb_"):
        quiet[frame, PHONES.index(symbol)] = 0.0
    assert viterbi(quiet, wanted).tolist() == [0, 1, 1, 2, 2, 2, 3, 3, 4]
    within = viterbi(quiet, states("_ab_"))
    assert set(within.tolist()) == {0, 1, 2, 3}


def test_a_boundary_beside_punctuation_has_no_silence_of_its_own():
    assert len(states("_a, b._").phones) == 6


def test_a_text_that_is_too_long_for_its_sound_is_refused():
    with pytest.raises(AlignmentError, match="has 4 frames, but its text needs 5 at least"):
        viterbi(log_probs(4), states())


def test_as_many_frames_as_states_is_enough():
    assert viterbi(log_probs(5), states()).tolist() == [0, 1, 2, 4, 5]
