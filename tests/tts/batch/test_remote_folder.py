"""Folders behind a URL: the same results as in a folder of this machine, and never half a file."""

import pytest

from tts import TTS
from tts.batch import Document, Job, read_manifest, render, render_document
from tts.batch.folders import folder_at
from tts.batch.remote_folder import FolderUrlError, RemoteFolder

fsspec = pytest.importorskip("fsspec")
pytest.importorskip("ray", reason="the extra cluster brings both")

JOBS = [Job("a", "One."), Job("b", "Two words."), Job("c", "...")]


@pytest.fixture(scope="module")
def tts(tiny_voice):
    return TTS.load(tiny_voice)


@pytest.fixture(params=["file", "memory"])
def url(request, tmp_path):
    """A URL of an empty folder."""
    place = tmp_path / "remote" if request.param == "file" else f"/{tmp_path.name}"
    return f"{request.param}://{place}"


def contents(url):
    """The files of a folder, by their names."""
    system, root = fsspec.url_to_fs(url)
    return {path.rpartition("/")[2]: system.cat_file(path) for path in system.find(root)}


def test_the_files_are_those_of_a_folder_and_are_not_made_again(tts, url, tmp_path):
    out = tmp_path / "out"
    here = list(render(JOBS, out, tts, format="flac", subtitles="srt"))
    there = list(render(JOBS, url, tts, format="flac", subtitles="srt"))
    assert [each.entry for each in here] == [each.entry for each in there]
    assert there[0].file == f"{url}/a.flac"
    assert contents(url) == {file.name: file.read_bytes() for file in out.iterdir()}
    again = list(render(JOBS, url, tts, format="flac", subtitles="srt"))
    assert [each.done_before for each in again] == [True, True, False]
    system, root = fsspec.url_to_fs(url)
    system.pipe_file(f"{root}/b.flac", b"damaged")
    again = list(render(JOBS, url, tts, format="flac", subtitles="srt"))
    assert [each.done_before for each in again] == [True, False, False]
    assert contents(url)["b.flac"] == (out / "b.flac").read_bytes()


def test_a_run_that_is_broken_off_is_gone_on_with(tts, url):
    broken = render(JOBS, url, tts)
    next(broken)
    broken.close()
    assert sorted(contents(url)) == ["a.wav", "manifest.jsonl"]
    assert [each.done_before for each in render(JOBS, url, tts)] == [True, False, False]


def test_a_document_is_joined_there(tts, url, tmp_path):
    document = Document("list", "list", tuple(JOBS[:2]))
    for place in (url, tmp_path / "out"):
        *_, result = render_document(document, place, tts, format="opus", subtitles="srt")
        assert result.error is None
    assert sorted(contents(url)) == ["list.opus", "list.srt", "manifest.jsonl"]
    assert contents(url)["list.opus"] == (tmp_path / "out" / "list.opus").read_bytes()
    (again,) = render_document(document, url, tts, format="opus", subtitles="srt")
    assert again.done_before


def test_what_can_not_be_sent_fails_that_item_only(tts, url, monkeypatch):
    put = RemoteFolder._send

    def send(folder, file, name):
        if name == "a.wav":
            raise OSError("the network is down")
        put(folder, file, name)

    monkeypatch.setattr(RemoteFolder, "_send", send)
    results = list(render(JOBS[:2], url, tts))
    assert [each.error for each in results] == ["the network is down", None]
    assert sorted(contents(url)) == ["b.wav", "manifest.jsonl"]


def test_errors_of_file_systems_are_told_with_the_url(url):
    folder = folder_at(url)
    with pytest.raises(OSError, match=r"://"), folder.copies(["none.wav"]):
        pass
    with pytest.raises(FolderUrlError, match="no folder can be opened at nonsense://x"):
        folder_at("nonsense://x")


def test_the_manifest_is_sent_while_it_grows(tts, url, tmp_path, monkeypatch):
    monkeypatch.setattr("tts.batch.remote_folder.UPLOAD_SECONDS", 0.0)
    working = render(JOBS, url, tts)
    next(working)
    (tmp_path / "manifest.jsonl").write_bytes(contents(url)["manifest.jsonl"])
    assert list(read_manifest(tmp_path)) == ["a"]
    working.close()
