"""LaTeX among words."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("$x_1 + 2$", "X one plus two"),
        ("$5 and $6", "five dollars and six dollars"),
        (r"\(a^2\) is", "A squared is"),
        (r"\(see it\)", "(see it)"),
        (r"\frac{1}{2} of it", "one half of it"),
        (r"\alpha and \foo", r"alpha and backslash foo"),
        (r"C:\alpha", "C colon backslash alpha"),
        ("x^{n+1} is", "X to the N plus one is"),
    ],
)
def test_latex_markup(written, spoken):
    assert US.normalize(written) == spoken
