"""German as a whole: lines that people wrote down before, phonemes, SSML, sentences, spans."""

import re
from pathlib import Path

import pytest

from frontend import Frontend
from frontend.german.notation import GERMAN_PHONEMES

FRONT = Frontend("de")
FOLDER = Path(__file__).parent
UNREAD = "½ TL"  # "ein halber Teelöffel": fractions before a unit are not inflected yet


def lines():
    for name in ("readings.tsv", "more_readings.tsv"):
        for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
            if not line.startswith("#") and UNREAD not in line:
                written, *readings = line.split("\t")
                yield written, readings


def words(text):
    return re.findall(r"\w+", text.lower())


@pytest.mark.parametrize("written, readings", list(lines()), ids=lambda value: str(value)[:40])
def test_a_line_is_read_as_written_down_before(written, readings):
    assert words(FRONT.normalize(written)) in [words(reading) for reading in readings]


def test_phonemes_are_those_of_german():
    utterances = list(FRONT("Am 3. Mai 1987, d. h. vor 37 Jahren, schöne Bücher für 1.234,56 €."))
    symbols = {phoneme.symbol for each in utterances for phoneme in each.phonemes}
    assert symbols <= set(GERMAN_PHONEMES)
    assert {"øː", "yː", "ç", "ʁ", "ɐ", "aː"} <= symbols


@pytest.mark.parametrize(
    "text, phonemes",
    [
        ("Guten Tag.", "ɡˈuːtən tˈaːk."),
        ("Der Käse ist schön.", "dɛɐ kˈEzə ɪst ʃˈøːn."),
        ("Die Uhr und ihr Rahmen.", "diː ˈuːɐ ʊnt iːɐ ʁˈaːmən."),
    ],
)
def test_words_are_pronounced_in_their_clause(text, phonemes):
    assert FRONT.phonemize(text) == phonemes


def test_sentences_end_after_words_not_after_abbreviations_and_ranks():
    text = (
        "Er kam am 3. Mai. Das war z. B. gut. Siehe Nr. 5. Das reicht usw. Dann ging Dr. Weiß. "
        "Ludwig XIV. ging auch. In der Goethestr. 12 war 1987 Licht. Berlin schlief."
    )
    assert [utterance.text for utterance in FRONT(text)] == [
        "Er kam am 3. Mai.",
        "Das war z. B. gut.",
        "Siehe Nr. 5.",
        "Das reicht usw.",
        "Dann ging Dr. Weiß.",
        "Ludwig XIV. ging auch.",
        "In der Goethestr. 12 war 1987 Licht.",
        "Berlin schlief.",
    ]


def test_words_know_their_place_in_the_source():
    text = "Heute — „am 3. Mai“ — kostet es 5 €."
    (utterance,) = FRONT(text)
    assert all(text[word.start : word.end] == word.text for word in utterance.words)
    spoken = {word.text: word.spoken for word in utterance.words}
    assert spoken["3."] == "dritten" and spoken["5 €"] == "fünf Euro"


def test_every_character_is_explained():
    text = "Prof. Wei\u00df zahlt 1,50\u00a0€!"
    traces = FRONT.explain(text)
    assert "".join(trace.text for trace in traces) == text
    assert {trace.rule for trace in traces} >= {"abbreviation", "money"}


def test_a_stream_gives_the_same_as_the_whole():
    text = "Am 3. Mai kam Dr. Weiß. Er blieb z. B. bis 15:30 Uhr. Dann ging er."
    pieces = [text[start : start + 7] for start in range(0, len(text), 7)]
    assert [each.text for each in FRONT.stream(pieces)] == [each.text for each in FRONT(text)]


def test_the_users_lexicon_and_inline_phonemes_go_first():
    front = Frontend("de", lexicon={"Nguyen": "ˈnuːjən"})
    assert front.phonemize("Nguyen und [Łódź](/ˈvʊtʃ/).") == "nˈuːjən ʊnt vˈʊʧ."


def test_ssml_is_read_in_german():
    source = (
        '<speak>Die <say-as interpret-as="ordinal">3</say-as>, '
        '<say-as interpret-as="characters">AB1</say-as>, <phoneme ph="ˈfyːsə">x</phoneme>, '
        '<lang xml:lang="en-US">hello</lang>.</speak>'
    )
    (utterance,) = FRONT.ssml(source)
    assert utterance.phoneme_string == "diː dʁˈɪtə, ˈaː bˈeː ˈIns, fˈyːsə, həlˈO."


def test_german_within_english_is_german():
    (utterance,) = Frontend().ssml('<speak>He said <lang xml:lang="de">schön</lang>.</speak>')
    assert "ʃˈøːn" in utterance.phoneme_string


def test_another_script_is_left_out_with_a_warning():
    with pytest.warns(UserWarning, match="what is not German, first 'Привет'"):
        assert FRONT.normalize("Hallo, Привет!") == "Hallo, !"
