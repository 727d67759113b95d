"""Code and commands: &&, --help, ls -la | grep, SELECT *, Ctrl+C, #ff8800, commit 88cf44a."""

import re

from frontend.english.normalize.capital_words import spell
from frontend.english.normalize.electronic import spoken_path
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, after, before
from frontend.style import Style

SHELL_COMMANDS = (
    "pip3?|npm|npx|pnpm|yarn|git|ls|cd|cp|mv|rm|cat|docker|docker-compose|python3?|py|apt|apt-get|"
    "brew|curl|wget|grep|sed|awk|mkdir|chmod|chown|make|cmake|ssh|scp|tar|sudo|kubectl|helm|conda|"
    "cargo|go|node|deno|bun|rustc|gcc|clang|java|javac|mvn|gradle|pytest|uv|poetry|rsync|find|ps|"
    "kill|head|tail|sort|uniq|echo|systemctl|journalctl|ffmpeg|vim|nano|terraform|aws|gh"
)
COMMAND_BEFORE = lazy(rf"(?:^|[\s`$(|;&])(?:{SHELL_COMMANDS}) (?:[^.!?]|\.(?=\S))*$")
FLAG_AFTER = lazy(r" -{1,2}[A-Za-z]| [./~*]|$|`")
CONDITION = lazy(r"&&|\|\||[=!]=|[{};]|\bif ?\(|\bwhile ?\(")
SELECT_BEFORE = lazy(r"\b(?:SELECT|select|DELETE|delete|COUNT ?\(|count ?\() ?$")
# no words behind a dash
OPTIONS = frozenset(
    "help version verbose force quiet debug config output input recursive all global save".split()
)
KEY_NAMES = {
    "ctrl": "Control",
    "ctl": "Control",
    "cmd": "Command",
    "opt": "Option",
    "esc": "Escape",
    "del": "Delete",
    "ins": "Insert",
    "win": "Windows",
    "pgup": "Page Up",
    "pgdn": "Page Down",
    "fn": "Function",
}
MODIFIERS = (
    "[Cc]trl|CTRL|[Cc]tl|[Cc]md|CMD|Alt|alt|ALT|Shift|shift|SHIFT|[Oo]pt|Option|Win|"
    "Fn|Command|Control|Meta|Super"
)
KEY = r"(?:[A-Z][a-z]{2,10}|F\d{1,2}|[A-Za-z\d]|[a-z]{3,6})"
VOWELLESS = frozenset("ls cd cp mv rm ps gh".split())


def _both(match: re.Match[str], style: Style) -> str:
    """a && b || c."""
    return "and" if match[0][0] == "&" else "or"


def _not(match: re.Match[str], style: Style) -> str | None:
    """!done in a condition."""
    around = match.string[max(0, match.start() - 60) : match.end() + 60]
    return "not" if CONDITION.search(around) else None


def _all_columns(match: re.Match[str], style: Style) -> str | None:
    """SELECT * FROM."""
    named = SELECT_BEFORE.search(before(match)) or re.match(r" ?(?:FROM|from)\b", after(match))
    return "star" if named else None


def _flag(match: re.Match[str], style: Style) -> str | None:
    """-la, --help after a command; --dry-run anywhere."""
    known = match["name"] and ("-" in match["name"].strip("-") or match["name"] in OPTIONS)
    if not known and not COMMAND_BEFORE.search(before(match)):
        return None
    if match["short"]:
        return f"dash {spell(match['short'])}"
    return f"dash dash {match['name'].replace('-', ' ')}"


def _pipe(match: re.Match[str], style: Style) -> str | None:
    """ls | grep."""
    return "pipe" if COMMAND_BEFORE.search(before(match)) else None


def _command(match: re.Match[str], style: Style) -> str | None:
    """ls, cd: spelled where something of a command follows."""
    return spell(match[0]) if FLAG_AFTER.match(after(match)) and _opens(match) else None


def _opens(match: re.Match[str]) -> bool:
    """Whether a command stands first, after a prompt or a pipe."""
    earlier = before(match).rstrip()
    opens = not earlier or earlier[-1] in "$|`;&" or earlier.endswith("sudo")
    return opens and bool(after(match).strip())


def _keys(match: re.Match[str], style: Style) -> str:
    """Ctrl+C, Cmd+Shift+P, Shift-F5."""
    parts = re.split(r" ?[+-] ?", match[0])
    return " ".join(_key(part, style) for part in parts)


def _key(text: str, style: Style) -> str:
    """A key: a letter, a function key or a name."""
    if text.lower() in KEY_NAMES:
        return KEY_NAMES[text.lower()]
    if re.fullmatch(r"F\d+", text):
        return f"F {style.cardinal(text[1:])}"
    if text.isdecimal():
        return style.cardinal(text)
    return text.upper() if len(text) == 1 else text


def _include(match: re.Match[str], style: Style) -> str:
    """#include <stdio.h>."""
    return f"hashtag include {spoken_path(match['file'])}"


def _signs(match: re.Match[str], style: Style) -> str:
    """88cf44a, #ff8800: sign by sign."""
    hash_word = "hash " if match[0].startswith("#") else ""
    signs = (style.digits(sign) if sign.isdecimal() else sign.upper() for sign in match["n"])
    return hash_word + " ".join(signs)


def _commit(match: re.Match[str], style: Style) -> str | None:
    """88cf44a: letters and at least two digits."""
    digits = sum(map(str.isdecimal, match["n"]))
    exponent = re.fullmatch(r"\d+e\d+", match["n"])
    return None if digits < 2 or digits == len(match["n"]) or exponent else _signs(match, style)


def _wildcard(match: re.Match[str], style: Style) -> str:
    """*.txt."""
    return "star"


def _here(match: re.Match[str], style: Style) -> str:
    """./run.sh, ../src/main.rs."""
    return spoken_path(match[0])


RULES = (
    Rule(
        "and, or in code",
        "code",
        "& |",
        lazy(r"&&|\|\|"),
        _both,
        ("if (a && b || c)", "if (a and b or c)"),
        ("a & b | c", "a and b | c"),
    ),
    Rule(
        "not in code",
        "code",
        "!",
        lazy(r"(?<![\w!?.\")\]])!(?=[A-Za-z_(])"),
        _not,
        ("if (a && !b) return;", "if (a and not b) return;"),
        ("so !important", "so !important"),
    ),
    Rule(
        "all columns",
        "code",
        "*",
        lazy(r"\*(?= |\)|$)"),
        _all_columns,
        ("SELECT * FROM users", "SELECT star FROM users"),
        ("a * b", "a b"),
    ),
    Rule(
        "files of a kind",
        "code",
        "*",
        lazy(r"(?<![\w*])\*(?=\.[A-Za-z])"),
        _wildcard,
        ("find *.txt", "find star dot T X T"),
        ("**so*.5", "so point five"),
    ),
    Rule(
        "option of a command",
        "code",
        "-",
        lazy(
            r"(?:(?<=\s)|(?<!.))(?:--(?P<name>[A-Za-z][\w-]*)|-(?P<short>[A-Za-z]{1,3})(?![\w-]))"
        ),
        _flag,
        ("run git commit --amend -m", "run git commit dash dash amend dash M"),
        ("so -x is", "so -x is"),
    ),
    Rule(
        "pipe",
        "code",
        "|",
        lazy(r"(?<= )\|(?= \w)"),
        _pipe,
        ("cat a.txt | grep foo", "cat A dot T X T pipe grep foo"),
        ("Home | News", "Home | News"),
    ),
    Rule(
        "command of letters",
        "code",
        " ".join(sorted(VOWELLESS)),
        lazy(rf"(?:{'|'.join(sorted(VOWELLESS))})(?= )"),
        _command,
        ("ls -la", "L S dash L A"),
        ("the ls of it", "the ls of it"),
    ),
    Rule(
        "keys",
        "code",
        "ctrl cmd ctl alt shift opt option win fn command control meta super",
        lazy(
            rf"(?:(?:{MODIFIERS}) ?\+ ?){{1,3}}{KEY}(?!\w)|"
            rf"(?:{MODIFIERS})-(?:[A-Z]|F\d{{1,2}})(?!\w)"
        ),
        _keys,
        ("press Ctrl+C or Shift-F5", "press Control C or Shift F five"),
        ("an alt text", "an alt text"),
    ),
    Rule(
        "included file",
        "code",
        "#",
        lazy(r"#include ?[<\"](?P<file>[\w./]{1,60})[>\"]"),
        _include,
        ("#include <stdio.h>", "hashtag include stdio dot H"),
        ("#included", "hashtag included"),
    ),
    Rule(
        "color",
        "code",
        "#",
        lazy(
            r"#(?P<n>(?=[a-fA-F]{0,7}\d)(?=\d{0,7}[a-fA-F])(?:[\da-fA-F]{6}|[\da-fA-F]{8})|"
            r"[fF]{6}|0{6})(?!\w)"
        ),
        _signs,
        ("paint it #ff8800", "paint it hash F F eight eight zero zero"),
        ("#facade1s", "hashtag facade one s"),
    ),
    Rule(
        "hash of a commit",
        "code",
        "0 MIXED",
        lazy(r"(?P<n>[\da-f]{64}|[\da-f]{40}|[\da-f]{32}|[\da-f]{7,12})(?![\w-])"),
        _commit,
        ("commit 88cf44a", "commit eight eight C F four four A"),
        (
            "1234567 facade",
            "one million two hundred thirty-four thousand five hundred sixty-seven facade",
        ),
    ),
    Rule(
        "path from here",
        "code",
        ".",
        lazy(r"(?<![\w.])\.{1,2}/(?:[\w.-]+/)*[\w.-]*\w"),
        _here,
        ("run ./run.sh in ../src", "run dot slash run dot S H in dot dot slash S R C"),
        ("so ./ it", "so .slash it"),
    ),
)
