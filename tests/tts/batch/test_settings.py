"""Settings of a batch are refused before anything is spoken."""

import pickle

import pytest

from tts import SpeechError
from tts.batch.settings import RenderSettings
from tts.delivery import Delivery
from tts.files import UnknownFormatError
from tts.subtitles.formats import UnknownSubtitlesError


@pytest.mark.parametrize("extension", ["wav", ".aac", "", ".m4b"])
def test_a_format_that_is_none_is_refused(tmp_path, extension):
    with pytest.raises(UnknownFormatError, match=r"Choose \.wav"):
        RenderSettings(tmp_path, extension)


def test_subtitles_that_are_none_are_refused(tmp_path):
    RenderSettings(tmp_path, subtitles=".srt")
    with pytest.raises(UnknownSubtitlesError):
        RenderSettings(tmp_path, subtitles=".doc")


@pytest.mark.parametrize("fit", [(0.1, 1.0), (1.0, 9.0), (2.0, 1.0), (float("nan"), 1.0)])
def test_limits_that_are_none_are_refused(tmp_path, fit):
    with pytest.raises(SpeechError, match=r"two numbers from 0\.25 to 4"):
        RenderSettings(tmp_path, fit=fit)


def test_processes_get_the_same_settings(tmp_path):
    settings = RenderSettings(tmp_path, ".opus", "emma", {"style": "zero=oh"}, Delivery(speed=2))
    assert pickle.loads(pickle.dumps(settings)) == settings
