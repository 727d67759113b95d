"""SSML: what tags do to words, pauses, marks; what is refused, and where."""

import doctest
import importlib
import itertools
import math
import time
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontend import Frontend, NothingToSayError, SsmlError
from frontend.phonemes import PAUSES, SILENCE
from frontend.ssml import is_ssml

US = Frontend("en-us")
VOICES = {"heart": "en-us", "emma": "en-gb"}


def read(inside, **more):
    return list(US.ssml(f"<speak>{inside}</speak>", **more))


def spoken(inside):
    return " ".join(utterance.spoken for utterance in read(inside))


def prosody_of(utterance, word):
    number = next(place for place, own in enumerate(utterance.words) if own.text == word)
    return {
        prosody
        for phoneme, prosody in zip(utterance.phonemes, utterance.prosody, strict=True)
        if phoneme.word == number
    }.pop()


def test_plain_document_is_read_as_plain_text():
    text = "Dr. Wu owes $5. Then he left for the U.S. on Jan. 5th!"
    assert [utterance.phoneme_string for utterance in read(text)] == [
        utterance.phoneme_string for utterance in US(text)
    ]


def test_words_know_their_place_in_the_document():
    source = '<speak>\n  é <p>R&amp;D costs <prosody rate="slow">$5.50</prosody></p> &#65; <![CDATA[x < y]]></speak>'
    words = [word for utterance in US.ssml(source) for word in utterance.words]
    assert [word.text for word in words] == [
        "é",
        "R",
        "&amp;",
        "D",
        "costs",
        "$5.50",
        "&#65;",
        "x",
        "<",
        "y",
    ]
    assert all(source[word.start : word.end] == word.text for word in words)


def test_break_within_a_sentence_is_a_pause_of_that_length():
    (utterance,) = read(
        'Hello <break time="500ms"/> big <break time="0.25s"/><break time="50ms"/> world.'
    )
    assert sorted(utterance.breaks.values()) == [300.0, 500.0]
    assert all(utterance.phonemes[place].symbol in PAUSES for place in utterance.breaks)
    assert [word.text for word in utterance.words] == ["Hello", "big", "world"]


def test_breaks_between_sentences_are_silences():
    first, second = read(
        '<break time="100ms"/>One. <break strength="strong"/> Two.<break time="2s"/>'
    )
    assert first.breaks == {0: 100.0}
    assert (
        second.breaks == {0: 800.0, len(second.phonemes) - 1: 2000.0}
        and second.phonemes[-1].symbol == SILENCE
    )


def test_break_takes_the_place_of_a_comma():
    (utterance,) = read('Yes,<break time="70ms"/> sir.')
    assert utterance.phoneme_string == read("Yes, sir.")[0].phoneme_string and list(
        utterance.breaks.values()
    ) == [70.0]


def test_break_of_no_length_adds_no_pause():
    assert (
        read('Yes <break strength="none"/> sir.')[0].phoneme_string
        == read("Yes sir.")[0].phoneme_string
    )


def test_marks_stand_at_phonemes():
    first, second = read(
        '<mark name="a"/>One <mark name="b"/>two.<mark name="c"/> Three<mark name="d"/><break time="1s"/> four.<mark name="e"/>'
    )
    starts = {
        mark.name: (utterance, mark.phoneme)
        for utterance in (first, second)
        for mark in utterance.marks
    }
    assert starts["a"] == (first, 1)
    utterance, place = starts["b"]
    assert utterance.words[utterance.phonemes[place].word].text == "two"
    assert starts["c"] == (second, 1)
    assert starts["d"][1] in second.breaks  # before the pause, not after it
    assert starts["e"] == (second, len(second.phonemes) - 1)


@pytest.mark.parametrize(
    "attribute, field, value",
    [
        ('rate="slow"', "rate", 0.75),
        ('rate="120%"', "rate", 1.2),
        ('rate="+10%"', "rate", 1.1),
        ('rate="1.5"', "rate", 1.5),
        ('rate="-20%"', "rate", 0.8),
        ('pitch="+2st"', "pitch", 2.0),
        ('pitch="-1.5st"', "pitch", -1.5),
        ('pitch="high"', "pitch", 3.0),
        ('pitch="+100%"', "pitch", 12.0),
        ('pitch="200Hz"', "base_hz", 200.0),
        ('pitch="+20Hz"', "hz_offset", 20.0),
        ('volume="+6dB"', "volume", 6.0),
        ('volume="silent"', "volume", -math.inf),
        ('volume="100"', "volume", 0.0),
        ('volume="soft"', "volume", -6.0),
    ],
)
def test_prosody(attribute, field, value):
    (utterance,) = read(f"one <prosody {attribute}>two</prosody> three")
    assert getattr(prosody_of(utterance, "two"), field) == pytest.approx(value)
    assert (
        prosody_of(utterance, "one")
        == prosody_of(utterance, "three")
        != prosody_of(utterance, "two")
        or value == 0.0
    )
    assert len(utterance.prosody) == len(utterance.phonemes)


def test_prosody_within_prosody_and_emphasis():
    (utterance,) = read(
        '<prosody rate="50%" pitch="+1st">a '
        '<prosody rate="200%" pitch="+2st">b</prosody> <emphasis level="strong">c</emphasis></prosody>'
    )
    assert (prosody_of(utterance, "b").rate, prosody_of(utterance, "b").pitch) == (1.0, 3.0)
    strong = prosody_of(utterance, "c")
    assert strong.rate == pytest.approx(0.425)
    assert (strong.pitch, strong.volume) == (3.0, 3.0)


def test_semitones_from_hertz():
    (utterance,) = read('<prosody pitch="440Hz">a <prosody pitch="+1st">b</prosody></prosody> c')
    assert prosody_of(utterance, "a").semitones(220.0) == pytest.approx(12) and prosody_of(
        utterance, "b"
    ).semitones(220.0) == pytest.approx(13)
    assert prosody_of(utterance, "c").semitones(220.0) == 0


@pytest.mark.parametrize(
    "kind, text, form, said",
    [
        ("characters", "A1b!", "", "A one B exclamation mark"),
        ("spell-out", "cat", "", "C A T"),
        ("cardinal", "1984", "", "one thousand nine hundred eighty-four"),
        ("cardinal", "XIV", "", "fourteen"),
        ("number", "-2.5", "", "minus two point five"),
        ("ordinal", "21", "", "twenty-first"),
        ("ordinal", "VIII", "", "eighth"),
        ("digits", "1984", "", "one nine eight four"),
        ("fraction", "3/4", "", "three quarters"),
        ("fraction", "2+1/2", "", "two and a half"),
        ("telephone", "2125550123", "1", "plus one, two one two five five five zero one two three"),
        ("telephone", "555-0123", "", "five five five, zero one two three"),
        ("date", "3/4/2020", "dmy", "the third of April, twenty twenty"),
        ("date", "3/4/2020", "mdy", "March fourth, twenty twenty"),
        ("date", "20200403", "yyyymmdd", "April third, twenty twenty"),
        ("date", "4/2020", "my", "April, twenty twenty"),
        ("date", "1984", "y", "nineteen eighty-four"),
        ("date", "Jan 5, 2024", "", "January fifth, twenty twenty-four"),
        ("time", "14:30", "hms24", "fourteen thirty"),
        ("time", "2:30pm", "hms12", "two thirty P M"),
        ("time", "1'21\"", "", "one minute twenty-one seconds"),
        ("duration", "1:02:03", "", "one hour two minutes three seconds"),
        ("duration", "90s", "", "ninety seconds"),
        ("currency", "$5", "", "five dollars"),
        ("unit", "5 km", "", "five kilometers"),
        ("address", "221B Baker St.", "", "two twenty-one B Baker Street."),
        ("expletive", "darn", "", "bleep"),
        ("cardinal", "no number", "", "no number"),
        ("date", "99/99", "md", "ninety-nine ninety-ninths"),
    ],
)
def test_say_as(kind, text, form, said):
    inside = text.replace('"', "&quot;")
    assert (
        spoken(f'It: <say-as interpret-as="{kind}" format="{form}">{inside}</say-as> is it')
        == f"It {said} is it"
    )


def test_lone_letter_is_no_article():
    assert "ˈA" in read('the <say-as interpret-as="characters">a</say-as> word')[0].phoneme_string


def test_sub_and_phoneme():
    assert (
        spoken('The <sub alias="World Wide Web Consortium 3">W3C</sub>.')
        == "The World Wide Web Consortium three"
    )
    ipa, sampa = (
        read(f"<phoneme {how}>tomato</phoneme>")[0]
        for how in ('ph="təˈmɑːtoʊ"', 'alphabet="x-sampa" ph="t@&quot;mA:toU"')
    )
    assert ipa.phoneme_string == sampa.phoneme_string == "təmˈɑtO."
    (empty,) = read('I say <phoneme ph="təˈmɑːtoʊ"/> now')
    assert empty.words[2].text == '<phoneme ph="təˈmɑːtoʊ"/>' and "təmˈɑtO" in empty.phoneme_string


def test_fixed_text_ends_no_sentence():
    assert (
        len(
            read(
                'I met <sub alias="Doctor">Dr.</sub> Wu at <say-as interpret-as="time">5 p.m.</say-as> It was late.'
            )
        )
        == 1
    )
    assert len(read("<s>One. Two. Three</s> <s>Four</s>")) == 2


def test_language_and_voice():
    (utterance,) = read('I say <lang xml:lang="en-GB">tomato</lang> here.')
    assert "təmˈɑːtQ" in utterance.phoneme_string and utterance.phoneme_string.endswith("hˈɪɹ.")
    first, second, third = read('My car. <voice name="emma">My car.</voice> My car.', voices=VOICES)
    assert (first.voice, second.voice, third.voice) == (None, "emma", None)
    assert first.phoneme_string == third.phoneme_string and second.phoneme_string == Frontend(
        "en-gb"
    ).phonemize("My car.")
    assert read('<voice languages="en-GB">Hi.</voice>', voices=VOICES)[0].voice == "emma"
    assert all(
        utterance.voice is None for utterance in US.ssml('<speak xml:lang="en-GB">My car.</speak>')
    )
    with pytest.warns(UserWarning, match="fr-FR"):
        assert spoken('<lang xml:lang="fr-FR">Bonjour</lang>') == "Bonjour"


def test_paragraphs_begin_utterances():
    assert [
        utterance.paragraph for utterance in read("<p>One. Two.</p><p><s>Three</s><s>Four</s></p>")
    ] == [True, False, True, False]


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
        '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE speak PUBLIC "-//W3C//DTD SYNTHESIS 1.0//EN" "http://www.w3.org/TR/synthesis.dtd">'
        '<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis" xmlns:xsi="http://x" xsi:schemaLocation="a b" xml:lang="en-US">'
        "<metadata>not this</metadata><!-- nor this --><token>Hello</token></speak>"
    )
    assert [utterance.spoken for utterance in US.ssml(source)] == ["Hello"] and is_ssml(source)


@pytest.mark.parametrize(
    "inside", ["", " ", "...", '<break time="1s"/>', '<mark name="a"/>', "<p></p>", "你好"]
)
def test_nothing_to_say(inside):
    with warnings.catch_warnings(), pytest.raises(NothingToSayError):
        warnings.simplefilter("ignore")
        read(inside)


PIECE = st.sampled_from(
    [
        "Hello",
        " ",
        "world. ",
        "5 km",
        "<break/>",
        '<break time="5ms"/>',
        '<mark name="m"/>',
        "&amp;",
        "Dr. ",
        '<prosody rate="fast">a b</prosody>',
        "<p>x.</p>",
        "<s>y</s>",
        '<sub alias="z 1">q</sub>',
        '<lang xml:lang="en-GB">car 1st</lang>',
        '<voice name="emma">v</voice>',
        '<say-as interpret-as="characters">AB1</say-as>',
        '<phoneme ph="a"/>',
        "\n",
        "你",
        "é",
        "<emphasis>no</emphasis>",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECE, max_size=12))
def test_any_document_keeps_its_pauses_marks_and_places(pieces):
    source = "<speak>" + "".join(pieces) + "</speak>"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = list(US.ssml(source, VOICES))
        except NothingToSayError:
            return
    assert sum(len(utterance.marks) for utterance in found) == source.count("<mark")
    paused = sum(milliseconds for utterance in found for milliseconds in utterance.breaks.values())
    assert paused == 500 * source.count("<break/") + 5 * source.count("<break t")
    for utterance in found:
        assert len(utterance.prosody) == len(utterance.phonemes)
        assert all(source[word.start : word.end] == word.text for word in utterance.words)
        assert all(utterance.phonemes[place].word is None for place in utterance.breaks)
        assert [mark.phoneme for mark in utterance.marks] == sorted(
            mark.phoneme for mark in utterance.marks
        )
    assert all(first.end <= second.start for first, second in itertools.pairwise(found))


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("<>/&;'\"= abpeksx-!?[]D\x00é"), max_size=40))
def test_anything_else_is_an_ssml_error(text):
    try:
        list(US.ssml("<speak>" + text))
        list(US.ssml("<speak>" + text + "</speak>"))
    except (SsmlError, NothingToSayError):
        return


def test_long_documents_take_linear_time():
    def seconds(count):
        start = time.process_time()
        read(
            'One <break time="1ms"/><mark name="a"/>two <say-as interpret-as="digits">12</say-as>. '
            * count
        )
        return time.process_time() - start

    seconds(50)
    assert seconds(800) < 3.5 * 4 * min(seconds(200), seconds(200))


@pytest.mark.parametrize(
    "name",
    [
        "frontend.ssml",
        "frontend.ssml.prosody",
        "frontend.ssml.x_sampa",
        "frontend.languages",
        "frontend.lazy_regex",
    ],
)
def test_examples_in_docstrings(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.failed == 0 and result.attempted > 0
