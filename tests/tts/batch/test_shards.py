"""Shards are of like expected duration, and lose no item."""

import pytest

from tts.batch.jobs import Job
from tts.batch.renderer import Task
from tts.batch.settings import RenderSettings
from tts.batch.shards import ITEM_SECONDS, expected_seconds, shards_of
from tts.delivery import Delivery


def settings(tmp_path, **more):
    return RenderSettings(tmp_path, **more)


@pytest.mark.parametrize("lengths", [[], [10], [5000, 1, 1, 1], [300] * 40, [1] * 500])
def test_all_items_are_in_one_shard_each_in_order(tmp_path, lengths):
    tasks = [Task(Job(str(index), "x" * length), "") for index, length in enumerate(lengths)]
    shards = list(shards_of(iter(tasks), settings(tmp_path), 60.0))
    assert [task for shard in shards for _, task in shard.left] == tasks
    assert [index for shard in shards for index, _ in shard.left] == list(range(len(tasks)))
    longest = max((expected_seconds(task.job, settings(tmp_path)) for task in tasks), default=0)
    for shard in shards[:-1]:
        assert 60.0 <= shard.seconds < 60.0 + longest


def test_expected_durations_follow_the_text_that_is_spoken(tmp_path):
    plain = settings(tmp_path)
    text = "x" * 150
    assert expected_seconds(Job("a", text), plain) == ITEM_SECONDS + 10
    markup = Job("a", f"<speak><p>{text}</p></speak>", ssml=True)
    assert expected_seconds(markup, plain) == ITEM_SECONDS + 10
    fast = settings(tmp_path, delivery=Delivery(speed=2.0))
    assert expected_seconds(Job("a", text), fast) == ITEM_SECONDS + 5
    assert expected_seconds(Job("a", text, delivery={"speed": 0.5}), fast) == ITEM_SECONDS + 20
    assert expected_seconds(Job("a", text, error="no"), plain) == 0
