"""The whole front end: phonemes, words and their places; odd input; threads."""

import contextlib
import itertools
import re
import subprocess
import sys
import threading
import time
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import frontend
from frontend import (
    Frontend,
    FrontendError,
    NothingToSayError,
    Style,
    UnknownLocaleError,
    UnknownStyleError,
)
from frontend.phonemes import SILENCE, SYMBOL_ID, parse

US = Frontend("en-us")
GB = Frontend("en-gb")

SPOKEN = {  # tokens of the training corpus
    "Hello!": "həlˈO!",
    "Thanks a lot!": "θˈæŋks ə lˈɑt!",
    "Of course.": "ʌv kˈɔɹs.",
    "Where are you going?": "wˌɛɹ ɑɹ ju ɡˈOɪŋ?",
    'She whispered, "Don\'t tell anyone," and slipped out of the room.': 'ʃi wˈɪspəɹd, "dˈOnt tˈɛl ˈɛnɪwˌʌn," ænd slˈɪpt ˌWɾəv ðə ɹˈum.',
    '"Is that the best you can do?" he asked, raising an eyebrow.': '"ɪz ðætðə bˈɛst ju kæn dˈu?" hi ˈæskt, ɹˈAzɪŋ ən ˈIbɹW.',
}


@pytest.mark.parametrize("text", SPOKEN)
def test_speaks_as_the_voices_were_trained(text):
    assert US.phonemize(text) == SPOKEN[text]


@pytest.mark.parametrize(
    "text, parts",
    [
        ("the apple", "ðɪ ˈæp"),
        ("the pear", "ðə pˈ"),
        ("to eat", "tʊ ˈit"),
        ("to go", "tə ɡˈ"),
        ("far away", "ɹ əwˈA"),
        ("think about it", "əbˈWt ɪt"),
        ("about books", "əbˌWt b"),
        ("a record", "ə ɹˈɛ"),
        ("to record", "tə ɹᵻkˈ"),
        ("the U S A", "ˈɛs ˈA."),
        ("in the house", "ɪnðə hˈWs"),
        ("I am here", "Iəm hˈ"),
        ("Plan A", "plˈæn ˈA"),
    ],
)
def test_words_in_context(text, parts):
    assert parts in US.phonemize(text)


def test_british_english():
    assert GB.phonemize("far car") == "fˈɑː kˈɑː."
    assert GB.phonemize("far away") == "fˈɑːɹ əwˈA."
    assert GB.normalize("120") == "one hundred and twenty"
    assert GB.normalize("1/5/2024") == "the first of May twenty twenty-four"
    assert GB.phonemize("the Z") == "ðə zˈɛd."


def test_style_chooses_conventions():
    assert GB.normalize("at 3:30 pm, 3:15") == "at half past three P M, three fifteen"
    front = Frontend(style=Style(number_and=True, money_and=False, zero="oh", emoji="drop"))
    assert (
        front.normalize("105 👍 for $5.10, call 555-0100")
        == "one hundred and five for five dollars ten cents, call five five five, oh one oh oh"
    )
    assert (
        Frontend(style=Style("en-gb", number_and=False)).normalize("105 m")
        == "one hundred five metres"
    )
    assert front.locale == "en-us" and Frontend("en-gb").style.locale == "en-gb"
    with pytest.raises(UnknownLocaleError):
        Frontend(style=Style("de-de"))


@pytest.mark.parametrize(
    ("written", "style"),
    [
        ("", Style()),
        ("zero=oh", Style(zero="oh")),
        (" Number_And = no ,emoji=drop,", Style(emoji="drop", number_and=False)),
        ("money-and=no,zero=oh,zero=zero", Style(money_and=False)),
        ("money-and=yes", Style()),
    ],
)
def test_a_style_is_written_as_text(written, style):
    assert Style.parse(written) == style == Style.parse(str(style))
    assert Frontend("en-gb", style=written).style == style._replace(locale="en-gb")


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ("oh", "'oh'"),
        ("zero=nought", "zero=zero|oh"),
        ("money and=no", "zero=oh,money-and=no"),
        (Style(zero="nought"), "'zero' or 'oh'"),
        (Style(emoji=None), "emoji=None"),
        (Style(number_and="yes"), "True or False or None"),
    ],
)
def test_a_style_that_there_is_not_is_told(style, said):
    with pytest.raises(UnknownStyleError, match=re.escape(said)):
        Frontend(style=style)
    with pytest.raises(UnknownStyleError, match="emoji"):
        Frontend(emoji="mumble")


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
        heard = {phoneme.word for phoneme in utterance.phonemes if phoneme.word is not None}
        assert heard == set(range(len(utterance.words)))
        order = [phoneme.word for phoneme in utterance.phonemes if phoneme.word is not None]
        assert order == sorted(order)


def test_merged_words_keep_their_identity():
    utterance = next(US("It is in the house."))
    spoken = {
        utterance.words[phoneme.word].text: ""
        for phoneme in utterance.phonemes
        if phoneme.word is not None
    }
    for phoneme in utterance.phonemes:
        if phoneme.word is not None:
            spoken[utterance.words[phoneme.word].text] += phoneme.symbol
    assert spoken["in"] == "ɪn" and spoken["the"] == "ðə"


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


def test_errors_are_value_errors():
    assert issubclass(FrontendError, ValueError) and issubclass(NothingToSayError, FrontendError)
    with pytest.raises(UnknownLocaleError, match="en-gb"):
        Frontend("de-de")


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


def test_long_sentences_are_cut():
    utterances = list(US("the quick brown fox jumps over the lazy dog and " * 60))
    assert len(utterances) > 3 and all(len(utterance.ids) <= 402 for utterance in utterances)
    assert sum(len(utterance.words) for utterance in utterances) == 600
    assert all(before.end <= after.start for before, after in itertools.pairwise(utterances))


def test_inline_phonemes():
    text = "Say [tomato](/təmˈɑtO/) now."
    utterance = next(US(text))
    assert "təmˈɑtO" in utterance.phoneme_string
    assert [word.text for word in utterance.words] == ["Say", "[tomato](/təmˈɑtO/)", "now"]
    assert US.normalize(text) == "Say tomato now."
    with pytest.raises(FrontendError, match="no phoneme"):
        next(US("Say [x](/你/)."))


def test_streams_a_megabyte():
    text = "It was 1984, and Dr. Wu paid $3.50 for 2 lbs of tea. " * 20_000
    start = time.process_time()
    utterances = US(text)
    first = list(itertools.islice(utterances, 3))
    assert time.process_time() - start < 2
    assert first[1].text == "It was 1984, and Dr. Wu paid $3.50 for 2 lbs of tea."


def test_time_is_linear():
    def seconds(count):
        start = time.process_time()
        US.normalize("It was 1984, and Dr. Wu paid $3.50. " * count)
        return time.process_time() - start

    seconds(100)
    assert seconds(2000) < 3.5 * 4 * min(seconds(500), seconds(500))


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
    text = (unit * 9_000)[:9_000] + end
    start = time.process_time()
    US.normalize(text + " word")
    assert time.process_time() - start < 1.5


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


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_never_raises_anything_else(text):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            first = [utterance.phoneme_string for utterance in US(text)]
        except NothingToSayError:
            return
        assert first == [utterance.phoneme_string for utterance in US(text)]


@settings(max_examples=300, deadline=None)
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
    code = f"import sys; {use}; print([name for name in ('phonemizer', 'inflect', 'numpy', 'torch') if name in sys.modules])"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.strip()
        == "[]"
    )


def test_unknown_names_say_where_they_were_looked_for():
    with pytest.raises(AttributeError, match="it exports"):
        frontend.Nothing


def test_command_reads_lines():
    answer = subprocess.run(
        [sys.executable, "-m", "frontend"],
        input="$5\n\n10 km\n",
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert answer == "five dollars\n\nten kilometers\n"
