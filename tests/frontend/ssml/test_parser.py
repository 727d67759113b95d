"""What is refused in a document, and where it stands."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontend import Frontend, NothingToSayError, SsmlError
from frontend.phonemize.notation import Notation
from frontend.ssml import is_ssml
from frontend.ssml.parser import MAX_ELEMENT_DEPTH, parse_document
from frontend.ssml.prosody import Prosody

US = Frontend("en-us")
VOICES = {"heart": "en-us", "emma": "en-gb"}


@pytest.mark.parametrize(
    "source, column, message",
    [
        ("<speak>Hi <foo>x</foo></speak>", 11, "<foo>"),
        ("<speak>é <foo/></speak>", 10, "<foo>"),
        ('<speak><break tim="5s"/></speak>', 8, "'tim'"),
        ('<speak><break time="5"/></speak>', 8, "time='5'"),
        ('<speak><break strength="big"/></speak>', 8, "strength='big'"),
        ('<speak><prosody rate="quick">a</prosody></speak>', 8, "rate='quick'"),
        ('<speak><prosody pitch="5">a</prosody></speak>', 8, "pitch='5'"),
        ('<speak><say-as interpret-as="x">a</say-as></speak>', 8, "interpret-as='x'"),
        ("<speak><say-as>a</say-as></speak>", 8, "interpret-as"),
        ("<speak><sub>a</sub></speak>", 8, "alias"),
        ("<speak><mark/></speak>", 8, "name"),
        ('<speak><emphasis level="x">a</emphasis></speak>', 8, "level='x'"),
        ('<speak><phoneme ph="你">a</phoneme></speak>', 8, "你"),
        ('<speak><phoneme alphabet="x" ph="a">a</phoneme></speak>', 8, "alphabet='x'"),
        ('<speak><phoneme alphabet="x-sampa" ph="§">a</phoneme></speak>', 8, "X-SAMPA"),
        ('<speak><voice name="bob">a</voice></speak>', 8, "There are: emma, heart"),
        ("<speak>a", 9, "no element found"),
        ("<speak>a & b</speak>", 11, "&amp;"),
        ("<speak>a</p>", 11, "mismatched"),
        ("<p>a</p>", 1, "<speak>"),
        ("<speak>\x00</speak>", 8, "invalid"),
        ("<speak>\ud800</speak>", 8, "invalid"),
        ("", 1, "no element found"),
        ("hello", 1, "well-formed"),
        ("<speak><mstts:express-as>a</mstts:express-as></speak>", 8, "<mstts:express-as>"),
        ("<speak><lang>a</lang></speak>", 8, "xml:lang"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(source, column, message):
    with pytest.raises(SsmlError) as caught:
        US.ssml(source, VOICES)
    assert message in str(caught.value) and caught.value.line == 1 and caught.value.column == column
    assert f"line 1, column {column}" in str(caught.value)


@pytest.mark.parametrize(
    "source",
    [
        '<!DOCTYPE speak [<!ENTITY a "b">]><speak>&a;</speak>',
        '<!DOCTYPE speak [<!ENTITY a SYSTEM "file:///etc/passwd">]><speak>&a;</speak>',
        '<!DOCTYPE speak [<!ENTITY % a "b"> %a;]><speak>x</speak>',
        '<!DOCTYPE speak SYSTEM "http://x/y.dtd"><speak>a &b;</speak>',
    ],
)
def test_entities_are_refused(source):
    with pytest.raises(SsmlError, match="refused"):
        US.ssml(source)


def test_what_is_unknown_may_be_skipped():
    assert [
        u.phoneme_string
        for u in US.ssml(
            '<speak>Hi <foo a="1">big <break no="1" time="20ms"/> world</foo></speak>',
            skip_unknown=True,
        )
    ] == [u.phoneme_string for u in US.ssml('<speak>Hi big <break time="20ms"/> world</speak>')]
    with pytest.raises(SsmlError, match="rate"):
        US.ssml('<speak><prosody rate="quick">a</prosody></speak>', skip_unknown=True)


def test_a_declared_document_type_and_a_namespace_are_read():
    source = (
        '<?xml version="1.0" encoding="UTF-16"?>'
        '<!DOCTYPE speak PUBLIC "-//W3C//DTD SYNTHESIS 1.0//EN" '
        '"http://www.w3.org/TR/synthesis.dtd">'
        '<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" '
        'xmlns:xsi="http://x" xsi:schemaLocation="a b" xml:lang="en-US">'
        "<metadata>not this</metadata><!-- nor this --><token>Hello</token></speak>"
    )
    assert [utterance.spoken for utterance in US.ssml(source)] == ["Hello"] and is_ssml(source)


@settings(max_examples=150)
@given(st.text(alphabet=st.sampled_from("<>/&;'\"= abpeksx-!?[]D\x00é"), max_size=40))
def test_anything_else_is_an_ssml_error(text):
    try:
        list(US.ssml("<speak>" + text))
        list(US.ssml("<speak>" + text + "</speak>"))
    except (SsmlError, NothingToSayError):
        return


def test_text_without_tags():
    source = "<speak>a <w>b&amp;c</w>\r\n<desc>no</desc>d</speak>"
    document = parse_document(source, Notation({}))
    assert document.text == "a b&c\nd"
    origins = [source[start:end] for start, end in zip(document.starts, document.ends, strict=True)]
    assert origins == ["a", " ", "b", "&amp;", "c", "\r\n", "d"]


def test_prosody_by_position():
    document = parse_document('<speak>a<prosody rate="2">b</prosody>c</speak>', Notation({}))
    assert document.prosody == [(0, Prosody()), (1, Prosody(rate=2.0)), (2, Prosody())]


def test_depth_is_limited():
    with pytest.raises(SsmlError, match=f"more than {MAX_ELEMENT_DEPTH} elements deep"):
        parse_document("<speak>" + "<p>" * MAX_ELEMENT_DEPTH, Notation({}))


def test_lines_count_from_one():
    with pytest.raises(SsmlError) as caught:
        parse_document("<speak>\n\n é<foo/></speak>", Notation({}))
    assert (caught.value.line, caught.value.column) == (3, 3)
