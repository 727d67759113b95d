"""Progress lines, scalars, images and audio."""

import io

import numpy as np
import soundfile
import torch
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from vocoders.training.training_log import TrainingLog, metrics_text


def test_means_are_over_the_steps_since_the_last_line(tmp_path, monkeypatch):
    log = TrainingLog(tmp_path)
    scalars = []
    monkeypatch.setattr(log.writer, "add_scalar", lambda *scalar: scalars.append(scalar))
    log.add({"mel": torch.tensor(1.0)})
    log.add({"mel": torch.tensor(3.0), "phase": torch.tensor(4.0)})
    assert log.means(2) == {"mel": 2.0, "phase": 2.0}
    log.add({"mel": torch.tensor(5.0)})
    assert log.means(3, "again") == {"mel": 5.0}
    assert scalars == [("train/mel", 2.0, 2), ("train/phase", 2.0, 2), ("again/mel", 5.0, 3)]


def test_tensorboard_gets_audio_and_images(tmp_path):
    log = TrainingLog(tmp_path)
    log.add_audio(3, "clip", np.sin(np.arange(2400) / 10), 24000)
    log.add_image(4, "mel", torch.rand(1, 5, 6))
    log.writer.close()
    events = EventAccumulator(str(tmp_path)).Reload()
    (audio,) = events.Audio("clip")
    samples, rate = soundfile.read(io.BytesIO(audio.encoded_audio_string))
    assert (audio.step, rate, len(samples)) == (3, 24000, 2400)
    (image,) = events.Images("mel")
    assert (image.step, image.width, image.height) == (4, 6, 5)


def test_a_line_goes_to_stderr(tmp_path, capsys):
    TrainingLog(tmp_path).write_line(metrics_text({"mel": 1.23456, "f0": 2.0}))
    assert capsys.readouterr().err == "mel 1.235  f0 2.000\n"
