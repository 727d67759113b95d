"""`python -m frontend [normalize|phonemize|explain] [--locale en-us] [--style zero=oh]`: one line
in, one line out.

A line with nothing to say gives an empty one.
"""

import argparse
import json
import sys
import warnings
from collections.abc import Callable

from frontend import Frontend, NothingToSayError


def answers(what: str, locale: str, style: str | None = None) -> Callable[[str], str]:
    """The function from a line to its answer."""
    front = Frontend(locale, style=style)
    if what == "explain":
        return lambda line: json.dumps(
            [piece.as_dict() for piece in front.explain(line)], ensure_ascii=False
        )
    answer: Callable[[str], str] = getattr(front, what)
    return answer


def main() -> None:
    """Read lines on standard input, write them normalized, as phonemes, or explained as JSON."""
    parser = argparse.ArgumentParser(prog="python -m frontend", description=__doc__)
    parser.add_argument(
        "what", nargs="?", choices=("normalize", "phonemize", "explain"), default="normalize"
    )
    parser.add_argument("--locale", default="en-us")
    parser.add_argument("--style")
    args = parser.parse_args()
    warnings.simplefilter("ignore")
    answer = answers(args.what, args.locale, args.style)
    for line in sys.stdin:
        try:
            spoken = answer(line.rstrip("\n"))
        except NothingToSayError:
            spoken = ""
        sys.stdout.write(spoken + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
