"""Short forms."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("a Ph.D. student", "a P H D student"),
        ("an M.Sc.", "an M S C."),
        ("B.A. here", "B A here"),
        ("Ed. Do", "Ed. Do"),
    ],
)
def test_degrees(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("e.g. this", "for example this"),
        ("i.e., that", "that is, that"),
        ("w/o it", "without it"),
        ("w/ it", "with it"),
        ("c/o Lee", "care of Lee"),
        ("b/c of", "because of"),
        ("a.k.a. Bob", "also known as Bob"),
    ],
)
def test_latin(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("the A/C", "the A C"),
        ("n/a", "not applicable"),
        ("A/B", "A slash B"),
        ("C# and F#", "C sharp and F sharp"),
        ("C #4", "C number four"),
        ("YoY", "year over year"),
        ("Mom", "Mom"),
    ],
)
def test_letters(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("the faq for nyc", "the F A Q for N Y C"),
        ("w/e works w/ me", "whatever works with me"),
        ("an ETA", "an E T A"),
    ],
)
def test_everyday_writing(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("a film in b/w.", "a film in black and white."),
        ("b/w you and me", "between you and me"),
    ],
)
def test_between_or_black_and_white(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("w/e 10/14", "week ending October fourteenth"),
        ("or w/e you want", "or whatever you want"),
    ],
)
def test_week_ending(written, spoken):
    assert US.normalize(written) == spoken
