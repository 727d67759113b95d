"""Several processes: the same files and results; what dies, and what is stopped.

These speak with a packaged voice: each process would import torch for one without ONNX files.
"""

import os
import signal
import sys

import pytest

from tts import TTS, SpeechError, VoiceNotFoundError
from tts.batch import Job, read_manifest, render
from tts.batch.pool import Pool
from tts.batch.renderer import Task
from tts.batch.settings import RenderSettings
from tts.files import UnknownFormatError

VOICE = "heart"
JOBS = [Job(f"{index}", f"Number {index}.") for index in range(6)] + [Job("x", "...")]

pytestmark = pytest.mark.packaged


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder that one process made, and one that two did."""
    folders = {}
    for processes in (1, 2):
        folder = tmp_path_factory.mktemp(f"by{processes}")
        results = list(render(JOBS, folder, VOICE, processes=processes, format="opus"))
        folders[processes] = folder, [result.entry for result in results]
    return folders


def test_the_bytes_do_not_depend_on_the_number_of_processes(made):
    (one, first), (two, second) = made[1], made[2]
    assert first == second
    names = sorted(file.name for file in one.iterdir())
    assert names == sorted(file.name for file in two.iterdir())
    assert all((one / name).read_bytes() == (two / name).read_bytes() for name in names)


def test_what_two_processes_did_one_does_not_do_again(made):
    folder, _ = made[2]
    results = list(render(JOBS, folder, TTS.load(VOICE), format="opus"))
    assert [result.done_before for result in results] == [True] * 6 + [False]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
def test_a_process_that_dies_is_replaced(tmp_path):
    settings = RenderSettings(tmp_path, voice=VOICE)
    recorded = []
    with Pool(settings, 1, lambda outcome: recorded.append(outcome.entry.id)) as pool:
        outcomes = pool.map(Task(job, job.id) for job in JOBS)
        assert next(outcomes).entry.file == "0.wav"
        (worker,) = pool.process_ids()
        os.kill(worker, signal.SIGKILL)
        assert [outcome.entry.error is None for outcome in outcomes] == [True] * 5 + [False]
        assert len(list(tmp_path.glob("*.wav"))) == 6
    assert sorted(recorded) == [job.id for job in JOBS]


def test_a_voice_that_is_absent_is_told_at_once(tmp_path):
    with pytest.raises(VoiceNotFoundError):
        list(render(JOBS, tmp_path, "nobody", processes=2))
    with pytest.raises(UnknownFormatError):
        render(JOBS, tmp_path, format="aac")
    with pytest.raises(SpeechError, match="at least one process"):
        render(JOBS, tmp_path, processes=0)
    with pytest.raises(SpeechError, match="limits of the rate"):
        render(JOBS, tmp_path, fit=(2.0, 1.0))
    assert read_manifest(tmp_path) == {}
