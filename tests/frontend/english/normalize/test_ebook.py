"""Remains of books and scans."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("we consider nega- tive ones", "we consider negative ones"),
        ("some- thing", "some- thing"),
        ("pre- and post-war", "pre- and post-war"),
        ("b*tch", "b tch"),
        ("the end.1 The next", "the end. The next"),
        ("It is 2.1 The", "It is two point one The"),
        ("3! = 6", "three factorial equals six"),
        ("I have 3! Yes", "I have three! Yes"),
    ],
)
def test_ebook(written, spoken):
    assert US.normalize(written) == spoken
