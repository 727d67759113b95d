"""benchmarks/speed.py: speakers are processes that are asked, and what they answer becomes tables
and a picture.
"""

import sys

import pytest


@pytest.fixture(scope="module")
def speed(benchmark):
    return benchmark("speed")


@pytest.fixture(scope="module")
def results(benchmark):
    return benchmark("results")


@pytest.fixture(scope="module")
def texts(benchmark):
    return benchmark("texts")


@pytest.fixture(scope="module")
def timing(benchmark):
    return benchmark("timing")


def row(speech, cpu):
    return {"speech": speech, "cpu": cpu, "wall": 2 * cpu}


def test_a_speaker_answers_what_it_is_asked(speed, texts, tiny_heart):
    with speed.Worker("plainspeech", sys.executable, voice="heart") as worker:
        once = worker.ask(do="say", text="Hello there. And you?")
        first = worker.ask(do="first", text="Hello there. And you?")
        four = worker.ask(do="concurrent", text="Hello there. And you?", count=2, times=2)
        assert once["speech"] > 0.2
        assert first["wall"] > 0
        assert four["speech"] == pytest.approx(4 * once["speech"])
        assert set(worker.ask(do="stages", text="Hello.")) == set(texts.STAGES)
        assert 50 < worker.ask(do="size")["mb"] < 400


def test_a_peer_that_is_not_installed_is_named(speed):
    with pytest.raises(RuntimeError, match="hibari ended with exit code 1; is it installed for"):
        speed.Worker("hibari", sys.executable)


def test_works_take_turns_and_medians_count(timing):
    asked = []

    def work(name, values):
        asked.append(name)
        return {"wall": values.pop(0)}

    ours = [9.0, 1.0, 5.0, 2.0]
    theirs = [8.0, 4.0, 4.0, 6.0]
    rows = timing.interleaved(
        {"ours": lambda: work("ours", ours), "theirs": lambda: work("theirs", theirs)}, rounds=3
    )
    assert asked == ["ours", "theirs"] * 4
    assert rows == {"ours": {"wall": 2.0}, "theirs": {"wall": 4.0}}  # without the first round


def test_a_straight_line_is_found(results):
    start, slope, off = results.line_of(
        [row(seconds, 0.003 + 0.01 * seconds) for seconds in (1, 5, 60, 300)]
    )
    assert (start, slope, off) == pytest.approx((0.003, 0.01, 0), abs=1e-9)
    assert results.line_of([row(1, 0.01), row(10, 0.1), row(100, 10.0)])[2] > 0.2


def test_the_report_has_ratios_and_a_picture(results, texts, tmp_path):
    found = results.Figures()
    for name, times in (
        ("plainspeech", 100),
        ("plainspeech, 2 threads", 150),
        ("hibari", 50),
        ("piper", 20),
    ):
        found.whole[name] = {
            title: row(10.0, 10.0 / times)
            for title in ("short", "10 s", "60 s", *(["10 min"] if name != "piper" else []))
        }
    for name, cost in (("plainspeech", 0.01), ("hibari", 0.03), ("piper", 0.1)):
        found.first[name], found.cold[name] = row(1, cost), row(1, 10 * cost) | {"mb": 100}
        found.memory[name], found.size[name] = 1e4 * cost, 2e4 * cost
    found.stages = {
        title: dict.fromkeys(texts.STAGES, 0.02) for title in found.whole["plainspeech"]
    }
    found.by_length = [row(seconds, 0.01 * seconds) for seconds in (10, 100, 300)]
    found.streams = {
        f"{count} {kind}": row(30 * count, 0.1)
        for count in texts.STREAMS
        for kind in ("threads", "processes")
    }
    results.report(found, "heart", "a machine", tmp_path / "RESULTS.md")
    text = (tmp_path / "RESULTS.md").read_text(encoding="utf-8")
    assert "| hibari | 25 / 50 (**2.00**) | 25 / 50 (**2.00**) |" in text
    assert "| piper | 10 / 20 (**5.00**) | 10 / 20 (**5.00**) | 10 / 20 (**5.00**) |  |" in text
    assert (
        "| hibari | 60.0 (**3.00**) | 30.0 (**3.00**) | 0.60 (**3.00**) | 0.30 (**3.00**) "
        "| 300 (**3.00**) | 600 (**3.00**) |" in text
    )
    assert "0.0 ms and 10.00 ms for each second" in text
    assert "| 10 s | 20.0 (500x) |" in text
    assert (tmp_path / "speed.svg").read_text(encoding="utf-8").lstrip().startswith("<?xml")
