import numpy as np
import pytest

from tts.audio import Audio
from tts.spans import Span
from tts.speechd import speech as speech_module
from tts.speechd.markup import CAPITAL_MARK
from tts.speechd.settings import SpeechSettings
from tts.speechd.speech import Message, MessageSpeech, cut_at_marks
from tts.speechd.voices import Voices

PLAIN = SpeechSettings()


@pytest.fixture
def speech(tiny_heart):
    return MessageSpeech(Voices("heart"))


def samples(pieces):
    return np.concatenate([each for each in pieces if not isinstance(each, str)])


def marks(pieces):
    return [each for each in pieces if isinstance(each, str)]


def test_marks_lie_between_the_sounds_of_their_words(speech):
    text = (
        '<speak>One two,<mark name="a"/> three four. <mark name="b"/>Five.<mark name="c"/></speak>'
    )
    pieces = list(speech.pieces(Message("SPEAK", text, PLAIN)))
    kinds = [each if isinstance(each, str) else "sound" for each in pieces]
    order = [kind for kind, before in zip(kinds, ["", *kinds], strict=False) if kind != before]
    assert order[:5] == ["sound", "a", "sound", "b", "sound"]
    assert marks(pieces) == ["a", "b", "c"]


def test_volume_is_a_factor(speech):
    loud, soft, none = (
        samples(speech.pieces(Message("CHAR", "a", SpeechSettings(volume=volume))))
        for volume in (100, 0, -100)
    )
    assert np.allclose(soft, loud / 2)
    assert not none.any()
    assert loud.any()


@pytest.mark.parametrize(
    "text",
    [
        '<speak>...<mark name="x"/></speak>',
        '<speak><mark name="x"/></speak>',
        '<speak>да<mark name="x"/></speak>',
    ],
)
def test_what_cannot_be_spoken_gives_its_marks(speech, text):
    assert list(speech.pieces(Message("SPEAK", text, PLAIN))) == ["x"]


@pytest.mark.parametrize(
    "text",
    [
        '<speak>One <b>two</i><mark name="x"/></speak>',
        'One & two<mark name="x"/>',
        '<speak>One two<mark name="x"/>',
        '<speak><voice name="nobody">One</voice> two<mark name="x"/></speak>',
    ],
)
def test_what_is_no_ssml_is_spoken_without_its_tags(speech, text):
    pieces = list(speech.pieces(Message("SPEAK", text, PLAIN)))
    assert marks(pieces) == ["x"]
    assert samples(pieces).any()


def test_letters_and_keys_are_computed_once(speech, monkeypatch):
    computed = []
    stream = speech_module.stream
    monkeypatch.setattr(
        speech_module, "stream", lambda *args: computed.append(args[1]) or stream(*args)
    )
    first = samples(speech.pieces(Message("CHAR", "a", PLAIN)))
    again = samples(speech.pieces(Message("CHAR", "a", PLAIN)))
    assert np.array_equal(first, again)
    assert len(computed) == 1
    list(speech.pieces(Message("CHAR", "a", SpeechSettings(rate=20))))
    list(speech.pieces(Message("KEY", "shift_a", PLAIN)))
    assert len(computed) == 3


def test_an_interrupted_letter_is_not_kept(speech):
    message = Message("KEY", "control_alt_delete", SpeechSettings(rate=-100))
    pieces = speech.pieces(message)
    first = next(pieces)
    pieces.close()
    assert len(samples(speech.pieces(message))) > len(first)


def test_icons_without_a_file_are_read(speech):
    assert samples(speech.pieces(Message("SOUND_ICON", "new-mail_arrived", PLAIN))).any()


def audio(marks=(), pause=0.0):
    sound = np.zeros(1000, np.float32)
    sound[500:] = 0.5
    spans = tuple(Span(name, start, start) for name, start in marks)
    return Audio(sound, 1000, marks=spans, pause=pause)


def test_silence_before_the_first_sound_is_left_out():
    assert len(samples(cut_at_marks(audio(pause=0.2), first=True))) == 505
    assert len(samples(cut_at_marks(audio(pause=0.2), first=False))) == 1200


def test_a_mark_is_where_its_moment_is():
    before, name, after = cut_at_marks(audio([("m", 0.7)]), first=False)
    assert (len(before), name, len(after)) == (700, "m", 300)
    assert next(cut_at_marks(audio([("m", 0.1)]), first=True)) == "m"


def test_a_capital_is_a_tone():
    pieces = list(cut_at_marks(audio([(CAPITAL_MARK, 0.7)]), first=False))
    assert [len(piece) for piece in pieces] == [700, 40, 300]
