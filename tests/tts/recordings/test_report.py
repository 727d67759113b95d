from pathlib import Path

from tts.recordings.check import judged
from tts.recordings.dataset import RecordedClip, RecordingSet
from tts.recordings.measure import ClipReport
from tts.recordings.report import summary, text_report


def reports(count, seconds):
    for number in range(count):
        clip = RecordedClip(f"c{number}", Path("x.wav"), "Why?", "ann")
        yield ClipReport(clip, seconds, 24000, -3, -20, -60, 0.1, 0.1, rate=12, score=-0.4)


def test_amounts_and_medians(tmp_path):
    found = judged(RecordingSet(tmp_path, "pairs"), list(reports(36, 10.0)))
    assert "can be used: 36 clips (ann 0.10 h); left out: 0" in summary(found)
    assert (
        "level -20 dB, 40 dB above the noise, 12.0 phonemes a second, score -0.40"
        in text_report(found)
    )


def test_the_worst_are_named_and_the_rest_counted(tmp_path):
    found = judged(RecordingSet(tmp_path, "pairs"), list(reports(4, 900.0)))
    text = text_report(found, worst=2)
    assert "can be used: 0 clips (none); left out: 4" in text
    assert text.count("(left out): too long: it lasts 900 s") == 2 and "and 2 more clips" in text
