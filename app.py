"""A page to try the voices on: hear a text, see its wave and mel, and what the front end read.

plainspeech page            or, in a clone: make page
"""

from __future__ import annotations

import html
import os
import threading
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # before gradio is imported: it asks then

from vocoders.optional_dependencies import require

require("demo", "the page")

import gradio
import numpy as np
from matplotlib.figure import Figure

from frontend import Utterance
from frontend.ssml import is_ssml
from tts import TTS, Audio, Delivery, installed
from vocoders.mel import mel_spectrogram

LABEL = 16  # characters of a word in the picture
SHOWN = 8.0  # seconds of speech that fit into a picture with legible phonemes
INK = "#1f2937"
FAINT = "#9ca3af"
WAVE = "#4f46e5"
EXAMPLES = [
    "Dr. Wu owes $5 to the 3rd clinic on Main St. by 4:30 p.m.",
    "It was a bright cold day in April, and the clocks were striking thirteen.",
    "Is it really so? Yes! I read it twice, slowly.",
    "You can say [tomato](/təmˈɑːtoʊ/), or tomato.",
    "<speak>Wait <break time='700ms'/> for it. <prosody rate='slow' pitch='-2st'>Here it comes.</prosody></speak>",
]
READINGS = [
    ('"and" in numbers: one hundred and five', "number-and=yes"),
    ("none in numbers: one hundred five", "number-and=no"),
    ("none in money: five dollars ten cents", "money-and=no"),
    ('"oh" for zero: five oh five', "zero=oh"),
    ("emoji left out", "emoji=drop"),
]
STYLE = """
.gradio-container {max-width: 1180px !important; margin: auto}
#title h1 {margin-bottom: 0.1em}
table.read {border: none !important; border-collapse: collapse; width: 100%; font-size: 1rem; table-layout: fixed; overflow-wrap: anywhere}
table.read :is(thead, tbody, tr) {border: none !important}
table.read :is(th, td) {text-align: left; vertical-align: top; width: 33%; border: none !important; padding: 0.45em 1em 0.45em 0}
table.read :is(th, td) {border-bottom: 1px solid var(--border-color-primary) !important}
table.read th {font-weight: 600; opacity: 0.6}
.read .ipa {font-family: "DejaVu Sans", "Segoe UI", sans-serif; white-space: pre-wrap}
"""
EMPTY = "<p style='opacity: 0.6'>Nothing yet: press <b>Speak</b>.</p>"
LOADING = threading.Lock()


@lru_cache(maxsize=64)
def _loaded(voice: str, style: str = "", vocoder: str = "") -> TTS:
    if not style:
        return TTS.load(voice, vocoder or None)
    plain = _loaded(voice, "", vocoder)
    return TTS(plain.voice, plain.acoustic, plain.vocoder, style=style)


def voice_of(name: str, style: str = "", vocoder: str = "") -> TTS:
    """A voice that reads in this style, with another vocoder than its own if one is named; loaded
    once however many ask for it.
    """
    with LOADING:
        return _loaded(name, style, vocoder)


def speak(
    text: str,
    voice: str,
    speed: float,
    pitch: float,
    energy: float = 0.0,
    pitch_range: float = 1.0,
    style: Sequence[str] = (),
    loudness: float | None = Delivery.loudness,
    vocoder: str = "",
) -> tuple[Any, Figure, str]:
    """What the button does: the sound as (sample rate, samples), the picture, and the table of what
    was read.
    """
    try:
        tts = voice_of(voice, ",".join(style), vocoder)
        ssml = is_ssml(text)
        audio = tts.say(text, speed, pitch, energy, pitch_range, loudness=loudness, ssml=ssml)
        read = list(tts.frontend.ssml(text) if ssml else tts.frontend(text))
    except ValueError as error:
        raise gradio.Error(
            html.escape(str(error), quote=False), duration=None, print_exception=False
        ) from None  # it is shown as HTML
    return (
        (audio.sample_rate, (audio.samples * 32767).astype(np.int16)),
        picture(audio, tts),
        table(read),
    )


def picture(audio: Audio, tts: TTS) -> Figure:
    """The wave with its words above the mel with its phonemes; the first seconds of a long text."""
    seconds = min(audio.seconds, SHOWN)
    figure = Figure(figsize=(11.5, 5.2), layout="constrained", dpi=110)
    wave, mel = figure.subplots(2, 1, sharex=True, height_ratios=[1, 2.2])
    draw_wave(wave, audio, seconds)
    draw_mel(mel, audio, tts, seconds)
    if seconds < audio.seconds:
        figure.suptitle(
            f"the first {seconds:g} of {audio.seconds:.1f} seconds", fontsize=9, color=FAINT
        )
    return figure


def draw_wave(axes: Any, audio: Audio, seconds: float) -> None:
    """Samples over time, each word above where it sounds."""
    samples = audio.samples[: round(seconds * audio.sample_rate)]
    axes.plot(np.arange(len(samples)) / audio.sample_rate, samples, color=WAVE, linewidth=0.5)
    height = max(0.1, 1.15 * float(np.abs(samples).max(initial=0)))
    axes.set(ylim=(-height, height), xlim=(0, seconds), yticks=[])
    for number, word in enumerate(word for word in audio.words if word.start < seconds):
        axes.axvspan(
            word.start, word.end, color=FAINT, alpha=0.22 if number % 2 else 0.1, linewidth=0
        )
        axes.text(
            (word.start + min(word.end, seconds)) / 2,
            1.04,
            label(word.text),
            transform=axes.get_xaxis_transform(),
            ha="center",
            va="bottom",
            fontsize=9,
            color=INK,
            clip_on=False,
        )
    axes.spines[:].set_visible(False)
    axes.tick_params(bottom=False)


def label(word: str) -> str:
    """A word as a picture can show it: short, and without what its font lacks (emoji, other
    scripts).
    """
    known = "".join(character for character in word if ord(character) < 0x2E80)
    return known if len(known) <= LABEL else f"{known[: LABEL - 1]}…"


def draw_mel(axes: Any, audio: Audio, tts: TTS, seconds: float) -> None:
    """The mel of what is heard, band over time; a line where each phoneme begins, its symbol below."""
    spec = tts.vocoder.spec
    mel = mel_spectrogram(audio.samples, spec)[
        :, : round(seconds * spec.frame_rate)
    ]  # (mels, frames)
    top = float(mel.max())
    axes.imshow(
        mel,
        origin="lower",
        aspect="auto",
        cmap="magma",
        vmin=top - 9,
        vmax=top,
        extent=(0, mel.shape[1] / spec.frame_rate, 0, spec.n_mels),
    )
    for phoneme in (phoneme for phoneme in audio.phonemes if phoneme.start < seconds):
        axes.axvline(phoneme.start, color="white", linewidth=0.6, alpha=0.55)
        axes.text(
            (phoneme.start + min(phoneme.end, seconds)) / 2,
            -0.03,
            phoneme.text,
            transform=axes.get_xaxis_transform(),
            ha="center",
            va="top",
            fontsize=10,
            color=INK,
        )
    axes.set(xlim=(0, seconds), ylabel="mel band", xlabel="seconds")
    axes.tick_params(axis="x", pad=16)


def table(read: list[Utterance]) -> str:
    """Sentence by sentence: as written, as said, as phonemes."""
    rows = "".join(
        f"<tr><td>{html.escape(utterance.text)}</td><td>{html.escape(utterance.spoken)}</td>"
        f"<td class='ipa'>{html.escape(utterance.phoneme_string.strip('_'))}</td></tr>"
        for utterance in read
    )
    return (
        f"<table class='read'><tr><th>written</th><th>said</th><th>phonemes</th></tr>{rows}</table>"
    )


def page() -> gradio.Blocks:
    """The page, not yet served."""
    found = installed()
    choices = [(f"{name} - {voice.description}", name) for name, voice in sorted(found.items())]
    others = [
        ("the voice's own", ""),
        *dict.fromkeys(name for voice in found.values() for name in voice.vocoders[1:]),
    ]
    with gradio.Blocks(analytics_enabled=False, title="PlainSpeech") as blocks:
        gradio.Markdown(
            "# PlainSpeech\nType a text or an SSML document, choose a voice, listen.",
            elem_id="title",
        )
        with gradio.Row():
            with gradio.Column(scale=3):
                text = gradio.Textbox(
                    EXAMPLES[0], label="Text", lines=5, max_lines=12, autofocus=True
                )
                go = gradio.Button("Speak", variant="primary")
                gradio.Examples(
                    [[example] for example in EXAMPLES], [text], label="Or one of these"
                )
            with gradio.Column(scale=2):
                voice = gradio.Dropdown(choices, value="heart", label="Voice")
                speed = gradio.Slider(
                    0.5, 2.0, 1.0, step=0.05, label="Speed", info="times the voice's own"
                )
                pitch = gradio.Slider(
                    -12, 12, 0, step=0.5, label="Pitch", info="semitones up or down"
                )
                with gradio.Accordion("More", open=False):
                    energy = gradio.Slider(
                        -12, 12, 0, step=1, label="Energy", info="dB louder or softer"
                    )
                    pitch_range = gradio.Slider(
                        0,
                        2,
                        1,
                        step=0.1,
                        label="Pitch range",
                        info="0 is monotone, 2 twice as lively",
                    )
                    loudness = gradio.Slider(
                        -36,
                        -12,
                        Delivery.loudness,
                        step=1,
                        label="Loudness",
                        info="LUFS of each sentence",
                    )
                    style = gradio.CheckboxGroup(
                        READINGS, label="Reading", info="otherwise as the voice's accent does"
                    )
                    vocoder = gradio.Dropdown(
                        others,
                        value="",
                        label="Vocoder",
                        info="wavenet makes sample after sample, which takes longer",
                    )
                inputs = [text, voice, speed, pitch, energy, pitch_range, style, loudness, vocoder]
        colours = {"waveform_color": FAINT, "waveform_progress_color": WAVE}
        sound = gradio.Audio(
            label="Speech", autoplay=True, interactive=False, waveform_options=colours
        )
        gradio.Markdown("### Wave with words, mel with phonemes")
        plot = gradio.Plot(show_label=False, container=False, format="png")
        gradio.Markdown("### What the front end read")
        read = gradio.HTML(EMPTY)
        go.click(speak, inputs, [sound, plot, read], api_name="speak")
    return blocks


def serve(host: str = "127.0.0.1", port: int = 7860, *, wait: bool = True) -> gradio.Blocks:
    """Serve the page until interrupted, or in the background if not `wait`."""
    blocks = page()
    fonts = (
        ["system-ui", "sans-serif"],
        ["ui-monospace", "monospace"],
    )  # none from elsewhere: the page works without a network
    blocks.launch(
        server_name=host,
        server_port=port,
        prevent_thread_lock=not wait,
        quiet=not wait,
        css=STYLE,
        footer_links=["api"],
        theme=gradio.themes.Soft(primary_hue="indigo", font=fonts[0], font_mono=fonts[1]),
    )
    return blocks


if __name__ == "__main__":
    serve()
