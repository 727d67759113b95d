"""The reading of a text, piece by piece, for people to look at."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

HEADER = ("source", "class", "rule", "spoken", "phonemes", "from")


class ReadingTrace(NamedTuple):
    """The reading of a piece of the source.

    text, start, end   the piece: text == source[start:end]
    semiotic_class     its class; "space" between pieces
    rule               name of the rule that read it, empty for a plain word
    spoken             its spoken form
    phonemes           in inventory notation
    source             of the pronunciation: inline, lexicon, correction, homograph, packaged,
                       espeak or letters; several with "+"
    """

    text: str
    start: int
    end: int
    semiotic_class: str
    rule: str
    spoken: str
    phonemes: str
    source: str

    def as_dict(self) -> dict[str, Any]:
        """The trace for JSON: start, end, class, rule, spoken, phonemes, origin."""
        return {
            "start": self.start,
            "end": self.end,
            "class": self.semiotic_class,
            "rule": self.rule,
            "spoken": self.spoken,
            "phonemes": self.phonemes,
            "origin": self.source,
        }


def fill_gaps(source: str, traces: Iterable[ReadingTrace]) -> Iterator[ReadingTrace]:
    """The traces, and a trace of class "space" for each gap between them.

    Traces of one source character, as the dots of "…" are, become one.
    """
    end = 0
    last: ReadingTrace | None = None
    for trace in traces:
        if last and trace.start < last.end:
            last = _merged(source, last, trace)
            end = last.end
            continue
        if last:
            yield last
        if trace.start > end:
            yield _gap(source, end, trace.start)
        last = trace
        end = trace.end
    if last:
        yield last
    if end < len(source):
        yield _gap(source, end, len(source))


def _merged(source: str, first: ReadingTrace, second: ReadingTrace) -> ReadingTrace:
    """Two traces that overlap, as one."""
    end = max(first.end, second.end)
    return first._replace(
        end=end,
        text=source[first.start : end],
        spoken=f"{first.spoken} {second.spoken}".strip(),
        phonemes=f"{first.phonemes} {second.phonemes}".strip(),
        source=first.source or second.source,
    )


def _gap(source: str, start: int, end: int) -> ReadingTrace:
    """The trace of what lies between two others."""
    return ReadingTrace(source[start:end], start, end, "space", "", "", "", "")


def as_table(traces: Sequence[ReadingTrace]) -> str:
    """The traces as aligned columns; gaps are left out."""
    rows = [HEADER, *(cells(trace) for trace in traces if trace.semiotic_class != "space")]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(_line(row, widths) for row in rows)


def cells(trace: ReadingTrace) -> tuple[str, ...]:
    """The cells of a row, in the order of HEADER."""
    return (
        trace.text,
        trace.semiotic_class,
        trace.rule,
        trace.spoken,
        trace.phonemes,
        trace.source,
    )


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    """A row with padded cells."""
    cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
    return "  ".join(cells).rstrip()
