"""Patterns that are compiled when they are first used."""

import re

import pytest

from frontend import lazy_regex
from frontend.lazy_regex import lazy


def test_a_pattern_is_compiled_once_and_late(monkeypatch):
    compiled = []
    original = re.compile

    def compile_(source, flags):
        compiled.append(source)
        return original(source, flags)

    monkeypatch.setattr(lazy_regex.re, "compile", compile_)
    pattern = lazy("(?i)a+")
    assert not compiled
    assert pattern.match("Aab") and pattern.match("a") and not pattern.match("b")
    assert compiled == ["(?i)a+"]


def test_flags_and_other_methods():
    pattern = lazy("a.b", re.DOTALL)
    assert pattern.sub("x", "a\nb") == "x" and pattern.findall("aab a-b") == ["aab", "a-b"]


def test_a_bad_pattern_is_an_error_when_it_is_used():
    pattern = lazy("(")
    with pytest.raises(re.error):
        pattern.match("a")
