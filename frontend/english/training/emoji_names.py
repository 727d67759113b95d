"""Make the packaged names of emoji, the short names of Unicode's CLDR:
`python -m frontend.english.training.emoji_names ANNOTATIONS DERIVED VERSION`.

ANNOTATIONS and DERIVED are annotations.json of English in the packages cldr-annotations-modern and
cldr-annotations-derived-modern of npm. Shades of skin are left out, as is what joins the parts of
an emoji.
"""

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from frontend.english.normalize.emoji import EMOJI_CHARACTERS, NAMES_FILE, plain_emoji

EMOJI_FILE = Path(__file__).parents[1] / "normalize" / "data" / NAMES_FILE
FIRST_PART_ONLY = ("family", "kiss", "couple with heart")


def collect_names(annotations: Iterable[Mapping[str, Mapping[str, list[str]]]]) -> dict[str, str]:
    """Each emoji, without shades of skin and joiners, with its spoken name.

    annotations   emoji -> {"tts": [name]}, as CLDR has them
    """
    names: dict[str, str] = {}
    for part in annotations:
        for emoji, cells in part.items():
            plain = plain_emoji(emoji)
            if plain and EMOJI_CHARACTERS.fullmatch(plain) and "skin tone" not in cells["tts"][0]:
                names.setdefault(plain, spoken_name(cells["tts"][0]))
    return names


def spoken_name(name: str) -> str:
    """A name without its colon: "flag: France" -> "flag France", "family: man, boy" -> "family".

    >>> spoken_name("flag: France"), spoken_name("family: man, boy")
    ('flag France', 'family')
    """
    head, colon, tail = name.partition(":")
    if head in FIRST_PART_ONLY:
        return head
    return f"{head}{tail}" if colon else name


def _lines(names: Mapping[str, str], version: str) -> Iterator[str]:
    """The lines of the file."""
    yield f"# short names of emoji, English, Unicode CLDR {version}; Unicode License v3"
    yield "# made by frontend/english/training/emoji_names.py"
    for emoji, name in sorted(names.items()):
        yield f"{emoji}\t{name}"


def main() -> None:
    """Write the file of names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("annotations", type=Path)
    parser.add_argument("derived", type=Path)
    parser.add_argument("version")
    args = parser.parse_args()
    base = json.loads(args.annotations.read_text("utf-8"))["annotations"]["annotations"]
    derived = json.loads(args.derived.read_text("utf-8"))["annotationsDerived"]["annotations"]
    lines = _lines(collect_names([base, derived]), args.version)
    EMOJI_FILE.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
