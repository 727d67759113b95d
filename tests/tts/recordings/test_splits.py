from pathlib import Path

from tts.recordings.dataset import RecordedClip
from tts.recordings.splits import assign_splits, prompt_key, prompts_on_both_sides


def clips(count, takes=1, split=""):
    return [
        RecordedClip(f"{number}-{take}", Path("x.wav"), f"Text {number}.", "ann", split)
        for number in range(count)
        for take in range(takes)
    ]


def test_takes_of_one_prompt_lie_on_one_side():
    found = assign_splits(clips(100, 3))
    by_prompt = {}
    for clip in found:
        by_prompt.setdefault(clip.text, set()).add(clip.split)
    assert all(len(splits) == 1 for splits in by_prompt.values())
    counts = [sum(clip.split == split for clip in found) for split in ("train", "val", "test")]
    assert counts == [270, 15, 15]


def test_few_clips_are_all_trained_on():
    assert {clip.split for clip in assign_splits(clips(8))} == {"train"}
    assert sum(clip.split == "test" for clip in assign_splits(clips(12))) == 2


def test_a_given_split_stays_and_prompts_on_both_sides_are_trained_on():
    both = [*clips(2, split="train"), *clips(1, split="test"), *clips(3, split="val")[2:]]
    assert [clip.id for clip in prompts_on_both_sides(both)] == ["0-0"]
    assert [clip.split for clip in assign_splits(both)] == ["train", "train", "train", "val"]


def test_punctuation_and_case_do_not_make_another_prompt():
    assert prompt_key("Oh, no!") == prompt_key("oh no")
