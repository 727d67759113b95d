"""The library espeak-ng: one for a process, whatever threads, forks and paths there are."""

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from frontend import EspeakMissingError
from frontend.english.pronunciation.notation import espeak
from frontend.phonemize.espeak import find_espeak, shared_library
from frontend.phonemize.espeak_library import EspeakLibrary

WORDS = ["blorfax", "zibbern", "carbunkle tree", "the apple", "far away"]
RUN_IN_DATA = """
from pathlib import Path
from frontend.phonemize.espeak_library import EspeakLibrary
print(EspeakLibrary(Path({library!r}), Path({data!r})).phonemes("en-us", ["blorfax"]))
"""


def test_voices_that_take_turns_answer_as_alone():
    library = shared_library()
    us = library.phonemes("en-us", ["car", "tomato"])
    gb = library.phonemes("en-gb", ["car", "tomato"])
    assert us[0].endswith("ɹ") and gb[0].endswith("ː") and us[1] != gb[1]
    assert library.phonemes("en-us", ["car", "tomato"]) == us


def test_a_voice_that_is_not_there():
    with pytest.raises(EspeakMissingError, match="xx-none"):
        shared_library().phonemes("xx-none", ["car"])


def test_threads_get_what_one_thread_gets():
    speakers = [espeak("en-us"), espeak("en-gb")]
    expected = [speaker(WORDS) for speaker in speakers]
    wrong = []

    def ask(index: int) -> None:
        for _ in range(20):
            if speakers[index % 2](WORDS) != expected[index % 2]:
                wrong.append(index)

    threads = [threading.Thread(target=ask, args=(index,)) for index in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
def test_memory_stays_after_2000_threads(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    speaker = espeak("en-us")

    def memory_after(count: int) -> int:
        for _ in range(count):
            thread = threading.Thread(target=speaker, args=(["blorfax"],))
            thread.start()
            thread.join()
        return int(Path("/proc/self/statm").read_text().split()[1])

    early = memory_after(20)
    assert memory_after(1980) <= 1.1 * early
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_process_asks_again():
    code = (
        "import os, threading\n"
        "from frontend.english.pronunciation.notation import espeak\n"
        "ask = espeak('en-us')\n"
        "ask(['car'])\n"
        "def loop():\n"
        "    while True: ask(['blorfax'])\n"
        "threading.Thread(target=loop, daemon=True).start()\n"
        "for _ in range(10):\n"
        "    child = os.fork()\n"
        "    if not child: os._exit(ask(['car']) != ['kˈɑɹ'])\n"
        "    assert os.waitpid(child, 0)[1] == 0\n"
        "print('done')\n"
    )
    options = ["-W", "ignore", "-c", code]
    run = subprocess.run([sys.executable, *options], capture_output=True, text=True, timeout=60)
    assert run.stdout == "done\n", run.stderr


@pytest.mark.parametrize("length", [100, 149])
def test_a_data_path_that_is_short_enough(tmp_path, length):
    library, data = find_espeak()
    folder = tmp_path / ("e" * max(1, length - len(str(tmp_path)) - 1))
    shutil.copytree(data, folder)
    code = RUN_IN_DATA.format(library=str(library), data=str(folder))
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.stdout.startswith("['blˈɔː"), run.stderr


@pytest.mark.parametrize("length", [151, 160, 400])
def test_a_longer_path_is_refused_before_espeak_ends_the_process(tmp_path, length):
    library, _ = find_espeak()
    folder = tmp_path / "d"
    while len(str(folder)) < length:
        folder /= "d" * min(100, max(1, length - len(str(folder)) - 1))
    with pytest.raises(EspeakMissingError, match="at most 150 bytes"):
        EspeakLibrary(library, folder)


@pytest.mark.parametrize("content", [b"", b"no library"])
def test_a_library_that_does_not_load(tmp_path, content, monkeypatch):
    library = tmp_path / "libespeak-ng.so"
    library.write_bytes(content)
    monkeypatch.setenv("PHONEMIZER_ESPEAK_DATA_PATH", "")
    monkeypatch.setenv("PHONEMIZER_ESPEAK_LIBRARY", "")
    with pytest.raises(EspeakMissingError, match="cannot be loaded"):
        EspeakLibrary(library, tmp_path).phonemes("en-us", ["car"])
