"""What counts as an SSML document."""

import pytest

from frontend.ssml import is_ssml


@pytest.mark.parametrize(
    "text",
    [
        "<speak>Hello.</speak>",
        ' \n<speak version="1.1">Hello.</speak>',
        "<speak/>",
        '<?xml version="1.0"?>\n<speak>Hello.</speak>',
        '<?xml version="1.0"?><!DOCTYPE speak PUBLIC "-//W3C//DTD" "x.dtd"> <speak>a</speak>',
    ],
)
def test_a_document_begins_with_speak(text):
    assert is_ssml(text)


@pytest.mark.parametrize(
    "text",
    ["", "Hello.", "Say <speak> now.", "<speaker>Hello.</speaker>", "<p>a</p>", "< speak>a"],
)
def test_other_text_does_not(text):
    assert not is_ssml(text)
