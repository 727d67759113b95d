"""Texts to record, chosen so that all pairs of phonemes occur, the frequent ones often.

Greedy: the text with the most new pairs a second comes next. The n-th time that a pair is covered
counts w / n, where w is the square root of its frequency in all texts: this is submodular, so a
text's gain only falls, and a heap with lazy updates gives the same order as trying all texts
(Minoux 1978).
"""

from __future__ import annotations

import heapq
import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from frontend import Frontend
from frontend.errors import FrontendError
from frontend.phonemes import BOUNDARY, SILENCE
from tts.alignment.aligner import is_sounding, joined
from tts.recordings.splits import prompt_key

PHONEMES_PER_S = 12.5
PROMPT_SILENCE_S = 0.7  # around a text
SHORTEST, LONGEST = 3, 18  # words of a text that is easy to read aloud

Pair = tuple[str, str]


class Prompt(NamedTuple):
    """A text to record.

    seconds   that it takes, roughly
    pairs     its neighbouring phonemes; punctuation and silence at the ends count, too
    """

    text: str
    seconds: float
    pairs: Counter[Pair]


def prompts_of(
    texts: Sequence[str], frontend: Frontend, report: Callable[[float], None] = lambda share: None
) -> list[Prompt]:
    """Those of the texts that are easy to read aloud, each once."""
    found = {}
    for number, text in enumerate(texts, 1):
        clean = " ".join(text.split())
        key = prompt_key(clean)
        if key and key not in found and SHORTEST <= len(clean.split()) <= LONGEST:
            prompt = prompt_of(clean, frontend)
            if prompt:
                found[key] = prompt
        report(number / len(texts))
    return list(found.values())


def prompt_of(text: str, frontend: Frontend) -> Prompt | None:
    """A text with its pairs; None if it cannot be read."""
    try:
        symbols, _ = joined(list(frontend(text)))
    except FrontendError:
        return None
    heard = [each.symbol for each in symbols if each.symbol != BOUNDARY]
    sounding = sum(map(is_sounding, symbols))
    pairs = Counter(itertools.pairwise(heard))
    return Prompt(text, sounding / PHONEMES_PER_S + PROMPT_SILENCE_S, pairs)


def choose(prompts: Sequence[Prompt], minutes: float) -> list[Prompt]:
    """The prompts to record, best first, of so many minutes together."""
    weights = pair_weights(prompts)
    covered: Counter[Pair] = Counter()
    heap = [
        (-coverage_gain(prompt, weights, covered), number) for number, prompt in enumerate(prompts)
    ]
    heapq.heapify(heap)
    chosen: list[Prompt] = []
    left = 60 * minutes
    while heap and left > 0:
        value, number = heapq.heappop(heap)
        prompt = prompts[number]
        now = -coverage_gain(prompt, weights, covered)
        if heap and now > heap[0][0] and now != value:
            heapq.heappush(heap, (now, number))
            continue
        chosen.append(prompt)
        covered.update(prompt.pairs)
        left -= prompt.seconds
    return chosen


def pair_weights(prompts: Iterable[Prompt]) -> dict[Pair, float]:
    """The square root of each pair's frequency; pairs of silence count nothing."""
    total: Counter[Pair] = Counter()
    for prompt in prompts:
        total.update(prompt.pairs)
    return {pair: count**0.5 * (SILENCE not in pair) for pair, count in total.items()}


def coverage_gain(prompt: Prompt, weights: dict[Pair, float], covered: Counter[Pair]) -> float:
    """What a prompt adds a second."""
    total = 0.0
    for pair, count in prompt.pairs.items():
        before = covered[pair]
        total += weights[pair] * sum(1 / (before + n) for n in range(1, count + 1))
    return total / prompt.seconds


def coverage(chosen: Sequence[Prompt], prompts: Sequence[Prompt]) -> tuple[int, int]:
    """Pairs that are covered, and all that occur."""
    covered = {pair for prompt in chosen for pair in prompt.pairs}
    return len(covered), len({pair for prompt in prompts for pair in prompt.pairs})
