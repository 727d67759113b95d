"""Errors of the front end."""

import pytest

from frontend import Frontend, FrontendError, NothingToSayError, UnknownLocaleError, errors
from tts.errors import PlainSpeechError


def test_errors_are_value_errors():
    assert issubclass(FrontendError, ValueError) and issubclass(NothingToSayError, FrontendError)
    with pytest.raises(UnknownLocaleError, match="en-gb"):
        Frontend("xx")


ERRORS = [error for error in vars(errors).values() if isinstance(error, type)]


@pytest.mark.parametrize("error", ERRORS)
def test_every_refusal_is_a_plain_speech_error(error):
    assert issubclass(error, PlainSpeechError)
    assert error is PlainSpeechError or issubclass(error, (FrontendError, ValueError))


def test_an_ssml_error_has_a_place():
    error = errors.SsmlError("wrong", 3, 7)
    assert (str(error), error.line, error.column) == ("wrong", 3, 7)
