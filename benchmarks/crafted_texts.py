"""SSML documents and lexicon files that ask for too much, or are broken on purpose.
`benchmarks/trust.py ssml` and `benchmarks/trust.py lexicons` read each of them.
"""

from __future__ import annotations

MEGABYTE = 1_000_000
DIGITS = 300_000
ZEROS = "0" * 300
MANY_ATTRIBUTES = " ".join(f"a{number}='1'" for number in range(100_000))


def speak(body: str) -> str:
    """A document."""
    return f"<speak>{body}</speak>"


def entities(count: int) -> str:
    """Entities that name each other: billion laughs."""
    lines = ["<!DOCTYPE speak [", '<!ENTITY e0 "ha">']
    for number in range(1, count):
        inner = f"&e{number - 1};" * 10
        lines.append(f'<!ENTITY e{number} "{inner}">')
    return "\n".join([*lines, "]>", speak(f"&e{count - 1};")])


def say_as(kind: str, text: str) -> str:
    """A text that is to be read in a way."""
    return speak(f'<say-as interpret-as="{kind}">{text}</say-as>')


SSML_BOMBS = {
    "10,000 breaks of 60 s": speak("hi" + '<break time="60s"/>' * 10_000),
    "a break of 10^300 s": speak(f'hi<break time="1{ZEROS}s"/>you'),
    "100,000 breaks without a time": speak("hi" + "<break/>" * 100_000),
    "entities in entities": entities(20),
    "an external entity": '<!DOCTYPE s [<!ENTITY x SYSTEM "/etc/passwd">]>' + speak("&x;"),
    "an attribute of 1 MB": speak(f'<sub alias="{"a " * (MEGABYTE // 2)}">x</sub>'),
    "100,000 attributes": speak(f"<s {MANY_ATTRIBUTES}>hi</s>"),
    "a name of 1 MB": speak(f"<{'a' * MEGABYTE}/>"),
    "a rate of 1 MB of digits": speak(f'<prosody rate="{"9" * MEGABYTE}">x</prosody>'),
    "a pitch of 10^300": speak(f'<prosody pitch="+1{ZEROS}Hz">x</prosody>'),
    "300,000 digits as a number": say_as("cardinal", "9" * DIGITS),
    "300,000 digits as an ordinal": say_as("ordinal", "9" * DIGITS),
    "300,000 letters spelled": say_as("characters", "x" * DIGITS),
    "300,000 digits of a telephone": say_as("telephone", "9" * DIGITS),
    "300,000 digits of a date": say_as("date", "9" * DIGITS),
    "300,000 digits of money": say_as("currency", "$" + "9" * DIGITS),
    "300,000 digits of a fraction": say_as("fraction", "9" * DIGITS + "/" + "9" * DIGITS),
    "300,000 digits without a tag": speak("9" * DIGITS),
    "1 MB of CDATA": speak(f"<![CDATA[{'<&' * (MEGABYTE // 2)}]]>"),
    "100,000 pieces of CDATA": speak("<![CDATA[a]]>" * 100_000),
    "1 MB in a paragraph": speak(f"<p>{'word ' * (MEGABYTE // 5)}</p>"),
    "1 MB in a sentence": speak(f"<s>{'word ' * (MEGABYTE // 5)}</s>"),
    "1 MB emphasized": speak(f"<emphasis>{'word ' * (MEGABYTE // 5)}</emphasis>"),
    "1 MB within say-as": say_as("cardinal", "1 " * (MEGABYTE // 2)),
    "phonemes of 1 MB": speak(f'<phoneme ph="{"a" * MEGABYTE}">x</phoneme>'),
    "1 MB within phoneme": speak(f'<phoneme ph="a">{"x " * (MEGABYTE // 2)}</phoneme>'),
    "1 MB within sub": speak(f'<sub alias="a">{"x " * (MEGABYTE // 2)}</sub>'),
    "100,000 elements deep": speak("<s>" * 100_000),
    "100,000 prosodies side by side": speak('<prosody rate="fast">a</prosody>' * 100_000),
    "100,000 marks": speak("hi" + '<mark name="m"/>' * 100_000),
    "100,000 voices by turns": speak(
        '<voice name="heart">a.</voice><voice name="george">b.</voice>' * 50_000
    ),
    "100,000 comments": speak("<!-- x -->" * 100_000 + "hi"),
    "1 MB of one comment": speak(f"<!--{'x' * MEGABYTE}-->hi"),
    "100,000 instructions": speak("<?x y?>" * 100_000 + "hi"),
    "100,000 references": speak("&#97;&amp;" * 100_000),
    "1 MB without an end": "<speak>" + "a" * MEGABYTE,
    "an attribute without an end": '<speak><sub alias="' + "a" * MEGABYTE,
    "1 MB of spaces": speak(" " * MEGABYTE + "hi"),
    "1 MB of line ends": speak("\n" * MEGABYTE + "hi"),
    "a voice of ../../x": speak('<voice name="../../x">hi</voice>'),
    "a language of 1,000 letters": speak(f'<lang xml:lang="{"x" * 1000}">hi</lang>'),
    "an escape code": speak('<sub alias="&#27;[2J">hi</sub>'),
}

TOML_BOMBS = {
    "empty": b"",
    "no UTF-8": b"\xff\xfe",
    "NUL": b"[words]\ngif\0 = 'a'",
    "deep lists": b"[words]\na = " + b"[" * 100_000,
    "deep tables": b"[words]\na = " + b"{a=" * 100_000,
    "a key of 100,000 dots": b"a" + b".a" * 100_000 + b" = 1",
    "a header of 100,000 dots": b"[a" + b".a" * 100_000 + b"]",
    "300,000 digits": b"[words]\na = " + b"9" * DIGITS,
    "a word of 1 MB": b"[words]\n" + b"a" * MEGABYTE + b" = 'a'",
    "phonemes of 1 MB": b"[words]\na = '" + b"a" * MEGABYTE + b"'",
    "unknown phonemes of 1 MB": b"[words]\na = '" + b"#" * MEGABYTE + b"'",
    "100,000 other tables": b"".join(b"[t%d]\n" % number for number in range(100_000)),
    "a date": b"[words]\na = 1979-05-27",
    "a list": b"[words]\na = ['a']",
    "a table in a table": b"[words]\na = {noun = {verb = 'a'}}",
    "an unknown part of 1 MB": b"[words]\na = {" + b"x" * MEGABYTE + b" = 'a'}",
    "infinity": b"[words]\na = inf",
    "no end of text": b'[words]\na = """' + b"a" * MEGABYTE,
}
PLS = '<lexicon alphabet="{}">{}</lexicon>'
LEXEME = "<lexeme><grapheme>{}</grapheme><phoneme>{}</phoneme></lexeme>"
PLS_BOMBS = {
    "empty": b"",
    "no XML": b"<lexicon",
    "UTF-16": PLS.format("ipa", "").encode("utf-16"),
    "entities in entities": entities(20).encode(),
    "entities in UTF-7": b'<?xml version="1.0" encoding="utf-7"?>+ADw-!DOCTYPE x+AD4-<lexicon/>',
    "deep": PLS.format("ipa", "<lexeme>" * 100_000).encode(),
    "an alphabet of 1 MB": PLS.format("x" * MEGABYTE, "").encode(),
    "a word of 1 MB": PLS.format("ipa", LEXEME.format("a" * MEGABYTE, "a")).encode(),
    "phonemes of 1 MB": PLS.format("ipa", LEXEME.format("a", "a" * MEGABYTE)).encode(),
    "a lexeme without phonemes": PLS.format("ipa", LEXEME.format("a", "")).encode(),
    "100,000 lexemes without words": PLS.format("ipa", "<lexeme/>" * 100_000).encode(),
}
