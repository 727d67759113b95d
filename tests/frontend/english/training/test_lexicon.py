"""The packaged lexicon, made from texts."""

import gzip

from frontend.english.pronunciation.packaged_lexicon import decode_cells
from frontend.english.training.lexicon import FILE_HEADER, table, vocabulary, write


def test_vocabulary_keeps_frequent_words():
    texts = ["the house, the House. Paris Paris x x", "Once the NASA NASA"]
    assert vocabulary(texts, 2) == ["I", "Paris", "a", "the"]
    assert "house" in vocabulary(texts, 1) and "House" not in vocabulary(texts, 1)


def test_table_and_file(tmp_path):
    cells = table(["water", "polish"], "en-us")
    assert decode_cells(cells["water"], "en-us").citation == "wˈɔɾəɹ"
    assert "of the" in cells
    assert "Water" not in cells  # like "water"
    assert cells["Polish"] != cells["polish"]
    write(cells, tmp_path / "lexicon.gz")
    lines = gzip.decompress((tmp_path / "lexicon.gz").read_bytes()).decode().splitlines()
    assert lines[0] == FILE_HEADER and len(lines) == 1 + len(cells)
    assert lines[1:] == sorted(lines[1:])
