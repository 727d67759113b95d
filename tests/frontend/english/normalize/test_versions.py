"""Versions."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("v2.0.1", "version two point zero point one"),
        ("v. 2.1", "version two point one"),
        ("V3.10", "version three point ten"),
        ("iOS 17.4.1", "I O S seventeen point four point one"),
        ("1.04.2", "one point zero four point two"),
        ("v2", "V two"),
        ("17.4", "seventeen point four"),
        ("1.2.3@x", "one point two point three at x"),
    ],
)
def test_versions(written, spoken):
    assert US.normalize(written) == spoken
