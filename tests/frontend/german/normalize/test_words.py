"""Letters, streets, pages, addresses."""

import pytest

from frontend import Frontend

FRONT = Frontend("de")


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("1 Stunde, 1 Kind, Platz 1", "eine Stunde, ein Kind, Platz eins"),
        ("Die UNESCO und die CDU", "Die UNESCO und die C D U"),
        ("zwei LKWs", "zwei L K Ws"),
        ("www.plain-rede.de", "www Punkt plain Minus rede Punkt de"),
        ("Sie wohnt in der Bergstr. Das ist weit.", "Sie wohnt in der Bergstraße Das ist weit."),
    ],
)
def test_readings(written, spoken):
    assert FRONT.normalize(written) == spoken
