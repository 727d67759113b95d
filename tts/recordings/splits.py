"""The split of recordings into clips to train on and clips to judge by. All takes of one prompt lie
on one side: a clip whose text was learned says nothing about new texts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from tts.recordings.dataset import RecordedClip

VAL_SHARE = 0.05
TEST_SHARE = 0.05
LEAST_HELD_OUT = 2  # prompts in val and in test, where there are enough
ENOUGH = 12  # prompts from which on clips are held out


def prompt_key(text: str) -> str:
    """What makes two texts the same prompt: letters and digits, without case."""
    return "".join(letter for letter in text.lower() if letter.isalnum())


def assign_splits(clips: Sequence[RecordedClip]) -> list[RecordedClip]:
    """The clips, each with a split: its own if it has one, else by a hash of its prompt, so that it
    does not change when recordings are added. Prompts on both sides go to train.
    """
    prompts: dict[str, set[str]] = {}
    for clip in clips:
        prompts.setdefault(prompt_key(clip.text), set()).add(clip.split)
    undecided = sorted((key for key, splits in prompts.items() if splits == {""}), key=hashed)
    chosen = {key: given_split(splits) for key, splits in prompts.items()}
    held_out = 0
    if len(prompts) >= ENOUGH and len(undecided) == len(prompts):
        held_out = max(LEAST_HELD_OUT, round(VAL_SHARE * len(undecided)))
    chosen |= dict.fromkeys(undecided, "train")
    chosen |= dict.fromkeys(undecided[held_out : 2 * held_out], "test")
    chosen |= dict.fromkeys(undecided[:held_out], "val")
    return [clip._replace(split=chosen[prompt_key(clip.text)]) for clip in clips]


def given_split(splits: set[str]) -> str:
    """The one split of a prompt; train for a prompt with several."""
    return next(iter(splits)) if len(splits) == 1 else "train"


def hashed(key: str) -> str:
    """A number that says nothing about the prompt but stays the same."""
    return hashlib.sha256(key.encode()).hexdigest()


def prompts_on_both_sides(clips: Sequence[RecordedClip]) -> list[RecordedClip]:
    """The clips that are held out although their prompt is trained on as well."""
    trained = {prompt_key(clip.text) for clip in clips if clip.split == "train"}
    return [
        clip for clip in clips if clip.split in ("val", "test") and prompt_key(clip.text) in trained
    ]
