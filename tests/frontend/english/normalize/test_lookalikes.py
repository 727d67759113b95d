"""Words that look like an abbreviation."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("We play Smash Bros.", "We play Smash Bros."),
        ("Warner Bros. made it.", "Warner Brothers made it."),
        ("Warner Bros made it.", "Warner Brothers made it."),
        ("It was taken over by bros.", "It was taken over by bros."),
        ("That was so apt.", "That was so apt."),
        ("My apt. is in apt. 5.", "My apartment is in apartment five."),
        ("I got her a CTR ring.", "I got her a C T R ring."),
        ("Haha, no. 5 of us.", "Haha, no. five of us."),
        ("See no. 5 here.", "See number five here."),
        ("did yoy like it", "did yoy like it"),
        ("a PG 13 film, EP 2", "a P G thirteen film, E P two"),
        ("all windows pcs.", "all windows pcs."),
        ("12 pcs. of it", "twelve pieces of it"),
        ("I use ms Word.", "I use ms Word."),
        ("trees, plants, ETC", "trees, plants, et cetera"),
        ("sales up 3% yoy", "sales up three percent year over year"),
    ],
)
def test_words_and_abbreviations(written, spoken):
    assert US.normalize(written) == spoken
