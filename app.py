"""The page in the browser: speak a text, see it, edit it, explain it, compare voices, speak files.

plainspeech page            or, in a clone: make page
"""

from __future__ import annotations

import html
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

# before gradio is imported: it reads them then
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

from vocoders.optional_dependencies import require

require("demo", "the page")

import gradio
from fastapi import FastAPI

from tts import Delivery, PlainSpeechError, installed
from tts.page.batch import UPLOAD_EXTENSIONS, BatchProgress, speak_upload
from tts.page.files import SOUNDS, downloads
from tts.page.limits import PageLimits
from tts.page.reading import reading_table
from tts.page.routes import add_routes
from tts.page.run import serve_page
from tts.page.voices import shared_voice, vocoder_names

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
SUBTITLES = [("none", ""), ("SRT", "srt"), ("WebVTT", "vtt"), ("JSON", "json")]
UPLOADS_CHECKED = 600  # seconds between two looks for old uploads
UPLOADS_KEPT = 3600  # seconds
MAX_FAILURES = 20  # that are shown
HEAD = """
<meta name="description" content="Text to speech on this computer">
<link rel="stylesheet" href="page/assets/page.css">
<script type="module" src="page/assets/page.js"></script>
"""
SPEAK = "(...values) => { window.plainspeech?.speak(...values); return []; }"
STOP = "() => { window.plainspeech?.stop(); return []; }"
COMPARE = "(...values) => { window.plainspeech?.compare(...values); return []; }"


def page() -> gradio.Blocks:
    """The page, not yet served."""
    with gradio.Blocks(
        analytics_enabled=False,
        title="PlainSpeech",
        fill_width=True,
        delete_cache=(UPLOADS_CHECKED, UPLOADS_KEPT),
    ) as blocks:
        gradio.Markdown(
            "# PlainSpeech\nType a text or an SSML document, choose a voice, listen.",
            elem_id="title",
        )
        with gradio.Tabs():
            with gradio.Tab("Speak"):
                inputs = speak_tab()
            with gradio.Tab("Explain"):
                explain_tab(inputs)
            with gradio.Tab("Compare"):
                compare_tab()
            with gradio.Tab("Files"):
                files_tab()
    return blocks


def speak_tab() -> list[Any]:
    """The text, its player and the settings; the inputs in the order of page.js."""
    with gradio.Row():
        with gradio.Column(scale=5, min_width=320):
            text = gradio.Textbox(
                EXAMPLES[0],
                label="Text",
                info="Ctrl+Enter speaks, Esc stops",
                lines=4,
                max_lines=10,
                autofocus=True,
            )
            voice = voice_input("Voice")
            with gradio.Row():
                speak = gradio.Button("Speak", variant="primary", elem_id="speak", min_width=120)
                stop = gradio.Button("Stop", elem_id="stop", min_width=80)
            gradio.HTML("<speech-player></speech-player>", apply_default_css=False)
            gradio.Examples([[each] for each in EXAMPLES], [text], label="Examples")
        with gradio.Column(scale=2, min_width=260):
            inputs = [text, voice, *settings()]
    speak.click(None, inputs, None, js=SPEAK, api_name=False)
    stop.click(None, None, None, js=STOP, api_name=False)
    return inputs


def voice_input(label: str, value: str = "heart") -> gradio.Dropdown:
    """A choice of the installed voices."""
    choices = [
        (f"{name} - {voice.description}", name) for name, voice in sorted(installed().items())
    ]
    return gradio.Dropdown(choices, value=value, label=label)


def vocoder_input(label: str) -> gradio.Dropdown:
    """A choice of the vocoders."""
    return gradio.Dropdown(
        [("the voice's own", ""), *vocoder_names()],
        value="",
        label=label,
        info="wavenet is slower: it predicts one sample at a time",
    )


def settings() -> list[Any]:
    """The inputs after text and voice, in the order of page.js."""
    speed = gradio.Slider(0.5, 3.0, 1.0, step=0.05, label="Speed", info="times the voice's own")
    pitch = gradio.Slider(-12, 12, 0, step=0.5, label="Pitch", info="semitones up or down")
    energy = gradio.Slider(-12, 12, 0, step=1, label="Energy", info="dB louder or softer")
    pitch_range = gradio.Slider(
        0, 2, 1, step=0.1, label="Pitch range", info="0 is monotone, 2 twice as lively"
    )
    pause = gradio.Slider(
        0, 2, Delivery.pause, step=0.1, label="Pauses", info="seconds between sentences"
    )
    with gradio.Accordion("More", open=False):
        loudness = gradio.Slider(
            -36, -12, Delivery.loudness, step=1, label="Loudness", info="LUFS of each sentence"
        )
        style = gradio.CheckboxGroup(
            STYLES, label="Reading", info="otherwise as is usual in the voice's accent"
        )
        vocoder = vocoder_input("Vocoder")
        skip_unknown = gradio.Checkbox(False, label="Skip unknown tags", info="of an SSML document")
    return [vocoder, speed, pitch, energy, pitch_range, pause, loudness, style, skip_unknown]


def explain_tab(inputs: Sequence[Any]) -> None:
    """How the text of the first tab is read."""
    text, voice, *rest = inputs
    gradio.Markdown(
        "How the text of the first tab is read: class, rule, words, phonemes and their origin."
    )
    button = gradio.Button("Explain", variant="primary", min_width=120)
    table = gradio.HTML(apply_default_css=False)
    button.click(explained, [text, voice, rest[-2], rest[-1]], table, api_name=False)


def explained(text: str, voice: str, style: Sequence[str], skip_unknown: bool) -> str:
    """The table of the tab, or the error in its place."""
    try:
        return reading_table(shared_voice(voice, style=",".join(style)), text, skip_unknown)
    except PlainSpeechError as error:
        return error_note(str(error))


def compare_tab() -> None:
    """The same text by two voices or vocoders, without knowing which is which."""
    gradio.Markdown("The same text by two voices, in an order that only chance knows.")
    text = gradio.Textbox(EXAMPLES[1], label="Text", lines=2, max_lines=6)
    choices = []
    with gradio.Row():
        for label, name in (("First", "heart"), ("Second", "michael")):
            with gradio.Column(min_width=280):
                choices += [voice_input(f"{label} voice", name), vocoder_input(f"{label} vocoder")]
    button = gradio.Button("Prepare", variant="primary", min_width=120)
    gradio.HTML("<speech-compare></speech-compare>", apply_default_css=False)
    button.click(None, [text, *choices], None, js=COMPARE, api_name=False)


def files_tab() -> None:
    """A file with texts becomes an archive of sounds."""
    gradio.Markdown(
        "Each line, row, cue or chapter of a file becomes a sound. You get a .zip with the sounds, "
        "their subtitles and a manifest."
    )
    upload = gradio.File(
        label="File with texts", file_types=list(UPLOAD_EXTENSIONS), type="filepath"
    )
    with gradio.Row():
        voice = voice_input("Voice")
        format = gradio.Dropdown([(name, name) for name in SOUNDS], value="wav", label="Sound")
        subtitles = gradio.Dropdown(SUBTITLES, value="srt", label="Subtitles")
    with gradio.Row():
        start = gradio.Button("Speak the file", variant="primary", min_width=120)
        stop = gradio.Button("Stop", min_width=80)
    report = gradio.HTML(apply_default_css=False)
    archive = gradio.File(label="Archive", interactive=False, visible=False)
    work = start.click(
        spoken_file,
        [upload, voice, format, subtitles],
        [report, archive],
        api_name=False,
        show_progress="hidden",
        concurrency_limit=2,
    )
    stop.click(lambda: error_note("Stopped."), None, report, cancels=[work], api_name=False)


def spoken_file(
    upload: str | None, voice: str, format: str, subtitles: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """The report of the tab, again and again, and at the end the archive."""
    if upload is None:
        yield error_note("Choose a file first."), shown_archive(None)
        return
    try:
        tts = shared_voice(voice)
        for progress in speak_upload(
            Path(upload), downloads().path, tts, format, subtitles or None
        ):
            yield report_of(progress), shown_archive(progress.archive)
    except (PlainSpeechError, OSError) as error:
        yield error_note(str(error)), shown_archive(None)


def shown_archive(archive: Path | None) -> dict[str, Any]:
    """What the tab shows of an archive: nothing before there is one."""
    update: dict[str, Any] = gradio.update(
        value=None if archive is None else str(archive), visible=archive is not None
    )
    return update


def report_of(progress: BatchProgress) -> str:
    """How far a batch is, with what failed."""
    done = f"{progress.done} of {progress.total} spoken."
    bar = (
        f'<progress max="{progress.total}" value="{progress.done}" aria-label="{done}"></progress>'
    )
    shown = progress.failures[:MAX_FAILURES]
    more = len(progress.failures) - len(shown)
    notes = "".join(error_note(failure) for failure in shown)
    rest = f"<p>And {more} more; the manifest has them.</p>" if more else ""
    return f'<p class="ps-status" role="status">{bar} {done}</p>{notes}{rest}'


def error_note(message: str) -> str:
    """A message that screen readers say at once."""
    return f'<p class="ps-error" role="alert">{html.escape(message, quote=False)}</p>'


def mount(app: FastAPI, path: str = "/") -> FastAPI:
    """Put the page and its routes into an application."""
    os.environ["GRADIO_TEMP_DIR"] = str(downloads().path / "uploads")
    add_routes(app)
    app.add_middleware(PageLimits)
    theme = gradio.themes.Soft(  # with fonts of the system: the page works without a network
        primary_hue="indigo",
        font=["system-ui", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
    )
    return gradio.mount_gradio_app(
        app,
        page(),
        path,
        theme=theme,
        head=HEAD,
        footer_links=[],
        run_history=False,
        max_file_size="20mb",
        ssr_mode=False,
        enable_monitoring=False,
    )


def serve(host: str = "127.0.0.1", port: int = 7860, *, open_browser: bool = False) -> None:
    """Serve the page until it is interrupted.

    PortInUseError if another program listens there.
    """
    app = FastAPI(title="PlainSpeech", docs_url=None, redoc_url=None, openapi_url=None)
    serve_page(mount(app), host, port, open_browser=open_browser)


if __name__ == "__main__":
    serve()
