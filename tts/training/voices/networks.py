"""The stages that train: the acoustic model from a packaged one, the vocoder on the mels that it
predicts.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tts import voice as voices
from tts.acoustic.fastspeech2 import FastSpeech2
from tts.errors import SpeechError
from tts.loading import for_backend
from tts.training import train as acoustic_training
from tts.training.gta_mels import gta_features
from tts.training.package import with_voiced_noise
from tts.training.postfilter import POSTFILTER_STRENGTH, Strength, postfilter, strength_of
from tts.training.trainer import AcousticTrainingConfig, mean_f0
from tts.training.voices.settings import VoiceSettings
from tts.training.voices.symbols import symbols_of, with_symbols
from vocoders import weights
from vocoders.atomic import atomic_write
from vocoders.harmonic.network import HarmonicVocoder
from vocoders.training import train as vocoder_training
from vocoders.training.feature_file import FeatureFile
from vocoders.training.vocoder_trainer import VocoderTrainingConfig

NO_STEP = 10**9  # a step that no run reaches
VALIDATE_EVERY = 200
LOG_EVERY = 10


def base_files(base: str) -> tuple[Path, Path, int]:
    """Weights of the acoustic model and the vocoder of a voice, and its speaker's number.

    SpeechError for a mixture, which has none.
    """
    voice = for_backend(voices.find(base), "torch")
    if not isinstance(voice.speaker, int):
        raise SpeechError(f"{base!r} is a mixture: begin from one of its voices.")
    return voice.acoustic, voice.vocoder, voice.speaker


def initial_acoustic(
    base: str, features: FeatureFile, speaker: str, path: Path, locale: str = "en-us"
) -> FastSpeech2:
    """Write the weights that a new speaker begins from: those of a voice, with its speaker as the
    only one, but with the new speaker's mean pitch. Symbols of the locale that the voice does not
    know begin as the nearest that it knows. Packaging adds a postfilter, so that of the voice is
    taken out.
    """
    source, _, number = base_files(base)
    model = FastSpeech2.load(source)
    postfilter(model, Strength(), strength_of(weights.tensor_metadata(source)))
    state = dict(model.state_dict())
    name = "encoder.speaker_embedding.weight"
    state[name] = state[name][number : number + 1]
    count = max(model.config.num_symbols, symbols_of(locale))
    name = "encoder.symbol_embedding.weight"
    state[name] = with_symbols(state[name], count)
    config = replace(model.config, num_speakers=1, num_symbols=count)
    initial = FastSpeech2(config, model.spec, [mean_f0(features, speaker)])
    state = {key: value for key, value in state.items() if key in initial.state_dict()}
    initial.load_state_dict(initial.state_dict() | state)
    initial.save(path)
    return initial


def train_acoustic(
    features: FeatureFile, features_path: Path, settings: VoiceSettings, work: Path
) -> Path:
    """Fine-tune the acoustic model for its share of the minutes; returns its weights."""
    out = work / "acoustic"
    out.mkdir(parents=True, exist_ok=True)
    start = out / "initial.safetensors"
    if start.exists():
        initial = FastSpeech2.load(start)
    else:
        initial = initial_acoustic(settings.base, features, settings.name, start, settings.locale)
    config = AcousticTrainingConfig(
        features=str(features_path),
        out=str(out),
        init_from=str(start),
        speakers=(settings.name,),
        learning_rate=settings.acoustic_learning_rate,
        warmup_steps=50,
        lr_half_life=1500,
        ema_decay=0.995,
        frames_per_batch=settings.acoustic_frames_per_batch,
        adversarial_from=settings.acoustic_adversarial_from,
        adversarial_weight=0.3,
        feature_matching_weight=0.4,
        seed=settings.seed,
        log_every=LOG_EVERY,
        save_every=settings.save_every,
        validate_every=VALIDATE_EVERY,
        patience=settings.acoustic_patience,
    )
    minutes = settings.minutes * settings.acoustic_share
    with minutes_left(out, minutes) as left:
        if left > 0:
            acoustic_training.train_acoustic_model(config, initial.config, left)
    return out / "acoustic.safetensors"


def write_gta(features: FeatureFile, acoustic: Path, speaker: str, path: Path) -> None:
    """Write the mels that the acoustic model predicts for the training clips, with the postfilter
    that packaging adds: the vocoder learns from what it will get.
    """
    model = FastSpeech2.load(acoustic)
    postfilter(model, POSTFILTER_STRENGTH)
    gta_features(model, features, [speaker]).save(path)


def initial_vocoder(base: str, path: Path) -> HarmonicVocoder:
    """Write the weights that the vocoder begins from: those of a voice, with the noise of voiced
    frames as they were trained. Packaging lowers it.
    """
    _, source, _ = base_files(base)
    initial = with_voiced_noise(HarmonicVocoder.load(source), 0.0)
    initial.save(path)
    return initial


def train_vocoder(features_path: Path, gta_path: Path, settings: VoiceSettings, work: Path) -> Path:
    """Fine-tune the vocoder for the rest of the minutes; returns its weights."""
    out = work / "vocoder"
    out.mkdir(parents=True, exist_ok=True)
    start = out / "initial.safetensors"
    initial = (
        HarmonicVocoder.load(start) if start.exists() else initial_vocoder(settings.base, start)
    )
    minutes = settings.minutes * (1 - settings.acoustic_share)
    is_adversarial = minutes >= settings.adversarial_after
    config = VocoderTrainingConfig(
        features=str(features_path),
        out=str(out),
        init_from=str(start),
        speakers=(settings.name,),
        gta_features=str(gta_path),
        learning_rate=settings.vocoder_learning_rate,
        adversarial_learning_rate=settings.vocoder_learning_rate,
        adversarial_from=1000 if is_adversarial else NO_STEP,
        disc_fraction=0.4,
        batch_size=settings.vocoder_batch_size,
        ema_decay=0.99,
        seed=settings.seed,
        log_every=LOG_EVERY,
        save_every=settings.save_every,
        validate_every=VALIDATE_EVERY,
    )
    with minutes_left(out, minutes) as left:
        if left > 0:
            vocoder_training.train_vocoder_model(config, initial.config, left)
    return out / "vocoder.safetensors"


@contextmanager
def minutes_left(folder: Path, minutes: float) -> Iterator[float]:
    """Minutes of a training that earlier runs left; those of this run are written down, however it
    ends.
    """
    path = folder / "minutes.json"
    spent = json.loads(path.read_text("utf-8")) if path.exists() else 0.0
    started = time.monotonic()
    try:
        yield minutes - spent
    finally:
        spent += (time.monotonic() - started) / 60
        with atomic_write(path) as temporary:
            temporary.write_text(json.dumps(round(spent, 3)), encoding="utf-8")
