"""Markdown."""

import pytest

from tts.batch import BatchInputError
from tts.batch.readers.markdown import read
from tts.batch.readers.source import Source

TEXT = """---
title: "Rain"
author: A. Writer
lang: en
draft: true
---

# Rain

It *rains* [today](http://x.y/z)[^1]. <!-- not this -->

## Why

- Clouds & wind
- ![a cloud](c.png)

| Day | Rain |
|-----|------|
| Mon | yes  |

```python
print("code")
```

## When

<div>Soon.</div>

[^1]: A note.
    More of it.
"""


def document(text):
    return read(Source("r.md", "r", text.encode()))


def test_markdown_is_read_without_front_matter_code_and_notes():
    book = document(TEXT)
    assert (book.title, book.author, book.language) == ("Rain", "A. Writer", "en")
    assert [chapter.title for chapter in book.chapters] == ["Rain", "Why", "When"]
    assert "\n".join(job.text for job in book.jobs).split("\n\n") == [
        "Rain",
        "It rains today.\nWhy",
        "Clouds & wind",
        "a cloud",
        "Day, Rain",
        "Mon, yes\nWhen",
        "Soon.",
    ]
    assert book.notes == ("blocks of code are left out",)


def test_a_text_without_headings_is_one_chapter():
    book = document("Only this.\n\nAnd this.")
    assert [job.text for job in book.jobs] == ["Only this.\n\nAnd this."]
    assert book.chapters[0].title == "r"


def test_nothing_is_refused():
    with pytest.raises(BatchInputError):
        document("---\ntitle: x\n---\n")
