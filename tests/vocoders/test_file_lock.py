"""Locked files: one holder at a time, and what a dead process left is removed."""

import os
import subprocess
import sys

import pytest

from vocoders.file_lock import create_locked, is_at, locked, release, remove_stale

HOLDER = """
import sys
from pathlib import Path
from vocoders.file_lock import create_locked
assert create_locked(Path(sys.argv[1])) is not None
print("locked", flush=True)
sys.stdin.read()
"""


def test_the_file_exists_during_the_block(tmp_path):
    path = tmp_path / "lock"
    with locked(path) as held:
        assert held
        assert path.exists()
        with locked(path) as again:
            assert not again
        assert path.exists()
    assert not path.exists()


def test_a_living_process_keeps_its_lock_and_a_dead_one_does_not(tmp_path):
    path = tmp_path / "lock"
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline().strip() == b"locked"
        assert not remove_stale(path)
        assert create_locked(path) is None
        holder.kill()
        holder.wait()
    assert path.exists()
    with locked(path) as held:
        assert held


def test_a_link_is_left_alone(tmp_path):
    target = tmp_path / "target"
    target.write_text("mine")
    path = tmp_path / "lock"
    try:
        path.symlink_to(target)
    except OSError:
        pytest.skip("this system makes no links")
    if hasattr(os, "O_NOFOLLOW"):
        assert not remove_stale(path)
        assert path.is_symlink()
        assert target.read_text() == "mine"


def test_a_file_that_was_replaced_is_not_removed(tmp_path):
    path = tmp_path / "lock"
    descriptor = create_locked(path)
    if os.name != "nt":
        path.unlink()
        path.write_text("another")
        assert not is_at(descriptor, path)
        release(descriptor, path)
        assert path.read_text() == "another"
    else:
        release(descriptor, path)
