"""SSML is heard: pauses last as long as they say, prosody measures what it says, marks have times,
and other voices speak.
"""

import re
from dataclasses import replace

import numpy as np
import pytest

from frontend.errors import SsmlError
from tts import TTS, Audio
from tts.acoustic.prosody import LOG2_F0_UNITS
from tts.synthesis.trimming import POST_ROLL_S, PRE_ROLL_S
from vocoders.pitch import estimate_f0

RATE = 24000
PHONEME = 10 * 256 / RATE  # seconds that the metronome gives each phoneme


@pytest.fixture(scope="module")
def heart() -> TTS:
    """The default voice."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PLAINSPEECH_VOICES", raising=False)
        return TTS.load("heart")


def silences(audio: Audio, longer: float = 0.15) -> list[float]:
    """Seconds of each stretch, between two sounds, of less than a hundredth of the peak."""
    loud = np.flatnonzero(np.abs(audio.samples) > 0.01 * np.abs(audio.samples).max())
    gaps = np.diff(loud) / audio.sample_rate
    return [float(gap) for gap in gaps if gap > longer]


def edges(audio: Audio) -> tuple[float, float]:
    """Seconds before the first and after the last sound."""
    loud = np.flatnonzero(np.abs(audio.samples) > 0.01 * np.abs(audio.samples).max())
    return loud[0] / audio.sample_rate, (len(audio.samples) - loud[-1]) / audio.sample_rate


@pytest.mark.parametrize("milliseconds", [200, 500, 2000])
def test_a_break_within_a_sentence_lasts_as_long_as_it_says(metronome, milliseconds):
    audio = metronome.say(
        f'<speak>Hello <break time="{milliseconds}ms"/> there.</speak>', ssml=True
    )
    assert silences(audio) == [pytest.approx(milliseconds / 1000, abs=0.012)]
    hello, there = audio.words
    assert there.start - hello.end == pytest.approx(milliseconds / 1000, abs=0.012)


@pytest.mark.parametrize("text", ["Hello BREAK there.", "I came BREAK I saw.", "Take BREAK five."])
def test_a_break_is_silence_and_speech_ends_before_it(heart, text):
    audio = heart.say(f"<speak>{text.replace('BREAK', '<break/>')}</speak>", ssml=True)
    gap = max(
        range(1, len(audio.words)),
        key=lambda number: audio.words[number].start - audio.words[number - 1].end,
    )
    first = audio.words[gap - 1].end + 0.03
    last = audio.words[gap].start - 0.03
    assert last - first == pytest.approx(0.5, abs=0.1)
    assert (
        np.abs(audio.samples[round(first * RATE) : round(last * RATE)]).max()
        < 0.03 * np.abs(audio.samples).max()
    )


def test_the_parts_between_breaks_have_the_prosody_of_the_whole(heart, monkeypatch):
    encoded = []
    encode = heart.synthesizer.acoustic.encode
    monkeypatch.setattr(
        heart.synthesizer.acoustic,
        "encode",
        lambda ids, weights: encoded.append(ids) or encode(ids, weights),
    )
    whole = heart.say("We came, we saw, and we, went home.")
    parts = heart.say(
        "<speak>We came, we saw,<break/> and we<break/> went home.</speak>", ssml=True
    )
    assert len(encoded) == 2  # for each text once
    assert [word.text for word in parts.words] == [word.text for word in whole.words]
    for part, same in zip(parts.words, whole.words, strict=True):
        assert part.end - part.start == pytest.approx(same.end - same.start, abs=0.02)


def test_breaks_between_and_around_sentences_do_too(metronome):
    audio = metronome.say(
        '<speak><break time="0.7s"/>One.<break time="400ms"/> Two. Three.<break time="1s"/>'
        "</speak>",
        ssml=True,
        pause=0.6,
    )
    assert silences(audio) == [
        pytest.approx(0.4, abs=0.012),
        pytest.approx(0.6 + PRE_ROLL_S + POST_ROLL_S, abs=0.012),
    ]
    assert edges(audio) == (pytest.approx(0.7, abs=0.012), pytest.approx(1, abs=0.012))
    assert audio.words[0].start == pytest.approx(0.7, abs=0.012)


def test_a_short_break_is_shorter_than_the_usual_ends(metronome):
    audio = metronome.say('<speak>Hello <break time="60ms"/> there.</speak>', ssml=True)
    assert silences(audio, 0.02) == [pytest.approx(0.06, abs=0.012)]


def test_marks_have_the_times_of_what_follows_them(metronome):
    audio = metronome.say(
        '<speak>One <mark name="a"/>two <mark name="b"/><break time="500ms"/>'
        '<mark name="c"/>three. Four.<mark name="d"/></speak>',
        ssml=True,
    )
    one, two, three, four = audio.words
    assert [mark.text for mark in audio.marks] == ["a", "b", "c", "d"]
    times = [mark.start for mark in audio.marks]
    assert times[:3] == pytest.approx([two.start, two.end, three.start], abs=0.03)
    assert four.end - 0.001 <= times[3] <= audio.seconds
    assert one.start < times[0]


def test_rate_pitch_and_volume_are_those_of_their_words(metronome):
    plain = metronome.say("<speak>Hello hello hello.</speak>", ssml=True)
    audio = metronome.say(
        '<speak>Hello <prosody rate="50%" pitch="+12st" volume="-6dB">hello</prosody> hello.'
        "</speak>",
        ssml=True,
    )
    first, second, third = (
        audio.samples[round(word.start * RATE) : round(word.end * RATE)] for word in audio.words
    )
    assert len(second) / len(first) == pytest.approx(2, rel=0.06)
    assert crossings(second) / crossings(first) == pytest.approx(2, rel=0.06)
    inner = second[
        len(second) // 8 : -len(second) // 8
    ]  # loudness changes within some milliseconds
    assert np.abs(inner).max() / np.abs(first).max() == pytest.approx(10 ** (-6 / 20), rel=0.05)
    assert crossings(third) == pytest.approx(2 * 120 / RATE, rel=0.06)
    assert len(plain.samples) < len(audio.samples)


class Falling:
    """A model beside the metronome whose pitch falls by an octave from the first phoneme to the
    last: a piece by itself begins high again.
    """

    def __init__(self, metronome):
        self.metronome = metronome

    def __getattr__(self, name):
        return getattr(self.metronome, name)

    def predict_prosody(self, ids, mixture):
        plain = self.metronome.predict_prosody(ids, mixture)
        fall = np.linspace(0, LOG2_F0_UNITS, len(ids))
        return replace(plain, log_f0=plain.log_f0 + LOG2_F0_UNITS - fall)


def test_pieces_have_the_pitches_of_the_whole(metronome):
    falling = TTS(metronome.voice, Falling(metronome.acoustic), metronome.vocoder)
    texts = [
        f"<speak>One one {pause} one one {pause} one one.</speak>"
        for pause in ("", "<break time='300ms'/>")
    ]
    whole, cut = (falling.say(text, ssml=True) for text in texts)
    assert len(whole.words) == len(cut.words) == 6
    for before, after in zip(whole.words, cut.words, strict=True):
        pitches = [
            crossings(audio.samples[round(word.start * RATE) :][: round(3 * PHONEME * RATE)])
            for audio, word in ((whole, before), (cut, after))  # without the boundary after it
        ]
        assert pitches[1] == pytest.approx(pitches[0], rel=0.06)


def crossings(samples):
    return np.count_nonzero(np.diff(np.sign(samples))) / len(samples)


def test_without_prosody_it_sounds_as_plain_text_does(metronome):
    plain = metronome.say("One. Two.")
    marked = metronome.say("<speak>One. Two.</speak>", ssml=True)
    assert [word.text for word in marked.words] == [word.text for word in plain.words]
    assert len(marked.samples) == pytest.approx(len(plain.samples), abs=0.02 * RATE)


def test_silent_speech_lasts_and_is_not_heard(metronome):
    audio = metronome.say(
        '<speak>One <prosody volume="silent">two</prosody> three.</speak>', ssml=True
    )
    two = audio.words[1]
    assert two.end - two.start > 2 * PHONEME
    assert (
        np.abs(
            audio.samples[round((two.start + 0.02) * RATE) : round((two.end - 0.02) * RATE)]
        ).max()
        < 1e-6
    )


def test_paragraphs_are_twice_as_far_apart(metronome):
    parts = list(
        metronome.stream(
            "<speak><p>One. Two.</p><p>Three.</p></speak>",
            ssml=True,
            pause=0.4,
            speed=2,
            chunks="sentence",
        )
    )
    assert [part.pause for part in parts][1:] == pytest.approx([0.2, 0.4])


def test_places_are_those_of_the_document(metronome):
    document = "<speak>One &amp; two. <s>Three</s></speak>"
    assert [
        document[slice(*part.text_span)]
        for part in metronome.stream(document, ssml=True, chunks="sentence")
    ] == ["One &amp; two.", "Three"]


def test_another_voice_speaks_its_part(tiny_heart):
    tts = TTS.load("heart")
    audio = tts.say('<speak>Hello. <voice name="george">Hello.</voice></speak>', ssml=True)
    alone = TTS.load("george").say("Hello.")
    here, there = (
        spoken.samples[round(spoken.words[-1].start * RATE) :][1000:4000]
        for spoken in (audio, alone)
    )
    assert here == pytest.approx(there, abs=1e-4)


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("Hello.", "SSML"),
        ("<speak>Hello", r"line 1"),
        ("<speak>\n <wobble>x</wobble></speak>", r"line 2, column 2.*wobble"),
        ('<speak><voice name="nobody">x</voice></speak>', "nobody"),
        ('<!DOCTYPE speak [<!ENTITY a "b">]><speak>&a;</speak>', "entit"),
        ("<speak></speak>", "can be spoken|empty"),
    ],
)
def test_what_is_no_ssml_is_refused_at_once(metronome, document, said):
    with pytest.raises(ValueError, match=f"(?is){said}"):
        metronome.stream(document, ssml=True)


def test_unknown_tags_can_be_left_out(metronome):
    document = "<speak>Hello <wobble>there</wobble>.</speak>"
    with pytest.raises(SsmlError):
        metronome.say(document, ssml=True)
    assert len(metronome.say(document, ssml=True, skip_unknown=True).words) == 2


def test_the_command_reads_it(tiny_heart, tmp_path, monkeypatch, capsys):
    from tts.cli.main import main

    monkeypatch.chdir(tmp_path)
    assert main(["say", "--ssml", "<speak>One <break time='1s'/> two.</speak>", "-o", "a.wav"]) == 0
    assert (
        main(
            [
                "say",
                "--ssml",
                "<speak><wobble>One</wobble></speak>",
                "--skip-unknown",
                "-o",
                "b.wav",
            ]
        )
        == 0
    )
    capsys.readouterr()
    assert main(["say", "--ssml", "<speak><wobble>One</wobble></speak>", "-o", "c.wav"]) == 1
    assert re.fullmatch(r"plainspeech: .*wobble.*\n", capsys.readouterr().err)
    assert not (tmp_path / "c.wav").exists()


# ---------------------------------------------------------------- with the packaged voice


@pytest.mark.packaged
@pytest.mark.parametrize(
    "text",
    [
        "Wait a moment <break time='500ms'/> and then go on.",
        "The ship <break time='500ms'/> sank.",
        "This was the last <break time='500ms'/> speech of the day.",
        "He left.<break time='500ms'/> She stayed.",
    ],
)
def test_a_voice_pauses_for_as_long_as_it_is_told(heart, text):
    gaps = silences(heart.say(f"<speak>{text}</speak>", ssml=True), 0.3)
    assert gaps == [pytest.approx(0.5, abs=0.025)]


@pytest.mark.packaged
def test_a_voice_follows_prosody(heart):
    text = "the small pup gnawed a hole in the sock"
    plain = heart.say(f"<speak>Today {text}.</speak>", ssml=True)
    audio = heart.say(
        f"<speak>Today <prosody rate='50%' pitch='+4st'>{text}</prosody>.</speak>", ssml=True
    )
    assert lasts(audio) / lasts(plain) == pytest.approx(2, rel=0.03)
    usual, higher = (np.median(pitch[pitch > 0]) for pitch in map(body, (plain, audio)))
    assert 12 * np.log2(higher / usual) == pytest.approx(4, abs=0.5)


def lasts(audio: Audio) -> float:
    """Seconds of all words but the first."""
    return audio.words[-1].end - audio.words[1].start


def body(audio: Audio) -> np.ndarray:
    """The pitch of all words but the first."""
    from vocoders.mel_config import MelConfig

    return estimate_f0(
        audio.samples[
            round(audio.words[1].start * audio.sample_rate) : round(
                audio.words[-1].end * audio.sample_rate
            )
        ],
        MelConfig(),
    )


@pytest.mark.packaged
def test_fast_ssml_lasts_as_fast_text_does(heart):
    text = "Hello there, you two."
    plain = heart.say(text, speed=2.5)
    ssml = heart.say(f"<speak>{text}</speak>", ssml=True, speed=2.5)
    lengths = [[each.end - each.start for each in audio.phonemes] for audio in (plain, ssml)]
    np.testing.assert_allclose(lengths[0][1:-1], lengths[1][1:-1], atol=1e-6)


@pytest.mark.packaged
def test_parts_of_a_fast_sentence_are_fast(heart):
    text = '<speak>Hello, <break time="100ms"/> you two <break time="100ms"/> there.</speak>'
    usual, fast = (heart.say(text, ssml=True, speed=speed) for speed in (1.0, 2.0))
    spoken = [audio.words[0].end - audio.words[0].start for audio in (usual, fast)]
    assert 0.4 < spoken[1] / spoken[0] < 0.6
    assert fast.seconds < 0.65 * usual.seconds
