"""What the front end made of each piece of a text, to look at."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple


class Explained(NamedTuple):
    """A piece of the source: text == source[start:end].

    kind      its semiotic class; "space" between pieces
    rule      the rule that read it, empty for a plain word
    spoken    what is said for it
    phonemes  as the corpus writes them
    origin    where the pronunciation comes from: inline, lexicon, correction, homograph, packaged,
              espeak or letters; several with "+"
    """

    text: str
    start: int
    end: int
    kind: str
    rule: str
    spoken: str
    phonemes: str
    origin: str

    def as_dict(self) -> dict[str, Any]:
        """For JSON: start, end, class, rule, spoken, phonemes, origin."""
        return {
            "start": self.start,
            "end": self.end,
            "class": self.kind,
            "rule": self.rule,
            "spoken": self.spoken,
            "phonemes": self.phonemes,
            "origin": self.origin,
        }


def filled(source: str, pieces: Iterable[Explained]) -> Iterator[Explained]:
    """The pieces, with what lies between them as pieces of their own; pieces of one character (as
    "..." is of "…") become one.
    """
    end = 0
    last: Explained | None = None
    for piece in pieces:
        if last and piece.start < last.end:
            last = last._replace(
                end=max(last.end, piece.end),
                text=source[last.start : max(last.end, piece.end)],
                spoken=f"{last.spoken} {piece.spoken}".strip(),
                phonemes=f"{last.phonemes} {piece.phonemes}".strip(),
                origin=last.origin or piece.origin,
            )
            end = last.end
            continue
        if last:
            yield last
        if piece.start > end:
            yield Explained(source[end : piece.start], end, piece.start, "space", "", "", "", "")
        last = piece
        end = piece.end
    if last:
        yield last
    if end < len(source):
        yield Explained(source[end:], end, len(source), "space", "", "", "", "")


def as_table(pieces: Sequence[Explained]) -> str:
    """The pieces as aligned columns: source, class, rule, spoken, phonemes, origin."""
    rows = [("source", "class", "rule", "spoken", "phonemes", "from")]
    rows += [
        (piece.text, piece.kind, piece.rule, piece.spoken, piece.phonemes, piece.origin)
        for piece in pieces
        if piece.kind != "space"
    ]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
