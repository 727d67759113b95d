"""Training the acoustic model: times, features, batches, losses, and runs that go on as if they had never stopped; on a corpus made up here."""

import dataclasses
import json
import math
import sys

import numpy as np
import pytest
import soundfile
import torch

from frontend.phonemes import BOUNDARY, NUMBER, SYMBOLS
from tts.acoustic import DECIBELS, to_scale
from tts.fastspeech2 import FastSpeech2, FastSpeech2Config
from tts.training import features, losses, predict, timing
from tts.training import train as training
from tts.training.batches import Batches, by_phoneme, clip_arrays
from vocoders import weights
from vocoders.mel import FLOOR, MelSpec, mel_spectrogram
from vocoders.training import run
from vocoders.training.pack import Clip, Pack
from vocoders.training.segments import Cutter

SPEC = MelSpec()
CONFIG = FastSpeech2Config(speakers=2, width=16, encoder_blocks=1, predictor_width=16, contour_width=16, contour_blocks=1, decoder_width=16,
                           decoder_blocks=2)
REACH = CONFIG.together * CONFIG.decoder_blocks * (CONFIG.decoder_kernel // 2)      # frames that the decoder sees to either side

# ---------------------------------------------------------------- the corpus: tones for phonemes, silence before and after

LEADING, EACH, TRAILING = 12, 4, 20                  # units of 25 ms
CLIPS = {"ann": ["mˈi.", "nA, m.", "ˈi u."], "bob": ["lO.", "ma nˈu.", "wA."]}
SPLITS = ["train", "train", "val"]
HERTZ = {"ann": 220.0, "bob": 120.0}


def recording(tokens, hertz):
    """Sound for each token, from 2.25 units before its time, as in the true corpus; and the units of each, with the silence at both ends."""
    units = [LEADING, *[EACH] * len(tokens), TRAILING]
    at = np.arange(sum(units) * timing.UNIT) / SPEC.sample_rate
    voice = 0.05 * sum(np.cos(2 * np.pi * hertz * k * at + k * k) / k for k in range(1, 20))
    first, last = ((sum(units[:until]) - timing.EARLY) * timing.UNIT for until in (1, -2))       # the last token is the full stop
    sound = np.where((at * SPEC.sample_rate >= first) & (at * SPEC.sample_rate < last), voice, 0)
    return sound + 1e-5 * np.random.default_rng(0).standard_normal(len(at)), units


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """Two aligned speakers of three clips each, and one whose phonemes nobody knows."""
    folder = tmp_path_factory.mktemp("corpus")
    for speaker, clips in CLIPS.items():
        (folder / speaker / "audio").mkdir(parents=True)
        rows = []
        for number, tokens in enumerate(clips):
            sound, units = recording(tokens, HERTZ[speaker])
            soundfile.write(folder / speaker / "audio" / f"{speaker}{number}.wav", sound, SPEC.sample_rate)
            rows.append({"id": f"{speaker}{number}", "tokens": tokens, "durations": units})
        write(folder / speaker / "metadata.csv", [f"{row['id']}|Says {row['tokens']} | so" for row in rows])
        write(folder / speaker / "split.csv", [f"{row['id']}|{split}" for row, split in zip(rows, SPLITS, strict=True)])
        write(folder / speaker / "alignment.jsonl", [json.dumps(row) for row in rows])
    (folder / "cat" / "audio").mkdir(parents=True)
    tone = 0.1 * np.sin(2 * np.pi * 440 * np.arange(24000) / 48000)
    soundfile.write(folder / "cat" / "audio" / "c.flac", np.stack([tone, tone], 1), 48000)
    write(folder / "cat" / "metadata.csv", ["c|Meow."])
    write(folder / "cat" / "split.csv", ["c|train"])
    return folder


def write(path, lines):
    path.write_text("\n".join(lines) + "\n\n", encoding="utf-8")


@pytest.fixture(scope="module")
def pack_file(corpus, tmp_path_factory):
    """The corpus, packed by the command."""
    path = tmp_path_factory.mktemp("features") / "pack.safetensors"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["features", str(corpus), str(path), "--workers", "1", "--gain", "bob=6"])
        features.main()
    return path


@pytest.fixture(scope="module")
def pack(pack_file):
    return Pack.load(pack_file)


@pytest.fixture(autouse=True)
def exact(monkeypatch):
    """Sums in one order, and one precision however fast the machine happens to be: what must be equal is equal to the last bit."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    monkeypatch.setattr(run, "pick_precision", lambda device: torch.float32)
    monkeypatch.setattr(run, "pick_device", lambda: torch.device("cpu"))
    yield
    torch.set_num_threads(threads)


# ---------------------------------------------------------------- times

def durations(tokens, units, frames=1000, silent_from=None):
    """By symbol and in frames: what `true_durations` makes of them when all is loud, or silent from a frame on."""
    mel = np.zeros((2, frames), np.float32)
    mel[:, silent_from if silent_from is not None else frames:] = np.log(FLOOR)
    ids, lasting = timing.true_durations(tokens, units, mel, SPEC)
    return [(SYMBOLS[symbol], stress) for symbol, stress in ids], lasting.tolist()


def frame(units):
    """The frame at which a token ends, of whose time so many units have passed."""
    return round((units - 2.25) * 600 / 256)


def test_times_become_the_frames_between_their_rounded_ends():
    phonemes, lasting = durations("mi", [4, 3, 5, 8], 46)
    assert phonemes == [("_", 0), ("m", 0), ("i", 0), ("_", 0)]
    assert np.cumsum(lasting).tolist() == [frame(4), frame(7), frame(12), 46]


def test_a_stress_marks_time_is_its_vowels():
    phonemes, lasting = durations("mˈiː", [4, 3, 2, 5, 1, 8])
    assert phonemes[2] == ("iː", 1)
    assert np.cumsum(lasting)[1:3].tolist() == [frame(7), frame(7 + 2 + 5 + 1)]


def test_a_boundary_between_words_is_shared_and_beside_a_pause_it_is_the_pauses():
    _, lasting = durations("m i", [4, 4, 6, 4, 8])
    assert lasting[2] == 0 and np.cumsum(lasting)[[1, 3]].tolist() == [frame(4 + 4 + 3), frame(18)]
    phonemes, lasting = durations("m, i", [4, 4, 4, 6, 4, 8])
    assert [symbol for symbol, _ in phonemes] == ["_", "m", ",", BOUNDARY, "i", "_"]
    assert lasting[3] == 0 and np.cumsum(lasting)[[1, 2, 4]].tolist() == [frame(8), frame(18), frame(22)]


def test_silence_before_a_pause_is_given_to_it():
    whole, cut = durations("mi.", [4, 4, 8, 4, 9])[1], durations("mi.", [4, 4, 8, 4, 9], silent_from=frame(8) + 9)[1]
    assert cut[2] == 9 < whole[2]
    assert cut[3] == whole[3] + whole[2] - 9 and cut[:2] == whole[:2]


def test_no_frame_is_lost_whatever_the_times():
    rng = np.random.default_rng(0)
    for _ in range(50):
        tokens = "".join(rng.choice(list("miu,. ˈˌA"), 12)).strip(" ˈˌ") + "a."
        units, frames = rng.integers(0, 9, len(tokens) + 2).tolist(), int(rng.integers(30, 200))
        lasting = durations(tokens, units, frames, int(frames * 0.8))[1]
        assert sum(lasting) == frames and min(lasting) >= 0


def test_an_alignment_of_another_length_is_refused():
    with pytest.raises(ValueError, match=r"2 tokens need 4 durations, not 3: 'mi'"):
        durations("mi", [1, 2, 3])


@pytest.mark.parametrize(("given", "kept", "cut"), [
    ([20, 5, 6, 3, 30], [4, 5, 6, 5, 5], (16, 41)),        # both ends too long
    ([2, 5, 6, 1, 3], [2, 5, 6, 1, 3], (0, 17)),           # both short
    ([4, 5, 6, 9, 1], [4, 5, 6, 9, 1], (0, 25)),           # exactly what may stay
    ([4, 5, 30], [4, 5, 5], (0, 14)),                      # no pause before the end
])
def test_silence_is_cut_at_both_ends(given, kept, cut):
    lasting, first, last = timing.trim(np.array(given))
    assert (lasting.tolist(), first, last) == (kept, *cut)


# ---------------------------------------------------------------- features

def test_every_array_of_a_clip_has_its_frames(pack):
    assert [clip.id for clip in pack.clips] == ["ann0", "ann1", "ann2", "bob0", "bob1", "bob2", "c"]
    assert pack.about["texts"][0] == "Says mˈi. | so" and pack.about["speakers"] == ["ann", "bob", "cat"]
    assert pack.chosen("train") == [0, 1, 3, 4, 6]
    for clip in range(6):
        frames = len(pack.arrays["mel"][clip])
        assert len(pack.arrays["samples"][clip]) == frames * SPEC.hop and len(pack.arrays["pitch"][clip]) == frames
        assert pack.arrays["durations"][clip].sum() == frames and len(pack.arrays["ids"][clip]) == len(pack.arrays["durations"][clip])


def test_the_arrays_are_those_of_the_sound_that_is_kept(pack):
    for clip in (0, 4):
        samples, lasting = pack.arrays["samples"][clip] / 32767, pack.arrays["durations"][clip]
        inside = slice(4, -4)
        own, made = pack.arrays["mel"][clip].T[:, inside].astype(np.float32), mel_spectrogram(samples, SPEC)[:, inside]
        np.testing.assert_allclose(np.maximum(own, -7), np.maximum(made, -7), atol=0.05)           # the samples are of 16 bits
        loud = np.flatnonzero(np.abs(samples) > 0.01) / SPEC.hop
        assert abs(loud[0] - lasting[0]) < 1 and abs(loud[-1] - lasting[:-2].sum()) < 4    # sound from the first phoneme to the pause
        assert lasting[0] == timing.LEAD and lasting[-2:].sum() == timing.TAIL
        voiced = pack.arrays["pitch"][clip]
        assert np.median(voiced[voiced > 0]) == pytest.approx(HERTZ[pack.clips[clip].speaker], rel=0.01)


def test_a_faint_speaker_is_amplified(corpus, pack):
    for clip, gain in ((0, 1.0), (3, 10 ** 0.3)):
        name = pack.clips[clip].id
        own = np.abs(soundfile.read(corpus / name[:-1] / "audio" / f"{name}.wav")[0]).max()
        assert np.abs(pack.arrays["samples"][clip]).max() / 32767 == pytest.approx(gain * own, rel=1e-3)


def test_other_rates_and_channels_are_brought_to_one(pack):
    samples, hertz = pack.arrays["samples"][6], pack.arrays["pitch"][6]
    assert len(samples) == 12000 // 256 * 256 and np.abs(samples[2000:-2000]).max() / 32767 == pytest.approx(0.1, rel=0.02)
    assert np.median(hertz) == pytest.approx(440, rel=0.01)
    assert len(pack.arrays["ids"][6]) == len(pack.arrays["durations"][6]) == 0


def test_a_corpus_that_lacks_something_is_told(tmp_path):
    with pytest.raises(ValueError, match=r"holds no speaker: a folder with metadata\.csv"):
        list(features.read_corpus(tmp_path))
    (tmp_path / "ann" / "audio").mkdir(parents=True)
    write(tmp_path / "ann" / "metadata.csv", ["a1|Hm."])
    write(tmp_path / "ann" / "split.csv", ["a1|train"])
    with pytest.raises(ValueError, match=r"clip a1 of .*ann has no audio file"):
        list(features.read_corpus(tmp_path))


# ---------------------------------------------------------------- batches

def batches(pack, split="train", frames=200, seed=0):
    return Batches(pack, pack.chosen(split), ["ann", "bob", "cat"], frames, seed)


def test_means_by_phoneme_are_weighted_and_gaps_filled():
    values, weight = np.array([1.0, 3.0, 10.0, 20.0]), np.array([1.0, 3.0, 0.0, 1.0])
    np.testing.assert_allclose(by_phoneme(values, np.array([2, 0, 2]), weight), [2.5, 11.25, 20.0])


def test_pitch_is_taught_from_voiced_frames_and_energy_from_all(pack):
    row = clip_arrays(pack, 0, 1)
    voiced = np.flatnonzero([SYMBOLS[symbol] in "mi" for symbol in row["ids"][:, 0]])
    np.testing.assert_allclose(row["tones"][voiced], to_scale(np.array(HERTZ["ann"])), atol=0.02)
    louder = dataclasses.replace(pack, arrays={**pack.arrays, "mel": [mel.astype(np.float32) + math.log(10) / 2 for mel in pack.arrays["mel"]]})
    np.testing.assert_allclose(clip_arrays(louder, 0, 1)["levels"] - row["levels"], 10 / DECIBELS, atol=1e-4)       # 10 dB
    hertz = np.where(np.arange(len(row["tone"])) < row["durations"][0] + 3, 220.0, 0.0)           # the last voiced frame lies in the first phoneme
    hertz[-5:] = 440.0
    moved = dataclasses.replace(pack, arrays={**pack.arrays, "pitch": [hertz, *list(pack.arrays["pitch"])[1:]]})
    assert clip_arrays(moved, 0, 1)["tones"][1] == pytest.approx(to_scale(np.array(220.0)), abs=0.01)
    assert row["speaker"] == 1 and row["row"].tolist() == np.repeat(np.arange(len(row["ids"])), row["durations"]).tolist()


def test_clips_without_phonemes_are_not_taught(pack):
    assert batches(pack).clips.tolist() == [0, 1, 3, 4]


def test_a_step_always_sees_the_same_batch_and_others_others(pack):
    draw, again, other = (batches(pack, frames=128, seed=seed) for seed in (0, 0, 1))
    for step in range(4):
        for one, two in zip(draw(step), again(step), strict=True):
            torch.testing.assert_close(one, two, atol=0, rtol=0)
    seen = [[tuple(draw_(step).durations.flatten().tolist()) for step in range(8)] for draw_ in (draw, other)]
    assert len(set(seen[0])) > 1 and seen[0] != seen[1]


def test_a_batch_holds_as_many_frames_as_asked_of_clips_of_like_length(pack):
    many = dataclasses.replace(pack, clips=pack.clips * 20, arrays={name: list(rows) * 20 for name, rows in pack.arrays.items()})
    alike = []
    for step in range(12):
        batch = batches(many, frames=1024)(step)
        alike.append(float(batch.heard.sum(1).min() / batch.heard.sum(1).max()))
        assert 512 <= batch.mel.shape[0] * batch.mel.shape[2] <= 1024
        assert batch.mel.shape[2] % 64 == 0 and batch.ids.shape[1] % 24 == 0
    assert np.median(alike) > 0.75                  # 0.69 if drawn anyhow


def test_padding_is_known_as_such_and_frames_know_their_phoneme(pack):
    batch = batches(pack).stack([0, 1])
    lengths = [len(pack.arrays["mel"][clip]) for clip in (0, 1)]
    assert batch.heard.sum(1).tolist() == lengths and batch.known.sum(1).tolist() == [len(pack.arrays["ids"][clip]) for clip in (0, 1)]
    owners = batch.ids.flatten(0, 1)[batch.row[1, :lengths[1]]]
    expected = np.repeat(pack.arrays["ids"][1], pack.arrays["durations"][1], 0)
    np.testing.assert_array_equal(owners.numpy(), expected)
    np.testing.assert_array_equal(batch.mel[1, :, :lengths[1]].numpy(), pack.arrays["mel"][1].T.astype(np.float32))
    assert not batch.mel[1, :, lengths[1]:].any() and not batch.durations[~batch.known].any()


# ---------------------------------------------------------------- losses

def nothing(figures):
    return len(figures) == 6 and all(float(value) == pytest.approx(0, abs=1e-12) for value in figures.values())


def test_what_is_predicted_as_it_was_costs_nothing(pack):
    batch = batches(pack).stack([0, 1])
    frames = batch.durations.clamp_min(1).float().log()
    exact = losses.variance_losses(batch, frames, batch.tones, batch.levels) | {"mel": losses.mel_distance(batch, batch.mel)}
    exact |= losses.contour_losses(batch, batch.tone - batch.place[..., 5], 100 * (2 * batch.voiced - 1))
    assert nothing(exact)


def test_errors_are_means_over_what_is_there(pack):
    batch = batches(pack).stack([0, 1])
    frames = batch.durations.clamp_min(1).float().log()
    off = losses.variance_losses(batch, frames + 2, batch.tones - 3, batch.levels + 1)
    assert [float(off[name]) for name in ("duration", "pitch", "energy")] == pytest.approx([4, 9, 1])
    assert float(losses.mel_distance(batch, batch.mel - 0.5)) == pytest.approx(0.5)
    contour = losses.contour_losses(batch, batch.tone - batch.place[..., 5] + 0.25, torch.zeros_like(batch.tone))
    assert [float(contour[name]) for name in ("contour", "voicing")] == pytest.approx([0.25, math.log(2)])


def test_padding_boundaries_and_unvoiced_pitch_cost_nothing(pack):
    batch = batches(pack).stack([0, 4])
    beyond = (~batch.known).float()
    frames = batch.durations.clamp_min(1).float().log()
    space = (batch.ids[..., 0] == NUMBER[BOUNDARY]).float()
    assert space.sum() >= 1 and batch.known[space > 0].all()
    off = losses.variance_losses(batch, frames + beyond + space, batch.tones + beyond, batch.levels + beyond)
    off |= {"mel": losses.mel_distance(batch, batch.mel + (~batch.heard)[:, None].float())}
    deviation = batch.tone - batch.place[..., 5] + (1 - batch.voiced)
    off |= losses.contour_losses(batch, deviation, 100 * (2 * batch.voiced - 1) * torch.where(batch.heard, 1.0, -1.0))
    assert nothing(off)


def test_the_mel_discriminator_learns_at_once_to_tell_blurred_from_sharp():
    torch.manual_seed(0)
    judge = losses.MelDiscriminator(8)
    learning = torch.optim.AdamW(judge.parameters(), 2e-3, (0.5, 0.9))
    before = 0.0
    for step in range(40):
        sharp = torch.randn(4, 100, 32) * 1.5 - 5
        blurred = torch.nn.functional.avg_pool1d(sharp, 5, 1, 2)
        after = losses_of(judge, sharp, blurred)
        before = after.item() if step == 0 else before
        learning.zero_grad()
        after.backward()
        learning.step()
    assert after.item() < 0.3 * before


def test_the_mel_discriminator_begins_awake():
    torch.manual_seed(0)
    heard = [losses.MelDiscriminator(8)(torch.randn(2, 100, 32) * 1.5 - 5)[0].std().item() for _ in range(5)]
    assert 0.3 < float(np.median(heard)) < 3                         # with torch's own beginning 0.01: biases are all that is left


def losses_of(judge, real, made):
    return training.discriminator_loss([judge(real)], [judge(made)])


def test_the_mel_discriminator_judges_patches_and_shows_its_maps():
    mel = (torch.randn(2, 100, 64) - 5).requires_grad_()
    judgement, maps = losses.MelDiscriminator(4)(mel)
    assert judgement.shape == (2, 1, 7, 16) and [row.shape[1] for row in maps] == [4, 4, 8, 8]
    judgement.square().mean().backward()
    assert torch.isfinite(mel.grad).all() and (mel.grad != 0).all(1).any()


# ---------------------------------------------------------------- runs

def settings(pack_file, out, **changes):
    small = {"voices": ("ann", "bob"), "steps": 4, "frames": 256, "warm_up": 2, "adversarial_from": 2, "judged": 16, "workers": 0, "log_every": 2,
             "validate_every": 100, "save_every": 100}
    return training.Training(pack=str(pack_file), out=str(out), **(small | changes))


def saved(folder):
    """Every tensor and number of a run's checkpoint, by its path in it."""
    return dict(leaves(run.load_checkpoint(folder / "last.pt", torch.device("cpu"))))


def leaves(tree, path=""):
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, (list, tuple)) else None
    if pairs is None:
        yield path, tree
        return
    for name, branch in pairs:
        yield from leaves(branch, f"{path}/{name}")


def test_ten_steps_and_ten_are_twenty(pack_file, tmp_path):
    for out, stops, workers in (("whole", [20], 0), ("parts", [10, 20], 2)):
        for steps in stops:
            path = training.train(settings(pack_file, tmp_path / out, steps=steps, workers=workers, adversarial_from=5), CONFIG, math.inf)
    whole, parts = saved(tmp_path / "whole"), saved(tmp_path / "parts")
    assert whole.keys() == parts.keys() and whole["/step"] == parts["/step"] == 20
    assert {"model", "judge", "optimizer", "judging", "average"} <= {name.split("/")[1] for name in whole}
    for name, value in whole.items():
        assert torch.equal(value, parts[name]) if torch.is_tensor(value) else value == parts[name], name
    assert weights.describe(path)["step"] == 20


def test_a_run_goes_on_where_it_was(pack_file, tmp_path, capsys):
    training.train(settings(pack_file, tmp_path, steps=4), CONFIG, math.inf)
    first = capsys.readouterr().err
    training.train(settings(pack_file, tmp_path, steps=6), CONFIG, math.inf)
    again = capsys.readouterr().err
    assert [line.split()[1] for line in first.splitlines() if line.startswith("step")] == ["2", "4"]
    assert [line.split()[1] for line in again.splitlines() if line.startswith("step")] == ["6"]
    assert "validation at 6: mel" in again


def test_training_brings_the_mel_nearer_and_leaves_a_model(pack_file, pack, tmp_path, capsys):
    quick = settings(pack_file, tmp_path, steps=60, adversarial_from=10**6, log_every=20, rate=5e-3, average=0.5)
    model = FastSpeech2.load(training.train(quick, CONFIG, math.inf))
    reached = [float(line.split("mel ")[1].split()[0]) for line in capsys.readouterr().err.splitlines() if line.startswith("step")]
    assert len(reached) == 3 and reached[-1] < 0.7 * reached[0]
    assert model.config == CONFIG and model.spec == SPEC
    assert all(soundfile.info(tmp_path / f"{name}2.wav").frames > 0 for name in ("ann", "bob"))          # what it says of clips it never saw
    assert model.pitch_means == pytest.approx([HERTZ["ann"], HERTZ["bob"]], rel=0.02)
    spoken = model.speak(pack.arrays["ids"][1], 0, durations=pack.arrays["durations"][1])
    assert np.abs(spoken.mel.T - pack.arrays["mel"][1]).mean() < 0.7 * np.abs(np.mean(pack.arrays["mel"][1]) - pack.arrays["mel"][1]).mean()


def test_validation_hears_the_average_and_leaves_the_weights(pack_file, pack, tmp_path):
    trainer = training.Trainer(settings(pack_file, ""), CONFIG, pack)
    held, log = batches(pack, "val"), run.Log(tmp_path, 1)
    before = training.validate(trainer, held, log)
    present = {name: value.clone() for name, value in trainer.model.state_dict().items()}
    assert training.validate(trainer, held, log) == before and before.keys() >= {"mel", "duration", "voicing"}
    with torch.no_grad():
        trainer.model.decoder.outward.bias += 1
    assert training.validate(trainer, held, log) == before                   # the average is what it was
    assert torch.equal(trainer.model.decoder.outward.bias, present["decoder.outward.bias"] + 1)


def test_the_rate_warms_up_and_halves(pack_file, pack):
    trainer = training.Trainer(settings(pack_file, "", rate=1e-3, warm_up=10, half_life=100), CONFIG, pack)
    rates = []
    for step in (0, 4, 100, 200):
        trainer.step = step
        rates.append(trainer.rate())
    assert rates == pytest.approx([1e-4, 5e-4 * 0.5 ** 0.04, 5e-4, 2.5e-4])


def test_both_see_the_same_cut_of_a_clip(pack_file, pack):
    trainer = training.Trainer(settings(pack_file, ""), CONFIG, pack)
    batch = batches(pack).stack([0, 1])
    real, made = trainer.patches(batch, batch.mel + 1)
    assert real.shape == (2, 100, 16)
    torch.testing.assert_close(made, real + 1)
    firsts = set()
    for trainer.step in range(20):
        cut = trainer.patches(batch, batch.mel)[0]
        places = [(batch.mel[1].unfold(1, 16, 1) == cut[1][:, None]).all(2).all(0)]
        firsts |= set(torch.cat(places).nonzero().flatten().tolist())
    assert len(firsts) > 3 and max(firsts) + 16 <= batch.heard[1].sum()


def test_what_is_said_too_evenly_is_stretched(pack_file, pack, tmp_path):
    model = training.Trainer(settings(pack_file, tmp_path), CONFIG, pack).averaged()
    rng = np.random.default_rng(0)
    lively = Pack(pack.spec, pack.clips, pack.arrays | {"pitch": [rng.uniform(100, 300, len(row)) for row in pack.arrays["pitch"]]}, pack.about)
    before = training.spreads(model, batches(lively, "val"))
    with torch.no_grad():
        for weight in model.encoder.pitch.outward.parameters():
            weight /= 2                                                          # half as lively
    after = training.spreads(model, batches(lively, "val"))
    assert min(before) > 0 and after[:2] == pytest.approx([2 * spread for spread in before[:2]], rel=0.01)
    assert before[2] == after[2] == 1                                            # of whom nothing is known


def recipe(folder, pack_file, more=""):
    fields = dataclasses.asdict(settings(pack_file, folder / "out")) | dataclasses.asdict(CONFIG)
    lines = [f"{name} = {json.dumps(list(value) if isinstance(value, tuple) else value)}" for name, value in fields.items() if name not in more]
    (folder / "r.toml").write_text("\n".join([*lines, more]), encoding="utf-8")
    return folder / "r.toml"


def command(monkeypatch, module, *arguments):
    monkeypatch.setattr(sys, "argv", ["command", *map(str, arguments)])
    module.main()


def test_the_command_stops_when_its_minutes_are_over(pack_file, tmp_path, monkeypatch):
    command(monkeypatch, training, recipe(tmp_path, pack_file, "steps = 1000000"), "--minutes", 0.01, "--threads", 1)
    about = weights.describe(tmp_path / "out" / "acoustic.safetensors")
    assert 0 < about["step"] < 10**4 and about["training"]["voices"] == ["ann", "bob"]
    assert saved(tmp_path / "out")["/step"] == about["step"]


@pytest.mark.parametrize(("more", "said"), [
    ("colour = 1", r"r\.toml: unknown colour\. Known: .*adversarial_from"), ("steps = ", "can't be read")])
def test_a_recipe_that_cannot_be_is_told(pack_file, tmp_path, monkeypatch, more, said):
    with pytest.raises(run.BadRecipe, match=said):
        command(monkeypatch, training, recipe(tmp_path, pack_file, more))
    with pytest.raises(run.BadRecipe, match=r"absent\.toml can't be read"):
        command(monkeypatch, training, tmp_path / "absent.toml")


def test_a_voice_that_the_pack_lacks_is_told(pack_file, tmp_path):
    with pytest.raises(ValueError, match=r"no training clip of 'eve'\. It holds: ann, bob, cat"):
        training.train(settings(pack_file, tmp_path, voices=("ann", "eve")), CONFIG, math.inf)


def test_the_recipe_of_the_repository_can_be_read():
    from pathlib import Path
    path = Path(training.__file__).parent / "recipes" / "english.toml"
    given, config = run.read_recipe(path, training.Training, FastSpeech2Config)
    assert given.voices == ("heart", "michael", "emma", "george") and config.speakers == len(given.voices)


# ---------------------------------------------------------------- mels to fine-tune a vocoder on

@pytest.fixture(scope="module")
def model():
    torch.manual_seed(3)
    return FastSpeech2(CONFIG, SPEC, [220.0, 120.0])


def test_spoken_mels_are_those_that_training_sees(pack_file, pack, model):
    trainer = training.Trainer(settings(pack_file, ""), CONFIG, pack)
    trainer.model.load_state_dict(model.state_dict())
    trainer.model.eval()
    with torch.no_grad():
        mel, _ = trainer.forward(batches(pack).stack([4]))
    frames = len(pack.arrays["mel"][4])
    made = predict.predicted(model, pack, 4, 1)
    assert made.shape == (frames, 100) and made.dtype == np.float16 and made.std() > 0.1
    np.testing.assert_allclose(made[:frames - REACH - 1], mel[0, :, :frames - REACH - 1].T.numpy(), atol=0.02)


def test_the_command_makes_a_pack_beside_the_other(pack_file, pack, model, tmp_path, monkeypatch):
    model.save(tmp_path / "acoustic.safetensors")
    command(monkeypatch, predict, tmp_path / "acoustic.safetensors", pack_file, tmp_path / "spoken.safetensors", "--voices", "ann,bob")
    spoken = Pack.load(tmp_path / "spoken.safetensors")
    assert spoken.spec == SPEC and spoken.clips == [Clip(*clip) for clip in pack.clips]
    lengths = [len(row) for row in spoken.arrays["mel"]]
    assert lengths == [len(pack.arrays["mel"][clip]) if clip in (0, 1, 3, 4) else 0 for clip in range(7)]     # training clips that are aligned
    np.testing.assert_array_equal(spoken.arrays["mel"][3], predict.predicted(model, pack, 3, 1))
    batch = Cutter(pack, [3], 16, 2, 0, 8000.0, spoken, 1.0)(0)
    assert batch.mel.shape == (2, 100, 16) and torch.isfinite(batch.mel).all()
