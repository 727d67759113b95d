"""`python -m frontend [phonemize] [--locale en-us]`: one line in, one line out; a line with nothing to say gives an empty one."""

import argparse
import sys
import warnings

from frontend import Frontend, NothingToSay


def main() -> None:
    """Read lines on standard input, write them normalized or as phonemes."""
    parser = argparse.ArgumentParser(prog="python -m frontend", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("normalize", "phonemize"), default="normalize")
    parser.add_argument("--locale", default="en-us")
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    answer = getattr(Frontend(arguments.locale), arguments.what)
    for line in sys.stdin:
        try:
            spoken = answer(line.rstrip("\n"))
        except NothingToSay:
            spoken = ""
        sys.stdout.write(spoken + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
