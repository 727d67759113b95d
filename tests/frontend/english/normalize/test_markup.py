"""Markup is not said; what stands in it is."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("**bold** and *it*", "bold and it"),
        ("`code`", "code"),
        ("_this_", "this"),
        ("~~gone~~", "gone"),
        ("a * b", "a b"),
        ("5* hotel", "five star hotel"),
    ],
)
def test_emphasis(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("# Title", "Title"),
        ("## Title", "Title"),
        ("> said", "said"),
        ("> > said", "said"),
        ("5 > 3", "five greater than three"),
    ],
)
def test_headings_and_quotes(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("<b>bold</b>", "bold"),
        ("<p>One", "One"),
        ("a<br/>b", "a, b"),
        ("R&amp;D", "R and D"),
        ("a &lt; b", "a less than b"),
        ('<em class="x">yes</em>', "yes"),
    ],
)
def test_html(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("<sing>la</sing>", "<sing> la </sing>"),
        ("<pause/>", "<pause/>"),
        ("the tag <div> is", "the tag <div> is"),
    ],
)
def test_other_tags(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("[here](https://a.b)", "here"),
        ("[0.4]", "[zero point four]"),
        ("[here]", "[here]"),
    ],
)
def test_links(written, spoken):
    assert US.normalize(written) == spoken


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("[tomato](/təmˈɑtO/) soup", "tomato soup"),
        ("[tomato] soup", "[tomato] soup"),
    ],
)
def test_phonemes(written, spoken):
    assert US.normalize(written) == spoken


def test_brackets_of_several_words_are_no_link():
    assert US.normalize("[resumes game][talking quickly] Now.") == (
        "[resumes game][talking quickly] Now."
    )
    assert US.normalize("see [a b][ref-1]") == "see a b"
