"""Folders of this machine."""

from pathlib import Path

import pytest

from tts.batch.folders import FolderInUseError, LocalFolder, folder_at, is_url


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("s3://bucket/a", True),
        ("file:///a", True),
        ("hdfs+x://a", True),
        ("out/", False),
        ("C://out", False),
        ("//server/share", False),
        (Path("s3://bucket"), False),
    ],
)
def test_urls_are_told_from_paths(place, expected):
    assert is_url(place) is expected


def test_a_folder_is_made_and_held_while_it_is_in_use(tmp_path):
    folder = folder_at(tmp_path / "new" / "out")
    assert isinstance(folder, LocalFolder)
    with folder.in_use(), folder.opened() as home:
        assert home == tmp_path / "new" / "out"
        with pytest.raises(FolderInUseError), folder_at(home).in_use():
            pass
    with folder.in_use():
        pass


def test_files_are_found_moved_and_removed(tmp_path):
    folder = LocalFolder(tmp_path)
    (tmp_path / "draft").write_bytes(b"abc")
    assert not folder.has("a.wav") and folder.digest("a.wav") is None
    folder.publish(tmp_path / "draft", "a.wav")
    assert folder.has("a.wav") and folder.digest("a.wav").startswith("ba7816bf")
    with folder.copies(["a.wav"]) as (copy,):
        assert copy.read_bytes() == b"abc"
    assert folder.has("a.wav") and not (tmp_path / "draft").exists()
    folder.remove("a.wav")
    folder.remove("a.wav")
    assert not folder.has("a.wav")
    child = folder.child("inner")
    assert child.place("") == tmp_path / "inner" and child.place("b") == tmp_path / "inner" / "b"
    with child.opened():
        pass
    child.remove_all()
    assert list(tmp_path.iterdir()) == []


def test_a_link_in_the_folder_leads_nobody_out_of_it(tmp_path):
    outside = tmp_path / "precious"
    outside.write_bytes(b"keep")
    folder = LocalFolder(tmp_path / "out")
    with folder.opened() as home:
        (home / "a.wav").symlink_to(outside)
        with folder.writing("a.wav") as place:
            place.write_bytes(b"sound")
    assert outside.read_bytes() == b"keep"
    assert (home / "a.wav").read_bytes() == b"sound" and not (home / "a.wav").is_symlink()
