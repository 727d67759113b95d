"""Voice folders: found by name or path, and refused with the reason."""

import json
import os
import re
import sys
from dataclasses import fields

import pytest

from tts import TTS, Voice, VoiceNotFoundError, installed
from tts.voice import DEFAULTS, PACKAGE_VOICES, TYPES, InvalidVoiceError, find

GOOD = {
    "format": 1,
    "name": "ann",
    "locale": "en-us",
    "speaker": 1,
    "description": "Ann",
    "acoustic": "../a.safetensors",
    "vocoder": "v.safetensors",
}


def voice_in(folder, settings=GOOD):
    folder.mkdir(parents=True)
    content = settings if isinstance(settings, bytes) else json.dumps(settings).encode()
    (folder / "voice.json").write_bytes(content)
    return folder


def test_weights_lie_where_voice_json_says(tmp_path):
    voice = Voice.read(voice_in(tmp_path / "ann"))
    assert (voice.name, voice.locale, voice.speaker) == ("ann", "en-us", 1)
    assert (voice.acoustic, voice.vocoder) == (
        tmp_path / "a.safetensors",
        tmp_path / "ann" / "v.safetensors",
    )
    assert voice.vocoder_file("griffin-lim") == tmp_path / "ann" / "griffin-lim.safetensors"


def test_every_field_has_a_type_that_is_checked():
    assert [field.name for field in fields(Voice)] == [*list(TYPES)[1:], "folder", *DEFAULTS]


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            {**GOOD, "pich": 3},
            r"settings that no version of a voice knows: pich. It may have format, name, locale",
        ),
        ({**GOOD, "pitch": 25}, r"'pitch must be a number from -24 to 24 \(semitones\), not 25"),
        ({**GOOD, "speed": 0}, "speed must be a number from 0.25 to 4"),
        ({**GOOD, "energy": "loud"}, "energy must be a number"),
        ({key: value for key, value in GOOD.items() if key != "speaker"}, "lacks speaker"),
        ({**GOOD, "speaker": "1"}, "'speaker' must be a int, not '1'"),
        ({**GOOD, "speaker": True}, "must be a int"),
        ({**GOOD, "name": None}, "must be a str"),
        *(
            ({**GOOD, "name": name}, "can't be that of a folder")
            for name in ("../../x", "/x", "a/b", "a\\b", "C:x", "..", ".", "", "a\0b", "a\nb")
        ),
        ({key: value for key, value in GOOD.items() if key != "format"}, "has no format; .* 1"),
        ({**GOOD, "format": 0}, r"has format 0; this version of PlainSpeech reads .* 1\."),
        ({**GOOD, "name": "x" * 201}, "can't be that of a folder"),
        ({**GOOD, "speaker": -1}, "'speaker' is -1"),
        ({**GOOD, "speaker": 10**30}, "'speaker' is 10000"),
        ({**GOOD, "locale": "x" * 501}, "'locale' is 'xxx"),
        ({**GOOD, "description": "a\x1b[2J"}, r"'description' is 'a\\x1b"),
        ({**GOOD, "acoustic": "a\0"}, r"'acoustic' is 'a\\x00'"),
        ({**GOOD, "acoustic": "\ud800"}, r"'acoustic' is '\\ud800'"),
        (b"[" * 60_000, "too deep in each other|Expecting value"),
        (b" " * 70_000 + b"{}", "has more than 65536 bytes"),
        ([GOOD], "must hold an object with format, name"),
        (b"{", "is no JSON in UTF-8"),
        (b"\xff", "is no JSON in UTF-8"),
        (b"", "is no JSON"),
    ],
)
def test_a_damaged_voice_json_is_named_with_its_fault(tmp_path, settings, said):
    folder = voice_in(tmp_path / "ann", settings)
    with pytest.raises(InvalidVoiceError, match=said) as error:
        Voice.read(folder)
    assert "voice.json" in str(error.value)


def test_absent_weights_are_named(tmp_path):
    with pytest.raises(InvalidVoiceError, match=re.escape(str(tmp_path / "a.safetensors"))):
        Voice.read(voice_in(tmp_path / "ann")).check()


def test_a_name_is_looked_up_in_the_variable_s_folders_first(tmp_path, monkeypatch):
    (
        voice_in(tmp_path / "one" / "ann"),
        voice_in(tmp_path / "two" / "ann"),
        voice_in(tmp_path / "two" / "heart", {**GOOD, "name": "heart"}),
    )
    monkeypatch.setenv(
        "PLAINSPEECH_VOICES", os.pathsep.join([str(tmp_path / "one"), str(tmp_path / "two")])
    )
    assert find("ann").folder == tmp_path / "one" / "ann"
    assert find("heart").folder == tmp_path / "two" / "heart"
    assert find("emma").folder == PACKAGE_VOICES / "emma"
    assert list(installed())[:2] == ["ann", "heart"]


def voice_package(site, module="voice_of_ann", names_module=None):
    """A package as pip installs it, with a voice in it, whose module must not be run."""
    voice_in(site / module / "ann")
    (site / module / "__init__.py").write_text("raise SystemExit('this module was run')\n")
    info = site / f"{module}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        f"[plainspeech.voices]\nann = {names_module or module}\n"
    )


def test_voices_of_installed_packages_are_found_by_name(tmp_path, monkeypatch):
    voice_package(tmp_path)
    with pytest.raises(VoiceNotFoundError):
        find("ann")
    monkeypatch.syspath_prepend(tmp_path)
    assert find("ann").folder == tmp_path / "voice_of_ann" / "ann"
    assert "ann" in installed() and "voice_of_ann" not in sys.modules
    assert find("heart").folder == PACKAGE_VOICES / "heart"


@pytest.mark.parametrize("module", ["gone", "gone.away", "other.voices"])
def test_a_voice_package_whose_module_is_gone_hides_no_other_voice(tmp_path, monkeypatch, module):
    voice_package(tmp_path, "other", names_module=module)
    monkeypatch.syspath_prepend(tmp_path)
    assert "heart" in installed() and "ann" not in installed()


def test_a_folder_is_found_by_its_path(tmp_path, monkeypatch):
    voice_in(tmp_path / "somewhere")
    monkeypatch.chdir(tmp_path)
    assert (
        find(tmp_path / "somewhere").name
        == find(str(tmp_path / "somewhere")).name
        == find("./somewhere").name
        == "ann"
    )


@pytest.mark.parametrize("name", ["hart", "", ".", "..", "../heart", "/", "a\0b", "heart/"])
def test_an_unknown_voice_names_the_installed_ones_and_where_was_looked(
    name, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PLAINSPEECH_VOICES", str(tmp_path / "mine"))
    with pytest.raises(
        VoiceNotFoundError, match=r"Installed: emma, george, heart, kathleen, michael\. Looked in "
    ) as error:
        find(name)
    assert str(tmp_path / "mine") in str(error.value)
    assert str(PACKAGE_VOICES) in str(error.value)
    assert "PLAINSPEECH_VOICES" in str(error.value)


def test_a_damaged_neighbour_does_not_hide_the_other_voices(tmp_path, monkeypatch):
    voice_in(tmp_path / "bad", b"{"), voice_in(tmp_path / "good")
    monkeypatch.setenv("PLAINSPEECH_VOICES", str(tmp_path))
    assert "ann" in installed()
    with pytest.raises(InvalidVoiceError):
        find("bad")


@pytest.mark.parametrize(
    ("name", "locale", "speaker"),
    [
        ("heart", "en-us", 0),
        ("michael", "en-us", 1),
        ("emma", "en-gb", 2),
        ("george", "en-gb", 3),
        ("kathleen", "en-us", 0),
    ],
)
def test_the_packaged_voices_are_who_they_say(name, locale, speaker, monkeypatch):
    monkeypatch.delenv("PLAINSPEECH_VOICES", raising=False)
    voice = installed()[name]
    assert (voice.name, voice.locale, voice.speaker, voice.folder) == (
        name,
        locale,
        speaker,
        PACKAGE_VOICES / name,
    )


@pytest.mark.packaged
def test_a_voice_of_links_speaks_as_the_files_do(tmp_path):
    blobs = tmp_path / "blobs"  # as the cache of Hugging Face keeps them, named by a hash
    folder = tmp_path / "snapshots" / "heart"
    blobs.mkdir()
    folder.mkdir(parents=True)
    files = [file for file in PACKAGE_VOICES.iterdir() if file.suffix in (".onnx", ".safetensors")]
    for number, file in enumerate([PACKAGE_VOICES / "heart" / "voice.json", *files]):
        (blobs / f"{number:064x}").write_bytes(file.read_bytes())
        place = folder if file.name == "voice.json" else folder.parent
        (place / file.name).symlink_to(os.path.relpath(blobs / f"{number:064x}", place))
    spoken = TTS.load(folder).say("Hello.")
    assert spoken.samples.tobytes() == TTS.load("heart").say("Hello.").samples.tobytes()


def test_a_stored_mixture_is_pairs_of_numbers_and_weights(tmp_path):
    voice = Voice.read(voice_in(tmp_path / "ann", {**GOOD, "speaker": [[0, 0.5], [2, 1]]}))
    assert voice.speaker == ((0, 0.5), (2, 1.0))


@pytest.mark.parametrize(
    "speaker",
    [
        [],
        [0, 1],
        [[0]],
        [[0, "1"]],
        [[True, 1]],
        [[-1, 1]],
        [[0, -1.0]],
        [[0, 0.0]],
        [[0.5, 1]],
        [[0, 1.0]] * 101,
    ],
)
def test_another_list_is_no_mixture(tmp_path, speaker):
    with pytest.raises(InvalidVoiceError, match=r"A mixture is a list of pairs"):
        Voice.read(voice_in(tmp_path / "ann", {**GOOD, "speaker": speaker}))
