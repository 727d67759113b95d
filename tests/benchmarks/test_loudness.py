"""benchmarks/loudness.py: sentences are measured without and with a target."""

import numpy as np
import pytest

from tts import TTS, Audio


@pytest.fixture(scope="module")
def loudness(benchmark):
    return benchmark("loudness")


def test_a_sentence_is_measured(loudness, tiny_heart):
    tts = TTS.load("heart")
    sentence = loudness.measure(tts, next(tts.frontend("One, two.")))
    assert sentence.seconds > 0.2
    # the gain is what the prediction lacks; a vocoder with random weights does not follow the mel
    gain = loudness.TARGET - sentence.predicted_lufs
    assert sentence.lufs - sentence.raw_lufs == pytest.approx(gain, abs=0.01)
    assert sentence.peak_dbtp < -1
    assert sentence.longest_pause == 0  # a comma asks for one


def test_the_longest_pause_lies_between_sounds(loudness):
    tone = np.sin(np.arange(24000) / 10).astype(np.float32)
    silence = np.zeros(24000, np.float32)
    parts = [silence, tone, silence[:2400], tone, silence[:7200], tone, silence]
    audio = Audio(np.concatenate(parts), 24000)
    assert loudness.longest_pause(audio) == pytest.approx(0.3, abs=0.02)


def test_the_report_has_a_row_for_each_voice_and_duration(loudness):
    short = loudness.Sentence(0.5, -30.0, -29.0, -22.5, -3.0, 0.001, 0.1)
    long = loudness.Sentence(5.0, -20.0, -20.5, -21.0, -1.5, 0.0, 0.2)
    middle = loudness.Sentence(1.5, -20.0, -20.0, -22.0, -2.0, 0.0, 0.0)
    text = "\n".join(loudness.report({"heart": [short, long], "emma": [middle]}))
    assert "| heart | 2 | -25.0 | 5.00 | 10.0 | -21.8 | 0.75 | 1.5 | **1.00** | -1.5 " in text
    assert "| 0 to 1 | 1 | +1.00 | 0.00 | 1.00 | 0.50 |" in text
    assert "| 2 and more | 1 | -0.50 | 0.00 | 0.50 | 1.00 |" in text
