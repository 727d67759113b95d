"""Roman numerals in small letters."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("chapter vii", "chapter seven"),
        ("page xii", "page twelve"),
        ("Chapter iv begins", "Chapter four begins"),
        ("pp. iv-ix", "pages four to nine"),
        ("act i, scene ii", "act one, scene two"),
        ("a part i like", "a part i like"),
        ("section v is", "section five is"),
        ("henry vi and Louis xiv", "henry the sixth and Louis the fourteenth"),
        ("iii) fold", "three, fold"),
        ("(ii) dry", "two, dry"),
        ("f(x) or P (i)", "f(x) or P (i)"),
        ("use vi", "use V I"),
        ("an iv drip", "an I V drip"),
        ("the value of xi", "the value of xi"),
    ],
)
def test_small_roman_numerals(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("the book i was reading", "the book i was reading"),
        ("see part i.", "see part one."),
    ],
)
def test_pronoun_after_a_part(written, spoken):
    assert US.normalize(written) == spoken
