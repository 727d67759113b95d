"""Speech in chunks that suit a conversation: the first comes at once, none computes for long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tts.audio import Audio
from tts.delivery import Delivery
from tts.pipeline import TTS

AGENT_CHUNKS = (0.1, 0.3, 0.8)  # seconds


def speech_chunks(speaker: TTS, text: str | Iterable[str], delivery: Delivery) -> Iterator[Audio]:
    """Speech of a text, or of its pieces as they come. All work is done, and errors are raised,
    where the chunks are asked for.
    """
    yield from speaker.stream(text, **delivery.to_kwargs(), chunks=AGENT_CHUNKS)
