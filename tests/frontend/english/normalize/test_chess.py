"""Moves of chess."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("1. Nf3 Nc6", "one. knight F three knight C six"),
        ("Bxf7+ wins", "bishop takes F seven check wins"),
        ("Rae1 and Qh5", "rook A E one and queen H five"),
        ("e8=Q#", "E eight queen mate"),
        ("exd5", "E takes D five"),
        ("O-O-O", "castles queenside"),
        ("B2B and K2", "B two B and K two"),
        ("Re: e4", "Re: E four"),
    ],
)
def test_moves(written, spoken):
    assert US.normalize(written) == spoken
