"""Line breaks that are heard, and those that are not."""

import pytest

from frontend.line_breaks import hyphen_edit, is_parted


def parted(text):
    end = text.index("\n")
    return is_parted(text, 0, end, end + 1, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "Tea\nCoffee",
        "tea\nblack coffee",
        "What we need:\nsugar",
        "so much depends\nUpon a barrow",
        "He came.\nShe left.",
        "Anna: yes\nBen: no",
        "some text\n- an item",
        "## Title\nand text",
        "Title\n=====",
        "A paragraph of an answer that goes on for so long that no editor would have wrapped it at "
        "its end, I think\nAnother one",
    ],
)
def test_heard(text):
    assert parted(text)


@pytest.mark.parametrize(
    "text",
    [
        "tea and\ncoffee",
        "He gave it to\nAnna",
        "I saw Mr.\nBrown",
        "Dear Anna,\nThank you",
        "a line\nthat goes on and ends here.",
        "> quoted words\n> and more",
        "the last of the long lines that were wrapped at sixty or\nSeventy letters",
    ],
)
def test_unheard(text):
    assert not parted(text)


@pytest.mark.parametrize(
    "text, joined",
    [
        ("dis-\ntance", "distance"),
        ("well-\nknown", "well-known"),
        ("> dis-\n> tance", "> distance"),
        ("Foo-\nBar", "Foo-\nBar"),
        ("5-\nfold", "5-\nfold"),
        ("a -\nb", "a -\nb"),
    ],
)
def test_hyphens(text, joined):
    end = text.index("\n")
    for edit in hyphen_edit(text, 0, end, end + 1, len(text)):
        text = text[: edit.start] + edit.text + text[edit.end :]
    assert text == joined
