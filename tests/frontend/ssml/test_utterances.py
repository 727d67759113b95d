"""SSML: what tags do to words, pauses, marks; what is refused, and where."""

import itertools
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontend import Frontend, NothingToSayError
from tests.growth import is_linear

US = Frontend("en-us")
VOICES = {"heart": "en-us", "emma": "en-gb"}


def read(inside, **more):
    return list(US.ssml(f"<speak>{inside}</speak>", **more))


def spoken(inside):
    return " ".join(utterance.spoken for utterance in read(inside))


def test_plain_document_is_read_as_plain_text():
    text = "Dr. Wu owes $5. Then he left for the U.S. on Jan. 5th!"
    assert [utterance.phoneme_string for utterance in read(text)] == [
        utterance.phoneme_string for utterance in US(text)
    ]


def test_words_know_their_place_in_the_document():
    source = (
        '<speak>\n  é <p>R&amp;D costs <prosody rate="slow">$5.50</prosody></p> &#65; '
        "<![CDATA[x < y]]></speak>"
    )
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
                'I met <sub alias="Doctor">Dr.</sub> Wu at '
                '<say-as interpret-as="time">5 p.m.</say-as> It was late.'
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


@settings(max_examples=200)
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


def test_long_documents_take_linear_time():
    sentence = (
        'One <break time="1ms"/><mark name="a"/>two <say-as interpret-as="digits">12</say-as>. '
    )
    assert is_linear(lambda count: read(sentence * count), 200, 800)
