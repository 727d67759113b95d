import logging
import subprocess
import sys

import numpy as np
import pytest

from tts.voice import installed


def test_init_says_why_it_cannot(wire, tmp_path):
    wire.module.speech.voices.default = str(tmp_path)
    assert wire.ask("INIT") == "399 ERR CANT INIT MODULE"


def test_sound_goes_to_the_server_alone(wire):
    assert wire.ask("AUDIO", "audio_output_method=server") == "203 OK AUDIO INITIALIZED"
    assert wire.ask("AUDIO", "audio_output_method=alsa") == "300 MODULE ERROR"


def test_voices_are_listed_with_their_languages(wire):
    wire.send("LIST VOICES")
    rows = [wire.line().decode() for _ in installed()]
    assert "200-george\ten-GB\tnone" in rows
    assert wire.line() == b"200 OK VOICE LIST SENT"


def test_a_message_is_spoken(wire):
    found = wire.say("SPEAK", '<speak>One<mark name="a"/>', "..two.<mark name='b'/></speak>")
    assert (found[0], found[-1]) == (701, 702)
    assert wire.marks(found) == ["a", "b"]
    assert wire.samples(found).any()


@pytest.mark.parametrize(("kind", "text"), [("CHAR", "a"), ("KEY", "shift_a"), ("SOUND_ICON", "x")])
def test_other_messages_have_one_line(wire, kind, text):
    assert wire.samples(wire.say(kind, text)).any()
    assert wire.ask(kind, text, text) == "305 DATA MORE THAN ONE LINE"
    assert wire.ask(kind, "") == "301 ERROR CANT SPEAK"


def test_settings_hold_for_the_next_messages(wire):
    slow = len(wire.samples(wire.say("SPEAK", "<speak>One two three four.</speak>")))
    assert wire.ask("SET", "rate=100", "volume=0", "language=NULL") == "203 OK SETTINGS RECEIVED"
    fast = len(wire.samples(wire.say("SPEAK", "<speak>One two three four.</speak>")))
    assert 2 * fast < slow


def test_wrong_settings_change_nothing(wire):
    before = wire.module.settings
    assert wire.ask("SET", "rate=50", "pitch=x") == "303 ERROR INVALID PARAMETER OR VALUE"
    assert wire.ask("SET", "rate") == "302 ERROR BAD SYNTAX"
    assert wire.module.settings == before


def test_stop_lets_the_next_message_speak(wire):
    assert wire.ask("SPEAK", f"<speak>{'One two three. ' * 50}</speak>") == "200 OK SPEAKING"
    wire.send("STOP")
    assert wire.spoken()[-1] == 703
    assert wire.say("CHAR", "a")[-1] == 702
    wire.send("STOP")  # nothing is spoken, nothing is answered
    assert wire.ask("QUIT") == "210 OK QUIT"


def test_a_second_message_waits_for_its_turn(wire):
    long = f"<speak>{'One two three. ' * 50}</speak>"
    assert wire.ask("SPEAK", long) == "200 OK SPEAKING"
    wire.send("SPEAK\n<speak>x</speak>\n.")
    answers = []
    while not answers or answers[-1] not in (b"301 ERROR CANT SPEAK", b"702 END"):
        answers.append(wire.line())
    assert answers[-1] == b"301 ERROR CANT SPEAK"


def test_logs(wire, tmp_path):
    assert wire.ask("LOGLEVEL", "log_level=4") == "203 OK LOGLEVEL SET"
    assert logging.getLogger("tts.speechd").level == logging.INFO
    assert wire.ask("LOGLEVEL", "log_level=9") == "303 ERROR INVALID PARAMETER OR VALUE"
    file = tmp_path / "debug.log"
    assert wire.ask(f"DEBUG ON {file}") == "200 OK DEBUGGING ON"
    wire.say("CHAR", "a")
    assert wire.ask("DEBUG OFF") == "200 OK DEBUGGING OFF"
    assert "< CHAR" in file.read_text(encoding="utf-8")
    assert wire.ask(f"DEBUG ON {tmp_path}") == "303 CANT OPEN CUSTOM DEBUG FILE"
    assert wire.ask("DEBUG") == "302 ERROR BAD SYNTAX"


def test_an_unknown_command(wire):
    assert wire.ask("SING") == "300 ERR UNKNOWN COMMAND"


@pytest.mark.packaged
def test_the_program_keeps_standard_output_for_the_protocol():
    session = "INIT\nCHAR\na\n.\n"
    process = subprocess.Popen(
        [sys.executable, "-m", "tts", "speechd", "plainspeech.conf"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    process.stdin.write(session.encode())
    process.stdin.flush()
    lines = []
    while not lines or lines[-1] != b"702 END\n":
        lines.append(process.stdout.readline())
    rest, _ = process.communicate(b"QUIT\n", timeout=60)
    assert process.returncode == 0
    assert rest == b"210 OK QUIT\n"
    assert all(np.isin(int(line[:3]), (200, 202, 299, 701, 702, 705)) for line in lines)
