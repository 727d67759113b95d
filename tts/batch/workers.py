"""Who speaks the items of a batch: this process, several, or a cluster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tts.batch.renderer import Outcome, Renderer, Task
from tts.batch.settings import RenderSettings
from tts.errors import SpeechError


@dataclass(frozen=True)
class Workers:
    """Processes of this machine, or a cluster.

    processes   1 speaks in the process that asks
    cluster     address of a Ray cluster; None for this machine

    SpeechError if there are none, or both are asked for.
    """

    processes: int = 1
    cluster: str | None = None

    def __post_init__(self) -> None:
        if self.processes < 1:
            raise SpeechError(f"there must be at least one process, not {self.processes}.")
        if self.cluster is not None and self.processes > 1:
            raise SpeechError(
                "processes of this machine and a cluster were asked for. Choose one: a cluster has "
                "a process for each of its processors."
            )


def speak_all(
    tasks: Iterable[Task],
    settings: RenderSettings,
    workers: Workers,
    record: Callable[[Outcome], None] = lambda outcome: None,
) -> Iterator[Outcome]:
    """The outcome of each task, in order.

    record   called with each outcome as soon as there is one, in any order
    """
    if workers.cluster is not None:
        from tts.batch.cluster import Cluster

        yield from Cluster(workers.cluster, settings, record).map(tasks)
    elif workers.processes > 1:
        from tts.batch.pool import Pool

        with Pool(settings, workers.processes, record) as pool:
            yield from pool.map(tasks)
    else:
        renderer = Renderer(settings)
        renderer.voice()
        for task in tasks:
            outcome = renderer.process(task)
            record(outcome)
            yield outcome
