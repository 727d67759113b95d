import numpy as np
import pytest

from frontend import Frontend, Phoneme
from frontend.phonemes import BOUNDARY, SILENCE, parse
from tts.alignment.aligner import Aligner, joined
from tts.alignment.phones import PHONE_ID, PHONES, phone_of
from tts.errors import SpeechError
from tts.subtitles import subtitles
from vocoders.mel_config import MelConfig

EACH = 5  # frames of a phoneme


class Oracle:
    """A classifier that is told what sounds."""

    mel_config = MelConfig()

    def __init__(self, symbols):
        self.numbers = [PHONE_ID[phone_of(symbol)] for symbol in symbols]

    def __call__(self, mel):
        log_probs = np.full((len(self.numbers), len(PHONES)), -9.0)
        log_probs[np.arange(len(self.numbers)), self.numbers] = -0.1
        return log_probs


def sounds(text, pause_at=(), pause=20):
    """A sound of which each frame's phone is known: silence, the phonemes of a text, silence."""
    symbols, _ = joined(list(Frontend()(text)))
    frames = []
    boundary = 0
    for phoneme in symbols:
        if phoneme.symbol == BOUNDARY:
            frames += [SILENCE] * (pause if boundary in pause_at else 0)
            boundary += 1
        else:
            silent = phoneme.symbol in ".,!?_"
            frames += [SILENCE if silent else phoneme.symbol] * EACH
    return frames


def alignment_of(text, frames):
    mel = np.zeros((100, len(frames)), np.float32)
    return Aligner(Oracle(frames))(mel, text, Frontend()(text))


def test_each_phoneme_gets_its_frames():
    text = "Red foxes ran."
    frames = sounds(text)
    found = alignment_of(text, frames)
    assert found.durations.sum() == len(frames)
    assert all(
        duration == EACH
        for phoneme, duration in zip(found.symbols, found.durations, strict=True)
        if phoneme.symbol not in (SILENCE, BOUNDARY, ".")
    )
    assert [word.text for word in found.words] == ["Red", "foxes", "ran"]
    assert found.words[0].start == pytest.approx(EACH * 256 / 24000)
    assert found.score == pytest.approx(0)


def test_a_long_silence_between_words_becomes_a_pause_and_a_short_one_the_phoneme_before():
    text = "Red foxes ran."
    row = alignment_of(text, sounds(text, pause_at=(0,))).row("x")
    assert row["phonemes"] == "ɹˈɛd, fˈɑksᵻz ɹˈæn."
    lasting = [symbol for symbol, _ in parse(row["phonemes"])]
    assert len(row["frames"]) == len(lasting) + 2
    assert row["frames"][4:6] == [20, 0]
    short = alignment_of(text, sounds(text, pause_at=(0,), pause=6)).row("x")
    assert short["phonemes"] == "ɹˈɛd fˈɑksᵻz ɹˈæn."
    assert short["frames"][3:5] == [EACH + 6, 0]
    assert sum(short["frames"]) == len(sounds(text, pause_at=(0,), pause=6))


def test_several_sentences_are_aligned_as_one():
    text = "Go on. I know it!"
    found = alignment_of(text, sounds(text))
    assert [word.text for word in found.words] == ["Go", "on", "I", "know", "it"]
    starts = [word.start for word in found.words]
    assert starts == sorted(starts)
    assert [each.symbol for each in found.symbols].count(SILENCE) == 2


def test_another_text_has_a_low_score():
    frames = sounds("Red foxes ran.")
    assert (
        alignment_of("Why not you", frames).score < -2 < alignment_of("Red foxes ran", frames).score
    )


def test_subtitles_and_textgrids_are_made_of_an_alignment():
    text = "Red foxes ran."
    found = alignment_of(text, sounds(text))
    grid = subtitles(found, "textgrid")
    assert 'name = "phones"' in grid and 'text = "foxes"' in grid
    assert f"xmax = {found.seconds:.6f}" in grid
    assert '"text": "ɹ"' in subtitles(found, "json")


def test_an_empty_sound_is_refused():
    with pytest.raises(SpeechError, match="sound is empty"):
        Aligner(Oracle("a")).align(np.zeros(10), "Hello", Frontend())


def test_joined_utterances_keep_the_words_of_each_phoneme():
    text = "Go. Go on."
    symbols, words = joined(list(Frontend()(text)))
    assert [words[p.word].text for p in symbols if p.word is not None][-1] == "on"
    assert isinstance(symbols[0], Phoneme)
