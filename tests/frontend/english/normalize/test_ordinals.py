"""Ordinals by what stands beside them."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("the 10th-12th", "the tenth to twelfth"),
        ("the 19th c. poets", "the nineteenth century poets"),
        ("the 5th fl. lobby", "the fifth floor lobby"),
    ],
)
def test_ordinals(written, spoken):
    assert US.normalize(written) == spoken
