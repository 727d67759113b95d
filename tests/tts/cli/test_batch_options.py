"""Options of `plainspeech batch`."""

import argparse

import pytest

from tts.cli.batch_options import add_batch, limits


@pytest.fixture
def parser():
    command = argparse.ArgumentParser(exit_on_error=False)
    add_batch(command)
    return command


def test_two_numbers_are_limits():
    assert limits("1.0,1.5") == (1.0, 1.5)
    assert limits("0.8, 2") == (0.8, 2.0)


@pytest.mark.parametrize("text", ["1.5", "", "1,b", "1,2,3"])
def test_anything_else_is_refused(text):
    with pytest.raises(argparse.ArgumentTypeError, match="number"):
        limits(text)


def test_what_is_not_said_is_usual(parser):
    args = parser.parse_args(["a.txt", "b.csv", "-o", "out"])
    assert args.inputs == ["a.txt", "b.csv"] and args.output == "out"
    assert (args.jobs, args.format, args.fit) == (1, "wav", (1.0, 1.5))
    assert args.cover is None and args.subtitles is None


@pytest.mark.parametrize(
    "more", [["--jobs", "0"], ["--jobs", "two"], ["--fit", "1.0"], ["--format"], ["--speed", "x"]]
)
def test_what_makes_no_sense_is_refused(parser, more):
    with pytest.raises(argparse.ArgumentError):
        parser.parse_args(["a.txt", "-o", "out", *more])
