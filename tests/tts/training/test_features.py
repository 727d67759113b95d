"""The corpus becomes a pack."""

import numpy as np
import pytest
import soundfile

from tts.training import alignment as timing
from tts.training import features
from vocoders.mel import mel_spectrogram
from vocoders.mel_config import MelConfig

SPEC = MelConfig()


def test_every_array_of_a_clip_has_its_frames(pack):
    assert [clip.id for clip in pack.clips] == ["ann0", "ann1", "ann2", "bob0", "bob1", "bob2", "c"]
    assert pack.about["texts"][0] == "Says mˈi. | so" and pack.about["speakers"] == [
        "ann",
        "bob",
        "cat",
    ]
    assert pack.chosen("train") == [0, 1, 3, 4, 6]
    for clip in range(6):
        frames = len(pack.arrays["mel"][clip])
        assert (
            len(pack.arrays["samples"][clip]) == frames * SPEC.hop_length
            and len(pack.arrays["pitch"][clip]) == frames
        )
        assert pack.arrays["durations"][clip].sum() == frames and len(
            pack.arrays["ids"][clip]
        ) == len(pack.arrays["durations"][clip])


def test_the_arrays_are_those_of_the_sound_that_is_kept(pack, hertz_of):
    for clip in (0, 4):
        samples = pack.arrays["samples"][clip] / 32767
        lasting = pack.arrays["durations"][clip]
        inside = slice(4, -4)
        own = pack.arrays["mel"][clip].T[:, inside].astype(np.float32)
        made = mel_spectrogram(samples, SPEC)[:, inside]
        np.testing.assert_allclose(
            np.maximum(own, -7), np.maximum(made, -7), atol=0.05
        )  # the samples are of 16 bits
        loud = np.flatnonzero(np.abs(samples) > 0.01) / SPEC.hop_length
        assert (
            abs(loud[0] - lasting[0]) < 1 and abs(loud[-1] - lasting[:-2].sum()) < 4
        )  # sound from the first phoneme to the pause
        assert lasting[0] == timing.LEAD and lasting[-2:].sum() == timing.TAIL
        voiced = pack.arrays["pitch"][clip]
        assert np.median(voiced[voiced > 0]) == pytest.approx(
            hertz_of[pack.clips[clip].speaker], rel=0.01
        )


def test_a_faint_speaker_is_amplified(corpus, pack):
    for clip, gain in ((0, 1.0), (3, 10**0.3)):
        name = pack.clips[clip].id
        own = np.abs(soundfile.read(corpus / name[:-1] / "audio" / f"{name}.wav")[0]).max()
        assert np.abs(pack.arrays["samples"][clip]).max() / 32767 == pytest.approx(
            gain * own, rel=1e-3
        )


def test_other_rates_and_channels_are_brought_to_one(pack):
    samples = pack.arrays["samples"][6]
    hertz = pack.arrays["pitch"][6]
    assert len(samples) == 12000 // 256 * 256 and np.abs(
        samples[2000:-2000]
    ).max() / 32767 == pytest.approx(0.1, rel=0.02)
    assert np.median(hertz) == pytest.approx(440, rel=0.01)
    assert len(pack.arrays["ids"][6]) == len(pack.arrays["durations"][6]) == 0


def test_a_corpus_that_lacks_something_is_told(tmp_path):
    with pytest.raises(ValueError, match=r"holds no speaker: a folder with metadata\.csv"):
        list(features.read_corpus(tmp_path))
    (tmp_path / "ann" / "audio").mkdir(parents=True)
    (tmp_path / "ann" / "metadata.csv").write_text("a1|Hm.\n", encoding="utf-8")
    (tmp_path / "ann" / "split.csv").write_text("a1|train\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"clip a1 of .*ann has no audio file"):
        list(features.read_corpus(tmp_path))
