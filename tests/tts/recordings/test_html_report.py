from tts.recordings.check import judged
from tts.recordings.dataset import RecordedClip, RecordingSet
from tts.recordings.html_report import write_html
from tts.recordings.measure import ClipReport


def test_texts_are_escaped_and_sounds_are_found_from_the_page(tmp_path):
    clip = RecordedClip("a<b>", tmp_path / "sub" / "a b.wav", "<script>", "ann")
    found = judged(
        RecordingSet(tmp_path, "pairs"),
        [ClipReport(clip, 2.0, 24000, -3, -20, -60, 0.1, 0.1, rate=12, score=-0.4)],
    )
    found.recordings.leave_out("<x>", "bad line", "&")
    page = tmp_path / "pages" / "report.html"
    page.parent.mkdir()
    write_html(page, found)
    html = page.read_text(encoding="utf-8")
    assert "<script>" not in html and "&lt;script&gt;" in html and "&lt;x&gt;" in html
    assert 'src="../sub/a%20b.wav"' in html
