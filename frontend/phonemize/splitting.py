"""Long sentences split into parts that a voice speaks one by one."""

from collections.abc import Iterator, Sequence

from frontend.phonemes import BOUNDARY, PAUSES, Phoneme

MAX_PHONEMES = 400  # of a part
MIN_SPLIT = 250  # phonemes before a pause that is a place to split at


def split_long(phonemes: Sequence[Phoneme]) -> Iterator[Sequence[Phoneme]]:
    """Parts of at most MAX_PHONEMES: split after a pause, else between words, else anywhere.

    A part before a pause has at least MIN_SPLIT phonemes, a part before a boundary half as many.
    """
    start = 0
    while len(phonemes) - start > MAX_PHONEMES:
        end = start + _split_position(phonemes[start : start + MAX_PHONEMES])
        yield _without_outer_boundaries(phonemes[start:end])
        start = end
    yield _without_outer_boundaries(phonemes[start:])


def _split_position(window: Sequence[Phoneme]) -> int:
    """The number of phonemes before the split."""
    for index in range(len(window) - 1, MIN_SPLIT - 1, -1):
        if window[index].symbol in PAUSES:
            return index + 1
    for index in range(len(window) - 1, MIN_SPLIT // 2 - 1, -1):
        if window[index].symbol == BOUNDARY:
            return index
    return len(window)


def _without_outer_boundaries(part: Sequence[Phoneme]) -> Sequence[Phoneme]:
    """A part without boundaries at its ends."""
    first = 0
    last = len(part)
    while first < last and part[first].symbol == BOUNDARY:
        first += 1
    while last > first and part[last - 1].symbol == BOUNDARY:
        last -= 1
    return part[first:last]
