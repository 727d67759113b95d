"""Speech of the page: the events that its script plays."""

import base64

import numpy as np
import pytest

from tts import Audio
from tts.page.request import Edit, PageRequest
from tts.page.speech import events, load_for, speak_sentences, spoken_sentences, timestamps
from tts.page.voices import forget_voices

TEXT = "Dr. Wu owes $5. Is it so?\n\nYes!"
DOCUMENT = "<speak>Go <break time='500ms'/> now. <voice name='george'>Thank you.</voice></speak>"


@pytest.fixture(autouse=True)
def _tiny(tiny_heart):
    forget_voices()
    yield
    forget_voices()


def heard(found):
    """The samples of events, with their pauses."""
    parts = []
    for event in found:
        if event["type"] == "audio":
            pause = round(event["pause"] * 24000) if parts else 0
            samples = np.frombuffer(base64.b64decode(event["pcm"]), "<i2") / 32768
            parts += [np.zeros(pause), samples]
    return np.concatenate(parts)


@pytest.mark.parametrize("text", [TEXT, DOCUMENT])
def test_the_events_are_what_say_makes(text):
    request = PageRequest(text=text, speed=1.2, pause=0.4)
    tts = load_for(request)
    found = list(events(tts, request))
    wanted = tts.say(text, speed=1.2, pause=0.4, ssml=request.ssml)
    assert [event["type"] for event in (found[0], found[-1])] == ["begin", "end"]
    samples = heard(found)
    assert len(samples) == len(wanted.samples)
    np.testing.assert_allclose(samples, wanted.samples, atol=2e-4)


def test_words_and_phonemes_have_their_times_and_places():
    request = PageRequest(text=TEXT)
    tts = load_for(request)
    found = [event for event in events(tts, request) if event["type"] == "sentence"]
    assert [event["sentence"] for event in found] == [0, 1, 2]
    words = found[0]["words"]
    assert [word["label"] for word in words] == ["Dr.", "Wu", "owes", "$5."]
    assert [word["spoken"] for word in words][::3] == ["Doctor", "five dollars"]
    audio = tts.say("Dr. Wu owes $5.")
    for word, span in zip(words, audio.words, strict=True):
        assert (word["start"], word["end"]) == pytest.approx((span.start, span.end), abs=1e-3)
    shown = [(symbol, number) for symbol, _, _, number in found[0]["phonemes"]]
    assert "".join(symbol for symbol, number in shown if number == 1) == words[1]["phonemes"]
    assert len(shown) == len(audio.phonemes)


def test_one_sentence_is_spoken_alone():
    whole = PageRequest(text=TEXT)
    alone = PageRequest(text=TEXT, sentence=1)
    tts = load_for(whole)
    found = [sentence.index for sentence in spoken_sentences(tts, alone)]
    assert found == [1]
    longest = [event for event in events(tts, whole) if event.get("sentence") == 1]
    short = [event for event in events(tts, alone) if event.get("sentence") == 1]
    np.testing.assert_allclose(heard(longest), heard(short), atol=1e-4)


def test_an_edited_sentence_alone_is_as_in_the_whole():
    edits = [Edit(sentence=1, word=0, rate=0.5)]
    whole = PageRequest(text=TEXT, edits=edits)
    alone = PageRequest(text=TEXT, edits=edits, sentence=1)
    tts = load_for(whole)
    longest = [event for event in events(tts, whole) if event.get("sentence") == 1]
    short = [event for event in events(tts, alone) if event.get("sentence") == 1]
    assert longest[-1]["words"] == short[-1]["words"]
    np.testing.assert_allclose(heard(longest), heard(short), atol=1e-4)


def test_nothing_is_computed_before_it_is_asked_for():
    request = PageRequest(text="It was a bright cold day in April. " * 400)
    found = events(load_for(request), request)
    assert next(found)["type"] == "begin"
    assert next(found)["type"] == "audio"
    found.close()


def test_timestamps_are_those_of_say():
    request = PageRequest(text=TEXT)
    tts = load_for(request)
    assert timestamps(tts, request).words == list(tts.say(TEXT).words)


def test_chunks_of_another_voice_join(tiny_heart):
    request = PageRequest(text=DOCUMENT)
    audio = Audio.join(list(speak_sentences(load_for(request), request)))
    assert [word.text for word in audio.words] == ["Go", "now", "Thank", "you"]
