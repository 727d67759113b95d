"""Voices of the user's own: kept in one folder, checked, described."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np

from tts.acoustic.prosody import InvalidPhonemesError
from tts.acoustic.speakers import mean_pitch, speaker_weights
from tts.delivery import Delivery
from tts.loading import for_backend, load_acoustic, load_vocoder, with_suffix
from tts.voice import (
    CARD_FILE,
    PACKAGE_VOICES,
    VOICE_FILE,
    InvalidVoiceError,
    Voice,
    check_name,
    find,
    user_voices,
)

SUMS_FILE = "SHA256SUMS"
NETWORK_SUFFIXES = (".encoder.onnx", ".f0_predictor.onnx", ".decoder.onnx", ".safetensors")
SAMPLE_TEXT = "Hello."


def files_of(voice: Voice) -> list[Path]:
    """The files that a voice is made of, beside voice.json: its networks for each runtime, and its
    card.
    """
    files = [with_suffix(voice.acoustic, suffix) for suffix in NETWORK_SUFFIXES]
    files += [with_suffix(voice.vocoder, suffix) for suffix in (".onnx", ".safetensors")]
    files.append(voice.folder / CARD_FILE)
    return [file for file in files if file.is_file()]


def add_voice(folder: str | Path) -> Path:
    """Check a voice's folder and copy it among the user's voices, whole or not at all; returns the
    copy. Networks that lie outside the folder are copied into it. InvalidVoiceError if something is
    wrong with it, or there is a voice of that name.
    """
    return store_voice(Voice.read(folder))


def mix_voices(
    mixture: str, name: str, speed: float = 1.0, pitch: float = 0.0, energy: float = 0.0
) -> Path:
    """Keep a voice, or a mixture as `heart*0.6+emma*0.4`, among the user's voices under a name of
    its own; returns its folder.

    speed, pitch, energy    of its own, beside those of the voice: factor, semitones, dB

    Errors as of `tts.voice.find` and `add_voice`; InvalidDeliveryError for a number out of range.
    """
    voice = find(mixture)
    check_name(name, user_voices() / name / VOICE_FILE)
    own = Delivery(speed * voice.speed, pitch + voice.pitch, energy + voice.energy)
    return store_voice(
        replace(
            voice,
            name=name,
            description=f"{mixture} ({voice.locale})",
            speed=own.speed,
            pitch=own.pitch,
            energy=own.energy,
        )
    )


def store_voice(voice: Voice) -> Path:
    """Check a voice, and copy its files among the user's voices; returns the copy."""
    check_voice(voice)
    place = user_voices() / voice.name
    if place.exists():
        raise InvalidVoiceError(
            f"there is a voice {voice.name!r} in {place.parent} already. Remove it first: "
            f"plainspeech voices remove {voice.name}"
        )
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".adding-") as staging:
        copy = Path(staging) / voice.name
        copy.mkdir()
        for file in files_of(voice):
            shutil.copyfile(file, copy / file.name)
        text = voice.to_json(voice.acoustic.name, voice.vocoder.name)
        (copy / VOICE_FILE).write_text(text, encoding="utf-8")
        sums = [f"{sha256(file)}  {file.name}" for file in sorted(copy.iterdir())]
        (copy / SUMS_FILE).write_text("\n".join(sums) + "\n", encoding="utf-8")
        copy.rename(place)
    return place


def remove_voice(name: str) -> Path:
    """Remove one of the user's voices; returns its folder. InvalidVoiceError for another one."""
    place = user_voices() / name
    if Path(name).name != name or not (place / VOICE_FILE).is_file():
        found = sorted(file.parent.name for file in user_voices().glob(f"*/{VOICE_FILE}"))
        raise InvalidVoiceError(
            f"no voice {name!r} was added by `plainspeech voices add`. Added: "
            f"{', '.join(found) or 'none'}."
        )
    shutil.rmtree(place)
    return place


def sha256(path: Path) -> str:
    """The hash of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_hashes(folder: Path) -> None:
    """Raise InvalidVoiceError, naming the files, if some are not as SHA256SUMS says."""
    sums = folder / SUMS_FILE
    if not sums.is_file():
        return
    wrong = []
    for line in sums.read_text(encoding="utf-8").splitlines():
        expected, _, name = line.partition("  ")
        file = folder / name
        if not file.is_file() or sha256(file) != expected:
            wrong.append(name)
    if wrong:
        raise InvalidVoiceError(
            f"{folder}: {', '.join(wrong)} is not as it was added. Remove the voice, and add it "
            "again."
        )


def check_voice(voice: Voice) -> None:
    """Raise an error of PlainSpeech, naming what differs, unless a voice fits: its files are there
    and whole, its phonemes are those of this version, both networks have the same mel, its speaker
    exists, and it speaks.
    """
    from tts.pipeline import TTS

    check_hashes(voice.folder)
    chosen = for_backend(voice, None)
    chosen.check()
    acoustic = load_acoustic(chosen.acoustic)
    vocoder = load_vocoder(chosen, spec=acoustic.spec)
    acoustic.spec.check(vocoder.spec, str(chosen.acoustic), str(chosen.vocoder))
    try:
        speaker_weights(voice.speaker, len(acoustic.pitch_means))
    except InvalidPhonemesError as error:
        raise InvalidVoiceError(f"{voice.folder / VOICE_FILE}: {error}") from error
    audio = TTS(chosen, acoustic, vocoder).say(SAMPLE_TEXT)
    if not np.isfinite(audio.samples).all() or not np.abs(audio.samples).max() > 0:
        raise InvalidVoiceError(f"{voice.name}: its sound is not finite, or silent.")


def describe_voice(name: str | Path) -> list[str]:
    """Lines about a voice: what voice.json says, its files and their sizes, mel and pitch."""
    voice = find(name)
    acoustic = load_acoustic(for_backend(voice, None).acoustic)
    spec = acoustic.spec
    source = "packaged" if PACKAGE_VOICES in voice.folder.parents else "your own"
    lines = [
        f"{voice.name}: {voice.description} ({source})",
        f"folder    {voice.folder}",
        f"locale    {voice.locale}",
        f"speaker   {voice.speaker} of {len(acoustic.pitch_means)}, mean pitch "
        f"{mean_pitch(acoustic.pitch_means, voice.speaker):.0f} Hz",
        f"settings  speed {voice.speed:g}, pitch {voice.pitch:+g} semitones, energy "
        f"{voice.energy:+g} dB",
        f"mel       {spec.n_mels} bands, {spec.sample_rate} Hz, hop {spec.hop_length}",
        f"vocoders  {', '.join(voice.vocoders)}",
    ]
    for file in files_of(voice):
        lines.append(f"file      {file.name}, {file.stat().st_size / 1e3:.0f} kB")
    return lines
