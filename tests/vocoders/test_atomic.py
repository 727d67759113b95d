"""Files are written whole or not at all."""

import os
import threading

import pytest

from vocoders.atomic import atomic_write


def test_a_finished_file_replaces_the_old_one_and_nothing_else_is_left(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("old")
    with atomic_write(path) as temporary:
        temporary.write_text("new")
        assert path.read_text() == "old" and temporary.suffix == ".txt"
    assert path.read_text() == "new" and list(tmp_path.iterdir()) == [path]


def test_an_error_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError), atomic_write(path) as temporary:
        temporary.write_text("half")
        raise ZeroDivisionError
    assert path.read_text() == "old" and list(tmp_path.iterdir()) == [path]


def test_a_link_stays_a_link_to_its_target(tmp_path):
    target = tmp_path / "target.txt"
    target.write_text("old")
    (tmp_path / "link.txt").symlink_to(target)
    with atomic_write(tmp_path / "link.txt") as temporary:
        temporary.write_text("new")
    assert (tmp_path / "link.txt").is_symlink() and target.read_text() == "new"


def test_folders_and_absent_folders_are_refused(tmp_path):
    with pytest.raises(IsADirectoryError, match="Name a file in it"), atomic_write(tmp_path):
        pass
    with (
        pytest.raises(FileNotFoundError, match=r"there is no folder .*absent"),
        atomic_write(tmp_path / "absent" / "a.txt"),
    ):
        pass


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    with atomic_write(pipe) as temporary:
        temporary.write_bytes(b"through")
    reader.join(10)
    assert read == [b"through"] and pipe.is_fifo()
