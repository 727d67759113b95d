"""Phonemes of joined words, shared out again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontend.phonemes import parse
from frontend.phonemize.align import align_words, edit_distance


@pytest.mark.parametrize(
    "phonemes, references, parts",
    [
        ("ɪnðə", ["ˈɪn", "ðə"], ["ɪn", "ðə"]),
        ("Iəm", ["ˈI", "ˈæm"], ["I", "əm"]),
        ("ˌWɾəv", ["ˈWt", "ʌv"], ["ˌWɾ", "əv"]),
        ("həlˈO", ["həlˈO"], ["həlˈO"]),
    ],
)
def test_words_get_their_phonemes(phonemes, references, parts):
    assert align_words(phonemes, references) == parts


@given(
    st.text(alphabet="abdɪæ", min_size=3, max_size=12),
    st.lists(st.text(alphabet="abdɪæ", min_size=1, max_size=5), min_size=1, max_size=3),
)
def test_nothing_is_lost_and_no_word_is_empty(phonemes, references):
    parts = align_words(phonemes, references)
    assert len(parts) == len(references)
    assert "".join(parts) == phonemes
    assert all(parse(part) for part in parts)


@pytest.mark.parametrize(
    "one, other, distance",
    [("kitten", "sitting", 3), ("abc", "abc", 0), ("ab", "ba", 2), ("a", "abc", 2), ("", "ab", 12)],
)
def test_edit_distance(one, other, distance):
    assert edit_distance(list(one), list(other)) == distance
    assert edit_distance(list(other), list(one)) == distance
