"""Codes that are read sign by sign."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("00:1A:2B:3C:4D:5E", "zero zero, one A, two B, three C, four D, five E"),
        ("ABCD-1234-EF6H-5678", "A B C D, one two three four, E F six H, five six seven eight"),
        (
            "ISBN 978-0-306-40615-7",
            "I S B N nine seven eight, zero, three zero six, four zero six one five, seven",
        ),
        ("ISSN 2049-3630", "I S S N two zero four nine, three six three zero"),
        ("ZIP 02139", "ZIP zero two one three nine"),
        ("02139-4307", "zero two one three nine dash four three zero seven"),
    ],
)
def test_codes(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("WELL-KNOWN-MEN", "WELL-KNOWN-MEN"),
        ("10:05:06", "ten hours five minutes and six seconds"),
        ("ISBN is", "I S B N is"),
        (
            "1234-5678-9012-3456",
            "one two three four, five six seven eight, nine zero one two, three four five six",
        ),
    ],
)
def test_no_codes(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("ZIP 02139", "ZIP oh two one three nine"),
        ("ISBN 0-306", "I S B N oh, three oh six"),
    ],
)
def test_codes_with_oh_for_zero(written, spoken):
    assert Frontend(style="zero=oh").normalize(written) == spoken
