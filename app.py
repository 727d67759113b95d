"""A demo page to try the voices: the sound of a text, its wave and mel, and how it was read.

plainspeech page            or, in a clone: make page
"""

from __future__ import annotations

import html
import os
import threading
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

# before gradio is imported: it reads them then
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

from vocoders.optional_dependencies import require

require("demo", "the page")

import gradio
import numpy as np
from matplotlib.figure import Figure

from frontend import Utterance
from frontend.ssml import is_ssml
from tts import TTS, Audio, Delivery, PlainSpeechError, installed
from vocoders.mel import mel_spectrogram

MAX_LABEL = 16  # characters of a word in the picture
MAX_SECONDS = 8.0  # of speech that fit into a picture with legible phonemes
DYNAMIC_RANGE = 9  # of the mel in the picture, in nepers
TEXT_COLOUR = "#1f2937"
FAINT_COLOUR = "#9ca3af"
WAVE_COLOUR = "#4f46e5"
EXAMPLES = [
    "Dr. Wu owes $5 to the 3rd clinic on Main St. by 4:30 p.m.",
    "It was a bright cold day in April, and the clocks were striking thirteen.",
    "Is it really so? Yes! I read it twice, slowly.",
    "You can say [tomato](/təmˈɑːtoʊ/), or tomato.",
    "<speak>Wait <break time='700ms'/> for it. "
    "<prosody rate='slow' pitch='-2st'>Here it comes.</prosody></speak>",
]
STYLES = [  # label, setting of frontend.Style
    ('"and" in numbers: one hundred and five', "number-and=yes"),
    ("none in numbers: one hundred five", "number-and=no"),
    ("none in money: five dollars ten cents", "money-and=no"),
    ('"oh" for zero: five oh five', "zero=oh"),
    ("emoji left out", "emoji=drop"),
]
CSS = """
.gradio-container {max-width: 1180px !important; margin: auto}
#title h1 {margin-bottom: 0.1em}
table.read {border: none !important; border-collapse: collapse; width: 100%; font-size: 1rem}
table.read {table-layout: fixed; overflow-wrap: anywhere}
table.read :is(thead, tbody, tr) {border: none !important}
table.read :is(th, td) {text-align: left; vertical-align: top; width: 33%}
table.read :is(th, td) {border: none !important; padding: 0.45em 1em 0.45em 0}
table.read :is(th, td) {border-bottom: 1px solid var(--border-color-primary) !important}
table.read th {font-weight: 600; opacity: 0.6}
.read .ipa {font-family: "DejaVu Sans", "Segoe UI", sans-serif; white-space: pre-wrap}
"""
EMPTY = "<p style='opacity: 0.6'>Nothing yet: press <b>Speak</b>.</p>"
LOADING = threading.Lock()


@lru_cache(maxsize=64)
def load_voice(voice: str, style: str = "", vocoder: str = "") -> TTS:
    """A voice; other styles share its networks."""
    if not style:
        return TTS.load(voice, vocoder or None)
    plain = load_voice(voice, "", vocoder)
    return TTS(plain.voice, plain.acoustic, plain.vocoder, style=style)


def shared_voice(name: str, style: str = "", vocoder: str = "") -> TTS:
    """A voice that is loaded once, however many threads ask for it.

    style      reading conventions, as `TTS.load` takes them
    vocoder    "" for the voice's own
    """
    with LOADING:
        return load_voice(name, style, vocoder)


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
    """The outputs of the button: the sound as (sample rate, samples), the picture, and the table of
    how the text was read.
    """
    try:
        tts = shared_voice(voice, ",".join(style), vocoder)
        ssml = is_ssml(text)
        audio = tts.say(text, speed, pitch, energy, pitch_range, loudness=loudness, ssml=ssml)
        read = list(tts.frontend.ssml(text) if ssml else tts.frontend(text))
    except PlainSpeechError as error:
        message = html.escape(str(error), quote=False)  # it is shown as HTML
        raise gradio.Error(message, duration=None, print_exception=False) from None
    return (
        (audio.sample_rate, (audio.samples * 32767).astype(np.int16)),
        picture(audio, tts),
        table(read),
    )


def picture(audio: Audio, tts: TTS) -> Figure:
    """The wave with its words above the mel with its phonemes; the first seconds of a long text."""
    seconds = min(audio.seconds, MAX_SECONDS)
    figure = Figure(figsize=(11.5, 5.2), layout="constrained", dpi=110)
    wave, mel = figure.subplots(2, 1, sharex=True, height_ratios=[1, 2.2])
    draw_wave(wave, audio, seconds)
    draw_mel(mel, audio, tts, seconds)
    if seconds < audio.seconds:
        figure.suptitle(
            f"the first {seconds:g} of {audio.seconds:.1f} seconds", fontsize=9, color=FAINT_COLOUR
        )
    return figure


def draw_wave(axes: Any, audio: Audio, seconds: float) -> None:
    """Samples over time, each word above where it sounds."""
    samples = audio.samples[: round(seconds * audio.sample_rate)]
    axes.plot(
        np.arange(len(samples)) / audio.sample_rate, samples, color=WAVE_COLOUR, linewidth=0.5
    )
    height = max(0.1, 1.15 * float(np.abs(samples).max(initial=0)))
    axes.set(ylim=(-height, height), xlim=(0, seconds), yticks=[])
    for number, word in enumerate(word for word in audio.words if word.start < seconds):
        axes.axvspan(
            word.start, word.end, color=FAINT_COLOUR, alpha=0.22 if number % 2 else 0.1, linewidth=0
        )
        axes.text(
            (word.start + min(word.end, seconds)) / 2,
            1.04,
            label(word.text),
            transform=axes.get_xaxis_transform(),
            ha="center",
            va="bottom",
            fontsize=9,
            color=TEXT_COLOUR,
            clip_on=False,
        )
    axes.spines[:].set_visible(False)
    axes.tick_params(bottom=False)


def label(word: str) -> str:
    """A word for the picture: short, and without what its font lacks (emoji, other scripts)."""
    known = "".join(character for character in word if ord(character) < 0x2E80)
    return known if len(known) <= MAX_LABEL else f"{known[: MAX_LABEL - 1]}…"


def draw_mel(axes: Any, audio: Audio, tts: TTS, seconds: float) -> None:
    """The mel of the sound, band over time; a line where each phoneme begins, its symbol below."""
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
        vmin=top - DYNAMIC_RANGE,
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
            color=TEXT_COLOUR,
        )
    axes.set(xlim=(0, seconds), ylabel="mel band", xlabel="seconds")
    axes.tick_params(axis="x", pad=16)


def table(read: list[Utterance]) -> str:
    """An HTML table of the sentences: as written, as said, as phonemes."""
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
    with gradio.Blocks(analytics_enabled=False, title="PlainSpeech") as blocks:
        gradio.Markdown(
            "# PlainSpeech\nType a text or an SSML document, choose a voice, listen.",
            elem_id="title",
        )
        with gradio.Row():
            with gradio.Column(scale=3):
                text, button = text_input()
            with gradio.Column(scale=2):
                settings = main_settings()
                with gradio.Accordion("More", open=False):
                    settings += more_settings()
        button.click(speak, [text, *settings], outputs(), api_name="speak")
    return blocks


def text_input() -> tuple[gradio.Textbox, gradio.Button]:
    """The text with examples below it, and the button that speaks it."""
    text = gradio.Textbox(EXAMPLES[0], label="Text", lines=5, max_lines=12, autofocus=True)
    button = gradio.Button("Speak", variant="primary")
    gradio.Examples([[example] for example in EXAMPLES], [text], label="Or one of these")
    return text, button


def main_settings() -> list[Any]:
    """The inputs voice, speed and pitch, in the order of `speak`."""
    choices = [
        (f"{name} - {voice.description}", name) for name, voice in sorted(installed().items())
    ]
    voice = gradio.Dropdown(choices, value="heart", label="Voice")
    speed = gradio.Slider(0.5, 2.0, 1.0, step=0.05, label="Speed", info="times the voice's own")
    pitch = gradio.Slider(-12, 12, 0, step=0.5, label="Pitch", info="semitones up or down")
    return [voice, speed, pitch]


def more_settings() -> list[Any]:
    """The inputs energy, pitch range, style, loudness and vocoder, in the order of `speak`."""
    energy = gradio.Slider(-12, 12, 0, step=1, label="Energy", info="dB louder or softer")
    pitch_range = gradio.Slider(
        0, 2, 1, step=0.1, label="Pitch range", info="0 is monotone, 2 twice as lively"
    )
    loudness = gradio.Slider(
        -36, -12, Delivery.loudness, step=1, label="Loudness", info="LUFS of each sentence"
    )
    style = gradio.CheckboxGroup(
        STYLES, label="Reading", info="otherwise as is usual in the voice's accent"
    )
    others = dict.fromkeys(name for voice in installed().values() for name in voice.vocoders[1:])
    vocoder = gradio.Dropdown(
        [("the voice's own", ""), *others],
        value="",
        label="Vocoder",
        info="wavenet is slower: it predicts one sample at a time",
    )
    return [energy, pitch_range, style, loudness, vocoder]


def outputs() -> list[Any]:
    """The sound, the picture and the table, in the order in which `speak` returns them."""
    colours = {"waveform_color": FAINT_COLOUR, "waveform_progress_color": WAVE_COLOUR}
    sound = gradio.Audio(label="Speech", autoplay=True, interactive=False, waveform_options=colours)
    gradio.Markdown("### Wave with words, mel with phonemes")
    plot = gradio.Plot(show_label=False, container=False, format="png")
    gradio.Markdown("### How the text was read")
    return [sound, plot, gradio.HTML(EMPTY)]


def serve(host: str = "127.0.0.1", port: int = 7860, *, wait: bool = True) -> gradio.Blocks:
    """Serve the page until it is interrupted, or in the background if not `wait`."""
    blocks = page()
    theme = gradio.themes.Soft(  # with fonts of the system: the page works without a network
        primary_hue="indigo",
        font=["system-ui", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
    )
    blocks.launch(
        server_name=host,
        server_port=port,
        prevent_thread_lock=not wait,
        quiet=not wait,
        css=CSS,
        footer_links=["api"],
        theme=theme,
    )
    return blocks


if __name__ == "__main__":
    serve()
