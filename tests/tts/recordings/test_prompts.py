from collections import Counter

from frontend import Frontend
from tts.recordings.prompts import Prompt, choose, coverage, coverage_gain, pair_weights, prompts_of

TEXTS = [
    "The cat sat on the mat.",
    "The cat sat on the hat.",
    "Measure the azure treasure.",
    "the cat sat on the mat",
    "No.",
    "Did she ask you why?",
]


def test_short_and_repeated_texts_are_passed_over():
    shares = []
    found = prompts_of(TEXTS, Frontend(), shares.append)
    assert [prompt.text for prompt in found] == [TEXTS[i] for i in (0, 1, 2, 5)]
    assert shares[-1] == 1.0
    assert ("ʒ", "ɚ") in found[2].pairs or ("ʒ", "ə") in found[2].pairs


def brute_force(prompts, minutes):
    """The greedy choice without a heap."""
    weights, covered, left, chosen = pair_weights(prompts), Counter(), 60 * minutes, []
    rest = list(range(len(prompts)))
    while rest and left > 0:
        best = max(rest, key=lambda n: (coverage_gain(prompts[n], weights, covered), -n))
        rest.remove(best)
        chosen.append(prompts[best])
        covered.update(prompts[best].pairs)
        left -= prompts[best].seconds
    return chosen


def test_the_heap_chooses_what_trying_all_would():
    pairs = [Counter({(a, b): 1 + (a < b)}) for a, b in ("ab", "bc", "ab", "cd", "de", "ba")]
    prompts = [Prompt(str(n), 1.0 + n / 10, pair) for n, pair in enumerate(pairs)]
    joined = [prompts[0], Prompt("all", 2.0, sum(pairs, Counter())), *prompts[1:]]
    for minutes in (0.02, 0.06, 1.0):
        assert choose(joined, minutes) == brute_force(joined, minutes)


def test_more_time_covers_more_pairs():
    found = prompts_of(TEXTS, Frontend())
    few, total = coverage(choose(found, 0.03), found)
    every, _ = coverage(choose(found, 10), found)
    assert few < every == total
