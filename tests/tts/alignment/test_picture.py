import numpy as np
import pytest

from frontend import Frontend
from tts.alignment import Aligner
from tts.alignment.picture import write_picture


@pytest.mark.parametrize("name", ["a.png", "a.svg"])
def test_a_picture_shows_the_words(tmp_path, name):
    pytest.importorskip("matplotlib")
    samples = np.random.default_rng(0).normal(0, 0.1, 24000)
    aligner = Aligner()
    alignment = aligner.align(samples, "Go on.", Frontend())
    write_picture(tmp_path / name, aligner.mel(samples), alignment)
    content = (tmp_path / name).read_bytes()
    assert content.startswith(b"\x89PNG" if name.endswith("png") else b"<?xml")
    assert len(content) > 1000
