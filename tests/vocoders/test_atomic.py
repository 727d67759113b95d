"""Files are written whole or not at all; parts of dead processes are removed, others are not."""

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from vocoders.atomic import Part, atomic_write

ROOT = Path(__file__).parents[2]
KILLED = """
import os, signal, sys
from vocoders.atomic import Part
part = Part(sys.argv[1])
part.temporary.write_text("half")
os.kill(os.getpid(), signal.SIGKILL)
"""
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")


def names(folder):
    return sorted(file.name for file in folder.iterdir())


def write(path, text):
    with atomic_write(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


@posix
def test_the_part_of_a_killed_process_is_removed_at_the_next_run(tmp_path):
    command = [sys.executable, "-c", KILLED, tmp_path / "a.txt"]
    subprocess.run(command, cwd=ROOT, check=False)
    assert len(names(tmp_path)) == 1
    write(tmp_path / "a.txt", "whole")
    assert names(tmp_path) == ["a.txt"]


def test_stale_parts_of_the_same_file_are_removed_and_others_left(tmp_path):
    for name in (".1.part.a.txt", ".2.part.a.txt", ".0.part.b.txt"):
        (tmp_path / name).write_text("")
    write(tmp_path / "a.txt", "whole")
    assert names(tmp_path) == [".0.part.b.txt", "a.txt"]


def test_two_writers_of_one_file_do_not_mix(tmp_path):
    first = Part(tmp_path / "a.txt")
    second = Part(tmp_path / "a.txt")
    assert first.temporary != second.temporary
    second.temporary.write_text("second")
    first.temporary.write_text("first")
    for part in (first, second):
        part.commit()
        part.discard()
    assert (tmp_path / "a.txt").read_text() == "second"
    assert names(tmp_path) == ["a.txt"]


def test_a_part_that_another_process_began_after_the_commit_is_left_alone(tmp_path):
    first = Part(tmp_path / "a.txt")
    first.commit()
    second = Part(tmp_path / "a.txt")
    first.discard()
    second.commit()
    second.discard()
    assert names(tmp_path) == ["a.txt"]


@posix
def test_a_link_in_the_place_of_a_part_is_not_followed(tmp_path):
    (tmp_path / "victim").write_text("mine")
    (tmp_path / ".0.part.a.txt").symlink_to("victim")
    write(tmp_path / "a.txt", "whole")
    assert (tmp_path / "victim").read_text() == "mine"
    assert (tmp_path / "a.txt").read_text() == "whole"


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_permissions_are_kept_on_replacing(tmp_path, mode):
    (tmp_path / "a.txt").write_text("old")
    (tmp_path / "a.txt").chmod(mode)
    write(tmp_path / "a.txt", "new")
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == mode


@posix
@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path, mask):
    old = os.umask(mask)
    try:
        write(tmp_path / "a.txt", "new")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o666 & ~mask


@posix
@pytest.mark.parametrize("length", [120, 121, 240, 241, 255])
def test_a_name_may_be_as_long_as_the_system_allows(tmp_path, length):
    name = "a" * (length - 4) + ".txt"
    write(tmp_path / name, "whole")
    assert names(tmp_path) == [name]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names are UTF-8")
@pytest.mark.parametrize("length", [3, 250])
def test_a_name_that_is_no_utf8_is_written(tmp_path, length):
    name = os.fsdecode(b"\xff" * length + b".txt")
    write(tmp_path / name, "whole")
    assert names(tmp_path) == [name]


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a file")
def test_a_file_that_is_a_mount_is_overwritten(tmp_path):
    (tmp_path / "source").write_text("a long old text")
    target = tmp_path / "a.txt"
    target.write_text("")
    mount = ["mount", "--bind", tmp_path / "source", target]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount")
    try:
        write(target, "new")
    finally:
        subprocess.run(["umount", target], check=True)
    assert (tmp_path / "source").read_text() == "new"
    assert names(tmp_path) == ["a.txt", "source"]


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


@pytest.mark.skipif(sys.platform == "win32", reason="links of POSIX")
def test_a_link_to_itself_is_an_error_of_the_system(tmp_path):
    (tmp_path / "a.wav").symlink_to("a.wav")
    with pytest.raises(OSError), atomic_write(tmp_path / "a.wav"):
        pass
