"""Viterbi training of the phone classifier, on sounds that it has no outputs for yet."""

import numpy as np
import pytest
import torch

from frontend.phonemes import Phoneme
from tts.alignment.classifier import normalized_mel
from tts.alignment.paths import viterbi
from tts.alignment.phones import PHONE_ID
from tts.alignment.states import repeated, states_of
from tts.training.aligner.data import LabelledClip
from tts.training.aligner.network import AlignerNetwork
from tts.training.aligner.relabel import RelabelConfig, phones_of, relabel_and_train
from tts.training.aligner.train import AlignerTrainer, AlignerTrainingConfig

SYMBOLS = "_çaxu_"
MELS = 20
EACH = (12, 7, 9, 8, 10, 11)  # frames of each symbol


def sound(rng, order):
    """A mel in which every phone has bands of its own, and its phones."""
    patterns = {symbol: np.zeros(MELS) for symbol in "_çaxu"}
    for number, symbol in enumerate("çaxu"):
        patterns[symbol][4 * number : 4 * number + 4] = 4.0
    lengths = [int(frames + rng.integers(-3, 4)) for frames in EACH]
    mel = np.concatenate(
        [np.tile(patterns[s], (n, 1)) for s, n in zip(order, lengths, strict=True)]
    )
    phones = np.repeat([PHONE_ID[symbol] for symbol in order], lengths)
    return (mel + rng.normal(0, 0.3, mel.shape)).T.astype(np.float16), phones.astype(np.uint8)


@pytest.fixture
def clips():
    """Clips, the states of their texts, and the phones that truly sound."""
    rng = np.random.default_rng(0)
    orders = ["_çaxu_", "_xuça_", "_auxç_", "_uçxa_"] * 5
    rows = []
    for number, order in enumerate(orders):
        mel, phones = sound(rng, order)
        unknown = np.zeros(len(phones), np.uint8)
        clip = LabelledClip(str(number), "ann", "train", mel, unknown)
        rows.append((clip, states_of([Phoneme(symbol) for symbol in order]), phones))
    return rows


def english_network(clips):
    """A network that knows these sounds as English ones."""
    as_english = {"ç": "ʃ", "a": "ʌ", "x": "h", "u": "ʊ"}
    names = {PHONE_ID[own]: PHONE_ID[english] for own, english in as_english.items()}
    labelled = [
        clip._replace(phones=np.array([names.get(phone, phone) for phone in phones.tolist()]))
        for clip, _, phones in clips
    ]
    torch.manual_seed(0)
    config = AlignerTrainingConfig(steps=60, batch_size=6, segment_frames=40, learning_rate=5e-3)
    trainer = AlignerTrainer(config, labelled, AlignerNetwork(MELS, 16, 1))
    for _ in range(config.steps):
        trainer.train_step()
    return trainer.averaged()


def test_foreign_sounds_get_outputs_of_their_own(clips, monkeypatch):
    monkeypatch.setattr("tts.training.aligner.data.augmented", lambda mel, rng: mel)
    some, states, truth = zip(*clips, strict=True)
    network = english_network(clips)
    shares = []
    config = RelabelConfig(steps=40, batch_size=6, learning_rate=5e-3)
    trained = relabel_and_train(network, some, states, config, shares.append)
    right = []
    for each in (network, trained):
        mels = [torch.from_numpy(normalized_mel(clip.mel.astype(np.float32))) for clip in some]
        with torch.no_grad():
            found = [each(mel[None])[0].argmax(1).numpy() for mel in mels]
        right.append(np.mean(np.concatenate(found) == np.concatenate(truth)))
    assert right[0] < 0.6 and right[1] > 0.9
    assert shares[-1] == 1.0 and shares == sorted(shares)


def test_each_phoneme_that_sounds_lasts_a_few_frames_but_silence_need_not():
    states = states_of([Phoneme(symbol) for symbol in "_ça u_"])
    longer = repeated(states, 3)
    assert longer.least_frames == 2 + 3 * 3
    assert longer.phonemes.tolist() == [0, 1, 1, 1, 2, 2, 2, 3, 4, 4, 4, 5]
    flat = np.zeros((longer.least_frames, 60), np.float32)
    assert len(viterbi(flat, longer)) == longer.least_frames


def test_a_clip_without_room_gets_shorter_phonemes():
    torch.manual_seed(0)
    states = states_of([Phoneme(symbol) for symbol in "_ça_"])
    clip = LabelledClip("a", "ann", "train", np.zeros((MELS, 6), np.float16), np.zeros(6, np.uint8))
    phones = phones_of(AlignerNetwork(MELS, 16, 1), clip, states, 4, is_first=True)
    counts = [int((phones == PHONE_ID[symbol]).sum()) for symbol in "_ça"]
    assert counts == [2, 2, 2]
