""" "Used to" of habit."""

import pytest

from frontend import Frontend
from frontend.english.pronunciation.used_to import USE, USED, used_to


def reading(sentence):
    words = sentence.replace(",", " ,").replace("?", " ?").replace(".", " .").split()
    index = next(i for i, word in enumerate(words) if word.lower() in ("used", "use"))
    return used_to(words, index)


@pytest.mark.parametrize(
    "sentence",
    [
        "She used to be my friend.",
        "I never used to like olives.",
        "There used to be a shop here.",
        "It used to take months.",
        "My father used to work there.",
        "Every summer Anna used to swim in the lake.",
        "This shop used to be a bank.",
        "You soon get used to it.",
        "They are not used to the cold.",
        "I'm used to working late.",
        "We were used to people staring.",
        "Things aren't what they used to be.",
        "We don't meet as often as we used to.",
        "Cowboys used to train badgers.",
        "Used to be, you could park here.",
    ],
)
def test_habit_and_custom(sentence):
    assert reading(sentence) == USED


@pytest.mark.parametrize(
    "sentence",
    [
        "A drill is used to make holes.",
        "These can be used to bring water up.",
        "It was originally used to carry coal.",
        "Insulin, used to treat diabetes, was found early.",
        "The knife used to cut the bread is lost.",
        "The methods commonly used to find it are slow.",
        "The letter i is used to mean one.",
        "Methods used to train badgers",
        "The paper used to make it had a stain.",
        "Several have been used to improve it.",
        "We used the car.",
    ],
)
def test_the_passive_of_use(sentence):
    assert reading(sentence) is None


@pytest.mark.parametrize(
    "sentence, wanted",
    [
        ("Did you use to live here?", USE),
        ("I didn't use to smoke.", USE),
        ("I use to-do lists.", None),
        ("There is no use to it.", None),
    ],
)
def test_did_use_to(sentence, wanted):
    assert reading(sentence) == wanted


def test_in_a_sentence():
    assert "jˈust tə" in Frontend("en-us").phonemize("She used to sing.")
    assert "jˈuzd tə" in Frontend("en-us").phonemize("It is used to clean floors.")
