"""The last stage: a folder that is a voice."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tts.files import write_text
from tts.recordings.check import DatasetReport
from tts.training.package import package
from tts.training.voices.evaluation import Figures
from tts.training.voices.settings import VoiceSettings
from tts.voice import CARD_FILE, VOICE_FILE, Voice

LOCALE_NAMES = {"en-us": "US English", "en-gb": "British English", "de": "German"}
FIGURE_ROWS = (  # what it is, attribute of Figures, format
    ("clarity of the phonemes (aligner's score, 0 at best)", "score", ".2f"),
    ("phonemes a second", "rate", ".1f"),
    ("mean pitch, Hz", "pitch", ".0f"),
    ("spread of the pitch, semitones", "range", ".1f"),
)


def write_voice_folder(
    folder: Path, acoustic: Path, vocoder: Path, settings: VoiceSettings
) -> None:
    """Write the networks for both runtimes, and voice.json: the folder can be copied."""
    package(acoustic, vocoder, folder)
    files = ("acoustic.safetensors", "harmonic.safetensors")
    voice = Voice(
        name=settings.name,
        locale=settings.locale,
        speaker=0,
        description=settings.description or LOCALE_NAMES.get(settings.locale, settings.locale),
        acoustic=folder / files[0],
        vocoder=folder / files[1],
        folder=folder,
    )
    write_text(folder / VOICE_FILE, voice.to_json(*files))


def figure_table(figures: Mapping[str, Figures]) -> str:
    """A table in Markdown: a column for each voice."""
    rows = [f"| | {' | '.join(figures)} |", "|---|" + "---|" * len(figures)]
    for label, key, form in FIGURE_ROWS:
        cells = [f"{getattr(voice, key):{form}}" for voice in figures.values()]
        rows.append(f"| {label} | {' | '.join(cells)} |")
    return "\n".join(rows)


def data_sentences(report: DatasetReport) -> str:
    """How much speech can be used, and how much of it is trained on."""
    left_out = len(report.clips) - len(report.usable) + len(report.left_out)
    trained = [each for each in report.usable if each.clip.split == "train"]
    hours = sum(each.seconds for each in trained) / 3600
    return (
        f"{sum(report.hours.values()):.2f} hours, {len(report.usable)} clips of "
        f"{report.recordings.folder.resolve().name}; {left_out} left out by the check. "
        f"{hours:.2f} hours, {len(trained)} clips of them are trained on; the others are held out."
    )


def write_card(
    folder: Path, settings: VoiceSettings, report: DatasetReport, figures: Mapping[str, Figures]
) -> None:
    """Write the voice's card: data, licence, training, figures, weak points."""
    licence = settings.licence or "**Not stated.** Ask the speaker before you share this voice."
    notes = "\n".join(f"- {note}" for note in report.notes) or "- None found by the check."
    text = f"""# {settings.name}

{settings.description or LOCALE_NAMES.get(settings.locale, settings.locale)}, `{settings.locale}`; \
24 kHz. Made by `plainspeech train`.

## Data

{data_sentences(report)}

## Licence

{licence}

## Training

Fine-tuned from the packaged voice `{settings.base}`, {settings.minutes:g} minutes.

## Figures

Medians over the texts that were held out. Nothing was trained on them.

{figure_table(figures)}

## Weak points

{notes}
"""
    write_text(folder / CARD_FILE, text)
