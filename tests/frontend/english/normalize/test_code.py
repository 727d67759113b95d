"""Code and commands."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("if (a && !b)", "if (a and not b)"),
        ("Wow! No", "Wow! No"),
        ("ls -la | grep foo", "L S dash L A pipe grep foo"),
        ("It was so -x- he said", "It was so -x- he said"),
        ("SELECT * FROM t", "SELECT star FROM t"),
        ("Ctrl+Shift+P", "Control Shift P"),
        ("commit 88cf44a", "commit eight eight C F four four A"),
        ("7654321", "seven million six hundred fifty-four thousand three hundred twenty-one"),
        ("#ff8800", "hash F F eight eight zero zero"),
        ("./run.sh", "dot slash run dot S H"),
    ],
)
def test_code(written, spoken):
    assert US.normalize(written) == spoken
