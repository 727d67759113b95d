"""Amounts of recipes."""

import pytest

from frontend import Frontend

US = Frontend()


@pytest.mark.parametrize(
    "written, spoken",
    [
        ("3 c. milk", "three cups milk"),
        ("1/2 t. salt", "one half teaspoon salt"),
        ("1-2 T. oil", "one to two tablespoons oil"),
        ("plan 2 c. The", "plan two c. The"),
        ("1/2-3/4 lb. beef", "one half to three quarters pound beef"),
        ("½–1 tsp", "one half to one teaspoon"),
        ("1-1 1/2 hours", "one to one and a half hours"),
        ("2-1/2 cups", "two and a half cups"),
        ("9/11-12/25", "nine eleven-twelve twenty-fifths"),
        ("2 x 250ml cartons", "two two hundred fifty milliliter cartons"),
        ("2 x 250", "two by two hundred fifty"),
        ("3 Tbsp. of salt", "three tablespoons of salt"),
    ],
)
def test_recipes(written, spoken):
    assert US.normalize(written) == spoken
