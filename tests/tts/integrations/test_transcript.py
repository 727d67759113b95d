import pytest

from tts.integrations.transcript import Transcript


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Dr. Wu owes $5.", ["Dr.", "Wu", "owes", "$5"]),
        ('He said: "Yes!" And (then) left...', ["He", "said", "Yes", "And", "then", "left"]),
        ("the the cat", ["the", "the", "cat"]),
    ],
)
def test_the_pieces_are_the_text(text, words):
    transcript = Transcript(text)
    pieces = [transcript.take(word) for word in words]
    assert "".join(pieces) == text
    assert all(word in piece for word, piece in zip(words, pieces, strict=True))


def test_a_text_may_grow():
    transcript = Transcript("One")
    assert transcript.take("One") == "One"
    transcript.add(", two. ")
    assert transcript.take("two") == ", two. "


def test_a_word_that_is_not_there():
    assert Transcript("One two").take("three") == "three "
