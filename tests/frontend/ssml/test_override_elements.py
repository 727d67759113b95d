"""Elements that say how their text is read."""

import pytest

from frontend import SsmlError


def test_overrides(opened):
    assert opened("say-as", interpret_as="vxml:Date", format="DMY").override == (
        "say-as",
        "date",
        "dmy",
    )
    assert opened("sub", alias="x y").override == ("sub", "x y", "")
    assert opened("phoneme", alphabet="x-sampa", ph="a").override == ("phoneme", "a", "")


@pytest.mark.parametrize(
    ("tag", "given", "message"),
    [
        ("say-as", {"interpret_as": "colour"}, "interpret-as='colour' of <say-as> is not known"),
        ("say-as", {}, "<say-as> needs the attribute 'interpret-as'"),
        ("sub", {}, "<sub> needs the attribute 'alias'"),
        ("phoneme", {"ph": "a", "alphabet": "arpabet"}, "is neither ipa nor x-sampa"),
        ("phoneme", {"ph": "\u4e00"}, "ph of <phoneme>"),
    ],
)
def test_what_cannot_be_read_so_is_refused(opened, tag, given, message):
    with pytest.raises(SsmlError, match=message):
        opened(tag, **given)
