"""Requests of the page: what they may hold."""

import pytest
from pydantic import ValidationError

from tts import Delivery
from tts.delivery import InvalidDeliveryError
from tts.page.request import MAX_CHARACTERS, Edit, PageRequest


def test_its_defaults_are_those_of_a_voice():
    request = PageRequest(text="Hello.")
    assert request.delivery() == Delivery()
    assert not request.ssml
    assert PageRequest(text="<speak>Hello.</speak>").ssml


def test_numbers_out_of_range_are_refused():
    with pytest.raises(InvalidDeliveryError, match="speed"):
        PageRequest(text="Hello.", speed=9).delivery()
    with pytest.raises(ValidationError):
        Edit(sentence=0, word=0, rate=0)
    with pytest.raises(ValidationError):
        PageRequest(text="a" * (MAX_CHARACTERS + 1))
