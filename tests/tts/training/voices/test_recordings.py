import numpy as np
import pytest

from tts.alignment.classifier import PACKAGED
from tts.recordings.measure import ClipReport
from tts.training.voices.recordings import adapt_stage, as_lines, gain_of
from tts.training.voices.settings import VoiceSettings


def report(level, peak):
    return ClipReport(None, level_db=level, peak_db=peak)


@pytest.mark.parametrize(
    ("levels", "peaks", "gain"),
    [
        ([-30, -28, -32], [-20, -20, -20], 8),  # to -22 dB
        ([-30, -28, -32], [-4, -4, -4], 3.5),  # as far as the peaks let it
        ([-90, -90, -90], [-80, -80, -80], 24),  # not without end
        ([-10, -10, -10], [-1, -1, -1], -12),
    ],
)
def test_the_gain_brings_the_median_to_the_level_without_clipping(levels, peaks, gain):
    reports = [report(*pair) for pair in zip(levels, peaks, strict=True)]
    assert gain_of(reports, -22.0) == pytest.approx(gain)


def test_without_steps_the_packaged_aligner_is_used(tmp_path):
    adapt_stage([], VoiceSettings(adaptation_steps=0), tmp_path / "a.safetensors", print)
    assert (tmp_path / "a.safetensors").read_bytes() == PACKAGED.read_bytes()


def test_rows_are_written_a_line_each():
    rows = {"a": {"id": "a", "phonemes": "ʃ"}, "b": {"id": "b", "phonemes": "x"}}
    assert as_lines(rows).count("\n") == 2 and "ʃ" in as_lines(rows)
    assert np.isfinite(gain_of([report(-20, -3)], -22))
