"""A voice-over of subtitles: one sound, each cue at its time and, if it can be, within it.

python voice_over.py film.srt out/
"""

import sys

from tts.batch import read, render_document

if __name__ == "__main__":  # other processes import this file
    *_, film = render_document(read(sys.argv[1]), sys.argv[2], format="wav")
    print(film.file or film.error)
    for warning in film.entry.warnings:
        print(warning)
