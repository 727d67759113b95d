"""Symbols, slashes, grades, Greek letters and emoji."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("© 2024", "copyright twenty twenty-four"),
        ("R&D", "R and D"),
        ("5%", "five percent"),
        ("C♯", "C sharp"),
        ("~50", "about fifty"),
        ("~~5~~", "five"),
        ("50 ‰", "fifty per thousand"),
    ],
)
def test_symbols(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("he/she", "he or she"),
        ("and/or", "and or"),
        ("s/he", "she or he"),
        ("cat/dog", "cat slash dog"),
        ("cats / dogs", "cats / dogs"),
    ],
)
def test_slashes(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("an A+", "an A plus"),
        ("an A- and a B-", "an A minus and a B minus"),
        ("Plan B- now", "Plan B- now"),
        ("A +B", "A plus B"),
        ("graded C-", "graded C minus"),
    ],
)
def test_grades(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("File -> Open", "File to Open"),
        ("-> first", "first"),
        ("3 >= 2", "three greater than or equal to two"),
    ],
)
def test_arrows(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("the α level", "the alpha level"),
        ("β", "beta"),
    ],
)
def test_greek(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("ok 👍", "ok thumbs up"),
        ("👍🏽", "thumbs up"),
        ("🇩🇪", "flag Germany"),
        ("an emoji", "an emoji"),
        ("🦜", "parrot"),
    ],
)
def test_emoji(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("ok 👍", "ok"),
        ("🇩🇪 won", "won"),
    ],
)
def test_emoji_dropped(written, spoken):
    assert Frontend(style="emoji=drop").normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("x ∉ A and p ⇒ q", "x is not in A and p implies q"),
        ("Ann (she/her)", "Ann (she her)"),
        ("10~15 people", "ten to fifteen people"),
        ("he/she or him/her", "he or she or him or her"),
    ],
)
def test_everyday_writing(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Δt is small", "delta T is small"),
    ],
)
def test_greek_before_latin(written, spoken):
    assert US.normalize(written) == spoken
