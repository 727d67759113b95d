"""The manifest: entries are found again, in little memory."""

import os
import sys
from pathlib import Path

import pytest

from tts import SpeechError
from tts.batch.manifest import Manifest, ManifestEntry, read_manifest


def entry(id, text="x"):
    return ManifestEntry(id, None, text, "tiny", None, "no")


def test_entries_stand_in_the_order_of_the_jobs_each_once(tmp_path):
    with Manifest(tmp_path, ["b", "a"]) as manifest:
        for id, text in (("z", "1"), ("a", "1"), ("b", "1"), ("a", "2\u2028")):
            manifest.append(entry(id, text))
        assert manifest.get("a") == entry("a", "2\u2028")
        assert manifest.get("none") is None
        assert len((tmp_path / "manifest.jsonl").read_bytes().split(b"\n")) == 5
    assert list(read_manifest(tmp_path)) == ["b", "a", "z"]
    with Manifest(tmp_path, ["z"]) as manifest:
        assert manifest.get("a") == entry("a", "2\u2028")
    assert list(read_manifest(tmp_path)) == ["z", "a", "b"]


def test_what_was_appended_stays_when_the_run_is_broken_off(tmp_path):
    with pytest.raises(KeyboardInterrupt), Manifest(tmp_path) as manifest:
        manifest.append(entry("a"))
        raise KeyboardInterrupt
    assert list(read_manifest(tmp_path)) == ["a"]


def test_each_new_entry_is_told_of(tmp_path):
    told = []
    with Manifest(tmp_path, changed=lambda: told.append(len(read_manifest(tmp_path)))) as manifest:
        manifest.append(entry("a"))
        manifest.append(entry("b"))
    assert told == [1, 2]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and links of POSIX")
@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda path: path.symlink_to("/etc/x")])
def test_a_manifest_that_is_no_file_is_refused(tmp_path, make):
    make(tmp_path / "manifest.jsonl")
    with (
        pytest.raises(SpeechError, match=r"manifest\.jsonl is no file of its own"),
        Manifest(tmp_path),
    ):
        pass
