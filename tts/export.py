"""Export of a voice as ONNX files for any ONNX runtime: `plainspeech export VOICE FOLDER`. Needs
torch, onnx and onnxscript.

    FOLDER/heart/voice.json            names the files of the folder above
    FOLDER/acoustic.encoder.onnx       phoneme_ids (1, phonemes, 2) int64,
                                       speaker_weights (1, speakers)
                                       -> hidden, log_durations, pitch_norm, energy_norm
    FOLDER/acoustic.f0_predictor.onnx  frame_hidden (1, frames, dim), frame_features (1, frames, 6)
                                       -> f0_residual, voicing_logit
    FOLDER/acoustic.decoder.onnx       frame_hidden, frame_features, f0_norm (1, frames),
                                       voiced (1, frames) -> mel (1, mels, frames)
    FOLDER/harmonic.onnx               mel, f0_features (1, 2, frames)
                                       -> predicted_filters, base_filters (1, frames, ..)
    FOLDER/harmonic.synthesis.onnx     predicted_filters, base_filters, f0_features,
                                       noise (1, frames, hop) -> samples (1, frames * hop)

Voices that share weights share these files, too. numpy computes what lies between the networks
(`tts.acoustic.model`). The last file is for other runtimes: `TTS` synthesizes in numpy
(`vocoders.harmonic.synthesis`).
"""

from __future__ import annotations

import shutil
from pathlib import Path

import vocoders
from tts.acoustic.fastspeech2 import FastSpeech2
from tts.acoustic.fastspeech2_export import acoustic_specs
from tts.acoustic.fastspeech2_onnx import NETWORKS, network_file
from tts.errors import SpeechError
from tts.loading import BACKEND_SUFFIXES, for_backend, with_suffix
from tts.voice import CARD_FILE, VOICE_FILE, Voice, find
from vocoders.export.graph import export_graph, inline_weights, is_quantized
from vocoders.export.harmonic import network_spec, synthesis_spec
from vocoders.harmonic.network import HarmonicVocoder
from vocoders.harmonic.network_onnx import HarmonicOnnx

PRECISIONS = ("float32", "float16", "int8")


class ExportError(SpeechError):
    """A voice that cannot be exported."""


def export_voice(
    voice: str | Path, folder: str | Path, precision: str = "float32"
) -> dict[Path, float]:
    """Write a voice's networks and its voice.json, which `TTS.load` loads without torch.

    voice      as for TTS.load; its files must be safetensors, its vocoder the harmonic one
    folder     where to put them
    precision  "float32", "float16" (of the weights; networks compute in float32) or "int8": the
               packaged networks, quantized
    returns    file of each network -> its largest difference from torch on random inputs; 0 for
               the packaged networks

    VoiceNotFoundError, InvalidVoiceError, ExportError; GraphExportError for a network whose file
    gives other results than torch.
    """
    if precision not in PRECISIONS:
        raise ExportError(
            f"networks can't be written as {precision!r}. Known: {', '.join(PRECISIONS)}."
        )
    if precision == "int8":
        return export_packaged(for_backend(find(voice), "onnx"), Path(folder))
    return export_float(
        for_backend(find(voice), "torch"), Path(folder), fp16=precision == "float16"
    )


def export_float(voice: Voice, folder: Path, fp16: bool) -> dict[Path, float]:
    """Export the torch networks of a voice, weights as float32 or float16."""
    vocoder = vocoders.load(voice.vocoder)
    if not isinstance(vocoder, HarmonicVocoder):
        raise ExportError(
            f"the vocoder of the voice {voice.name!r} is {vocoder.name!r}; only 'harmonic' can be "
            "exported."
        )
    acoustic_name = with_suffix(voice.acoustic, "").name
    vocoder_name = with_suffix(voice.vocoder, BACKEND_SUFFIXES["onnx"][1]).name
    acoustic = acoustic_specs(FastSpeech2.load(voice.acoustic))
    specs = {f"{acoustic_name}.{name}.onnx": spec for name, spec in acoustic.items()}
    specs[vocoder_name] = network_spec(vocoder)
    specs[synthesis_file(vocoder_name)] = synthesis_spec(vocoder.spec, vocoder.max_voiced_hz)
    errors = {}
    for name, spec in specs.items():
        has_weights = any(True for _ in spec.network.parameters())  # the synthesis has tables only
        errors[folder / name] = export_graph(spec, folder / name, fp16 and has_weights)
    write_voice_file(
        voice, folder / voice.name, acoustic_name + BACKEND_SUFFIXES["onnx"][0], vocoder_name
    )
    return errors


def synthesis_file(vocoder: str) -> str:
    """Name of the file of the synthesis, beside that of a vocoder's network."""
    return vocoder.replace(".onnx", ".synthesis.onnx")


def export_packaged(voice: Voice, folder: Path) -> dict[Path, float]:
    """Copy the quantized networks of a packaged voice, each with its weights in one file."""
    networks = [*(network_file(voice.acoustic, name) for name in NETWORKS), voice.vocoder]
    unquantized = [file for file in networks if not is_quantized(file)]
    if unquantized:
        raise ExportError(
            f"{unquantized[0]} is not quantized; `python -m tts.training.package` makes int8 "
            "networks of trained weights."
        )
    folder.mkdir(parents=True, exist_ok=True)
    for file in networks:
        inline_weights(file, folder / file.name)
    vocoder = HarmonicOnnx.load(voice.vocoder)
    synthesis = folder / synthesis_file(voice.vocoder.name)
    error = export_graph(synthesis_spec(vocoder.spec, vocoder.max_voiced_hz), synthesis)
    write_voice_file(voice, folder / voice.name, voice.acoustic.name, voice.vocoder.name)
    return {folder / file.name: 0.0 for file in networks} | {synthesis: error}


def write_voice_file(voice: Voice, folder: Path, acoustic: str, vocoder: str) -> None:
    """Write the settings of a voice into its folder, and its card if it has one.

    acoustic, vocoder    names of its ONNX files, in the folder above
    """
    folder.mkdir(parents=True, exist_ok=True)
    text = voice.to_json(f"../{acoustic}", f"../{vocoder}")
    (folder / VOICE_FILE).write_text(text, encoding="utf-8")
    if (voice.folder / CARD_FILE).is_file():
        shutil.copyfile(voice.folder / CARD_FILE, folder / CARD_FILE)
