"""How a text is read, as a table in HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from frontend import Frontend
from frontend.explain import HEADER, ReadingTrace, cells
from frontend.ssml import is_ssml
from tts.pipeline import TTS

MAX_ROWS = 2000
WORDS_OF_SSML = ("written", "spoken", "phonemes")
ROWS_SHOWN = "<p>The first {count} rows of {total}.</p>"


def reading_table(tts: TTS, text: str, skip_unknown: bool = False) -> str:
    """An HTML table of the pieces of a text: class, rule, words, phonemes and where they come from.
    Of an SSML document it has the sentences.

    Errors as in `Frontend.explain` and `Frontend.ssml`.
    """
    if is_ssml(text):
        rows = [
            (each.text, each.spoken, each.phoneme_string)
            for each in tts.frontend.ssml(text, skip_unknown=skip_unknown)
        ]
        return html_table(WORDS_OF_SSML, rows)
    return html_table(HEADER, [cells(trace) for trace in pieces(tts.frontend, text)])


def pieces(frontend: Frontend, text: str) -> list[ReadingTrace]:
    """The pieces of a text without the gaps between. NothingToSayError if it has nothing to say."""
    next(iter(frontend(text)))
    return [trace for trace in frontend.explain(text) if trace.semiotic_class != "space"]


def html_table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """An HTML table; the last columns of a row with phonemes keep their spaces."""
    titles = "".join(f'<th scope="col">{escape(title)}</th>' for title in head)
    shown = "".join(table_row(head, row) for row in rows[:MAX_ROWS])
    note = ROWS_SHOWN.format(count=MAX_ROWS, total=len(rows)) if len(rows) > MAX_ROWS else ""
    return (
        '<div class="read-table" tabindex="0" role="group" aria-label="How the text is read">'
        f'<table class="read"><thead><tr>{titles}</tr></thead><tbody>{shown}</tbody></table>'
        f"</div>{note}"
    )


def table_row(head: tuple[str, ...], row: tuple[str, ...]) -> str:
    """A row of the table."""
    marked = (
        f'<td class="ipa">{escape(cell)}</td>'
        if title == "phonemes"
        else f"<td>{escape(cell)}</td>"
        for title, cell in zip(head, row, strict=True)
    )
    return f"<tr>{''.join(marked)}</tr>"
