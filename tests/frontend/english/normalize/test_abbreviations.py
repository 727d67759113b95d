"""Abbreviations: the dot, the name or the number that each needs."""

import re

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Prof. Lee", "Professor Lee"),
        ("PROF. LEE", "Professor LEE"),
        ("Lee Jr. left.", "Lee Junior left."),
        ("It is approx. 5.", "It is approximately five."),
        ("Smith & Co. grew", "Smith and Company grew"),
        ("Acme Inc. grew", "Acme Incorporated grew"),
    ],
)
def test_words_of_the_table(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("The rep left.", "The rep left."),
        ("a good chap. He left.", "a good chap. He left."),
        ("a CPT code", "a C P T code"),
        ("with apt 0.3 it works", "with apt zero point three it works"),
        ("a fig tree", "a fig tree"),
        ("the gen pop", "the gen pop"),
        ("He is no fool.", "He is no fool."),
        ("the misc box", "the misc box"),
    ],
)
def test_without_the_dot_some_are_words(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("vol 5", "volume five"),
        ("fig 3", "figure three"),
    ],
)
def test_a_number_stands_for_the_dot(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Gen. Grant", "General Grant"),
        ("the Gen. of it", "the Gen. of it"),
        ("Sen. Lee", "Senator Lee"),
    ],
)
def test_titles_need_a_name(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("mr Smith and mrs Jones", "mister Smith and missus Jones"),
        ("mr. smith", "mister smith"),
        ("the mr and i", "the mr and i"),
        ("sgt. pepper", "sergeant pepper"),
    ],
)
def test_titles_in_small_letters(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Gov.", "Governor."),
        ("Lt. Gov.", "Lieutenant Governor."),
    ],
)
def test_a_title_alone_in_a_line(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("He works for Acme Corp.", "He works for Acme Corporation."),
        ("It is etc.", "It is et cetera."),
        ("See Fig. 5.", "See Figure five."),
    ],
)
def test_the_dot_ends_the_sentence_too(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("min. wage", "minimum wage"),
        ("Max. speed", "Maximum speed"),
        ("5 min. walk", "five minute walk"),
        ("a max. of 5", "a maximum of five"),
    ],
)
def test_least_and_most(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Roe v. Wade", "Roe versus Wade"),
        ("Kramer v. the state", "Kramer versus the state"),
        ("plan v. b", "plan v. b"),
    ],
)
def test_against(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("5% p.a. now", "five percent per annum now"),
        ("$20k p.a.", "twenty thousand dollars per annum."),
        ("at p.a. now", "at P A now"),
    ],
)
def test_per_annum(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("(d. 1750)", "(died seventeen fifty)"),
        ("fl. 1200", "flourished twelve hundred"),
        ("c. 1500", "circa fifteen hundred"),
        ("r. 1509", "reigned fifteen oh nine"),
        ("plan d. 5", "plan d. five"),
    ],
)
def test_years_of_a_life(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Ave Maria", "Ave Maria"),
        ("5th Ave today", "fifth Avenue today"),
        ("SR 99", "S R ninety-nine"),
        ("the est. cost", "the estimated cost"),
    ],
)
def test_everyday_writing(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "text",
    [
        "'No. Wrong.'",
        "Police: No. Host: Yes.",
        "libera nos, Domine",
        "Alea iacta est.",
        "news.misc",
    ],
)
def test_words_that_look_like_abbreviations_stay_words(text):
    spoken = US.normalize(text)
    assert not {"Number", "numbers", "estimated", "miscellaneous"} & set(re.findall(r"\w+", spoken))


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Rev. L: I think so.", "Reverend L: I think so."),
        ("rev. B is out", "revision B is out"),
    ],
)
def test_reverend_before_an_initial(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Season 2, Ep. 5", "Season two, Episode five"),
        ("the first ep. of it", "the first episode of it"),
        ("pg. 42", "page forty-two"),
        ("5th and 6th Aves.", "fifth and sixth Avenues."),
        ("Yr 9 pupils", "Year nine pupils"),
    ],
)
def test_episodes_and_pages(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("Act 4, Sc. 3", "Act four, Scene three"),
        ("Elev. 14,505 ft.", "Elevation fourteen thousand five hundred five feet."),
        ("vis 10 mi", "visibility ten miles"),
        ("a vis-a-vis", "a vis-a-vis"),
    ],
)
def test_scenes_and_heights(written, spoken):
    assert US.normalize(written) == spoken
