"""Corpora on disk, and what they may lack."""

import pytest

from tts.training.corpus import CorpusError, read_corpus, unaligned_speakers
from vocoders.training.feature_file import Clip


@pytest.fixture
def speaker(tmp_path):
    """A speaker of one clip, whose files a test may change."""
    folder = tmp_path / "ann"
    (folder / "audio").mkdir(parents=True)
    (folder / "audio" / "a1.wav").touch()
    (folder / "metadata.csv").write_text("a1|Hm. | Well.\n\n", encoding="utf-8")
    (folder / "split.csv").write_text("a1|train\n", encoding="utf-8")
    return folder


def test_a_clip_has_its_text_split_audio_and_alignment(speaker):
    (recording,) = read_corpus(speaker.parent)
    assert recording.clip == Clip("a1", "ann", "train") and recording.text == "Hm. | Well."
    assert recording.audio == speaker / "audio" / "a1.wav" and recording.alignment is None
    row = '{"id": "a1", "tokens": "m.", "durations": [1, 2, 3, 4]}'
    (speaker / "alignment.jsonl").write_text(row + "\n", encoding="utf-8")
    (recording,) = read_corpus(speaker.parent)
    assert recording.alignment["durations"] == [1, 2, 3, 4]


def test_speakers_who_are_not_wholly_aligned_are_counted(corpus):
    recordings = list(read_corpus(corpus))
    assert unaligned_speakers(recordings) == {"cat": (1, 1)}
    some = [recordings[0]._replace(alignment=None), *recordings[1:3]]
    assert unaligned_speakers(some) == {"ann": (1, 3)}


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("split.csv", "a2|train", r"clip a1 of .*ann has no audio file or no line in split\.csv"),
        ("split.csv", "a1", r"split\.csv has a line without a bar .*: 'a1'"),
        ("metadata.csv", "b1|Hm.", r"clip b1 of .*ann has no audio file"),
        ("alignment.jsonl", "{", r"alignment\.jsonl must hold a line of JSON a clip"),
        ("alignment.jsonl", "{}", r"alignment\.jsonl must hold .* id, tokens and durations"),
    ],
)
def test_what_does_not_fit_is_refused(speaker, name, text, message):
    (speaker / name).write_text(text, encoding="utf-8")
    with pytest.raises(CorpusError, match=message):
        list(read_corpus(speaker.parent))


def test_what_is_absent_is_named(speaker, tmp_path):
    (speaker / "split.csv").unlink()
    with pytest.raises(CorpusError, match=r"ann lacks split\.csv\. A speaker is a folder with"):
        list(read_corpus(speaker.parent))
    with pytest.raises(CorpusError, match=r"holds no speaker: a folder with metadata\.csv"):
        list(read_corpus(tmp_path / "ann"))
