"""Spans that are moved and cut."""

from tts.spans import Span, clip_spans, shift_spans

SPANS = (Span("a", 0.0, 0.5), Span("b", 0.5, 1.0))


def test_spans_are_moved():
    assert shift_spans(SPANS, 1.5) == (Span("a", 1.5, 2.0), Span("b", 2.0, 2.5))
    assert shift_spans((), 1.0) == ()


def test_spans_end_at_a_limit():
    assert clip_spans(SPANS, 0.7) == (Span("a", 0.0, 0.5), Span("b", 0.5, 0.7))
    assert clip_spans(SPANS, 0.2) == (Span("a", 0.0, 0.2), Span("b", 0.2, 0.2))
