"""The calibration run."""

from types import SimpleNamespace

from frontend.phonemes import ENGLISH_SYMBOLS, SYMBOLS
from tts.training import calibration


def model_that_notes(symbols, predicted):
    """A model with three speakers that notes what it is asked for."""

    def predict(ids, speaker, pitch):
        predicted.append((speaker, pitch, int(ids[:, 0].max())))
        return SimpleNamespace(mel="mel", f0="f0")

    return SimpleNamespace(pitch_means=[1, 2, 3], predict=predict, symbols=symbols)


def test_a_model_of_other_symbols_is_run_on_them_too():
    english, german = [], []
    calibration.run_calibration(model_that_notes(ENGLISH_SYMBOLS, english), lambda *inputs: None)
    calibration.run_calibration(model_that_notes(SYMBOLS, german), lambda *inputs: None)
    assert german[: len(english)] == english
    assert max(number for *_, number in english) < len(ENGLISH_SYMBOLS)
    assert all(number >= len(ENGLISH_SYMBOLS) for *_, number in german[len(english) :])
    assert len(german) > len(english)


def test_every_speaker_is_run_on_every_sentence_at_its_pitch(monkeypatch):
    monkeypatch.setattr(calibration, "SENTENCES", ("Yes.", "No."))
    predicted = []
    synthesized = []

    def predict(ids, speaker, pitch):
        predicted.append((speaker, pitch))
        assert ids.ndim == 2
        return SimpleNamespace(mel="mel", f0="f0")

    model = SimpleNamespace(pitch_means=[1, 2, 3], predict=predict, symbols=ENGLISH_SYMBOLS)
    calibration.run_calibration(model, lambda *inputs: synthesized.append(inputs))
    assert predicted == [(0, 0), (1, 0), (2, 0), (0, 4), (1, 4), (2, 4)]
    assert synthesized == 6 * [("mel", "f0")]
