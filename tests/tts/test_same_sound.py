"""Twenty-four texts whose sound must not change by accident: a net under changes of the code that
are meant to change no sound.

Each text's samples are projected on fixed random vectors of unit variance. By Johnson and
Lindenstrauss (1984), the distance of two projections is that of the samples, with a spread of
1/sqrt(2 PROJECTIONS): so a few stored numbers notice any change of the sound. Processors round
differently, and int8 networks then differ by a step now and then: TOLERANCE is what that may come
to. ONNX Runtime before 1.30 rounds more of them otherwise. It is as near to torch, but F0 differs
by up to a thousandth here and there, which moves the waves; so the test asks for 1.30.

    python tests/tts/test_same_sound.py FOLDER      write all samples, to compare two states of the
    code on one machine to 1e-6
    python tests/tts/test_same_sound.py             write the stored numbers anew, after a change
                                                    that was meant to be heard
"""

from __future__ import annotations

import json
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from tts import TTS, Audio

ONNXRUNTIME = tuple(int(part) for part in version("onnxruntime").split(".")[:2])
STORED = Path(__file__).with_name("same_sound.json")
PROJECTIONS = 64
TOLERANCE = 0.03  # of the sound's own norm; a semitone, a frame or another seed gives 1 and more


class Text(NamedTuple):
    """One text of the net: what it is called, what is said and how."""

    name: str
    text: str
    voice: str = "heart"
    vocoder: str | None = None
    settings: dict[str, object] = {}  # noqa: RUF012 - never changed
    stream: object = None


SSML = """<speak>Wait <break time="500ms"/> for <mark name="it"/> the gif.
    <prosody rate="slow" pitch="+2st">Here it comes.</prosody> \
<voice name="george">Thank you.</voice></speak>"""
VOLUME = """<speak><p><s>This is <prosody volume="+6dB">loud</prosody>, \
and <emphasis>this</emphasis> is not.</s>
    <s>Read <say-as interpret-as="characters">abc</say-as>.</s></p>\
<break time="1s"/><p>The end.</p></speak>"""
BREAKS = (
    '<speak>One<break time="30ms"/>, two <break time="700ms"/> and three. '
    '<lang xml:lang="en-GB">Tomato.</lang></speak>'
)

TEXTS = [
    Text("plain", "Dr. Wu owes $5. Will she pay?"),
    Text("short", "No."),
    Text("question", "Are you really sure about that?", "michael"),
    Text("british", "The schedule was rather tight on Tuesday.", "emma"),
    Text("low", "The old ship lay at anchor in the bay.", "george"),
    Text("list", "We need bread, milk, eggs, and a dozen oranges.", "michael"),
    Text(
        "long",
        "She opened the letter slowly, read it twice, put it back in the drawer, "
        "and for a long time said nothing at all, "
        "while the rain ran down the window and the clock in the hall struck nine.",
    ),
    Text("paragraphs", "It was a dark night.\n\nNobody saw the cat. It saw everybody.", "emma"),
    Text("fast", "A quick one, please.", settings={"speed": 1.7}),
    Text("slow", "Slowly, and a little lower.", "george", settings={"speed": 0.6, "pitch": -2.0}),
    Text("high", "Higher by four semitones.", settings={"pitch": 4.0}),
    Text(
        "lively",
        "A livelier voice. Like this.",
        "michael",
        settings={"pitch_range": 1.6, "energy": 3.0, "pause": 0.8},
    ),
    Text("monotone", "Not a trace of melody.", "emma", settings={"pitch_range": 0.0, "seed": 7}),
    Text("unleveled", "As loud as the voice made it.", "george", settings={"loudness": None}),
    Text("loud", "Much louder than usual!", settings={"loudness": -12.0}),
    Text("ssml", SSML, settings={"ssml": True}),
    Text("volume", VOLUME, "emma", settings={"ssml": True, "speed": 1.2}),
    Text("breaks", BREAKS, "michael", settings={"ssml": True, "pitch": 1.0}),
    Text(
        "growing",
        "This sentence is long enough to be cut into several pieces that grow.",
        stream="growing",
    ),
    Text("quarters", "Pieces of a quarter of a second each, until the end.", "george", stream=0.25),
    Text("ssml stream", SSML, "michael", settings={"ssml": True}, stream=[0.1, 0.3]),
    Text("phonemes", "I say [tomato](/təmˈɑːtoʊ/), you read the record."),
    Text("griffin-lim", "Without any weights.", vocoder="griffin-lim"),
    Text("wavenet", "Sample by sample.", vocoder="wavenet"),
]
CHAOTIC = (
    "wavenet",
)  # each sample is drawn from those before it: a rounding changes all that follow


@cache
def load(voice: str, vocoder: str | None) -> TTS:
    """A packaged voice."""
    return TTS.load(voice, vocoder=vocoder)


def synthesize(text: Text) -> Audio:
    """The sound of one text, joined if it was streamed."""
    tts = load(text.voice, text.vocoder)
    if text.stream is None:
        return tts.say(text.text, **text.settings)
    return Audio.join(list(tts.stream(text.text, **text.settings, chunks=text.stream)))


def digest(audio: Audio) -> dict[str, object]:
    """Length, norm, projections and timestamps."""
    rng = np.random.default_rng(20261129)
    samples = audio.samples.astype(np.float64)
    projections = [float(rng.standard_normal(len(samples)) @ samples) for _ in range(PROJECTIONS)]
    return {
        "samples": len(samples),
        "norm": round(float(np.linalg.norm(samples)), 5),
        "projections": [round(value, 4) for value in projections],
        "words": [[word.text, round(word.start, 4), round(word.end, 4)] for word in audio.words],
        "phonemes": "".join(phoneme.text for phoneme in audio.phonemes),
        "marks": [[mark.text, round(mark.start, 4)] for mark in audio.marks],
    }


@pytest.mark.packaged
@pytest.mark.skipif(ONNXRUNTIME < (1, 30), reason="the stored sound is of ONNX Runtime 1.30")
@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.name)
def test_the_sound_is_what_it_was(text: Text, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLAINSPEECH_VOICES", raising=False)
    stored = json.loads(STORED.read_text(encoding="utf-8"))[text.name]
    found = json.loads(json.dumps(digest(synthesize(text))))
    for key in ("samples", "words", "phonemes", "marks"):
        assert found[key] == stored[key]
    if text.name in CHAOTIC:
        assert found["norm"] == pytest.approx(stored["norm"], rel=0.1)
        return
    difference = np.subtract(found["projections"], stored["projections"])
    distance = np.sqrt((difference**2).mean())
    assert distance < TOLERANCE * stored["norm"]


def test_the_net_notices_a_small_change() -> None:
    rng = np.random.default_rng(0)
    samples = rng.standard_normal(24000).astype(np.float32)
    whole = digest(Audio(samples, 24000))
    moved = digest(Audio(np.roll(samples, 1), 24000))
    difference = np.subtract(whole["projections"], moved["projections"])
    assert np.sqrt((difference**2).mean()) > 10 * TOLERANCE * whole["norm"]


def main() -> None:
    """Write the samples of all texts into a folder, or what is stored beside this file."""
    found = {text.name: synthesize(text) for text in TEXTS}
    if len(sys.argv) > 1:
        folder = Path(sys.argv[1])
        folder.mkdir(parents=True, exist_ok=True)
        for name, audio in found.items():
            np.save(folder / f"{name}.npy", audio.samples)
            spans = [
                [span.text, span.start, span.end]
                for span in (*audio.words, *audio.phonemes, *audio.marks)
            ]
            (folder / f"{name}.json").write_text(json.dumps(spans), encoding="utf-8")
        return
    rows = {name: digest(audio) for name, audio in found.items()}
    lines = ",\n".join(
        f"{json.dumps(name)}: {json.dumps(row, ensure_ascii=False)}" for name, row in rows.items()
    )
    STORED.write_text("{\n" + lines + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
