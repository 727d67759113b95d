"""A folder with every kind of fault that the check knows, each planted in one clip."""

import json
from collections import Counter

import numpy as np
import pytest
import soundfile

from tts.recordings import check, read_recordings
from tts.recordings.check import check_recordings
from tts.recordings.html_report import histogram, write_html
from tts.recordings.report import text_report

RATE = 24000
TEXTS = (
    "Some red foxes ran over the green hill today.",
    "Every morning the baker opens his shop at six.",
    "She put the letter back into the small blue box.",
    "Nobody in the village knew where the river began.",
    "The old clock on the wall had stopped years ago.",
    "They walked along the beach until it was dark.",
    "My brother keeps his boat in the harbour now.",
    "A cold wind came down from the mountains.",
    "We had bread and cheese for our evening meal.",
    "The teacher wrote three words on the board.",
)


@pytest.fixture(scope="module")
def planted(tmp_path_factory, spoken):
    """The folder; clips 0 to 9 are good, each other name is that of its fault."""
    tmp_path = tmp_path_factory.mktemp("planted")
    rows = []

    def add(name, samples, text=TEXTS[0], rate=RATE):
        if samples is not None:
            soundfile.write(tmp_path / f"{name}.wav", samples, rate, "FLOAT")
        rows.append(f"{name}|{text}")

    for number, text in enumerate(TEXTS):
        add(f"good{number}", spoken(text), text)
    text = "The garden was full of roses."
    good = spoken(text)
    add("no sound file", None)
    add("no text", spoken(text, 0.21), "")
    rows.append("no bar in this line")
    add("two texts", spoken(text, 0.22), text)
    add("two texts", None, "Something else is said.")
    add("named twice", spoken("Hello again, my friend."), "Hello again, my friend.")
    add("named twice", None, "Hello again, my friend.")
    soundfile.write(tmp_path / "sound without text.wav", good * 0.9, RATE)
    add("unreadable", None)
    (tmp_path / "unreadable.wav").write_bytes(b"RIFF but no more")
    broken = good.copy()
    broken[1000] = np.nan
    add("not finite", broken, text)
    add("too short", good[:2000], text)
    add("text cannot be read", good * 0.95, "…")
    add("part of the text is skipped", good * 0.94, f"{text} Привет")
    add("text does not fit", spoken("Why not ask him?"), "She sells sea shells by the shore.")
    add("text too long", spoken("Go."), TEXTS[1] * 3)
    add("silent", good * 1e-4, text)
    add("too long", np.tile(spoken(text, 0.19), 20), text)
    add("low sample rate", good[::3], text, RATE // 3)
    add("clipping", np.clip(8 * good, -0.99, 0.99), text)
    add("noise", spoken(text, noise=0.02), text)
    add("offset", good + 0.05, text)
    add("silence at the ends", spoken(text, lead=150), text)
    add("no silence at an end", good[4200:], text)
    pause = np.concatenate([spoken("Well,", trail=0), np.zeros(2 * RATE), spoken("now.", lead=0)])
    add("long pause", pause + 1e-4 * np.sin(np.arange(len(pause))), "Well, now.")
    add("level", good * 0.04, text)
    add("rate", spoken(text, frames=30), text)
    add("duplicate", spoken(TEXTS[2]), TEXTS[2])
    add("prompt on both sides", spoken(TEXTS[3], 0.23), TEXTS[3])
    (tmp_path / "metadata.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (tmp_path / "split.csv").write_text("good3|train\nprompt on both sides|test\nx\n", "utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def report(planted, tones):
    """The report of the folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(check.Aligner, "load", lambda weights=None: tones)
        return check_recordings(read_recordings(planted))


def kinds_of(report):
    found = {each.clip.id: {fault.kind for fault in each.faults} for each in report.clips}
    for name, kind, _ in report.left_out:
        found.setdefault(name, set()).add(kind)
    return found


def test_every_planted_fault_is_found_and_nothing_else_is_left_out(report):
    found = kinds_of(report)
    for name in (
        "no sound file", "no text", "two texts", "named twice", "unreadable", "not finite",
        "too short", "text cannot be read", "part of the text is skipped", "text does not fit",
        "silent", "too long", "low sample rate", "clipping", "noise", "offset",
        "silence at the ends", "no silence at an end", "long pause", "level", "rate", "duplicate",
        "prompt on both sides",
    ):  # fmt: skip
        assert name in found[name], (name, found[name])
    assert found["sound without text.wav"] == {"sound without text"}
    assert found["no bar in this line"] == {"bad line"} == found["split.csv"]
    assert found["text too long"] == {"text does not fit"}
    assert {each.clip.id for each in report.usable} >= {f"good{n}" for n in range(10)}
    assert not any(found[f"good{number}"] for number in range(10))
    fatal = {each.clip.id for each in report.clips if not each.is_usable}
    assert "silent" in fatal and "offset" not in fatal


def test_the_reports_name_every_fault_worst_first(planted, report):
    text = text_report(report, worst=100)
    for kind, count in report.counts.items():
        assert f"{kind:<30} {count:>5}" in text
    assert "no LICENSE or README" in text
    assert "texts end in '?'" in text
    page = planted / "report.html"
    write_html(page, report)
    html = page.read_text(encoding="utf-8")
    assert html.count("<audio") == len(report.clips)
    assert 'src="too%20long.wav"' in html
    assert html.index("too%20long.wav") < html.index("good1.wav")
    assert html.count("<svg") == 5


def test_a_histogram_counts_all_values():
    plot = histogram("x & y", [1.0, 2.0, 2.0])
    assert "x &amp; y" in plot and plot.count("<rect") == 30
    assert histogram("none", []) == ""


def test_several_processes_find_the_same(tmp_path, spoken):
    (tmp_path / "metadata.jsonl").write_text(
        "".join(json.dumps({"file_name": f"a{n}.wav", "text": "Go on."}) + "\n" for n in range(3)),
        encoding="utf-8",
    )
    for number in range(3):
        soundfile.write(tmp_path / f"a{number}.wav", spoken("Go on.", 0.1 + 0.1 * number), RATE)
    recordings = read_recordings(tmp_path)
    shares = []
    one = check_recordings(recordings, report=shares.append)
    two = check_recordings(recordings, workers=2)
    assert [each.score for each in one.clips] == [each.score for each in two.clips]
    assert shares == [1 / 3, 2 / 3, 1.0]
    assert Counter(each.clip.split for each in one.clips) == {"": 3}


def test_consonants_are_those_of_the_language():
    english, german = check.consonants_of("en-us"), check.consonants_of("de")
    assert {"θ", "w"} <= set(english) and not {"θ", "w"} & set(german)
    assert {"ç", "x", "ʁ"} <= set(german)
    assert not set("aeiou_, ") & {*english, *german}
    assert check.consonants_of("it") == []
