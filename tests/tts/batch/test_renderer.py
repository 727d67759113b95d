"""One item: from text to a file, and to what the manifest says of it."""

import pytest
import soundfile

from tts import TTS
from tts.batch.jobs import Job, Slot
from tts.batch.renderer import Renderer, RenderStoppedError, Task, voice_digest
from tts.batch.settings import RenderSettings


@pytest.fixture(scope="module")
def tts(tiny_voice):
    return TTS.load(tiny_voice)


@pytest.fixture
def make(tts, tmp_path):
    """A renderer into a folder of its own."""
    return lambda **more: Renderer(RenderSettings(tmp_path, voice=tts, **more))


def test_timings_are_those_of_the_sound(make, tmp_path):
    text = "One two. Three."
    entry, before = make(timings=True).process(Task(Job("a", text), "a"))
    assert not before and entry.error is None
    seconds = soundfile.info(tmp_path / "a.wav").duration
    assert entry.seconds == pytest.approx(seconds, abs=0.001)
    assert [word for word, *_ in entry.timings["words"]] == ["One", "two", "Three"]
    starts = [start for _, start, _ in entry.timings["words"]]
    assert starts == sorted(starts) and entry.timings["words"][-1][2] <= seconds
    sentences = entry.timings["sentences"]
    assert [text[first:last].strip() for first, last, *_ in sentences] == ["One two.", "Three."]
    assert 0 <= sentences[0][2] < sentences[0][3] <= sentences[1][2] < sentences[1][3]


def test_an_item_that_is_done_is_known_by_its_bytes(make, tmp_path):
    renderer = make()
    task = Task(Job("a", "One."), "a")
    entry, _ = renderer.process(task)
    assert renderer.process(task._replace(known=entry)) == (entry, True)
    (tmp_path / "a.wav").write_bytes(b"changed")
    again, before = renderer.process(task._replace(known=entry))
    assert not before and again == entry


def test_another_file_name_is_another_file(make, tmp_path):
    renderer = make()
    entry, _ = renderer.process(Task(Job("a", "One."), "a"))
    moved, before = renderer.process(Task(Job("a", "One."), "b", entry))
    assert not before and moved.file == "b.wav" and (tmp_path / "b.wav").is_file()


@pytest.mark.parametrize(
    ("job", "said"),
    [
        (Job("a", "x", error="line 3 is no text"), "line 3 is no text"),
        (Job("a", ""), "the text is empty"),
        (Job("a", "x", voice="nobody"), "nobody"),
        (Job("a", "x", delivery={"speed": 99.0}), "speed"),
        (Job("a", "x", delivery={"colour": 1}), "colour"),
        (Job("a", "x", slot=Slot(2.0, 1.0)), "ends before it begins"),
        (Job("a", "<speak><unclosed></speak>", ssml=True), "SSML"),
    ],
)
def test_what_can_not_be_spoken_says_why_and_leaves_no_file(make, tmp_path, job, said):
    entry, before = make().process(Task(job, "a"))
    assert not before and said in entry.error and entry.file is None
    assert list(tmp_path.iterdir()) == []


def test_a_cue_is_fitted_or_reported(make):
    renderer = make(fit=(1.0, 1.2))
    task = Task(Job("a", "This is a rather long sentence for it.", slot=Slot(0.0, 0.5)), "a")
    entry, _ = renderer.process(task)
    assert "does not fit" in entry.warnings[0] and "1.20 times" in entry.warnings[0]
    assert entry.settings["seconds"] == 0.5 and entry.settings["fit"] == [1.0, 1.2]
    roomy, _ = renderer.process(task._replace(job=Job("a", "Yes.", slot=Slot(0.0, 30.0))))
    assert roomy.warnings == [] and roomy.seconds < 30


def test_a_batch_that_is_stopped_ends_between_sentences(tts, tmp_path):
    renderer = Renderer(RenderSettings(tmp_path, voice=tts), lambda: True)
    with pytest.raises(RenderStoppedError):
        renderer.process(Task(Job("a", "One. Two."), "a"))
    assert list(tmp_path.iterdir()) == []


def test_the_voice_s_digest_follows_its_weights(tts, tiny_voices, tmp_path):
    import shutil

    from tts.voice import find

    copy = tmp_path / "voices"
    shutil.copytree(tiny_voices, copy)
    same = voice_digest(find(copy / "tiny"))
    assert same == voice_digest(tts.voice)
    weights = copy / "harmonic.safetensors"
    weights.write_bytes(weights.read_bytes() + b" ")
    assert voice_digest(find(copy / "tiny")) != same
