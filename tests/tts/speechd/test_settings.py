import pytest

from tts.speechd.settings import SettingError, SpeechSettings


def settings(**values):
    result = SpeechSettings()
    for name, value in values.items():
        result = result.with_setting(name, str(value))
    return result


@pytest.mark.parametrize(
    ("rate", "speed"), [(0, 1.0), (100, 3.0), (-100, 1 / 3), (50, 3**0.5), (-50, 3**-0.5)]
)
def test_rate(rate, speed):
    assert settings(rate=rate).delivery.speed == pytest.approx(speed)


def test_pitch_range_and_volume():
    high = settings(pitch=50, pitch_range=-100, volume=0)
    assert (high.delivery.pitch, high.delivery.pitch_range, high.gain) == (6.0, 0.0, 0.5)
    assert settings(volume=-100).gain == 0.0
    assert SpeechSettings().gain == 1.0
    assert SpeechSettings().delivery.pitch_range == 1.0


def test_unset_is_the_default():
    chosen = settings(
        punctuation_mode="all", language="en-gb", synthesis_voice="emma", cap_let_recogn="icon"
    )
    names = ("punctuation_mode", "language", "synthesis_voice", "cap_let_recogn")
    for name in names:
        assert getattr(chosen, name)
        chosen = chosen.with_setting(name, "NULL")
    assert chosen == SpeechSettings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("rate", "fast"),
        ("rate", "101"),
        ("pitch", "-101"),
        ("spelling_mode", "maybe"),
        ("volume", ""),
    ],
)
def test_a_wrong_value_is_refused(name, value):
    with pytest.raises(SettingError):
        SpeechSettings().with_setting(name, value)


def test_a_setting_of_newer_servers_changes_nothing():
    assert SpeechSettings().with_setting("timbre", "7") == SpeechSettings()
