"""A Ray cluster of two nodes on this machine, one of which is killed half-way.

They run by `pytest -m cluster` where the extra is installed: pip install -e ".[cluster]"
"""

import shutil
from collections import Counter

import pytest

from tts.batch import Job, read, render, render_document
from tts.batch.cluster import Cluster, ClusterError
from tts.batch.shards import Shard

ray = pytest.importorskip("ray")
pytestmark = pytest.mark.cluster

VOICE = "heart"
NODE = {"num_cpus": 1, "object_store_memory": 80 << 20, "include_dashboard": False}
COUNT = 24
JOBS = [Job(f"{index:03}", f"This is number {index}.") for index in range(COUNT)]


@pytest.fixture(scope="module")
def cluster(request):
    """Two nodes with a processor each. They are a dozen processes, so they are started only by
    `pytest -m cluster`.
    """
    if "cluster" not in request.config.getoption("markexpr"):
        pytest.skip("heavy; run by pytest -m cluster")
    from ray.cluster_utils import Cluster as LocalCluster

    local = LocalCluster(initialize_head=True, head_node_args=NODE)
    local.add_node(num_cpus=1, object_store_memory=80 << 20)
    yield local
    ray.shutdown()
    local.shutdown()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The folder that this process makes."""
    out = tmp_path_factory.mktemp("here")
    entries = [result.entry for result in render(JOBS, out, VOICE, format="opus")]
    return out, entries


def contents(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.suffix != ".jsonl"}


def test_a_node_that_is_killed_half_way_loses_nothing(cluster, made, tmp_path, monkeypatch):
    here, entries = made
    monkeypatch.setattr("tts.batch.cluster.SHARD_SECONDS", 10.0)
    spoken = []
    original = Cluster._keep
    monkeypatch.setattr(
        Cluster,
        "_keep",
        lambda self, index, outcome: (spoken.append(index), original(self, index, outcome)),
    )
    results = []
    node = next(node for node in cluster.list_all_nodes() if not node.head)
    for result in render(JOBS, tmp_path, VOICE, format="opus", cluster=cluster.address):
        results.append(result)
        if len(results) == COUNT // 2:
            cluster.remove_node(node, allow_graceful=False)
    assert [result.entry for result in results] == entries
    assert contents(tmp_path) == contents(here)
    assert (tmp_path / "manifest.jsonl").read_bytes() == (here / "manifest.jsonl").read_bytes()
    assert sorted(spoken) == list(range(COUNT))


def test_a_worker_that_is_lost_after_its_last_item_owes_nothing():
    alone = object.__new__(Cluster)
    alone._lost = Counter()
    alone._begin_again(Shard(), ConnectionError("lost"))
    assert not alone._lost


def test_it_goes_on_where_one_process_stopped_and_back(cluster, made, tmp_path):
    here, _ = made
    shutil.copytree(here, tmp_path, dirs_exist_ok=True)
    (tmp_path / "007.opus").unlink()
    again = list(render(JOBS, tmp_path, VOICE, format="opus", cluster=cluster.address))
    assert [each.job.id for each in again if not each.done_before] == ["007"]
    assert contents(tmp_path) == contents(here)
    assert all(each.done_before for each in render(JOBS, tmp_path, VOICE, format="opus"))


def test_a_url_takes_the_files(cluster, made, tmp_path):
    here, entries = made
    url = f"file://{tmp_path / 'remote'}"
    results = render(JOBS, url, VOICE, format="opus", cluster=cluster.address)
    assert [result.entry for result in results] == entries
    assert contents(tmp_path / "remote") == contents(here)


def test_a_book_is_spoken_in_parts(cluster, tmp_path):
    book = tmp_path / "b.txt"
    book.write_text("CHAPTER 1\n\nOne.\n\nCHAPTER 2\n\nTwo.\n", encoding="utf-8")
    document = read(book, split="chapter")
    names = {}
    for name, more in (("here", {}), ("there", {"cluster": cluster.address})):
        results = list(render_document(document, tmp_path / name, VOICE, format="flac", **more))
        assert not any(result.error for result in results)
        names[name] = contents(tmp_path / name)
    assert names["here"] == names["there"] and len(names["here"]) == 2


def deadly_shard():
    """A shard whose worker dies of the item "1"; by value, since workers can't import this file."""

    def shard(settings, mark, version, tasks):
        import os

        from tts.batch.cluster import worker_renderer

        renderer = worker_renderer(settings, mark, version)
        for task in tasks:
            if task.job.id == "1":
                os._exit(1)
            yield renderer.process(task)

    return shard


def test_an_item_that_no_worker_survives_fails_alone(cluster, tmp_path, monkeypatch):
    monkeypatch.setattr("tts.batch.cluster.speak_shard", deadly_shard())
    jobs = [Job(str(index), "Hello.") for index in range(3)]
    results = list(render(jobs, tmp_path, VOICE, cluster=cluster.address))
    assert [result.error is None for result in results] == [True, False, True]
    assert "3 workers were lost" in results[1].error
    assert sorted(file.name for file in tmp_path.glob("*.wav")) == ["0.wav", "2.wav"]


def test_what_is_wrong_is_told_at_once(cluster, tmp_path, monkeypatch):
    with pytest.raises(ValueError, match="no voice called"):
        list(render(JOBS, tmp_path, "nobody", cluster=cluster.address))
    monkeypatch.setattr("tts.batch.cluster.__version__", "0.0.1")
    with pytest.raises(ClusterError, match=r"Install the same version"):
        list(render(JOBS, tmp_path, VOICE, cluster=cluster.address))
    assert not list(tmp_path.glob(".cluster-*"))
