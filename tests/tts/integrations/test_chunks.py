from itertools import pairwise

import pytest

from frontend import NothingToSayError
from tts import TTS, Audio, Delivery
from tts.integrations.chunks import speech_chunks


def test_chunks_are_the_speech_and_none_is_long(tiny_voice):
    speaker = TTS.load(tiny_voice)
    delivery = Delivery(speed=0.5)
    chunks = list(speech_chunks(speaker, "One two three four five six.", delivery))
    whole = speaker.say("One two three four five six.", speed=0.5)
    assert len(Audio.join(chunks).samples) == len(whole.samples)
    assert all(before.seconds < 2 * 0.8 for before, _ in pairwise(chunks))


def test_nothing_is_done_before_a_chunk_is_asked_for(tiny_voice):
    chunks = speech_chunks(TTS.load(tiny_voice), "...", Delivery())
    with pytest.raises(NothingToSayError):
        next(chunks)
