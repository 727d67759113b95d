"""Prompts of a spreadsheet: a file a row, with the voice and the name that the row says.

python prompts.py prompts.csv out/
"""

import sys

from tts.batch import read, render

if __name__ == "__main__":  # other processes import this file
    jobs = read(sys.argv[1]).jobs
    for result in render(jobs, sys.argv[2], format="wav"):
        print(result.job.id, result.file.name if result.file else result.error)
