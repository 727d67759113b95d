"""espeak-ng: what it is asked and what it answers."""

import pytest

from frontend import EspeakMissingError, FrontendError
from frontend.phonemize import espeak
from frontend.phonemize.espeak import Espeak, find_espeak, to_inventory
from frontend.phonemize.notation import Notation

NOTATION = Notation({"ə^ʊ": "O", "^": "", "r": "ɹ"})


def test_unknown_characters_are_dropped():
    assert to_inventory("hɛlˈə^ʊ!\u0361§", NOTATION) == "hɛlˈO!"


def test_an_answer_for_each_text():
    assert len(Espeak("en-us", NOTATION)(["one", "two three", "x"])) == 3


@pytest.mark.parametrize("text", ["5", "a.", "", "a  b", "a\x00b"])
def test_only_letters_are_taken(text):
    with pytest.raises(FrontendError, match="letters"):
        Espeak("en-us", NOTATION)(["fine", text])


def test_a_missing_data_folder_is_told_before_loading(monkeypatch, tmp_path):
    library = tmp_path / "libespeak-ng.so"
    library.touch()
    monkeypatch.setenv("PHONEMIZER_ESPEAK_LIBRARY", str(library))
    monkeypatch.setenv("PHONEMIZER_ESPEAK_DATA_PATH", str(tmp_path))
    with pytest.raises(EspeakMissingError, match="phontab"):
        find_espeak()
    (tmp_path / "phontab").touch()
    assert find_espeak() == (library, tmp_path)


def test_without_the_loader_the_error_says_what_to_install(monkeypatch):
    monkeypatch.delenv("PHONEMIZER_ESPEAK_LIBRARY", raising=False)
    monkeypatch.setattr(espeak.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(EspeakMissingError, match="pip install espeakng-loader"):
        find_espeak()
