"""DOCUMENTS -> FILES: many texts spoken, safely and in parallel.

from tts.batch import read, render

for result in render(read("prompts.csv").jobs, "out", processes=4):
    print(result.job.id, result.file or result.error)
"""

from tts.batch.documents import render_document
from tts.batch.folders import FolderInUseError
from tts.batch.inputs import read
from tts.batch.jobs import BatchInputError, Block, Chapter, Document, Job, Slot
from tts.batch.manifest import ManifestEntry, read_manifest
from tts.batch.render import Result, render

__all__ = [
    "BatchInputError",
    "Block",
    "Chapter",
    "Document",
    "FolderInUseError",
    "Job",
    "ManifestEntry",
    "Result",
    "Slot",
    "read",
    "read_manifest",
    "render",
    "render_document",
]
