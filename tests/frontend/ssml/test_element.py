"""The base of the elements of SSML: which attributes they may have."""

import pytest

from frontend import SsmlError
from frontend.ssml.element import required
from frontend.ssml.elements import ELEMENTS


@pytest.mark.parametrize("tag", sorted(set(ELEMENTS) - {"metadata", "meta", "desc"}))
def test_unknown_attributes_are_refused(opened, tag):
    with pytest.raises(SsmlError, match="no attribute 'wrong'"):
        opened(tag, wrong="1")


def test_attributes_of_xml_are_taken_everywhere(opened):
    assert opened("sub", alias="x", xml_lang="en-GB", id="1").tag == "sub"
    assert opened("meta", wrong="1").tag == "meta"


@pytest.mark.parametrize("given", [{}, {"name": ""}])
def test_a_required_attribute_may_not_be_empty(given):
    with pytest.raises(SsmlError, match="<mark> needs the attribute 'name'"):
        required("mark", given, "name")
    assert required("mark", {"name": "a"}, "name") == "a"
