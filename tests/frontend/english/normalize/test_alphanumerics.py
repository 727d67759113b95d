"""Letters and digits in one word."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("MP3", "M P three"),
        ("COVID-19", "COVID nineteen"),
        ("an F-16", "an F sixteen"),
        ("F-16s", "F sixteens"),
        ("B2B", "B two B"),
        ("K9", "K nine"),
        ("3D", "three D"),
        ("A380", "A three eighty"),
        ("IPv6", "I P V six"),
        ("mid-20th", "mid twentieth"),
        ("the Y2K bug", "the Y two K bug"),
        ("x86", "X eighty-six"),
        ("r2d2", "R two D two"),
    ],
)
def test_words_with_digits(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("A1B2C3", "A one B two C three"),
        ("X9Y8Z7", "X nine Y eight Z seven"),
        ("i7-9700K", "I seven ninety-seven hundred K"),
        ("R007", "R zero zero seven"),
        ("AB12345", "A B one two three four five"),
    ],
)
def test_keys_are_read_digit_by_digit(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Q1-Q3", "Q one to Q three"),
        ("B2 – B12", "B two to B twelve"),
    ],
)
def test_spans_of_labels(written, spoken):
    assert US.normalize(written) == spoken
