import json

from tts.training.voices.cache import Journal, StageCache, content_key, file_key


def test_a_stage_is_done_while_its_key_and_files_stay(tmp_path):
    cache = StageCache(tmp_path)
    result = tmp_path / "result"
    result.write_text("x")
    cache.done("align", "k1")
    again = StageCache(tmp_path)
    assert again.is_done("align", "k1", result)
    assert not again.is_done("align", "k2", result)
    result.unlink()
    assert not again.is_done("align", "k1", result)


def test_a_damaged_list_of_stages_begins_anew(tmp_path):
    (tmp_path / "stages.json").write_text("{half")
    assert StageCache(tmp_path).keys == {}


def test_a_journal_that_was_cut_anywhere_keeps_its_whole_lines(tmp_path):
    path = tmp_path / "journal.jsonl"
    journal = Journal(path)
    for number in range(5):
        journal.add(f"k{number}", {"text": f"é{number}"})
    whole = path.read_bytes()
    for end in range(len(whole)):
        path.write_bytes(whole[:end])
        cut = Journal(path)
        assert set(cut.values) <= set(journal.values)
        assert len(cut.values) >= whole[:end].count(b"\n")
        cut.add("k9", 9)
        assert Journal(path).values == {**cut.values}
        assert all(journal.values.get(k, 9) == v for k, v in Journal(path).values.items())


def test_keys_follow_the_content(tmp_path):
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").write_bytes(b"1")
    assert file_key(tmp_path / "a") == file_key(tmp_path / "b")
    assert content_key({"a": 1, "b": 2}) == content_key(json.loads('{"b": 2, "a": 1}'))
    assert content_key(1) != content_key("1")
