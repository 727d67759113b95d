import json

import numpy as np
import pytest

from tts import TTS, voice, voice_store
from tts.delivery import Delivery, InvalidDeliveryError
from tts.errors import PlainSpeechError
from tts.voice import InvalidVoiceError, Voice
from tts.voice_mixture import InvalidMixtureError
from vocoders import weights


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "data"))
    monkeypatch.setattr(voice, "user_voices", lambda: tmp_path / "data")
    monkeypatch.setattr(voice_store, "user_voices", lambda: tmp_path / "data")
    return tmp_path


def test_an_added_voice_is_found_by_its_name_checked_and_removed(tiny_voice, home):
    place = voice_store.add_voice(tiny_voice)
    assert voice.find("tiny").folder == place
    assert voice.find("tiny").acoustic.parent == place, "its networks were copied into it"
    voice_store.check_voice(voice.find("tiny"))
    assert any("acoustic.safetensors" in line for line in voice_store.describe_voice("tiny"))
    with pytest.raises(InvalidVoiceError, match="already"):
        voice_store.add_voice(tiny_voice)
    assert voice_store.remove_voice("tiny") == place and not place.exists()


def test_a_mixture_is_kept_under_a_name_of_its_own(tiny_heart, home):
    place = voice_store.mix_voices("heart*0.6+emma*0.4", "rose")
    kept = voice.find("rose")
    assert (kept.folder, kept.locale, kept.speaker) == (place, "en-us", ((0, 0.6), (2, 0.4)))
    text = "Hello there."
    mixed = TTS.load("heart*0.6+emma*0.4").say(text)
    np.testing.assert_array_equal(TTS.load("rose").say(text).samples, mixed.samples)
    assert any("mean pitch" in line for line in voice_store.describe_voice("rose"))
    with pytest.raises(InvalidMixtureError, match="the same acoustic model"):
        voice.find("rose+heart")  # it has copies of the networks
    with pytest.raises(InvalidVoiceError, match="can't be that of a folder"):
        voice_store.mix_voices("heart+emma", "../rose")


def test_a_voice_keeps_settings_of_its_own(tiny_heart, home):
    """They are applied beside a user's."""
    voice_store.mix_voices("heart", "calm", speed=0.8, pitch=-2.0, energy=-6.0)
    assert any("speed 0.8, pitch -2" in line for line in voice_store.describe_voice("calm"))
    heart = TTS.load("heart")
    calm = TTS.load("calm")
    utterance = next(iter(heart.frontend("Hello there.")))
    own = calm.synthesizer.predict_prosody(utterance.ids, Delivery(speed=1.25, pitch=3.0))
    same = heart.synthesizer.predict_prosody(utterance.ids, Delivery(pitch=1.0, energy=-6.0))
    for name in ("durations", "pitches", "energies"):
        np.testing.assert_allclose(getattr(own, name), getattr(same, name), rtol=1e-6)
    assert calm.synthesizer.mean_pitch == pytest.approx(heart.synthesizer.mean_pitch / 2 ** (1 / 6))
    text = calm.say("Hello there.").samples
    louder = TTS.load(voice_store.mix_voices("calm", "loud", energy=6.0)).say("Hello there.")
    assert np.abs(louder.samples).max() > 1.7 * np.abs(text).max()
    slower = voice_store.mix_voices("calm", "calmer", speed=0.5)
    assert voice.Voice.read(slower).speed == pytest.approx(0.4)
    with pytest.raises(InvalidDeliveryError, match="speed must be a number from"):
        voice_store.mix_voices("calm", "calmest", speed=0.1)


def test_a_changed_file_is_named(tiny_voice, home):
    place = voice_store.add_voice(tiny_voice)
    file = place / "harmonic.safetensors"
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    with pytest.raises(InvalidVoiceError, match=r"harmonic.safetensors is not as it was added"):
        voice_store.check_voice(voice.find("tiny"))


def test_only_added_voices_are_removed(tiny_voice, home):
    for name in ("heart", "../heart", str(tiny_voice), ""):
        with pytest.raises(InvalidVoiceError, match=r"was added by .* Added: none"):
            voice_store.remove_voice(name)


@pytest.fixture
def own(tiny_voice, tmp_path):
    """A voice of its own folder, which may be changed."""
    folder = tmp_path / "own"
    folder.mkdir()
    source = Voice.read(tiny_voice)
    settings = json.loads((tiny_voice / "voice.json").read_text("utf-8"))
    for key, file in (("acoustic", source.acoustic), ("vocoder", source.vocoder)):
        (folder / file.name).write_bytes(file.read_bytes())
        settings[key] = file.name
    (folder / "voice.json").write_text(json.dumps(settings), "utf-8")
    return folder


def changed(folder, name, change):
    """A weights file with another header."""
    tensors, meta = weights.load_tensors(folder / name)
    change(meta)
    weights.save(folder / name, {key: np.array(value) for key, value in tensors.items()}, meta)


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("harmonic.safetensors", lambda meta: meta["mel_config"].update(f_max=8000.0), "f_max"),
        ("acoustic.safetensors", lambda meta: meta["symbols"].reverse(), "phonemes"),
    ],
    ids=["mel", "inventory"],
)
def test_a_voice_that_does_not_fit_is_refused_with_the_field(own, home, name, change, said):
    changed(own, name, change)
    with pytest.raises(PlainSpeechError, match=said):
        voice_store.add_voice(own)
    assert not (home / "data").exists() or not list((home / "data").iterdir())


def test_a_speaker_that_the_model_lacks_is_named(own):
    settings = json.loads((own / "voice.json").read_text("utf-8"))
    (own / "voice.json").write_text(json.dumps(settings | {"speaker": 9}), "utf-8")
    with pytest.raises(
        InvalidVoiceError, match=r"voice\.json: there is no speaker 9: this model has 0 to 3"
    ):
        voice_store.check_voice(Voice.read(own))
