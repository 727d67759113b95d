"""Formulas in LaTeX."""

import pytest

from frontend.english.normalize.latex import spoken_formula
from frontend.style import Style


@pytest.mark.parametrize(
    "formula, spoken",
    [
        (r"n^2", "N squared"),
        (r"x^3 + y^{10}", "X cubed plus Y to the tenth"),
        (r"10^{-3}", "ten to the minus three"),
        (r"x^n", "X to the N"),
        (r"a_1 \leq b_{2}", "A one less than or equal to B two"),
        (r"\frac{6}{3}", "six thirds"),
        (r"\frac{x+1}{2}", "X plus one over two"),
        (r"\sqrt{2} \neq \sqrt[3]{x}", "the square root of two is not equal to the cube root of X"),
        (r"\sum_{i=1}^{n} i", "the sum from I equals one to N of I"),
        (r"\lim_{x \to 0} \sin x", "the limit as X approaches zero of sine X"),
        (r"\alpha \in \mathbb{R}", "alpha is in R"),
        (r"\Omega", "capital omega"),
        (r"\text{cost of } x = 5", "cost of X equals five"),
        (r"90^\circ", "ninety degrees"),
        (r"n!", "N factorial"),
        (r"\hat{y}", "Y hat"),
        (r"\binom{n}{k}", "N choose K"),
    ],
)
def test_formulas(formula, spoken):
    assert spoken_formula(formula, Style()) == spoken


@pytest.mark.parametrize(
    "formula", ["{" * 500, r"\frac", r"\sqrt[", "^", "_", "x^", r"\frac{1", "}"]
)
def test_broken_formulas_end(formula):
    assert isinstance(spoken_formula(formula, Style()), str)
