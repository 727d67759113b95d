import numpy as np
import pytest
import soundfile

from frontend import Frontend
from tts.alignment import Aligner
from tts.training.voices.evaluation import clip_figures


def test_pitch_and_its_spread_are_measured(tmp_path):
    time = np.arange(24000) / 24000
    phase = 2 * np.pi * np.cumsum(150 * 2 ** (np.sin(8 * time) / 12)) / 24000
    tone = sum(np.sin(k * phase) / k for k in range(1, 15))
    soundfile.write(tmp_path / "a.wav", 0.1 * tone, 24000)
    found = clip_figures(tmp_path / "a.wav", "Go on.", Aligner(), Frontend())
    assert found.pitch == pytest.approx(150, rel=0.03)
    assert found.range == pytest.approx(1 / np.sqrt(2), abs=0.2)
    assert found.score < 0 < found.rate


def test_a_text_that_is_too_long_has_no_figures(tmp_path):
    soundfile.write(tmp_path / "a.wav", np.zeros(600), 24000)
    assert clip_figures(tmp_path / "a.wav", "Go on and on.", Aligner(), Frontend()) is None
