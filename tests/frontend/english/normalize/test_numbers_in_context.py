"""Numbers whose reading hangs on a word beside them."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Gate 23A", "Gate twenty-three A"),
        ("seat 14F", "seat fourteen F"),
        ("Unit 101B", "Unit one oh one B"),
        ("a fuse of 23A", "a fuse of twenty-three amps"),
    ],
)
def test_places(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("a 9/10 rating", "a nine out of ten rating"),
        ("rated 8/10", "rated eight out of ten"),
        ("9.5/10", "nine point five out of ten"),
        ("9/10 of us", "nine tenths of us"),
        ("got 7/5", "got seven fifths"),
    ],
)
def test_ratings(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("odds of 7/2", "odds of seven to two"),
        ("7/2", "seven halves"),
    ],
)
def test_odds(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Boeing 747-400", "Boeing seven forty-seven four hundred"),
        ("Boeing 737", "Boeing seven hundred thirty-seven"),
        ("RTX 4090", "R T X forty ninety"),
        ("GeForce 3080", "GeForce thirty eighty"),
        ("Flight BA 249", "Flight B A two forty-nine"),
        ("Form 1040", "Form ten forty"),
        ("1099 forms", "ten ninety-nine forms"),
        ("1099 people", "one thousand ninety-nine people"),
    ],
)
def test_models(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("401(k)", "four oh one K"),
        ("501(c)(3)", "five oh one C three"),
        ("401 (k)", "four hundred one (k)"),
    ],
)
def test_law(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("9-to-5", "nine to five"),
        ("50-50", "fifty fifty"),
        ("80-20", "eighty twenty"),
        ("50-70", "fifty to seventy"),
        ("the 10th-12th", "the tenth to twelfth"),
        ("the 19th c. poets", "the nineteenth century poets"),
        ("the 5th fl. lobby", "the fifth floor lobby"),
    ],
)
def test_joined(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("100s of", "hundreds of"),
        ("1,000s of", "thousands of"),
        ("100s", "one hundred s"),
        ("3bn years", "three billion years"),
        ("5mln.", "five million."),
    ],
)
def test_round_numbers(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("a 5 y.o. boy", "a five year old boy"),
        ("he is 5 y.o.", "he is five years old."),
        ("1 y/o", "one year old"),
        ("two 3-yr-olds", "two three-year-olds"),
        ("WWII", "World War two"),
        ("WWF", "W W F"),
    ],
)
def test_ages(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Lap 45/57", "Lap forty-five of fifty-seven"),
        ("a 10/10 book", "a ten out of ten book"),
        ("2009/10", "two thousand nine to ten"),
        ("a 60s timer in the 60s", "a sixty second timer in the sixties"),
        ("3/4 of it", "three quarters of it"),
    ],
)
def test_everyday_writing(written, spoken):
    assert US.normalize(written) == spoken
