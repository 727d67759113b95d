"""Acronyms: letters or words."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("the FBI", "the F B I"),
        ("two CEOs", "two C E Os"),
        ("the CEO's car", "the C E O's car"),
        ("a PhD", "a P H D"),
        ("U.S. law", "U S law"),
        ("the U.S.", "the U S."),
        ("e.s.t.", "E S T."),
        ("IMDb", "I M D B"),
        ("the UR campus", "the U R campus"),
        ("SEND IT BY THE IM CLIENT", "SEND IT BY THE I M CLIENT"),
    ],
)
def test_letters(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("NASA", "NASA"),
        ("a NATO base", "a NATO base"),
        ("UNESCO's list", "UNESCO's list"),
        ("the RAM", "the RAM"),
        ("SIMs and SEALs", "SIMs and SEALs"),
        ("IM GOING TO A PUB", "I'm GOING TO A PUB"),
        ("not in UR hands", "not in your hands"),
        ("AHH, no", "AHH, no"),
        ("THen we left", "then we left"),
        ("a CHRISTmas tree", "a Christmas tree"),
    ],
)
def test_words(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("WHO guidelines", "W H O guidelines"),
        ("the WHO said", "the W H O said"),
        ("WHO is it", "WHO is it"),
        ("the IT department", "the I T department"),
        ("IT IS TIME TO GO HOME", "IT IS TIME TO GO HOME"),
    ],
)
def test_who_and_it(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("iPhone", "I Phone"),
        ("McDonald", "McDonald"),
        ("LaTeX", "LaTeX"),
        ("YouTube", "You Tube"),
        ("SaaS", "sass"),
        ("JavaScript", "Java Script"),
        ("a PhD's work", "a P H D's work"),
        ("VoIP", "voip"),
        ("DeLorean", "DeLorean"),
        ("eBay", "E Bay"),
    ],
)
def test_capitals_inside(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("LET US GO HOME", "LET us GO HOME"),
        ("THE US TEAM WON", "THE U S TEAM WON"),
        ("US ARMY LEAVES", "U S ARMY LEAVES"),
        ("SHE LED THEM OUT", "SHE led THEM OUT"),
        ("ALL LED BULBS IN STOCK", "ALL L E D BULBS IN STOCK"),
        ("they asked US firms", "they asked U S firms"),
        ("I MET MR. ROE AND DR. LEE", "I MET Mister ROE AND Doctor LEE"),
        ("the corner of the MS.", "the corner of the M S."),
    ],
)
def test_words_in_lines_of_capitals(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("lIke yOu whY yeS", "like you why yes"),
        ("IPhones SCouts HAhah", "I Phones scouts Hahah"),
        ("iPad eBay jQuery vCenter", "I Pad E Bay J Query V Center"),
        ("ANyways, YEah", "Anyways, yeah"),
        ("hELLO tHEY sO", "hello they so"),
        ("NAruto", "Naruto"),
        ("IPhone and JQuery", "I Phone and J Query"),
        ("MDcrew and RVing", "M D crew and R V ing"),
        ("CANt DIdnt", "can't didn't"),
        ("pH of mRNA, 5 mY", "P H of M R N A, five M Y"),
        ("IM korean, IM me", "I'm korean, I M me"),
        ("AHhh, kILLER", "ahhh, killer"),
    ],
)
def test_slips_of_the_shift_key(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("NOOO AWWW YESS", "NOOO AWWW YESS"),
        ("the IEEE, CCCP and ISS", "the I E E E, C C C P and I S S"),
        ("AGGHH, UGH", "AGGHH, UGH"),
    ],
)
def test_drawn_out_capitals(written, spoken):
    assert US.normalize(written) == spoken
