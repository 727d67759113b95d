"""Telephone numbers."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("(212) 555-0123", "two one two, five five five, zero one two three"),
        ("212-555-0123", "two one two, five five five, zero one two three"),
        ("1-800-555-0123", "one, eight hundred, five five five, zero one two three"),
        ("+44 20 7946 0958", "plus four four, two zero, seven nine four six, zero nine five eight"),
        ("555-0123", "five five five, zero one two three"),
        ("1-800-FLOWERS", "one, eight hundred, FLOWERS"),
        ("call 555 0123", "call five five five, zero one two three"),
        ("555-0123 x12", "five five five, zero one two three, extension one two"),
        ("+1 212 555 0123", "plus one, two one two, five five five, zero one two three"),
    ],
)
def test_numbers(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Call 911", "Call nine one one"),
        ("dial 112 or 999", "dial one one two or nine nine nine"),
        ("911 people", "nine hundred eleven people"),
        ("call 911-1", "call nine hundred eleven to one"),
        ("Call 911 Main St.", "Call nine eleven Main Street."),
    ],
)
def test_emergency(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("1-800", "one to eight hundred"),
        ("555-01234", "five hundred fifty-five-zero one two three four"),
        ("5550 people", "five thousand five hundred fifty people"),
    ],
)
def test_no_numbers(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("555-0123", "five five five, oh one two three"),
    ],
)
def test_numbers_with_oh_for_zero(written, spoken):
    assert Frontend(style="zero=oh").normalize(written) == spoken
