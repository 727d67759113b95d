"""Commands of LaTeX and the words they are read with."""

GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma "
    "tau upsilon phi chi psi omega"
).split()
RELATIONS = {
    "leq": "less than or equal to",
    "le": "less than or equal to",
    "leqslant": "less than or equal to",
    "geq": "greater than or equal to",
    "ge": "greater than or equal to",
    "geqslant": "greater than or equal to",
    "lt": "less than",
    "gt": "greater than",
    "ll": "much less than",
    "gg": "much greater than",
    "neq": "is not equal to",
    "ne": "is not equal to",
    "approx": "is approximately",
    "simeq": "is approximately",
    "sim": "is similar to",
    "cong": "is congruent to",
    "equiv": "is equivalent to",
    "propto": "is proportional to",
    "in": "is in",
    "notin": "is not in",
    "ni": "contains",
    "subset": "is a subset of",
    "subseteq": "is a subset of",
    "supset": "is a superset of",
    "supseteq": "is a superset of",
    "perp": "is perpendicular to",
    "parallel": "is parallel to",
    "mid": "such that",
    "to": "to",
    "rightarrow": "to",
    "longrightarrow": "to",
    "mapsto": "maps to",
    "leftarrow": "from",
    "Rightarrow": "implies",
    "implies": "implies",
    "Leftrightarrow": "if and only if",
    "leftrightarrow": "if and only if",
    "iff": "if and only if",
}
LATEX_OPERATORS = {
    "times": "times",
    "cdot": "times",
    "ast": "times",
    "div": "divided by",
    "pm": "plus or minus",
    "mp": "minus or plus",
    "cup": "union",
    "cap": "intersection",
    "setminus": "minus",
    "land": "and",
    "wedge": "and",
    "lor": "or",
    "vee": "or",
    "neg": "not",
    "lnot": "not",
    "oplus": "plus",
    "otimes": "times",
    "circ": "composed with",
    "bmod": "mod",
    "pmod": "mod",
    "mod": "mod",
}
LATEX_SYMBOLS = {
    "infty": "infinity",
    "partial": "partial",
    "nabla": "nabla",
    "forall": "for all",
    "exists": "there exists",
    "nexists": "there does not exist",
    "emptyset": "the empty set",
    "varnothing": "the empty set",
    "ell": "L",
    "hbar": "H bar",
    "Re": "the real part of",
    "Im": "the imaginary part of",
    "angle": "angle",
    "triangle": "triangle",
    "degree": "degrees",
    "prime": "prime",
    "dots": "and so on",
    "ldots": "and so on",
    "cdots": "and so on",
    "vdots": "and so on",
    "therefore": "therefore",
    "because": "because",
    "star": "star",
    "dagger": "dagger",
    "aleph": "aleph",
    "quad": ",",
    "qquad": ",",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
}
FUNCTIONS = {
    "sin": "sine",
    "cos": "cosine",
    "tan": "tangent",
    "cot": "cotangent",
    "sec": "secant",
    "csc": "cosecant",
    "arcsin": "arc sine",
    "arccos": "arc cosine",
    "arctan": "arc tangent",
    "sinh": "hyperbolic sine",
    "cosh": "hyperbolic cosine",
    "tanh": "hyperbolic tangent",
    "log": "log",
    "ln": "L N",
    "exp": "exp",
    "det": "det",
    "dim": "dim",
    "ker": "kernel",
    "gcd": "G C D",
    "deg": "degree",
    "Pr": "the probability",
    "arg": "arg",
}
# take what stands below and above them: "the sum from i equals one to n of"
LIMITED = {
    "sum": "sum",
    "prod": "product",
    "int": "integral",
    "iint": "double integral",
    "iiint": "triple integral",
    "oint": "contour integral",
    "bigcup": "union",
    "bigcap": "intersection",
    "lim": "limit",
    "max": "maximum",
    "min": "minimum",
    "sup": "supremum",
    "inf": "infimum",
    "argmax": "arg max",
    "argmin": "arg min",
}
ACCENTS = {
    "hat": "hat",
    "widehat": "hat",
    "bar": "bar",
    "overline": "bar",
    "tilde": "tilde",
    "widetilde": "tilde",
    "dot": "dot",
    "ddot": "double dot",
    "vec": "",
    "overrightarrow": "",
}
# what they enclose is read as it is
WRAPPERS = frozenset(
    (
        "mathbb mathbf mathcal mathrm mathit mathsf mathfrak mathscr boldsymbol bm boxed underline "
        "underbrace overbrace left right big Big bigg Bigg bigl bigr Bigl Bigr displaystyle "
        "textstyle limits nolimits operatorname mathop cancel phantom hspace vspace"
    ).split()
)
TEXT_COMMANDS = frozenset(
    "text textbf textit textrm textsf texttt textsc textup emph mbox underline hbox".split()
)
# commands of running text whose braces hold text
PROSE_COMMANDS = TEXT_COMMANDS | frozenset(
    "section subsection subsubsection chapter paragraph title author caption footnote item enquote "
    "textcolor part centerline".split()
)
# commands of running text that are left out with what their braces hold
SILENT_COMMANDS = frozenset(
    "label ref eqref cite citep citet autoref pageref begin end usepackage documentclass input "
    "includegraphics vspace hspace bibliography bibliographystyle pagestyle newcommand tag "
    "hline centering maketitle newpage noindent clearpage".split()
)
