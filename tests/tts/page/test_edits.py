"""Edits by hand, and the SSML that says the same."""

import numpy as np
import pytest

from tts import Audio
from tts.page.edits import apply_edits, phoneme_owners, short_number, with_prosody, word_edits
from tts.page.request import Edit, PageRequest
from tts.page.speech import export_ssml, load_for, speak_sentences
from tts.page.voices import forget_voices

TEXT = "Dr. Wu owes $5 & more. Is it <so>?\n\nYes! I said tomato, twice."
EDITS = [
    Edit(sentence=0, word=1, rate=0.5, pitch=3, volume=-3),
    Edit(sentence=0, word=3, rate=1.3),
    Edit(sentence=1, word=1, pitch=-4),
    Edit(sentence=3, word=2, volume=6),
]
LEXICON = {"tomato": "təmˈɑːtoʊ"}


@pytest.fixture(autouse=True)
def _tiny(tiny_heart):
    forget_voices()
    yield
    forget_voices()


def whole(request):
    return Audio.join(list(speak_sentences(load_for(request), request)))


def utterance(text="Hello there, you."):
    tts = load_for(PageRequest(text=text))
    return with_prosody(next(tts.frontend(text)), paragraph=False)


def test_the_exported_document_sounds_like_the_edited_text():
    request = PageRequest(text=TEXT, edits=EDITS, lexicon=LEXICON)
    edited = whole(request)
    document = export_ssml(load_for(request), request)
    again = load_for(PageRequest(text="")).say(document, ssml=True)
    assert '<prosody rate="50%" pitch="+3.000st" volume="-3.000dB">Wu</prosody>' in document
    assert '<phoneme alphabet="ipa" ph="təmˈɑːtoʊ">tomato</phoneme>' in document
    assert "&lt;so&gt;" in document
    assert edited.samples.shape == again.samples.shape
    np.testing.assert_allclose(edited.samples, again.samples, atol=1e-4)
    plain = whole(PageRequest(text=TEXT))
    assert plain.samples.shape != edited.samples.shape


def test_edits_of_a_document_are_put_into_it():
    text = "<speak>Wait <break time='300ms'/> for <emphasis>it</emphasis>, un<w>do</w>.</speak>"
    edits = [Edit(sentence=0, word=0, rate=0.5), Edit(sentence=0, word=2, pitch=2)]
    request = PageRequest(text=text, edits=edits)
    edited = whole(request)
    document = export_ssml(load_for(request), request)
    assert document.startswith('<speak><prosody rate="50%">Wait</prosody> <break time=')
    assert '<emphasis><prosody pitch="+2.000st">it</prosody></emphasis>' in document
    again = whole(PageRequest(text=document))
    np.testing.assert_allclose(edited.samples, again.samples, atol=1e-4)


def test_an_edit_changes_its_word_and_no_other():
    before = utterance()
    after = apply_edits(before, [Edit(sentence=0, word=1, rate=2, pitch=1, volume=-2)])
    changed = {
        phoneme.word
        for phoneme, old, new in zip(before.phonemes, before.prosody, after.prosody, strict=True)
        if old != new
    }
    assert changed == {1, None}  # with the comma after it
    first = next(index for index, each in enumerate(before.phonemes) if each.word == 1)
    assert after.prosody[first][:2] == (2.0, 1.0) and after.prosody[first].volume == -2


def test_an_edit_of_a_phoneme_changes_that_alone():
    before = utterance()
    after = apply_edits(before, [Edit(sentence=0, word=1, phoneme=1, pitch=5)])
    changed = [
        index
        for index, pair in enumerate(zip(before.prosody, after.prosody, strict=True))
        if pair[0] != pair[1]
    ]
    owners = list(phoneme_owners(before))
    assert [owners[index] for index in changed] == [(1, 1)]


def test_edits_of_phonemes_become_their_mean_over_the_word():
    spoken = utterance("Hi.")
    count = sum(phoneme.word == 0 for phoneme in spoken.phonemes)
    edits = [Edit(sentence=0, word=0, phoneme=place, rate=2, pitch=4) for place in range(count)]
    whole_word = word_edits(edits, spoken)[0]
    assert whole_word.rate == pytest.approx(2) and whole_word.pitch == pytest.approx(4)
    half = word_edits(edits[:1], spoken)[0]
    assert half.rate == pytest.approx(2 ** (1 / count)) and half.pitch == pytest.approx(4 / count)


def test_edits_of_words_that_are_not_there_change_nothing():
    spoken = utterance()
    far = [Edit(sentence=0, word=99, rate=2)]
    assert apply_edits(spoken, far).prosody == spoken.prosody
    assert word_edits(far, spoken) == {}


def test_numbers_have_no_needless_digits():
    assert [short_number(value) for value in (120.0, 66.66666, 0.5)] == ["120", "66.667", "0.5"]
