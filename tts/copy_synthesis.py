"""Copy synthesis: a recording's mel and F0, made into samples again by a vocoder. It shows what the
vocoder alone loses.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tts.audio import Audio, Samples
from tts.files import read_sound
from tts.loading import for_backend, load_vocoder
from tts.voice import find
from vocoders import Vocoder
from vocoders.mel import mel_spectrogram
from vocoders.pitch import estimate_f0


def copy_synthesis(
    recording: str | Path,
    voice: str | Path = "heart",
    vocoder: str | Path | None = None,
    seed: int = 0,
    runtime: str | None = None,
    threads: int = 1,
) -> Audio:
    """The recording, synthesized again.

    recording    any sound file; brought to one channel and the vocoder's sample rate
    voice        whose vocoder to take
    vocoder      another one: a name or a file
    seed         of the vocoder
    runtime      as for TTS.load
    threads      as for TTS.load

    OSError if there is no such file, SpeechError if it holds no sound, VocoderError if it is
    shorter than a frame.
    """
    synthesis = load_vocoder(for_backend(find(voice), runtime), vocoder, threads=threads)
    samples = read_sound(recording, synthesis.spec.sample_rate)  # (samples,)
    return Audio(resynthesize(samples, synthesis, seed), synthesis.spec.sample_rate)


def resynthesize(samples: Samples, vocoder: Vocoder, seed: int = 0) -> Samples:
    """Mel and F0 of samples (samples,) at the vocoder's rate, and the wave it makes of them."""
    mel = mel_spectrogram(samples, vocoder.spec)  # (mels, frames)
    f0 = estimate_f0(samples, vocoder.spec) if vocoder.needs_pitch else None  # (frames,)
    return np.asarray(vocoder(mel, f0, seed), np.float32)
