"""Options become numbers and a Delivery; what is none is refused by name."""

import argparse

import pytest

from tts import Delivery
from tts.cli import options
from tts.delivery import RANGES


def parse(*arguments):
    command = argparse.ArgumentParser()
    options.add_delivery(command)
    options.add_voice_options(command)
    return command.parse_args(arguments)


def test_without_options_the_delivery_is_the_default():
    assert options.delivery_from_args(parse()) == Delivery()


@pytest.mark.parametrize("name", [*RANGES, "seed"])
def test_each_setting_has_an_option(name):
    value = 7 if name == "seed" else RANGES[name][0]
    args = parse(f"--{name.replace('_', '-')}", str(value))
    assert options.delivery_from_args(args) == Delivery(**{name: value})
    assert set(options.MEANINGS) == set(RANGES)


def test_loudness_can_be_off():
    assert options.delivery_from_args(parse("--loudness", "off")).loudness is None


@pytest.mark.parametrize("text", ["0", "-1", "1.5", "x", ""])
def test_threads_are_a_whole_number_of_one_or_more(text):
    with pytest.raises(argparse.ArgumentTypeError, match="whole number of 1 or more"):
        options.positive_int(text)
    assert options.positive_int("12") == 12


@pytest.mark.parametrize("convert", [options.number_arg, options.lufs])
def test_what_is_no_number_is_quoted(convert):
    with pytest.raises(argparse.ArgumentTypeError, match="'fast' is not a number"):
        convert("fast")
    assert convert("-4.5") == -4.5
