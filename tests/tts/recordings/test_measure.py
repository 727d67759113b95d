from pathlib import Path

import numpy as np
import pytest
import soundfile

from frontend import Frontend
from tts.recordings.dataset import RecordedClip
from tts.recordings.measure import ClipReport, clipped_runs, measure, measure_levels

RATE = 24000


def report():
    return ClipReport(RecordedClip("a", Path("a.wav"), "Go on.", "ann"))


def test_levels_noise_and_silence_are_measured():
    noise = 1e-3 * np.random.default_rng(0).standard_normal(3 * RATE)
    tone = 0.2 * np.sin(2 * np.pi * 300 * np.arange(RATE) / RATE)
    samples = noise.copy()
    samples[RATE // 2 : RATE // 2 + RATE] += tone
    found = report()
    measure_levels(found, samples.astype(np.float32), RATE)
    assert found.level_db == pytest.approx(20 * np.log10(0.2 / np.sqrt(2)), abs=0.2)
    assert found.noise_db == pytest.approx(-60, abs=2)
    assert found.lead_s == pytest.approx(0.5, abs=0.02)
    assert found.trail_s == pytest.approx(1.5, abs=0.02)
    assert found.clipped == 0 and abs(found.offset) < 1e-3


def test_runs_at_the_top_are_clipping_and_a_single_peak_is_not():
    wave = np.sin(np.linspace(0, 50, 5000)).astype(np.float32)
    assert clipped_runs(0.5 * wave[::37]) == 0
    assert clipped_runs(np.clip(2 * wave, -1, 1)) > 5
    assert clipped_runs(np.zeros(100, np.float32)) == 0


def test_a_report_comes_back_from_json(tmp_path, spoken, tones):
    soundfile.write(tmp_path / "a.wav", spoken("Go on."), RATE)
    clip = RecordedClip("a", tmp_path / "a.wav", "Go on.", "ann")
    found = measure(clip, Frontend(), tones)
    found.add("noise", "much", False)
    assert found.score > -0.5 and found.phonemes == "ɡ O ɔ n"
    again = ClipReport.from_json(clip, found.to_json())
    assert again == found and again.is_usable
