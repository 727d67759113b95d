"""Items of a batch bundled into shards of like expected duration."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tts.batch.jobs import Job
from tts.batch.renderer import Task
from tts.batch.settings import RenderSettings

CHARACTERS_PER_SECOND = 15.0  # of speech at speed 1
ITEM_SECONDS = 2.0  # of speech that take as long as beginning and writing an item
MARKUP = re.compile(r"<[^<>]*>")


@dataclass
class Shard:
    """Items in a row that one worker speaks.

    left      those of which the outcome is not known, with their indices
    seconds   expected duration of the speech
    """

    left: deque[tuple[int, Task]] = field(default_factory=deque)
    seconds: float = 0.0


def expected_seconds(job: Job, settings: RenderSettings) -> float:
    """The seconds of speech that cost as much as an item will. An item that can't be spoken costs
    nothing.
    """
    if job.error is not None:
        return 0.0
    text = MARKUP.sub("", job.text) if job.ssml else job.text
    speed = float(job.delivery.get("speed", settings.delivery.speed))
    return ITEM_SECONDS + len(text) / CHARACTERS_PER_SECOND / speed


def shards_of(tasks: Iterable[Task], settings: RenderSettings, seconds: float) -> Iterator[Shard]:
    """Shards of tasks in a row. Each is as long as it was to be, or one item longer.

    seconds   that a shard is to last
    """
    shard = Shard()
    for indexed in enumerate(tasks):
        shard.left.append(indexed)
        shard.seconds += expected_seconds(indexed[1].job, settings)
        if shard.seconds >= seconds:
            yield shard
            shard = Shard()
    if shard.left:
        yield shard
