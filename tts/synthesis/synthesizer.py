"""Phonemes -> Audio: a voice, its acoustic model and its vocoder. No text, no files of sound."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tts.acoustic.mel_decoder import AcousticFeatures, PeekableMel
from tts.acoustic.prosody import PhonemeProsody, apply_settings
from tts.acoustic.time_compression import MAX_MEL_COMPRESSION
from tts.audio import Audio
from tts.loading import check_vocoder, for_backend, load_acoustic, load_vocoder
from tts.synthesis.chunking import Chunk, ChunkSchedule
from tts.synthesis.limiter import PeakLimiter
from tts.synthesis.loudness_gain import LoudnessPredictor, spoken_part
from tts.synthesis.request import SynthesisRequest
from tts.synthesis.sample_compression import SampleCompressor
from tts.synthesis.timestamps import Timestamper
from tts.synthesis.trimming import (
    EdgeFader,
    SilenceTrimmer,
    silence_margins,
    silence_threshold,
)
from tts.synthesis.volume import Amplifier, volume_envelope
from tts.voice import InvalidVoiceError, Voice, find
from vocoders import Streaming, Vocoder
from vocoders.whole_mel import WholeMelStream

if TYPE_CHECKING:
    from tts.acoustic.model import AcousticModel
    from tts.delivery import Delivery

Floats = NDArray[np.float32]


class Synthesizer:
    """A voice that speaks phonemes. One may be used from several threads at once.

    voice      what it was made from
    acoustic   phonemes -> prosody, F0 and mel
    vocoder    mel (and F0, if it needs it) -> samples

    SpecMismatchError if acoustic model and vocoder do not have the same mel, InvalidPhonemesError
    if the model does not have the voice's speaker.
    """

    def __init__(self, voice: Voice, acoustic: AcousticModel, vocoder: Vocoder) -> None:
        acoustic.spec.check(
            vocoder.spec, f"the voice {voice.name!r}", f"the vocoder {vocoder.name!r}"
        )
        self.voice = voice
        self.acoustic = acoustic
        self.vocoder = vocoder
        self.loudness = LoudnessPredictor(vocoder.spec)
        self.speakers = acoustic.mixture(voice.speaker)
        self.whole = not isinstance(vocoder, Streaming)
        self.streaming = vocoder if isinstance(vocoder, Streaming) else WholeMelStream(vocoder)
        self.latency = self.streaming.latency_frames

    @classmethod
    def load(
        cls,
        voice: str | Path = "heart",
        vocoder: str | Path | Vocoder | None = None,
        runtime: str | None = None,
        threads: int = 1,
    ) -> Synthesizer:
        """A voice by its name or the path of its folder; arguments and errors as for `TTS.load`."""
        found = for_backend(find(voice), runtime)
        found.check()
        check_vocoder(found, vocoder)
        acoustic = load_acoustic(found.acoustic, threads)
        return cls(found, acoustic, load_vocoder(found, vocoder, acoustic.spec, threads))

    @property
    def sample_rate(self) -> int:
        """Of the speech, in Hz."""
        return self.vocoder.spec.sample_rate

    @property
    def mean_pitch(self) -> float:
        """Of the voice, in Hz."""
        return self.speakers.pitch_mean * 2 ** (self.voice.pitch / 12)

    def predict_prosody(self, ids: Sequence[tuple[int, int]], delivery: Delivery) -> PhonemeProsody:
        """Prosody of phonemes, as the voice predicts it and the settings change it.

        ids   symbol and stress of each phoneme
        """
        predicted = self.acoustic.predict_prosody(np.array(ids, np.int64), self.speakers)
        return apply_settings(
            predicted,
            speed=delivery.speed * self.voice.speed,
            pitch=delivery.pitch + self.voice.pitch,
            energy=delivery.energy + self.voice.energy,
            pitch_range=delivery.pitch_range,
        )

    def synthesize(
        self,
        requests: Sequence[SynthesisRequest],
        schedule: ChunkSchedule,
        target_lufs: float | None = None,
        seed: int = 0,
    ) -> Iterator[Audio]:
        """Prosody -> Audio: the parts of a sentence, each in chunks, all with one gain.

        schedule      lengths of the chunks
        target_lufs   loudness of the whole; None for a gain of 1
        seed          of the vocoder

        Nothing is computed before it is asked for. InvalidVoiceError if the samples are not finite.
        """
        rate = self.sample_rate
        hop = self.vocoder.spec.hop_length
        target_lufs = None if target_lufs is None else target_lufs + self.voice.energy
        lookahead = 0 if target_lufs is None else self.loudness.lookahead
        parts = []
        for request in requests:
            feature = self.acoustic.expand(request.prosody, MAX_MEL_COMPRESSION)  # (frames, ...)
            lengths = schedule.split(len(feature.f0), self.latency)  # frames of each chunk
            mel = PeekableMel(self.acoustic, feature, lengths, lookahead, self.whole)  # chunks
            parts.append((request, feature, mel))
        gain = self.loudness.gain(starmap(spoken_part, parts), target_lufs)  # a factor
        for request, feature, mel in parts:
            threshold = silence_threshold(feature.energies, request.silence_db)
            margins = silence_margins(request.speed, request.margins)
            text = request.utterance.text if request is requests[0] else ""
            chunks = self.vocode(request, feature, mel, seed)  # (samples,) a chunk
            chunks = map(SilenceTrimmer(rate, threshold, *margins, pad=True).push, chunks)
            chunks = map(EdgeFader(rate).push, chunks)  # without silence, faded in and out
            envelope = volume_envelope(request.volumes, feature.spoken_durations, hop, rate)
            chunks = map(Amplifier(gain, envelope).push, chunks)  # at the target loudness
            chunks = map(PeakLimiter(rate).push, chunks)  # under full scale
            stamp = Timestamper(request, feature.spoken_durations, hop, rate, text).push
            yield from filter(None, map(stamp, chunks))  # Audio

    def vocode(
        self,
        request: SynthesisRequest,
        features: AcousticFeatures,
        mel: Iterable[Floats],
        seed: int,
    ) -> Iterator[Chunk]:
        """A mel and the F0 of all its frames -> samples, chunk by chunk, compressed in time where
        the mel was not compressed enough.

        InvalidVoiceError if they are not finite.
        """
        hop = self.vocoder.spec.hop_length
        total = len(features.f0) * hop
        compressor = None
        if features.sample_knots is not None:
            compressor = SampleCompressor(self.sample_rate, features.sample_knots * hop)
        start = 0
        for samples in self.streaming.stream(mel, features.f0, seed):
            if not np.isfinite(samples).all():
                raise InvalidVoiceError(
                    f"the voice {self.voice.name!r} made no sound of "
                    f"{shorten_repr(request.utterance.text)} but values that are no numbers. "
                    f"Its weights are damaged: install plainspeech again."
                )
            end = start + len(samples)
            chunk = Chunk(samples, start, end == total)
            yield compressor.push(chunk) if compressor else chunk
            start = end


def shorten_repr(text: str, length: int = 60) -> str:
    """A text for a message: on one line, short, quoted."""
    return repr(text if len(text) <= length else text[:length] + "...")
