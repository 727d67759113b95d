"""References of law."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("Roe v. Wade, 410 U.S. 113", "Roe versus Wade, four ten U S one thirteen"),
        ("410 U.S. troops", "four hundred ten U S troops"),
        ("Rule 12(b)(6)", "Rule twelve B six"),
        ("12 item(s)", "twelve item(s)"),
        ("Fed. R. Crim. P. 11", "Federal Rule of Criminal Procedure eleven"),
        ("99 F.3d 5", "ninety-nine F third five"),
    ],
)
def test_law(written, spoken):
    assert US.normalize(written) == spoken
