"""Text -> Audio: the front end and the synthesizer joined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from frontend import Frontend, Style, Utterance
from tts.acoustic.prosody import Override, override_prosody
from tts.audio import Audio
from tts.delivery import Delivery
from tts.errors import SpeechError
from tts.synthesis.chunking import GROWING, SENTENCE, ChunkSchedule, ChunkSizes
from tts.synthesis.request import SynthesisRequest
from tts.synthesis.synthesizer import Synthesizer
from tts.voice import Voice

if TYPE_CHECKING:
    from tts.acoustic.model import AcousticModel
    from vocoders import Vocoder

LexiconSource = Mapping[str, str] | Path | str
DEFAULT_DELIVERY = Delivery()


class TextTypeError(SpeechError, TypeError):
    """A text that is neither a string nor an iterable of strings."""


class TTS:
    """A voice ready to speak. One may be used from several threads at once.

    frontend      text -> utterances, in the voice's locale
    synthesizer   utterances -> Audio

    SpecMismatchError if acoustic model and vocoder do not have the same mel; `lexicon` and `style`
    as in `load`.
    """

    def __init__(
        self,
        voice: Voice,
        acoustic: AcousticModel,
        vocoder: Vocoder,
        lexicon: LexiconSource | None = None,
        style: Style | str | None = None,
    ) -> None:
        self.synthesizer = Synthesizer(voice, acoustic, vocoder)
        if isinstance(style, Style):
            style = style._replace(locale=voice.locale)
        self.frontend = Frontend(voice.locale, lexicon=lexicon, style=style)
        self._load_args: tuple[Any, ...] | None = None

    @classmethod
    def load(
        cls,
        voice: str | Path = "heart",
        vocoder: str | Path | Vocoder | None = None,
        lexicon: LexiconSource | None = None,
        runtime: str | None = None,
        style: Style | str | None = None,
        threads: int = 1,
    ) -> TTS:
        """A voice by its name or the path of its folder.

        voice      see `plainspeech voices`
        vocoder    instead of the voice's own: a name ("harmonic", "wavenet", "griffin-lim"), a
                   safetensors or ONNX file, or an object
        lexicon    how words are pronounced, before all other sources: {"gif": "ʤɪf"}, or a TOML or
                   PLS file
        runtime    what the networks run in: "onnx", or "torch", the reference (plainspeech[torch]);
                   else ONNX Runtime if the voice has such files
        style      conventions of reading: "number-and=yes,money-and=no,zero=oh,emoji=drop", or a
                   frontend.Style (but in the voice's locale)
        threads    that share the work of each network in ONNX Runtime; torch has its own setting
                   (torch.set_num_threads)

        VoiceNotFoundError, InvalidVoiceError, VocoderError (damaged or foreign weights;
        MissingDependencyError where torch is wanted and absent), SpecMismatchError (a vocoder for
        other mels), UnknownBackendError, LexiconError, UnknownStyleError.
        """
        loaded = Synthesizer.load(voice, vocoder, runtime, threads)
        tts = cls(loaded.voice, loaded.acoustic, loaded.vocoder, lexicon, style)
        tts._load_args = (voice, vocoder, lexicon, runtime, style, threads)
        return tts

    def __reduce__(self) -> tuple[Any, ...]:
        """For pickle: a voice is loaded again, by its name and settings."""
        if self._load_args is None:
            raise SpeechError(
                "only a TTS that was made by TTS.load can be pickled: its networks are not stored, "
                "but loaded again. Use TTS.load."
            )
        return type(self).load, self._load_args

    @property
    def voice(self) -> Voice:
        """The voice that it was made from."""
        return self.synthesizer.voice

    @property
    def acoustic(self) -> AcousticModel:
        """Phonemes -> prosody, F0 and mel."""
        return self.synthesizer.acoustic

    @property
    def vocoder(self) -> Vocoder:
        """Mel (and F0, if it needs it) -> samples."""
        return self.synthesizer.vocoder

    @property
    def sample_rate(self) -> int:
        """Of the speech, in Hz."""
        return self.synthesizer.sample_rate

    def say(
        self,
        text: str,
        speed: float = 1.0,
        pitch: float = 0.0,
        energy: float = 0.0,
        pitch_range: float = 1.0,
        pause: float = DEFAULT_DELIVERY.pause,
        seed: int = 0,
        loudness: float | None = DEFAULT_DELIVERY.loudness,
        *,
        lead: float = DEFAULT_DELIVERY.lead,
        ssml: bool = False,
        skip_unknown: bool = False,
    ) -> Audio:
        """Speak a text of any length.

        text          in plain English; `[word](/ipa/)` says how a word sounds; or an SSML document
        speed         2 is twice as fast
        pitch         semitones up or down
        energy        dB louder or softer
        pitch_range   0 is monotone, 2 twice as lively
        pause         seconds between sentences, twice as long between paragraphs
        seed          the same text with the same seed is the same sound
        loudness      LUFS (ITU-R BS.1770) of each sentence, within 1.5 dB, before `energy` is
                      added; None leaves each as loud as the voice says it
        lead          seconds of silence before the first sentence
        ssml          whether the text is an SSML document; the Audio then has the times of its
                      marks
        skip_unknown  whether tags that are not known are left out, instead of being an error

        NothingToSayError if there is nothing in it to speak, TextTypeError if it is no text,
        InvalidDeliveryError if a number is out of range, SsmlError for what is no SSML.
        """
        settings = (speed, pitch, energy, pitch_range, pause, seed, loudness, lead)
        return Audio.join(list(self._stream(text, settings, ssml, skip_unknown, SENTENCE)))

    def stream(
        self,
        text: str | Iterable[str],
        speed: float = 1.0,
        pitch: float = 0.0,
        energy: float = 0.0,
        pitch_range: float = 1.0,
        pause: float = DEFAULT_DELIVERY.pause,
        seed: int = 0,
        loudness: float | None = DEFAULT_DELIVERY.loudness,
        *,
        lead: float = DEFAULT_DELIVERY.lead,
        ssml: bool = False,
        skip_unknown: bool = False,
        chunks: ChunkSizes = GROWING,
    ) -> Iterator[Audio]:
        """Speak chunk by chunk, each as soon as it is ready; joined they are what `say` gives.
        Other arguments as in `say`.

        text     may also be an iterable of fragments of a text, as from a language model: a
                 sentence is spoken when nothing can change it
        chunks   "growing": the first chunk a tenth of a second, so that speech begins at once,
                 later ones up to some seconds; "sentence": each sentence in one chunk; or seconds,
                 one number or several, of which the last goes for all that follow

        A chunk that continues a sentence says so (`continues`) and follows without a gap. A
        sentence has some 0.04 s of silence before it and 0.14 s after it; the `pause` of its first
        chunk is what to wait before it when another came before. Work is done only while a chunk
        is asked for: whoever stops asking, or closes the generator, ends it. Errors are as in
        `say`, and raised at once; of fragments, NothingToSayError comes at their end.
        """
        settings = (speed, pitch, energy, pitch_range, pause, seed, loudness, lead)
        return self._stream(text, settings, ssml, skip_unknown, chunks)

    def _stream(
        self,
        text: str | Iterable[str],
        settings: tuple[Any, ...],
        ssml: bool,
        skip_unknown: bool,
        chunks: ChunkSizes,
    ) -> Iterator[Audio]:
        """Check the settings and the text, and choose how it is read."""
        source = TextAccumulator(text)
        delivery = Delivery(*settings)
        target_lufs = delivery.target_lufs
        schedule = ChunkSchedule(chunks, self.synthesizer.loudness.frame_rate)
        if ssml:
            from tts.synthesis.ssml import VoicePool, synthesize_document

            text = source.read()
            pool = VoicePool(self.synthesizer, text)
            document = self.frontend.ssml(text, pool.locales, skip_unknown)
            return synthesize_document(pool, document, delivery, schedule)
        if isinstance(text, str):
            return self._speak_all(self.frontend(text), source, delivery, schedule, target_lufs)
        fragments = self.frontend.stream(source.fragments())
        return self._speak_all(fragments, source, delivery, schedule, target_lufs)

    def _speak_all(
        self,
        utterances: Iterable[Utterance],
        source: TextAccumulator,
        delivery: Delivery,
        schedule: ChunkSchedule,
        target_lufs: float | None,
    ) -> Iterator[Audio]:
        """Utterances -> Audio, with the pause before each."""
        end = 0
        lead = delivery.lead / delivery.speed
        for utterance in utterances:  # text -> phonemes
            paragraphs = 2 if source.has_paragraph_break(end, utterance.start) else 1
            pause = delivery.pause * paragraphs / delivery.speed
            prosody = self.synthesizer.predict_prosody(utterance.ids, delivery)  # (phonemes,)
            request = SynthesisRequest(
                utterance, prosody, delivery.speed, pause=pause, leading_silence=lead
            )
            lead = 0.0
            yield from self.synthesizer.synthesize(  # Audio
                [request], schedule, target_lufs, delivery.seed
            )
            end = utterance.end

    def speak(
        self,
        utterance: Utterance,
        delivery: Delivery = DEFAULT_DELIVERY,
        *,
        durations: Override = None,
        pitches: Override = None,
        energies: Override = None,
        pause: float = 0.0,
    ) -> Audio:
        """Speak one utterance of `tts.frontend(text)`, with what is given by phoneme instead of
        what the voice would choose.

        durations   (phonemes,) frames of 256 samples
        pitches     (phonemes,) Hz
        energies    (phonemes,) dB, which then are not evened out to a loudness; in all three, NaN
                    leaves a phoneme to the voice
        pause       becomes the Audio's

        InvalidPhonemesError if one of them is of another length, or negative.
        """
        prosody = self.synthesizer.predict_prosody(utterance.ids, delivery)
        prosody = override_prosody(prosody, durations, pitches, energies)
        request = SynthesisRequest(utterance, prosody, delivery.speed, pause=pause)
        schedule = ChunkSchedule(SENTENCE, self.synthesizer.loudness.frame_rate)
        target = delivery.target_lufs if energies is None else None
        chunks = self.synthesizer.synthesize([request], schedule, target, delivery.seed)
        return Audio.join(list(chunks))


class TextAccumulator:
    """A text, as far as it is known: whole, or as its fragments arrive. TextTypeError for anything
    else.
    """

    def __init__(self, text: object) -> None:
        if not isinstance(text, Iterable) or isinstance(text, (bytes, bytearray)):
            raise TextTypeError(
                f"the text must be a string, or an iterable of strings, not {type(text).__name__}. "
                f"Read a file with Path(...).read_text(encoding='utf-8')."
            )
        self._fragments: Iterable[object] = () if isinstance(text, str) else text
        self.text = text if isinstance(text, str) else ""

    def fragments(self) -> Iterator[str]:
        """The fragments, each added to the text when it arrives."""
        for fragment in self._fragments:
            if not isinstance(fragment, str):
                raise TextTypeError(
                    f"the fragments of a text must be strings, not {type(fragment).__name__}."
                )
            self.text += fragment
            yield fragment

    def read(self) -> str:
        """The whole text."""
        for _ in self.fragments():
            pass
        return self.text

    def has_paragraph_break(self, start: int, end: int) -> bool:
        """Whether an empty line lies between two indices."""
        return "\n\n" in self.text[start:end].replace("\r", "").replace(" ", "")
