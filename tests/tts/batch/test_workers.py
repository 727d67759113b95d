"""Who speaks: one process of this machine, unless something else is asked for."""

import pytest

from tts import TTS, SpeechError
from tts.batch.jobs import Job
from tts.batch.renderer import Task
from tts.batch.settings import RenderSettings
from tts.batch.workers import Workers, speak_all


@pytest.mark.parametrize(("processes", "cluster"), [(0, None), (-1, None), (2, "auto")])
def test_what_makes_no_sense_is_refused(processes, cluster):
    with pytest.raises(SpeechError, match=r"at least one|Choose one"):
        Workers(processes, cluster)


def test_outcomes_are_recorded_before_they_are_given(tiny_voice, tmp_path):
    recorded = []
    tasks = [Task(Job(id, "Hello."), id) for id in "ab"]
    settings = RenderSettings(tmp_path, voice=TTS.load(tiny_voice))
    for outcome in speak_all(tasks, settings, Workers(), recorded.append):
        assert recorded[-1] is outcome
    assert [outcome.entry.file for outcome in recorded] == ["a.wav", "b.wav"]
