"""An audiobook of an EPUB: one MP3 file with chapter marks, title and cover.

python audiobook.py book.epub out/
"""

import sys

from tts.batch import read, render_document

if __name__ == "__main__":  # other processes import this file
    book = read(sys.argv[1])
    print(f"{book.title} by {book.author}: {len(book.chapters)} chapters")
    for result in render_document(book, sys.argv[2], format="mp3", join="file"):
        if result.part_of is None:  # the book; the others are its parts
            print(result.file or result.error)
            for title, start in result.entry.extra["chapters"]:
                print(f"{start:8.2f}  {title}")
