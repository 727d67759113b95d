"""Speech of the page, sentence by sentence, as events that a script in the browser plays."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from frontend import SsmlUtterance, Utterance
from tts.audio import Audio, Samples
from tts.cli.wav_stream import pcm_bytes
from tts.page.edits import apply_edits, by_sentence, to_ssml, with_prosody
from tts.page.pictures import f0_track, mel_image, phoneme_times, word_rows
from tts.page.request import PageRequest
from tts.page.voices import shared_voice
from tts.pipeline import TTS, TextAccumulator
from tts.subtitles import TimestampTrack
from tts.synthesis.chunking import ChunkSchedule, ChunkSizes
from tts.synthesis.request import SynthesisRequest
from tts.synthesis.ssml import VoicePool, outer_silences, utterance_requests
from tts.synthesis.synthesizer import Synthesizer

PAGE_CHUNKS: ChunkSizes = (
    0.16,
    0.64,
    2.0,
)  # seconds: sound begins at once, Stop ends the work soon
Event = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence that is about to be spoken.

    index         its number in the text, from 0
    utterance     its words and phonemes
    synthesizer   the voice that speaks it
    requests      one, or several with breaks between
    chunks        its speech, computed as it is asked for
    """

    index: int
    utterance: Utterance
    synthesizer: Synthesizer
    requests: Sequence[SynthesisRequest]
    chunks: Iterator[Audio]


def load_for(request: PageRequest) -> TTS:
    """The voice of a request, with its lexicon and style."""
    return shared_voice(request.voice, request.vocoder, ",".join(request.style), request.lexicon)


def spoken_sentences(tts: TTS, request: PageRequest) -> Iterator[Sentence]:
    """The sentences of a text, each with its speech to come. A plain text without edits sounds as
    `TTS.say` has it.
    """
    schedule = ChunkSchedule(PAGE_CHUNKS, tts.synthesizer.loudness.frame_rate)
    if request.ssml or request.edits:
        made = document_sentences(tts, request, schedule)
    else:
        made = plain_sentences(tts, request, schedule)
    for sentence in made:
        if request.sentence in (None, sentence.index):
            yield sentence
        if request.sentence == sentence.index:
            return


def plain_sentences(tts: TTS, request: PageRequest, schedule: ChunkSchedule) -> Iterator[Sentence]:
    """The sentences of a plain text, as the voice says them."""
    delivery = request.delivery()
    for index, (utterance, paragraph) in enumerate(with_paragraphs(tts, request.text)):
        if request.sentence is not None and request.sentence != index:
            continue
        pause = delivery.pause * (2 if paragraph else 1) / delivery.speed
        prosody = tts.synthesizer.predict_prosody(utterance.ids, delivery)
        requests = [SynthesisRequest(utterance, prosody, delivery.speed, pause=pause)]
        chunks = tts.synthesizer.synthesize(requests, schedule, delivery.target_lufs, delivery.seed)
        yield Sentence(index, utterance, tts.synthesizer, requests, chunks)


def document_sentences(
    tts: TTS, request: PageRequest, schedule: ChunkSchedule
) -> Iterator[Sentence]:
    """The sentences of an SSML document, or of an edited text, which is one then."""
    delivery = request.delivery()
    edits = by_sentence(request.edits)
    pool = VoicePool(tts.synthesizer, request.text)
    for index, utterance in enumerate(annotated(tts, request, pool)):
        if request.sentence is not None and request.sentence != index:
            continue
        changed = apply_edits(utterance, edits.get(index, ()))
        pause, outer = outer_silences(changed, delivery, first=not index)
        voice = pool.synthesizer(changed.voice)
        requests = utterance_requests(voice, changed, delivery, pause, outer)
        chunks = voice.synthesize(requests, schedule, delivery.target_lufs, delivery.seed)
        yield Sentence(index, changed, voice, requests, chunks)


def annotated(tts: TTS, request: PageRequest, pool: VoicePool) -> Iterator[SsmlUtterance]:
    """The utterances of a text or document, with prosody by phoneme."""
    if request.ssml:
        yield from tts.frontend.ssml(request.text, pool.locales, request.skip_unknown)
        return
    for utterance, paragraph in with_paragraphs(tts, request.text):
        yield with_prosody(utterance, paragraph)


def with_paragraphs(tts: TTS, text: str) -> Iterator[tuple[Utterance, bool]]:
    """The utterances of a plain text, each with whether a paragraph begins with it."""
    source = TextAccumulator(text)
    end = 0
    for utterance in tts.frontend(text):
        yield utterance, source.has_paragraph_break(end, utterance.start)
        end = utterance.end


def speak_sentences(tts: TTS, request: PageRequest) -> Iterator[Audio]:
    """The speech of a text in chunks."""
    for sentence in spoken_sentences(tts, request):
        yield from same_rate(sentence.chunks, tts.sample_rate)


def same_rate(chunks: Iterable[Audio], sample_rate: int) -> Iterator[Audio]:
    """The same at the sample rate of the page's voice."""
    for audio in chunks:
        yield audio if audio.sample_rate == sample_rate else audio.resample(sample_rate)


def events(tts: TTS, request: PageRequest) -> Iterator[Event]:
    """Events of a text: its samples chunk by chunk, and after each sentence its words and pictures.

    begin      sample_rate, voice
    audio      sentence, pause (seconds before it, if another came before), pcm (s16le in base64)
    sentence   sentence, words, phonemes, f0, mel
    end
    """
    yield {"type": "begin", "sample_rate": tts.sample_rate, "voice": tts.voice.name}
    for sentence in spoken_sentences(tts, request):
        track = TimestampTrack()
        heard: list[Samples] = []
        for audio in track.follow(same_rate(sentence.chunks, tts.sample_rate)):
            inner_pause = audio.pause if heard else 0.0
            samples = audio.after_pause() if inner_pause else audio.samples
            yield {
                "type": "audio",
                "sentence": sentence.index,
                "pause": 0.0 if heard else audio.pause,
                "pcm": base64.b64encode(pcm_bytes(samples, "16")).decode("ascii"),
            }
            heard.append(samples)
        yield sentence_event(sentence, track, np.concatenate(heard))
    yield {"type": "end"}


def sentence_event(sentence: Sentence, track: TimestampTrack, samples: Samples) -> Event:
    """Words, phonemes and pictures of a sentence that was spoken.

    samples   (samples,) of all of it
    """
    phonemes = phoneme_times(sentence.requests, track.phonemes)
    return {
        "type": "sentence",
        "sentence": sentence.index,
        "words": word_rows(sentence.utterance, phonemes),
        "phonemes": [
            [each.symbol, round(each.start, 4), round(each.end, 4), each.word] for each in phonemes
        ],
        "f0": f0_track(sentence.synthesizer, sentence.requests, track.phonemes),
        "mel": mel_image(samples, sentence.synthesizer.vocoder.spec),
    }


def timestamps(tts: TTS, request: PageRequest) -> TimestampTrack:
    """When the words of a text sound."""
    track = TimestampTrack()
    for _ in track.follow(speak_sentences(tts, request)):
        pass
    return track


def export_ssml(tts: TTS, request: PageRequest) -> str:
    """A document that says the text with its edits and its lexicon."""
    pool = VoicePool(tts.synthesizer, request.text)
    utterances = list(annotated(tts, request, pool))
    return to_ssml(
        request.text, utterances, by_sentence(request.edits), request.lexicon, request.ssml
    )
