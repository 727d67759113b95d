"""A voice -> ONNX files that any ONNX runtime can run: `plainspeech export VOICE FOLDER`. Needs
torch, onnx and onnxscript.

    FOLDER/heart/voice.json            names what lies above
    FOLDER/acoustic.encoder.onnx       phoneme_ids (1, phonemes, 2) int64, speaker_id (1,) int64
                                       -> hidden, log_durations, pitch_norm, energy_norm
    FOLDER/acoustic.f0_predictor.onnx  frame_hidden (1, frames, dim), frame_features (1, frames, 6)
                                       -> f0_residual, voicing_logit
    FOLDER/acoustic.decoder.onnx       frame_hidden, frame_features, f0_norm (1, frames),
                                       voiced (1, frames) -> mel (1, mels, frames)
    FOLDER/harmonic.onnx               mel, f0_features (1, 2, frames)
                                       -> predicted_filters, base_filters (1, frames, ..)
    FOLDER/harmonic.synthesis.onnx     predicted_filters, base_filters, f0_features,
                                       noise (1, frames, hop) -> samples (1, frames * hop)

Voices that share their weights share these files too. What happens between them is numpy:
`tts.acoustic.model`; `TTS` does what the last file does in numpy, too (`vocoders.harmonic.synthesis`).
"""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import Tensor

import vocoders
from tts.acoustic.fastspeech2 import ARCHITECTURE, FRAME_FEATURES, FastSpeech2
from tts.acoustic.fastspeech2_onnx import NETWORKS, network_file
from tts.acoustic.model import NUM_STRESS_LEVELS
from tts.errors import SpeechError
from tts.loading import BACKEND_SUFFIXES, for_backend, with_suffix
from tts.voice import FORMAT, VOICE_FILE, Voice, find
from vocoders.export.graph import (
    Part,
    digest_of,
    harmonic_part,
    is_rounded,
    wave_part,
    whole,
    write,
)
from vocoders.harmonic.network import HarmonicVocoder
from vocoders.harmonic.network_onnx import HarmonicOnnx

if TYPE_CHECKING:
    from collections.abc import Callable

CARD = "CARD.md"
KINDS = ("float32", "float16", "int8")


class ExportError(SpeechError):
    """A voice of which no ONNX files can be made."""


def export(voice: str | Path, folder: str | Path, kind: str = "float32") -> dict[Path, float]:
    """Write a voice's networks and its voice.json, from which `TTS.load` speaks without torch.

    voice      as for TTS.load; its files must be safetensors, its vocoder the harmonic one
    folder     where to put them
    kind       "float32", "float16" (weights are stored so; networks compute in float32) or "int8":
               as the voice is packaged, large products in bytes
    returns    each network's file -> the largest difference from torch that was found on random
               input; 0 for int8, which are the packaged networks

    VoiceNotFoundError, InvalidVoiceError, ExportError, ExportFailed (a network that says something else than
    torch).
    """
    if kind not in KINDS:
        raise ExportError(f"networks can't be written as {kind!r}. Known: {', '.join(KINDS)}.")
    if kind == "int8":
        return copied(for_backend(find(voice), "onnx"), Path(folder))
    found = for_backend(find(voice), "torch")
    folder = Path(folder)
    vocoder = vocoders.load(found.vocoder)
    if not isinstance(vocoder, HarmonicVocoder):
        raise ExportError(
            f"the voice {found.name!r} speaks through {vocoder.name!r}; only 'harmonic' can be exported."
        )
    acoustic = with_suffix(found.acoustic, "").name
    parts = {
        f"{acoustic}.{name}.onnx": part
        for name, part in acoustic_parts(FastSpeech2.load(found.acoustic)).items()
    }
    sound = with_suffix(found.vocoder, BACKEND_SUFFIXES["onnx"][1]).name
    parts |= {
        sound: harmonic_part(vocoder),
        wave_file(sound): wave_part(vocoder.spec, vocoder.max_voiced_hz),
    }
    distances = {
        folder / name: write(part, folder / name, kind == "float16") for name, part in parts.items()
    }
    describe(
        found, folder / found.name, f"../{acoustic}{BACKEND_SUFFIXES['onnx'][0]}", f"../{sound}"
    )
    return distances


def wave_file(vocoder: str) -> str:
    """Beside the file of a vocoder's network, the one of what comes after it."""
    return vocoder.replace(".onnx", ".synthesis.onnx")


def copied(voice: Voice, folder: Path) -> dict[Path, float]:
    """The networks of a packaged voice, each with its weights in one file."""
    networks = [*(network_file(voice.acoustic, name) for name in NETWORKS), voice.vocoder]
    if absent := [file for file in networks if not is_rounded(file)]:
        raise ExportError(
            f"{absent[0]} has no products in bytes; `python -m tts.training.package` makes such networks of trained weights."
        )
    folder.mkdir(parents=True, exist_ok=True)
    for file in networks:
        whole(file, folder / file.name)
    vocoder = HarmonicOnnx.load(voice.vocoder)
    last = folder / wave_file(voice.vocoder.name)
    distance = write(wave_part(vocoder.spec, vocoder.max_voiced_hz), last)
    describe(voice, folder / voice.name, f"../{voice.acoustic.name}", f"../{voice.vocoder.name}")
    return {folder / file.name: 0.0 for file in networks} | {last: distance}


def describe(voice: Voice, folder: Path, acoustic: str, vocoder: str) -> None:
    """The voice's settings, naming its ONNX files; its card, if it has one."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = {
        "format": FORMAT,
        "name": voice.name,
        "locale": voice.locale,
        "speaker": voice.speaker,
        "description": voice.description,
        "acoustic": acoustic,
        "vocoder": vocoder,
    }
    (folder / VOICE_FILE).write_text(
        json.dumps(settings, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    if (voice.folder / CARD).is_file():
        shutil.copyfile(voice.folder / CARD, folder / CARD)


def acoustic_parts(model: FastSpeech2) -> dict[str, Part]:
    """The three networks of an acoustic model, which carry the same digest, so that they are not
    mixed with others.
    """
    meta = {
        "architecture": ARCHITECTURE,
        "config": asdict(model.config),
        "mel_config": model.spec.to_dict(),
        **model.description(),
        "weights_digest": digest_of(model),
    }
    axes = dict.fromkeys(("frame_hidden", "frame_features", "f0_norm", "voiced"), 1)
    parts = {
        "encoder": Part(
            model.encoder,
            phonemes_of(model),
            {"phoneme_ids": 1},
            ["hidden", "log_durations", "pitch_norm", "energy_norm"],
            meta,
        ),
        "f0_predictor": Part(
            model.f0_predictor,
            frames_for(model, "frame_hidden", "frame_features"),
            axes,
            ["f0_residual", "voicing_logit"],
            meta,
        ),
        "decoder": Part(
            model.decoder,
            frames_for(model, *axes),
            axes,
            ["mel"],
            meta,
            model.config.reduction_factor,
        ),
    }
    return {
        name: replace(part, meta=meta | {"network": name}, prefix=f"{name}.")
        for name, part in parts.items()
    }


def phonemes_of(model: FastSpeech2) -> Callable[[int], dict[str, Tensor]]:
    """Random phonemes of a random speaker, of any length."""

    def inputs(length: int) -> dict[str, Tensor]:
        ids = torch.stack(
            [
                torch.randint(len(model.symbols), (1, length)),
                torch.randint(NUM_STRESS_LEVELS, (1, length)),
            ],
            -1,
        )
        return {"phoneme_ids": ids, "speaker_id": torch.randint(model.config.num_speakers, (1,))}

    return inputs


def frames_for(model: FastSpeech2, *names: str) -> Callable[[int], dict[str, Tensor]]:
    """What contour or decoder are given for random frames."""

    def inputs(length: int) -> dict[str, Tensor]:
        everything = {
            "frame_hidden": torch.randn(1, length, model.config.hidden_dim),
            "frame_features": torch.randn(1, length, FRAME_FEATURES),
            "f0_norm": torch.randn(1, length),
            "voiced": (torch.rand(1, length) > 0.5).float(),
        }
        return {name: everything[name] for name in names}

    return inputs
