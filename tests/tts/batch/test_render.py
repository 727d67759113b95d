"""A file an item: bad ones do not stop it, done ones are not done again."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import soundfile

from tts import TTS, Delivery
from tts.batch import FolderInUseError, Job, read_manifest, render
from tts.batch.readers.source import Source
from tts.batch.readers.text import read

TEXT = b"Hello there.\n\n  \nTwo words.\n...\nThe last one."


@pytest.fixture(scope="module")
def tts(tiny_voice):
    return TTS.load(tiny_voice)


def jobs_of(content):
    return read(Source("the text", "text", content, split="line")).jobs


def run(tts, folder, content=TEXT, **more):
    return [
        (result.entry.id, result.error is None, result.done_before)
        for result in render(jobs_of(content), folder, tts, **more)
    ]


def test_each_line_gets_a_file_named_by_its_number_and_a_record(tts, tmp_path):
    assert run(tts, tmp_path / "out") == [
        ("0001", True, False),
        ("0004", True, False),
        ("0005", False, False),
        ("0006", True, False),
    ]
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == [
        "0001.wav",
        "0004.wav",
        "0006.wav",
        "manifest.jsonl",
    ]
    rows = [
        json.loads(row)
        for row in (tmp_path / "out" / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert [row["id"] for row in rows] == ["0001", "0004", "0005", "0006"]
    made = {"settings": {}, "sha256": "", "file_sha256": "", "loudness": 0}
    assert rows[0] | made == {
        **made,
        "id": "0001",
        "file": "0001.wav",
        "text": "Hello there.",
        "voice": "tiny",
        "error": None,
        "warnings": [],
        "timings": None,
        "extra": {},
        "seconds": round(soundfile.info(tmp_path / "out" / "0001.wav").duration, 3),
    }
    assert (rows[2]["file"], rows[2]["seconds"], rows[2]["text"]) == (None, None, "...")
    assert "nothing" in rows[2]["error"]


def test_what_is_done_is_not_done_again(tts, tmp_path):
    run(tts, tmp_path)
    made = (tmp_path / "0001.wav").stat().st_mtime_ns
    assert [before for _, good, before in run(tts, tmp_path) if good] == [True, True, True]
    assert (tmp_path / "0001.wav").stat().st_mtime_ns == made


@pytest.mark.parametrize(
    "change", ["text", "speed", "loudness", "format", "file", "style", "lexicon"]
)
def test_what_would_be_another_sound_is_done_again(tts, tmp_path, change):
    run(tts, tmp_path)
    if change == "file":
        (tmp_path / "0001.wav").unlink()
    content = TEXT.replace(b"Hello", b"Goodbye") if change == "text" else TEXT
    delivery = Delivery(
        **{"speed": {"speed": 2.0}, "loudness": {"loudness": -16.0}}.get(change, {})
    )
    if change in ("style", "lexicon"):
        tts = TTS(
            tts.voice,
            tts.acoustic,
            tts.vocoder,
            **{change: {"style": "zero=oh", "lexicon": {"words": "wˈɜɹdz"}}[change]},
        )
    again = run(
        tts,
        tmp_path,
        content,
        delivery=delivery,
        format="flac" if change == "format" else "wav",
    )
    assert again[0] == ("0001", True, False)
    assert again[1] == ("0004", True, change in ("text", "file"))
    assert len(read_manifest(tmp_path)) == 4


def test_a_manifest_cut_off_in_a_line_is_used_as_far_as_it_goes(tts, tmp_path):
    run(tts, tmp_path)
    manifest = tmp_path / "manifest.jsonl"
    manifest.write_bytes(manifest.read_bytes()[:-30])
    assert [before for *_, before in run(tts, tmp_path)] == [
        True,
        True,
        False,
        False,
    ]  # what failed is tried again
    assert len(read_manifest(tmp_path)) == 4


def test_the_manifest_is_kept_while_it_runs(tts, tmp_path):
    working = render(jobs_of(TEXT), tmp_path, tts)
    next(working), next(working)
    working.close()
    assert list(read_manifest(tmp_path)) == ["0001", "0004"]


def test_a_line_that_is_no_text_spoils_no_other(tts, tmp_path):
    assert run(tts, tmp_path, b"One.\n\xff\xfe\nThree.") == [
        ("0001", True, False),
        ("0002", False, False),
        ("0003", True, False),
    ]
    assert "line 0002 of the text is not UTF-8" in (read_manifest(tmp_path)["0002"].error or "")


def test_a_line_that_turns_bad_loses_its_old_file(tts, tmp_path):
    run(tts, tmp_path, b"One.")
    run(tts, tmp_path, b"!?")
    assert [file.name for file in tmp_path.iterdir()] == ["manifest.jsonl"]


def test_what_other_programs_take_for_a_line_end_is_done_once(tts, tmp_path):
    content = "One\u2028two.\nThree\u2029four.\nFive\x85six.".encode()
    assert [before for *_, before in run(tts, tmp_path, content)] == [False] * 3
    assert [before for *_, before in run(tts, tmp_path, content)] == [True] * 3


def test_a_second_run_in_a_folder_is_refused_until_the_first_ends(tts, tmp_path):
    first = render(jobs_of(TEXT), tmp_path, tts)
    next(first)
    with pytest.raises(FolderInUseError, match="another process is writing a batch in"):
        run(tts, tmp_path)
    first.close()
    assert run(tts, tmp_path)[0] == ("0001", True, True)
    assert not (tmp_path / ".manifest.lock").exists()


KILLED = """
import os, signal, sys
from pathlib import Path
from vocoders.file_lock import locked
with locked(Path(sys.argv[1])) as is_ours:
    assert is_ours
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
def test_a_dead_process_holds_no_folder(tts, tmp_path):
    lock = tmp_path / ".manifest.lock"
    root = Path(__file__).parents[3]
    subprocess.run([sys.executable, "-c", KILLED, lock], cwd=root, check=False)
    assert lock.exists()
    run(tts, tmp_path, b"One.")
    assert not lock.exists()


@pytest.mark.parametrize("error", [OSError("the disk is full"), ValueError("too odd to speak")])
def test_a_failed_rerun_keeps_the_good_file(tts, tmp_path, monkeypatch, error):
    run(tts, tmp_path, b"One.")
    before = (tmp_path / "0001.wav").read_bytes()
    entry = read_manifest(tmp_path)["0001"]

    def fail(*args, **more):
        raise error

    with monkeypatch.context() as patch:
        patch.setattr("tts.files.AudioFile.write", fail)
        again = run(tts, tmp_path, b"One.", delivery=Delivery(speed=2))
    assert again == [("0001", False, False)]
    assert (tmp_path / "0001.wav").read_bytes() == before
    kept = read_manifest(tmp_path)["0001"]
    assert (kept.file, kept.seconds, kept.settings) == ("0001.wav", entry.seconds, entry.settings)
    assert kept.error == str(error)
    assert run(tts, tmp_path, b"One.") == [("0001", True, False)]
    assert read_manifest(tmp_path)["0001"].error is None


@pytest.mark.parametrize("format", ["wav", "flac", "ogg", "opus", "mp3"])
def test_a_file_that_is_empty_cut_or_changed_is_made_again_with_the_same_bytes(
    tts, tmp_path, format
):
    run(tts, tmp_path, b"One.", format=format)
    assert run(tts, tmp_path, b"One.", format=format) == [("0001", True, True)]
    file = tmp_path / f"0001.{format}"
    good = file.read_bytes()
    damaged = [b"", good[:-10], good[:-10] + b"0123456789", good + b"more"]
    for content in damaged:
        file.write_bytes(content)
        assert run(tts, tmp_path, b"One.", format=format) == [("0001", True, False)]
        assert file.read_bytes() == good


def test_a_folder_in_the_place_of_a_file_fails_that_line_only(tts, tmp_path):
    (tmp_path / "0002.wav").mkdir()
    assert run(tts, tmp_path, b"One.\nTwo.\nThree.") == [
        ("0001", True, False),
        ("0002", False, False),
        ("0003", True, False),
    ]
    assert "0002.wav is a folder" in (read_manifest(tmp_path)["0002"].error or "")


ENTRY = {
    "id": "0001",
    "file": "0001.wav",
    "text": "One.",
    "voice": "tiny",
    "seconds": 1.0,
    "error": None,
    "settings": {},
}


@pytest.mark.parametrize(
    "row",
    [
        b"5",
        b"null",
        b"[" * 100_000,
        b"\xff",
        b"[]",
        b'{"id": 5}',
        *(
            json.dumps(ENTRY | change).encode()
            for change in (
                {"id": 1},
                {"id": [1]},
                {"file": 7},
                {"file": "../0001.wav"},
                {"file": "/etc/passwd"},
                {"text": ["One."]},
                {"text": "\ud800"},
                {"seconds": "1"},
                {"seconds": 10**400},
                {"error": {}},
                {"settings": None},
                {"more": 1},
            )
        ),
    ],
)
def test_a_line_of_the_manifest_that_was_changed_by_hand_is_skipped(tts, tmp_path, row):
    good = json.dumps(ENTRY | {"id": "0009"}).encode()
    (tmp_path / "manifest.jsonl").write_bytes(row + b"\n" + good + b"\n")
    assert list(read_manifest(tmp_path)) == ["0009"]
    assert run(tts, tmp_path, b"...") == [("0001", False, False)]


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ({"warnings": 5}, False),
        ({"extra": None}, False),
        ({"sha256": 1}, False),
        ({"timings": {}}, True),
    ],
)
def test_the_kinds_of_values_in_the_manifest_are_checked(tmp_path, change, kept):
    (tmp_path / "manifest.jsonl").write_text(json.dumps(ENTRY | change), encoding="utf-8")
    assert bool(read_manifest(tmp_path)) is kept


def test_an_id_that_is_there_twice_fails_and_spoils_no_other(tts, tmp_path):
    results = list(render([Job("a", "One."), Job("a", "Two."), "Three."], tmp_path, tts))
    assert [result.entry.id for result in results] == ["a", "a (2)", "0003"]
    assert results[1].error == "the id 'a' is there 2 times. Change one of them."
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        "0003.wav",
        "a.wav",
        "manifest.jsonl",
    ]


def test_no_name_leads_out_of_the_folder(tts, tmp_path):
    out = tmp_path / "out"
    names = ["../../evil", "/etc/passwd", "a/b", "..", "CON", "A", "a"]
    jobs = [Job(str(index), "Hello.", name=name) for index, name in enumerate(names)]
    results = list(render(jobs, out, tts))
    assert [result.error for result in results] == [None] * len(names)
    assert {result.file.parent for result in results} == {out}
    assert len({result.file.name.casefold() for result in results}) == len(names)
    assert len(results[-1].entry.warnings) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["out"]


def test_jobs_have_voices_and_settings_of_their_own(tts, tmp_path, tiny_heart):
    jobs = [
        Job("a", "Hello there."),
        Job("b", "Hello there.", voice="george", delivery={"speed": 2.0}),
        Job("c", "<speak>Hello <break time='1s'/> there.</speak>", ssml=True),
        Job("d", "Hello.", voice="nobody"),
        Job("e", "Hello.", delivery={"speed": 99}),
        Job("f", "Hello.", delivery={"colour": 1}),
    ]
    results = list(render(jobs, tmp_path, tts))
    seconds = [result.entry.seconds for result in results]
    assert seconds[1] < seconds[0] < seconds[2]
    assert [result.entry.voice for result in results[:3]] == ["tiny", "george", "tiny"]
    assert [bool(result.error) for result in results] == [False] * 3 + [True] * 3


def test_timings_and_subtitles_stand_beside_the_sound(tts, tmp_path):
    (result,) = render(["Hello there. Bye."], tmp_path, tts, timings=True, subtitles="srt")
    timings = result.entry.timings
    assert [word for word, *_ in timings["words"]] == ["Hello", "there", "Bye"]
    assert [place[:2] for place in timings["sentences"]] == [[0, 12], [13, 17]]
    assert timings["sentences"][-1][3] == pytest.approx(result.entry.seconds, abs=0.001)
    assert "Hello there." in (tmp_path / "0001.srt").read_text(encoding="utf-8")
    (tmp_path / "0001.srt").unlink()
    (again,) = render(["Hello there. Bye."], tmp_path, tts, timings=True, subtitles="srt")
    assert not again.done_before and (tmp_path / "0001.srt").is_file()


def test_other_columns_are_kept_without_speaking_again(tts, tmp_path):
    list(render([Job("a", "Hello.", extra={"scene": 1})], tmp_path, tts))
    (result,) = render([Job("a", "Hello.", extra={"scene": 2})], tmp_path, tts)
    assert result.done_before
    assert read_manifest(tmp_path)["a"].extra == {"scene": 2}


def test_a_bug_in_one_item_stops_no_other(tts, tmp_path, monkeypatch):
    def fail(audio):
        raise KeyError("odd")

    with monkeypatch.context() as patch:
        patch.setattr("tts.subtitles.track.TimestampTrack.add", lambda self, audio: fail(audio))
        (result,) = render(["Hello."], tmp_path, tts)
    assert result.error == "KeyError: 'odd'"


def test_a_folder_that_vanishes_is_told(tts, tmp_path):
    out = tmp_path / "out"
    working = render(["One.", "Two."], out, tts)
    next(working)
    shutil.rmtree(out)
    assert "there is no folder" in next(working).error
    with pytest.raises(OSError, match="there is no folder"):
        next(working)
