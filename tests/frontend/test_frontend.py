"""The whole front end: phonemes, words and their places; odd input; threads."""

import contextlib
import itertools
import re
import subprocess
import sys
import threading
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import frontend
from frontend import (
    Frontend,
    NothingToSayError,
)
from frontend.phonemes import SILENCE, SYMBOL_ID, parse
from tests.growth import is_linear

US = Frontend("en-us")
GB = Frontend("en-gb")

SPOKEN = {  # tokens of the training corpus
    "Hello!": "həlˈO!",
    "Thanks a lot!": "θˈæŋks ə lˈɑt!",
    "Of course.": "ʌv kˈɔɹs.",
    "Where are you going?": "wˌɛɹ ɑɹ ju ɡˈOɪŋ?",
    'She whispered, "Don\'t tell anyone," and slipped out of the room.': (
        'ʃi wˈɪspəɹd, "dˈOnt tˈɛl ˈɛnɪwˌʌn," ænd slˈɪpt ˌWɾəv ðə ɹˈum.'
    ),
    '"Is that the best you can do?" he asked, raising an eyebrow.': (
        '"ɪz ðætðə bˈɛst ju kæn dˈu?" hi ˈæskt, ɹˈAzɪŋ ən ˈIbɹW.'
    ),
}


@pytest.mark.parametrize("text", SPOKEN)
def test_speaks_as_the_voices_were_trained(text):
    assert US.phonemize(text) == SPOKEN[text]


def test_british_english():
    assert GB.phonemize("far car") == "fˈɑː kˈɑː."
    assert GB.phonemize("far away") == "fˈɑːɹ əwˈA."
    assert GB.normalize("120") == "one hundred and twenty"
    assert GB.normalize("1/5/2024") == "the first of May twenty twenty-four"
    assert GB.phonemize("the Z") == "ðə zˈɛd."


def test_settings_tell_how_a_text_is_read():
    settings = [
        Frontend(**given).settings
        for given in (
            {},
            {"style": "zero=oh"},
            {"lexicon": {"gif": "ʤˈɪf"}},
            {"lexicon": {"gif": "ɡˈɪf"}},
        )
    ]
    assert settings[0] == {"style": "", "lexicon": ""} and settings[1]["style"] == "zero=oh"
    assert len({row["lexicon"] for row in settings}) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Dr. Wu owes $5.",
        "“Curly” ﬁne text, e.g. 5½ hours…",
        "a\x00b c\ud800d",
        "It’s 10 km.\n\nNext one, too!",
        "I'm in the house.",
        "Naïve cafe\u0301.",
    ],
)
@pytest.mark.parametrize("front", [US, GB])
def test_every_word_knows_its_place(front, text):
    for utterance in front(text):
        assert utterance.text == text[utterance.start : utterance.end]
        for word in utterance.words:
            assert (
                text[word.start : word.end] == word.text
                and utterance.start <= word.start < word.end <= utterance.end
            )
        spoken = {phoneme.word for phoneme in utterance.phonemes if phoneme.word is not None}
        assert spoken == set(range(len(utterance.words)))
        order = [phoneme.word for phoneme in utterance.phonemes if phoneme.word is not None]
        assert order == sorted(order)


def test_ids_begin_and_end_with_silence():
    utterance = next(US("Hello there."))
    assert utterance.ids[0] == utterance.ids[-1] == (SYMBOL_ID[SILENCE], 0)
    assert len(utterance.ids) == len(utterance.phonemes)
    assert [phoneme.id for phoneme, _ in parse(utterance.phoneme_string)] == utterance.ids[1:-1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "...",
        "?!",
        "\x00",
        "\ud800",
        "你好",
        "привет",
        "—",
        "()",
        "\n\n",
        "你好世界。",
        "。、",
        "।",
        "؟",
        "《》",
        "─",
        "■",
        "···",
        "（你）",
    ],
)
@pytest.mark.parametrize("call", [lambda text: US(text), US.normalize, US.phonemize])
def test_nothing_to_say(text, call):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(NothingToSayError, match=r"empty|can be spoken"):
            call(text)


def test_another_script_is_skipped_with_one_warning():
    with pytest.warns(UserWarning, match="Latin script") as caught:
        assert US.normalize("Hello 你好 there привет you.") == "Hello there you."
    assert len(caught) == 1


@pytest.mark.parametrize(
    "text",
    [
        "x" * 300,
        "a",
        "A",
        "Z",
        "7",
        "qwrtzpk",
        "O'Neill's",
        "-",
        "don't",
        "é",
        "ß straße",
        "a" * 5000,
        "9" * 400,
        "$" * 50 + "5",
    ],
)
def test_odd_words(text):
    for front in (US, GB):
        try:
            assert all(len(utterance.ids) <= 402 for utterance in front(text))
        except NothingToSayError:
            assert text == "-"


def test_streams_a_megabyte():
    sentence = "It was 1984, and Dr. Wu paid $3.50 for 2 lbs of tea. "

    def first_sentences(count):
        return list(itertools.islice(US(sentence * count), 3))

    assert first_sentences(20_000)[1].text == sentence.strip()
    assert is_linear(first_sentences, 2_000, 20_000)


def test_time_is_linear():
    def read(count):
        US.normalize("It was 1984, and Dr. Wu paid $3.50. " * count)

    assert is_linear(read, 500, 2000)


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "a.",
        "(",
        "1,",
        "a-",
        "'",
        "A",
        ".",
        ". ",
        "/a",
        "1/",
        "a@",
        "10:",
        "a:",
        "> ",
        ",50",
        "1:23.",
    ],
)
@pytest.mark.parametrize("end", ["", "a", "1"])
def test_no_pattern_runs_away(unit, end):
    def read(length):
        US.normalize((unit * length)[:length] + end + " word")

    assert is_linear(read, 1_500, 6_000)


@pytest.mark.parametrize(
    "text",
    [
        "\u0790\u17ff\u1098\u2788\u13c5",
        "\u0196\u1c98\u2785",
        "X6p°",
        "k4@",
        "A٤B",
        "5➈a",
        "①②",
        "½①",
    ],
)
def test_digits_of_any_kind(text):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with contextlib.suppress(NothingToSayError):
            assert not re.search(r"[0-9]", US.normalize(text))


def test_threads_agree():
    texts = [
        f"The {word} of {number} apples."
        for number in range(10)
        for word in ("weight", "colour", "price", "owner")
    ]
    wanted = [Frontend().phonemize(text) for text in texts]
    shared = Frontend()
    wrong = []

    def work():
        wrong.extend(
            text
            for text, phonemes in zip(texts, wanted, strict=True)
            if shared.phonemize(text) != phonemes
        )

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


@settings(max_examples=150)
@given(st.text(max_size=80))
def test_never_raises_anything_else(text):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            first = [utterance.phoneme_string for utterance in US(text)]
        except NothingToSayError:
            return
        assert first == [utterance.phoneme_string for utterance in US(text)]


@settings(max_examples=300)
@given(
    st.text(
        alphabet=st.sampled_from("aAbIVX 0123456789.,:;/-–'\"$%€@#&()[]*_+=<>°½²\nmkpst"),
        max_size=40,
    )
)
def test_numbers_and_marks_never_raise(text):
    try:
        spoken = US.normalize(text)
        list(US(text))
    except NothingToSayError:
        return
    assert not any(character.isdigit() for character in spoken)


@pytest.mark.parametrize(
    "use",
    [
        "import frontend; from frontend.phonemes import parse",
        "from frontend import Frontend; Frontend().normalize('$5')",
    ],
)
def test_importing_loads_nothing_heavy(use):
    heavy = ("phonemizer", "inflect", "numpy", "torch")
    code = f"import sys; {use}; print([name for name in {heavy} if name in sys.modules])"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.strip()
        == "[]"
    )


def test_unknown_names_say_where_they_were_looked_for():
    with pytest.raises(AttributeError, match="it exports"):
        _ = frontend.Nothing


def test_warnings_of_foreign_words_do_not_pile_up(monkeypatch):
    monkeypatch.setattr("frontend.frontend._WARNED", set())
    monkeypatch.setattr("frontend.frontend.MAX_WARNED", 3)
    front = frontend.Frontend()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        for letter in "АБВГДА":
            front.phonemize(f"Hello {letter}.")
    told = [str(warning.message) for warning in caught]
    assert len(set(told)) == 4
    assert "first 'А'" in told[0] and told[5] == told[0]
    assert told[3] == told[4] and "many words before" in told[3]
