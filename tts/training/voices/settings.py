"""Settings of a voice's making: one flat TOML file, or none at all."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from pathlib import Path

from frontend.languages import language_of
from vocoders.training.recipe import RecipeError, read_recipe


@dataclass(frozen=True)
class VoiceSettings:
    """Everything that can be chosen.

    name               of the voice, and of its speaker
    locale             of the texts: en-us, en-gb, de, or a code of espeak-ng
    description        a line for people; made from the locale if empty
    licence            what the card says about the use of the voice
    base               voice to begin from: its networks know how to speak already
    minutes            of training, for all networks together
    acoustic_share     of the minutes that the acoustic model gets; the vocoder gets the rest
    adaptation_steps   of the aligner; 0 leaves it as it is packaged: adaptation is an experiment,
                       which made the boundaries of a test speaker worse (docs/training.md)
    adaptation_minutes of recordings that it adapts to, at most
    relabel_steps      of each round in which the aligner learns the sounds of a language other than
                       English; 0 leaves it as it is packaged
    acoustic_...       learning rate, and frames in a batch, of the acoustic model; step from which
                       on a discriminator works against blur; validations without a new best until
                       the encoder and the predictors are held, 0 for never
    vocoder_...        learning rate, and segments in a batch, of the vocoder
    seed               of everything random
    save_every         steps from one checkpoint to the next
    level_db           to which the speaker's median level is brought, dB of full scale
    adversarial_after  minutes of the vocoder's training from which on discriminators pay off;
                       with fewer it has none
    """

    name: str = "voice"
    locale: str = "en-us"
    description: str = ""
    licence: str = ""
    base: str = "heart"
    minutes: float = 240.0
    acoustic_share: float = 0.65
    acoustic_learning_rate: float = 4e-4
    acoustic_frames_per_batch: int = 3000
    acoustic_adversarial_from: int = 250
    acoustic_patience: int = 4
    vocoder_learning_rate: float = 2e-4
    vocoder_batch_size: int = 8
    adversarial_after: float = 120.0
    adaptation_steps: int = 0
    adaptation_minutes: float = 30.0
    relabel_steps: int = 150
    level_db: float = -22.0
    seed: int = 0
    save_every: int = 25

    def check(self) -> VoiceSettings:
        """The same settings; RecipeError if one of them cannot be, UnknownLocaleError."""
        language_of(self.locale)
        if not 0 < self.acoustic_share < 1:
            raise RecipeError("acoustic_share must lie between 0 and 1: the vocoder gets the rest.")
        if self.minutes <= 0:
            raise RecipeError(f"minutes must be more than 0, not {self.minutes:g}.")
        return self


def read_voice_settings(path: Path) -> VoiceSettings:
    """The settings in a TOML file; RecipeError for unknown keys."""
    (settings,) = read_recipe(path, VoiceSettings)
    return settings


def to_toml(settings: VoiceSettings) -> str:
    """Settings as a TOML file that `read_settings` takes."""
    lines = []
    for name, value in asdict(settings).items():
        quoted = value.replace("\\", "\\\\").replace('"', '\\"') if isinstance(value, str) else ""
        lines.append(f'{name} = "{quoted}"' if isinstance(value, str) else f"{name} = {value}")
    return "\n".join(lines) + "\n"


def setting_names() -> list[str]:
    """Names of all settings."""
    return [each.name for each in fields(VoiceSettings)]
