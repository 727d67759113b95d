"""Roman numerals: rulers, titles, headings; and what is none."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("World War II", "World War two"),
        ("Chapter IV", "Chapter four"),
        ("Act V", "Act five"),
        ("Part C", "Part C"),
        ("Chapter C", "Chapter one hundred"),
        ("Rocky IV", "Rocky four"),
        ("part I like", "part I like"),
        ("In a message to Congress I called", "In a message to Congress I called"),
        ("CONGRESS I RECOMMEND", "CONGRESS I RECOMMEND"),
        ("the Secretary of War I regard", "the Secretary of War I regard"),
        ("World War I soldiers", "World War one soldiers"),
        ("Article I of it", "Article one of it"),
        ("Part I: Ice", "Part one: Ice"),
        ("Windows I/O", "Windows I O"),
        ("the XIVth of May", "the fourteenth of May"),
        ("WORLD WAR II", "WORLD WAR two"),
    ],
)
def test_after_titles(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Louis XIV", "Louis the fourteenth"),
        ("Henry VIII's wives", "Henry the eighth's wives"),
        ("Pope John Paul II", "Pope John Paul the second"),
        ("the Elizabeth I era", "the Elizabeth the first era"),
        ("King Zog II", "King Zog the second"),
        ("Otto IV, Duke of X", "Otto the fourth, Duke of X"),
        ("George C. Scott", "George C Scott"),
        ("Malcolm X", "Malcolm X"),
        ("Henry I think", "Henry I think"),
    ],
)
def test_rulers(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("IV.", "four."),
        ("IV. The end", "four. The end"),
        ("V) end", "five) end"),
        ("I. The end", "I. The end"),
        ("XIV", "fourteen"),
    ],
)
def test_headings(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("the XIV games", "the fourteen games"),
        ("XXI century", "twenty-first century"),
        ("XL shirt", "X L shirt"),
        ("the CD", "the C D"),
        ("an MD", "an M D"),
        ("I am", "I am"),
        ("MIX it", "MIX it"),
        ("XLV of them", "X L V of them"),
        ("the XX century", "the twentieth century"),
    ],
)
def test_lone(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Robert, I want to talk", "Robert, I want to talk"),
        ("Hey Mary I love this", "Hey Mary I love this"),
        ("Hi Mark I am here", "Hi Mark I am here"),
        ("No I won't", "No I won't"),
        ("a Joseph Franz CD", "a Joseph Franz C D"),
        ("CV", "C V"),
        ("King George I hunted", "King George the first hunted"),
        ("under Charles I, and", "under Charles the first, and"),
    ],
)
def test_pronoun_and_letters(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("V. Brovkin, Behind the Front", "V Brovkin, Behind the Front"),
        ("V. The end", "five. The end"),
        ("Kaplan, Frederick I., History", "Kaplan, Frederick I, History"),
        ("from IV bottles", "from I V bottles"),
        ("given IV's", "given I V's"),
        ("They put an IV in, with IV fluids.", "They put an I V in, with I V fluids."),
        ("Henry IV won.", "Henry the fourth won."),
        ("Daniels, Robert V. (ed.)", "Daniels, Robert V (ed.)"),
    ],
)
def test_drips_and_initials(written, spoken):
    assert US.normalize(written) == spoken
