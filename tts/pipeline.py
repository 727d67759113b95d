"""text -> phonemes -> mel -> wave: the four parts joined."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

import vocoders
from frontend import Frontend, Style, Utterance
from tts.audio import Audio
from tts.delivery import Delivery
from tts.loading import in_runtime, load_acoustic
from tts.synthesis.chunking import GROWING, SENTENCE, Chunks, Lengths
from tts.synthesis.renderer import Heard
from tts.synthesis.trimming import Finish, margins, threshold
from tts.voice import InvalidVoiceError, Voice, find, is_plain

if TYPE_CHECKING:
    from tts.acoustic.model import AcousticModel, Plan
    from vocoders import MelConfig

Model = TypeVar("Model")
Floats = NDArray[np.floating] | Sequence[float]
Words = Mapping[str, str] | Path | str
AS_IT_IS = Delivery()


class TTS:
    """A voice ready to speak. One may be used from several threads at once.

    voice       what it was made from
    frontend    text -> utterances, in the voice's locale
    acoustic    phonemes -> mel and pitch
    vocoder     mel (and pitch, if it needs one) -> samples

    SpecMismatch if acoustic model and vocoder do not speak of the same mel; `lexicon` and `style`
    as in `load`.
    """

    def __init__(
        self,
        voice: Voice,
        acoustic: AcousticModel,
        vocoder: vocoders.Vocoder,
        lexicon: Words | None = None,
        style: Style | str | None = None,
    ) -> None:
        acoustic.spec.check(
            vocoder.spec, f"the voice {voice.name!r}", f"the vocoder {vocoder.name!r}"
        )
        self.voice = voice
        self.frontend = Frontend(
            voice.locale,
            lexicon=lexicon,
            style=style._replace(locale=voice.locale) if isinstance(style, Style) else style,
        )
        self.acoustic = acoustic
        self.vocoder = vocoder

    @classmethod
    def load(
        cls,
        voice: str | Path = "heart",
        vocoder: str | Path | vocoders.Vocoder | None = None,
        lexicon: Words | None = None,
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

        VoiceNotFoundError, InvalidVoiceError, VocoderError (damaged or foreign weights; MissingDependencyError where
        torch is wanted and absent), SpecMismatch (a vocoder for other mels), UnknownBackendError,
        LexiconError, UnknownStyle.
        """
        found = in_runtime(find(voice), runtime)
        found.check()
        acoustic = read_weights(found.acoustic, lambda file: load_acoustic(file, threads))
        return cls(
            found, acoustic, load_vocoder(found, vocoder, acoustic.spec, threads), lexicon, style
        )

    @property
    def sample_rate(self) -> int:
        """Of the speech, in Hz."""
        return self.vocoder.spec.sample_rate

    def say(
        self,
        text: str,
        speed: float = 1.0,
        pitch: float = 0.0,
        energy: float = 0.0,
        pitch_range: float = 1.0,
        pause: float = AS_IT_IS.pause,
        seed: int = 0,
        loudness: float | None = AS_IT_IS.loudness,
        *,
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
        ssml          whether the text is an SSML document; the Audio then has the times of its
                      marks
        skip_unknown  whether tags that are not known are left out, instead of being an error

        NothingToSay if there is nothing in it to speak, InvalidDeliveryError if a number is out of range,
        SsmlError for what is no SSML.
        """
        delivery = Delivery(speed, pitch, energy, pitch_range, pause, seed, loudness)
        return Audio.join(
            list(
                self.stream(
                    text,
                    **delivery.arguments,
                    ssml=ssml,
                    skip_unknown=skip_unknown,
                    chunks=SENTENCE,
                )
            )
        )

    def stream(
        self,
        text: str | Iterable[str],
        speed: float = 1.0,
        pitch: float = 0.0,
        energy: float = 0.0,
        pitch_range: float = 1.0,
        pause: float = AS_IT_IS.pause,
        seed: int = 0,
        loudness: float | None = AS_IT_IS.loudness,
        *,
        ssml: bool = False,
        skip_unknown: bool = False,
        chunks: Chunks = GROWING,
    ) -> Iterator[Audio]:
        """Speak piece by piece, each as soon as it is ready; joined they are what `say` says. Other
        arguments as in `say`.

        text     may also be pieces of a text that arrive one by one, as from a language model: a
                 sentence is spoken when nothing can change it
        chunks   "growing": the first piece a tenth of a second, so that it is heard at once, later
                 ones up to some seconds; "sentence": each sentence in one piece; or seconds, one
                 number or several, of which the last goes for all that follow

        What continues a sentence that was cut says so (`continues`) and follows without a gap. A
        sentence has some 0.04 s of silence before it and 0.14 s after it; the `pause` of its first
        piece is what to wait before it when another came before. Work is done only while a piece is
        asked for: whoever stops asking, or closes the generator, ends it.
        """
        delivery = Delivery(speed, pitch, energy, pitch_range, pause, seed, loudness)
        lengths = Lengths(chunks, self.vocoder.spec.frame_rate)
        if ssml:
            from tts.synthesis.ssml import read

            return read(
                self,
                text if isinstance(text, str) else "".join(text),
                delivery,
                skip_unknown,
                lengths,
            )
        return self._stream(text, delivery, lengths)

    def _stream(
        self, text: str | Iterable[str], delivery: Delivery, lengths: Lengths
    ) -> Iterator[Audio]:
        source = Source("" if not isinstance(text, str) else text)
        utterances = (
            self.frontend(text)
            if isinstance(text, str)
            else self.frontend.stream(source.kept(text))
        )
        spoken_until = 0
        for utterance in utterances:  # text -> phonemes
            paragraphs = "\n\n" in source.text[spoken_until : utterance.start].replace(
                "\r", ""
            ).replace(" ", "")
            pause = delivery.pause * (2 if paragraphs else 1) / delivery.speed
            yield from self._heard(
                utterance, delivery, self.plan(utterance, delivery), pause
            ).pieces(lengths)
            spoken_until = utterance.end

    def speak(
        self,
        utterance: Utterance,
        delivery: Delivery = AS_IT_IS,
        *,
        durations: Floats | None = None,
        pitches: Floats | None = None,
        energies: Floats | None = None,
        pause: float = 0.0,
    ) -> Audio:
        """Speak one utterance of `tts.frontend(text)`, with what is given by phoneme instead of
        what the voice would choose.

        durations   (phonemes,) frames of 256 samples
        pitches     (phonemes,) Hz
        energies    (phonemes,) dB, which then are not evened out to a loudness; in all three, NaN
                    leaves a phoneme to the voice
        pause       becomes the Audio's

        BadPhonemes if one of them is of another length, or negative.
        """
        as_told = delivery if energies is None else replace(delivery, loudness=None)
        heard = self._heard(
            utterance, as_told, self.plan(utterance, delivery, durations, pitches, energies), pause
        )
        return Audio.join(list(heard.pieces(Lengths(SENTENCE, self.vocoder.spec.frame_rate))))

    def plan(
        self,
        utterance: Utterance,
        delivery: Delivery = AS_IT_IS,
        durations: Floats | None = None,
        pitches: Floats | None = None,
        energies: Floats | None = None,
    ) -> Plan:
        """What the acoustic model will say of an utterance; arguments as in `speak`."""
        ids = np.array(utterance.ids, np.int64)  # (phonemes, 2)
        return self.acoustic.plan(
            ids,
            self.voice.speaker,
            **delivery.prosody,
            durations=array(durations),
            pitches=array(pitches),
            energies=array(energies),
        )

    def _heard(self, utterance: Utterance, delivery: Delivery, plan: Plan, pause: float) -> Heard:
        finish = Finish(
            self.sample_rate,
            threshold(plan.energies),
            *margins(delivery.speed),
            spare=margins(delivery.speed)[1],
        )
        return Heard(
            utterance,
            plan,
            self.vocoder,
            self.voice.name,
            delivery.seed,
            finish,
            delivery.target,
            pause=pause,
        )


@dataclass
class Source:
    """The text that is spoken, as far as it is known."""

    text: str

    def kept(self, pieces: Iterable[str]) -> Iterator[str]:
        """The same pieces, each added to the text."""
        for piece in pieces:
            self.text += piece
            yield piece


def array(values: Floats | None) -> NDArray[np.float64] | None:
    """Numbers as an array, nothing as nothing."""
    return None if values is None else np.asarray(values, np.float64)


def load_vocoder(
    voice: Voice,
    wanted: str | Path | vocoders.Vocoder | None = None,
    spec: MelConfig | None = None,
    threads: int = 1,
) -> vocoders.Vocoder:
    """The voice's own vocoder, or what is wanted instead: a name, a file, or a vocoder already
    loaded; `spec` is the mel that it is to take.
    """
    if wanted is None:
        wanted = voice.vocoder
    if isinstance(wanted, str) and is_plain(wanted) and voice.alternative(wanted).is_file():
        wanted = voice.alternative(wanted)
    return (
        read_weights(wanted, lambda place: vocoders.load(place, spec, threads))
        if isinstance(wanted, (str, Path))
        else wanted
    )


def read_weights(place: str | Path, load: Callable[[str | Path], Model]) -> Model:
    """What `load` makes of a file of weights; InvalidVoiceError if its header and its tensors do not
    belong together.
    """
    try:
        return load(place)
    except (AttributeError, IndexError, KeyError, RuntimeError, TypeError) as error:
        reason = " ".join(str(error).split())[:200]
        raise InvalidVoiceError(
            f"{place} is damaged: its tensors are not what its header says ({type(error).__name__}: {reason}). "
            f"Install it again."
        ) from error
