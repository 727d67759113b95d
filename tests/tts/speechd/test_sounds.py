import numpy as np
import pytest
import soundfile

from tts.speechd.sounds import sound_icon, tone


def test_a_tone_begins_and_ends_softly():
    samples = tone(24000)
    assert samples.dtype == np.float32
    assert abs(samples[0]) < 1e-3 > abs(samples[-1])
    assert 0.1 < np.abs(samples).max() < 0.2


@pytest.fixture
def folder(tmp_path):
    stereo = np.full((4410, 2), 0.25, np.float32)
    soundfile.write(tmp_path / "prompt.wav", stereo, 44100)
    (tmp_path / "broken.wav").write_bytes(b"RIFF")
    (tmp_path / "icons").mkdir()
    return tmp_path


def test_an_icon_is_read_at_our_rate(folder):
    samples = sound_icon("prompt", 24000, (folder,))
    assert samples.shape == (2400,)
    assert np.median(samples) == pytest.approx(0.25, abs=0.01)


@pytest.mark.parametrize("name", ["absent", "broken", "icons", "../prompt", "icons/../prompt", ""])
def test_no_other_name_is_a_file(folder, name):
    assert sound_icon(name, 24000, (folder / "icons", folder)) is None
