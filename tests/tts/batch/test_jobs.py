"""Jobs and documents say by themselves what they need not be told."""

import dataclasses

import pytest

from tts import SpeechError
from tts.batch.jobs import BatchInputError, Block, Chapter, Document, Job


def test_a_job_needs_an_id_and_a_text_only():
    job = Job("a", "Hello.")
    assert (job.ssml, job.voice, job.name, job.slot, job.chapter) == (False, None, None, None, 0)
    assert dict(job.delivery) == dict(job.extra) == {} and job.error is None


def test_jobs_do_not_share_what_can_be_changed():
    assert Job("a", "x").delivery is not Job("b", "x").delivery
    with pytest.raises(dataclasses.FrozenInstanceError):
        Job("a", "x").text = "y"


def test_a_document_holds_its_chapters_in_order():
    chapters = (Chapter("One", (Block("One", 1), Block("Words."))), Chapter("Two", ()))
    document = Document("b", "book", (Job("1", "Words."),), chapters)
    assert [chapter.title for chapter in document.chapters] == ["One", "Two"]
    assert document.cover is None and document.notes == ()


def test_an_input_that_can_not_be_read_is_an_error_of_ours():
    assert issubclass(BatchInputError, SpeechError)
