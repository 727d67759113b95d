import json

import numpy as np
import soundfile

from tts.alignment.phones import PHONES
from tts.training.aligner.data import AlignerBatches, LabelledClip, augmented, labelled_clips
from vocoders.mel_config import MelConfig


def test_frames_get_the_phones_that_sound(tmp_path):
    (tmp_path / "ann" / "audio").mkdir(parents=True)
    noise = np.random.default_rng(0).normal(0, 0.1, 600 * 44)
    rows = []
    for name, tokens in (("a", "mˈiː, ʈa"), ("b", "ǂ")):
        soundfile.write(tmp_path / "ann" / "audio" / f"{name}.wav", noise, 24000)
        units = [4, *[5] * len(tokens), 0] if name == "a" else [10, 20, 14]
        rows.append(json.dumps({"id": name, "tokens": tokens, "durations": units}))
    folder = tmp_path / "ann"
    (folder / "alignment.jsonl").write_text("\n".join(rows), encoding="utf-8")
    (folder / "metadata.csv").write_text("a|A\nb|B\n")
    (folder / "split.csv").write_text("a|train\nb|train\n")
    (clip,) = labelled_clips([folder], MelConfig())
    assert clip.mel.shape == (100, len(clip.phones))
    heard = [PHONES[number] for number in clip.phones]
    runs = [symbol for n, symbol in enumerate(heard) if n == 0 or heard[n - 1] != symbol]
    assert runs == ["_", "m", "i", "_", "t", "a"]


def clip(frames, speaker="ann"):
    rng = np.random.default_rng(frames)
    mel = rng.normal(-5, 2, (100, frames)).astype(np.float16)
    return LabelledClip(str(frames), speaker, "train", mel, np.arange(frames, dtype=np.uint8) % 60)


def test_a_batch_is_always_the_same_for_a_step_and_short_clips_are_padded():
    batches = AlignerBatches([clip(30), clip(90), clip(80, "bob")], 5, 50, seed=1)
    mels, phones = batches(3)
    assert mels.shape == (5, 50, 100) and phones.shape == (5, 50)
    again, _ = batches(3)
    assert np.array_equal(mels, again)
    other, _ = batches(4)
    assert not np.array_equal(mels, other)


def test_changed_mels_stay_in_step_with_their_phones():
    mel = np.full((100, 40), -9.0, np.float32)
    mel[40:50, 20:] = 0.0
    for seed in range(5):
        found = augmented(mel, np.random.default_rng(seed))
        band = found[:, 30].argmax()
        assert found[band, 20:].min() > found[band, :20].max()
