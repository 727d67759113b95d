import numpy as np
import pytest

from tts.alignment.classifier import PhoneClassifier
from tts.errors import SpeechError
from tts.training.aligner.data import LabelledClip
from tts.training.aligner.network import AlignerNetwork
from tts.training.aligner.train import AlignerTrainer, AlignerTrainingConfig, train_aligner


def clip(number):
    """Two sounds that a classifier can tell apart."""
    phones = np.repeat([3, 9], 30).astype(np.uint8)
    mel = np.random.default_rng(number).normal(-8, 0.3, (100, 60))
    mel[10:30, :30] += 6
    mel[60:80, 30:] += 6
    return LabelledClip(str(number), "ann", "train", mel.astype(np.float16), phones)


def test_what_is_learned_can_be_used_without_torch(tmp_path):
    config = AlignerTrainingConfig(
        steps=30, batch_size=4, segment_frames=60, learning_rate=1e-2, warmup_steps=2, ema_decay=0.5
    )
    clips = [clip(number) for number in range(4)]
    start = tmp_path / "start.safetensors"
    from vocoders.mel_config import MelConfig

    AlignerNetwork(100, 16, 1).save(start, MelConfig(), int8=False)
    trainer = train_aligner(clips, tmp_path / "a.safetensors", config, init=start)
    assert trainer.step == 30
    found = PhoneClassifier.load(tmp_path / "a.safetensors")(clips[0].mel.astype(np.float32))
    assert (found.argmax(1)[5:25] == 3).all() and (found.argmax(1)[35:55] == 9).all()


def test_a_step_is_the_same_again():
    config = AlignerTrainingConfig(batch_size=2, segment_frames=40)
    first, second = (AlignerTrainer(config, [clip(0)]) for _ in range(2))
    assert first.train_step() == second.train_step()


def test_without_clips_there_is_nothing_to_learn(tmp_path):
    with pytest.raises(SpeechError, match="no aligned training clip"):
        train_aligner([], tmp_path / "a.safetensors", AlignerTrainingConfig())
