"""Elements of SSML that are opened by themselves."""

import pytest

from frontend.phonemize.notation import Notation
from frontend.ssml.builder import DocumentBuilder
from frontend.ssml.element import OpenElement
from frontend.ssml.elements import ELEMENTS
from frontend.ssml.prosody import Prosody

VOICES = {"heart": "en-us", "emma": "en-gb"}


@pytest.fixture(scope="session")
def opened():
    """Tag, builder and attributes -> the element after it was opened.

    In the names of attributes, "_" stands for "-", and "xml_lang" for xml:lang.
    """

    def open_element(tag, builder=None, **attributes):
        builder = builder or DocumentBuilder(Notation({}), VOICES)
        given = {
            name.replace("xml_", "xml:").replace("_", "-"): value
            for name, value in attributes.items()
        }
        element = ELEMENTS[tag]
        element.check(builder, tag, given)
        return element.open(builder, OpenElement(tag, element, Prosody(), 0, 0, 0), given)

    return open_element
