"""Items spoken on a Ray cluster (https://docs.ray.io), with the results in the order of the items.

A shard of items is a task of Ray that streams its outcomes, so each is recorded as soon as its file
is there. What a lost worker still owed is given to another one; nothing else is spoken again.
"""

from __future__ import annotations

import logging
import os
import pickle
import platform
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from tts import __version__
from tts.batch.folders import is_url
from tts.batch.renderer import Outcome, Renderer, Task
from tts.batch.settings import RenderSettings
from tts.batch.shards import Shard, shards_of
from tts.errors import SpeechError
from vocoders.optional_dependencies import require

SHARD_SECONDS = 120.0  # of speech; a processor makes it in a second
SHARDS_AHEAD = 2  # shards a processor that are begun before the first of them is done
MAX_LOST_WORKERS = 3  # workers that may be lost with an item before it fails
POLL_SECONDS = 5.0

_renderers: dict[bytes, Renderer] = {}  # of a worker process: the one of the last settings


class ClusterError(SpeechError):
    """A cluster that can't be used, or a worker that was lost."""


class Cluster:
    """A Ray cluster that speaks.

    address    "auto" for the one that runs on this machine, or "HOST:PORT" of its head
    settings   of the batch
    record     called with each outcome as soon as there is one, in any order

    ClusterError if there is no such cluster, its nodes have another version of PlainSpeech, or do
    not share the folder; MissingDependencyError without the extra `cluster`; what TTS.load raises.
    """

    def __init__(
        self,
        address: str,
        settings: RenderSettings,
        record: Callable[[Outcome], None] = lambda outcome: None,
    ) -> None:
        require("cluster", "a batch on a cluster")
        self.settings = with_whole_paths(settings)
        self.record = record
        self.ray = connect(address)
        self._pending: dict[Any, Shard] = {}  # stream of outcomes -> what it still owes
        self._lost: Counter[int] = Counter()  # index of an item -> workers that were lost with it
        self._done: dict[int, Outcome] = {}

    def map(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """The outcomes of tasks in order. Only a few more shards than there are processors are
        taken ahead.
        """
        with shared_mark(self.settings.folder) as mark:
            stream = self.ray.remote(speak_shard)
            self._task = stream.options(num_cpus=1, max_retries=0, num_returns="streaming")
            self._arguments = self.ray.put(pickle.dumps(self.settings)), mark, __version__
            self._check()
            try:
                yield from self._outcomes(shards_of(tasks, self.settings, SHARD_SECONDS))
            finally:
                for pending in self._pending:
                    self.ray.cancel(pending)

    def _check(self) -> None:
        """Load the voice on a worker; what it can't be loaded for is raised here."""
        check = self.ray.remote(check_worker).options(num_cpus=1, max_retries=MAX_LOST_WORKERS)
        try:
            self.ray.get(check.remote(*self._arguments))
        except self.ray.exceptions.RayTaskError as error:
            raise error.cause or error from None

    def _outcomes(self, shards: Iterator[Shard]) -> Iterator[Outcome]:
        """The outcomes of shards in order."""
        yielded = 0
        ends: list[int] = []  # of the shards that were begun: indices after their last items
        while True:
            while len(ends) < SHARDS_AHEAD * self.processors() and (shard := next(shards, None)):
                ends.append(shard.left[-1][0] + 1)
                self._begin(shard)
            if not self._pending:
                return
            self._wait()
            while yielded in self._done:
                yield self._done.pop(yielded)
                yielded += 1
            ends = [end for end in ends if end > yielded]

    def processors(self) -> int:
        """Processors of the cluster as it is now; at least 1."""
        return max(1, int(self.ray.cluster_resources().get("CPU", 1)))

    def _begin(self, shard: Shard) -> None:
        """Give a shard to a worker."""
        tasks = [task for _, task in shard.left]
        self._pending[self._task.remote(*self._arguments, tasks)] = shard

    def _wait(self) -> None:
        """Take the next outcome of each stream that has one."""
        streams = list(self._pending)
        ready, _ = self.ray.wait(streams, num_returns=1, timeout=POLL_SECONDS)
        for stream in ready:
            self._take(stream)

    def _take(self, stream: Any) -> None:
        """Take an outcome, or the end of a stream."""
        errors = self.ray.exceptions
        shard = self._pending[stream]
        try:
            outcome = self.ray.get(next(stream))
        except StopIteration:
            del self._pending[stream]
            if shard.left:  # an end that came too early
                self._begin(shard)
        except errors.RayTaskError as error:
            raise error.cause or error from None
        except errors.RayError as error:
            del self._pending[stream]
            self._begin_again(shard, error)
        else:
            index, _ = shard.left.popleft()
            self._keep(index, outcome)

    def _keep(self, index: int, outcome: Outcome) -> None:
        """Record the outcome of an item."""
        self.record(outcome)
        self._done[index] = outcome

    def _begin_again(self, shard: Shard, error: Exception) -> None:
        """Give what a lost worker still owed to another one. The item that it was at may be what
        it died of. It may also be lost after its last item, before the end of its stream is told.
        """
        if not shard.left:
            return
        index, task = shard.left[0]
        self._lost[index] += 1
        if self._lost[index] >= MAX_LOST_WORKERS:
            shard.left.popleft()
            reason = ClusterError(
                f"{MAX_LOST_WORKERS} workers were lost while they spoke this, perhaps for want of "
                f"memory ({type(error).__name__}). Split the text, or run again."
            )
            self._keep(index, Renderer(self.settings).lost(task, reason))
        if shard.left:
            self._begin(shard)


def connect(address: str) -> Any:
    """The module `ray`, connected to a cluster; ClusterError if there is none. A connection that is
    there is used. Ray sends no report of its use to its makers, unless the user asked for that.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    import ray

    if ray.is_initialized():
        return ray
    if "://" in address:
        raise ClusterError(
            f"{address} is not an address that a batch can use: Ray's client streams no results. "
            f"Run the command on a node of the cluster, with --cluster auto."
        )
    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
    except (ConnectionError, RuntimeError, ValueError, TimeoutError) as error:
        reason = " ".join(str(error).split())[:200]
        raise ClusterError(
            f"there is no Ray cluster at {address!r} ({reason}). Start one with `ray start "
            f"--head`, and join other machines to it with `ray start --address HOST:6379`."
        ) from error
    return ray


def with_whole_paths(settings: RenderSettings) -> RenderSettings:
    """The same settings for processes that work in other folders."""
    loading = dict(settings.loading)
    for name in ("lexicon", "vocoder"):
        value = loading.get(name)
        if isinstance(value, (str, Path)) and Path(value).exists():
            loading[name] = str(Path(value).absolute())
    voice = settings.voice
    if isinstance(voice, (str, Path)) and Path(voice).is_dir():
        voice = Path(voice).absolute()
    folder = settings.folder
    if not is_url(folder):
        folder = Path(folder).absolute()
    return replace(settings, folder=folder, loading=loading, voice=voice)


@contextmanager
def shared_mark(folder: str | Path) -> Iterator[str | None]:
    """The name of a file that only those see who share the folder; None for a URL."""
    if is_url(folder):
        yield None
        return
    mark = Path(folder) / f".cluster-{uuid.uuid4().hex}"
    mark.touch()
    try:
        yield mark.name
    finally:
        mark.unlink(missing_ok=True)


def speak_shard(
    settings: bytes, mark: str | None, version: str, tasks: list[Task]
) -> Iterator[Outcome]:
    """The outcomes of tasks, on a worker.

    settings   pickled
    mark       file in the folder, which the driver wrote
    version    of PlainSpeech, of the driver
    """
    renderer = worker_renderer(settings, mark, version)
    for task in tasks:
        yield renderer.process(task)


def check_worker(settings: bytes, mark: str | None, version: str) -> None:
    """Load what a worker needs."""
    worker_renderer(settings, mark, version)


def worker_renderer(settings: bytes, mark: str | None, version: str) -> Renderer:
    """The renderer of a worker process, with its voice loaded. ClusterError if the worker can't
    write where the driver reads, or would speak otherwise.
    """
    if version != __version__:
        raise ClusterError(
            f"the node {platform.node()} has PlainSpeech {__version__}, not {version}. Install "
            f"the same version on all nodes."
        )
    known = _renderers.get(settings)
    if known is None:
        known = Renderer(pickle.loads(settings))
        known.voice()
        _renderers.clear()
        _renderers[settings] = known
    folder = known.settings.folder
    if mark is not None and not (Path(folder) / mark).exists():
        raise ClusterError(
            f"the node {platform.node()} does not share the folder {folder}. Choose a folder "
            f"that all nodes see, or a URL such as s3://bucket/folder."
        )
    return known
