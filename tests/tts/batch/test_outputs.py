"""Which files become of a document, and how they are called."""

import pytest

from tts import SpeechError
from tts.batch.jobs import Block, Chapter, Document, Job
from tts.batch.names import NameTable
from tts.batch.outputs import JoinSettings, default_join, outputs
from tts.files import UnknownFormatError

JOBS = (Job("01-001", "a"), Job("01-002", "b", chapter=0), Job("02-001", "c", chapter=1))
CHAPTERS = (Chapter("The Rain", (Block("a"),)), Chapter("A/B: ?", (Block("c"),)))
BOOK = Document("lamp", "book", JOBS, CHAPTERS, title="The Lamp")


def made(tmp_path, document=BOOK, join="chapter", prefix="", names=None):
    settings = JoinSettings(tmp_path, ".mp3", join, prefix)
    return outputs(document, settings, names or NameTable())


def test_a_book_gives_a_file_a_chapter(tmp_path):
    first, second = made(tmp_path)
    assert (first.id, first.name, first.title, first.track) == (
        "01",
        "01 The Rain",
        "The Rain",
        (1, 2),
    )
    assert [job.id for job in first.jobs] == ["01-001", "01-002"] and first.chapters == (0,)
    assert second.name == "02 A_B_ _" and second.chapters == (1,)
    assert [each.id for each in made(tmp_path, prefix="lamp-")] == ["lamp-01", "lamp-02"]


def test_one_file_holds_all(tmp_path):
    (whole,) = made(tmp_path, join="file")
    assert (whole.id, whole.name, whole.chapters, whole.track) == ("lamp", "The Lamp", (0, 1), None)
    assert whole.jobs == JOBS


def test_a_document_without_chapters_is_one_file(tmp_path):
    (whole,) = made(tmp_path, Document("lines", "list", JOBS))
    assert whole.name == "lines" and whole.jobs == JOBS


def test_names_that_are_taken_are_not_used_again(tmp_path):
    names = NameTable()
    first = made(tmp_path, join="file", names=names)[0]
    other = Document("other", "book", JOBS, CHAPTERS, title="THE LAMP")
    second = made(tmp_path, other, join="file", names=names)[0]
    assert first.name == "The Lamp" and second.name.startswith("THE LAMP-")


@pytest.mark.parametrize(
    ("kind", "extension", "join"),
    [
        ("list", ".wav", "none"),
        ("cues", ".wav", "file"),
        ("book", ".mp3", "chapter"),
        ("book", ".m4b", "file"),
        ("list", ".epub", "file"),
    ],
)
def test_documents_are_joined_as_people_expect(kind, extension, join):
    assert default_join(Document("x", kind, ()), extension) == join


def test_what_makes_no_sense_is_refused(tmp_path):
    with pytest.raises(SpeechError, match="there is no join 'page'"):
        JoinSettings(tmp_path, ".mp3", "page")
    with pytest.raises(UnknownFormatError):
        JoinSettings(tmp_path, ".aac", "file")
    with pytest.raises(SpeechError, match="holds all chapters"):
        JoinSettings(tmp_path, ".epub", "chapter")
