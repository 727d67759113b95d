"""Mathematics, where it is no other writing."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("2+3", "two plus three"),
        ("2 + 3 = 5", "two plus three equals five"),
        ("3 × 4", "three times four"),
        ("10 ÷ 2", "ten divided by two"),
        ("10 / 2", "ten divided by two"),
        ("3 * 4", "three times four"),
        ("5 > 3", "five greater than three"),
        ("x ≤ 5", "x less than or equal to five"),
        ("a != b", "a is not equal to b"),
        ("5-2=3", "five minus two equals three"),
        ("y - x = 5", "y minus x equals five"),
        ("±3", "plus or minus three"),
        ("√16", "the square root of sixteen"),
    ],
)
def test_operators(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("x²", "x squared"),
        ("x³", "x cubed"),
        ("2^8", "two to the eighth"),
        ("10⁻³", "ten to the minus three"),
        ("5 × 10^6", "five times ten to the sixth"),
        ("2.5e-3", "two point five times ten to the minus three"),
        ("1E10", "one times ten to the ten"),
        ("x2", "X two"),
    ],
)
def test_powers(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("a - b", "a - b"),
        ("well-known", "well-known"),
        ("a / b", "a / b"),
        ("a * b", "a b"),
        ("No!", "No!"),
        ("C++", "C plus plus"),
        ("one -> two", "one to two"),
    ],
)
def test_no_operators(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("A is ≈ 3", "A is approximately three"),
        ("A ≈ 3", "A is approximately three"),
        ("f(x) = 2", "F of X equals two"),
    ],
)
def test_is_is_said_once(written, spoken):
    assert US.normalize(written) == spoken
