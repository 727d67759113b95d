"""Every error class that we define derives from PlainSpeechError."""

import importlib
import inspect
import pkgutil

import pytest

import frontend
import tts
import vocoders
from tts.errors import PlainSpeechError, SpeechError

PACKAGES = (frontend, tts, vocoders)
NOT_IMPORTED = (
    *("tts.__main__", "frontend.__main__", "tts.app"),  # they run when imported
    *("tts.integrations.livekit", "tts.integrations.pipecat"),  # they need what is not installed
)


def modules():
    """The names of all our modules."""
    for package in PACKAGES:
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if found.name not in NOT_IMPORTED:
                yield found.name


def exceptions():
    """The exception classes that our modules define."""
    for name in modules():
        for value in vars(importlib.import_module(name)).values():
            if (
                inspect.isclass(value)
                and issubclass(value, BaseException)
                and value.__module__ == name
            ):
                yield value


def test_every_error_derives_from_the_base_and_from_one_of_python():
    found = set(exceptions())
    assert len(found) > 20
    assert [error for error in found if not issubclass(error, PlainSpeechError)] == []
    python = (ValueError, OSError, TypeError, LookupError, ImportError)
    others = {error.__name__ for error in found if not issubclass(error, python)}
    assert others == {"PlainSpeechError", "ApiError"}  # the latter is a response of HTTP


def test_every_error_is_called_one():
    assert [error.__name__ for error in exceptions() if not error.__name__.endswith("Error")] == []


def test_the_base_catches_what_any_package_refuses():
    for refuse in (
        lambda: frontend.Frontend("xx-none"),
        lambda: tts.Delivery(speed=0),
        lambda: vocoders.load("absent.safetensors"),
    ):
        with pytest.raises(PlainSpeechError):
            refuse()
    assert issubclass(SpeechError, ValueError)


def test_a_message_that_repeats_a_long_input_is_shortened():
    error = SpeechError(f"no voice {'x' * 1_000_000}. Choose another.")
    assert len(str(error)) <= 1010 and str(error).endswith("x. Choose another.")
    assert len(error.args[0]) > 1_000_000
    assert str(SpeechError("short")) == "short"
