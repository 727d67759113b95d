"""Items spoken by several processes, with the results in the order of the items."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from tts.batch.renderer import Outcome, Renderer, RenderStoppedError, Task
from tts.batch.settings import RenderSettings
from tts.errors import SpeechError

ITEMS_AHEAD = 4  # items a process that are begun before the first of them is done
START_METHOD = "spawn"  # a fork would copy threads of ONNX Runtime in the middle of their work

_renderer: Renderer | None = None  # of a worker process


class WorkerDiedError(SpeechError):
    """A process that ended while it spoke an item."""


class Pool:
    """Processes that speak. One that dies, as for want of memory, is replaced; the item that it
    died of twice fails.
    """

    def __init__(
        self,
        settings: RenderSettings,
        processes: int,
        record: Callable[[Outcome], None] = lambda outcome: None,
    ) -> None:
        self.settings = settings
        self.processes = processes
        self.record = record
        self._recorded: set[Future[Outcome]] = set()
        self._context = multiprocessing.get_context(START_METHOD)
        self._stop = self._context.Event()
        self._executor = self._start()

    def _start(self) -> ProcessPoolExecutor:
        """New processes."""
        return ProcessPoolExecutor(
            self.processes, self._context, begin_work, (self.settings, self._stop)
        )

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._executor.shutdown(wait=True, cancel_futures=True)

    def map(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """The outcomes of tasks in order. Only a few more tasks than there are processes are taken
        ahead. What the voice can't be loaded for is raised here.
        """
        self._executor.submit(load_worker_voice).result()
        begun: deque[tuple[Task, Future[Outcome]]] = deque()
        for task in tasks:
            begun.append((task, self._submit(task)))
            if len(begun) >= ITEMS_AHEAD * self.processes:
                yield self._next(begun)
        while begun:
            yield self._next(begun)

    def process_ids(self) -> set[int]:
        """The numbers of the processes that have begun to speak."""
        return {self._executor.submit(os.getpid).result() for _ in range(2 * self.processes)}

    def _submit(self, task: Task) -> Future[Outcome]:
        """Begin a task; the future of one that comes after the processes died says so."""
        try:
            return self._executor.submit(work, task)
        except BrokenProcessPool as error:
            broken: Future[Outcome] = Future()
            broken.set_exception(error)
            return broken

    def _next(self, begun: deque[tuple[Task, Future[Outcome]]]) -> Outcome:
        """The outcome of the first task that was begun."""
        task, future = begun[0]
        self._record_until(future, [other for _, other in begun])
        begun.popleft()
        self._recorded.discard(future)
        try:
            return future.result()
        except BrokenProcessPool:
            outcome = self._alone(task)
            self.record(outcome)
        for index, (later, other) in enumerate(begun):
            if other.done() and isinstance(other.exception(), BrokenProcessPool):
                begun[index] = later, self._submit(later)
        return outcome

    def _record_until(self, first: Future[Outcome], begun: list[Future[Outcome]]) -> None:
        """Record what is done, as soon as it is, until the first task is done."""
        while True:
            for future in begun:
                if future.done() and future not in self._recorded and future.exception() is None:
                    self._recorded.add(future)
                    self.record(future.result())
            if first.done():
                return
            wait([future for future in begun if not future.done()], return_when=FIRST_COMPLETED)

    def _alone(self, task: Task) -> Outcome:
        """The outcome of a task during which the processes died, perhaps not of it: it is done
        again, alone, in new ones.
        """
        self._restart()
        try:
            return self._executor.submit(work, task).result()
        except BrokenProcessPool:
            self._restart()
            reason = WorkerDiedError(
                "the process that spoke this ended twice, perhaps for want of memory. Split the "
                "text, or use fewer processes."
            )
            return Renderer(self.settings).lost(task, reason)

    def _restart(self) -> None:
        """New processes instead of dead ones."""
        self._executor.shutdown(wait=True, cancel_futures=True)
        self._executor = self._start()


def begin_work(settings: RenderSettings, stop: Any) -> None:
    """Prepare a worker process: Ctrl+C is for its parent, and it ends when its parent does."""
    global _renderer
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _renderer = Renderer(settings, stop.is_set)
    threading.Thread(target=end_with_parent, daemon=True).start()


def end_with_parent() -> None:
    """Wait for the end of the parent process, however it ends, and end this one."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def load_worker_voice() -> None:
    """Load the voice of the batch in a worker process."""
    assert _renderer is not None
    _renderer.voice()


def work(task: Task) -> Outcome:
    """Speak an item in a worker process."""
    assert _renderer is not None
    try:
        return _renderer.process(task)
    except RenderStoppedError as error:
        return _renderer.lost(task, error)
