"""The calibration run."""

from types import SimpleNamespace

from tts.training import calibration


def test_every_speaker_is_run_on_every_sentence_at_its_pitch(monkeypatch):
    monkeypatch.setattr(calibration, "SENTENCES", ("Yes.", "No."))
    predicted = []
    synthesized = []

    def predict(ids, speaker, pitch):
        predicted.append((speaker, pitch))
        assert ids.ndim == 2
        return SimpleNamespace(mel="mel", f0="f0")

    model = SimpleNamespace(pitch_means=[1, 2, 3], predict=predict)
    calibration.run_calibration(model, lambda *inputs: synthesized.append(inputs))
    assert predicted == [(0, 0), (1, 0), (2, 0), (0, 4), (1, 4), (2, 4)]
    assert synthesized == 6 * [("mel", "f0")]
