"""The names that users rely on: imports, attributes, keywords, commands, options and modules.

The tables are written down here on purpose. Whoever renames a public name changes it here as well,
and in CHANGELOG.md.
"""

import ast
import importlib
import inspect
import re
from importlib.util import find_spec
from pathlib import Path

import pytest

import frontend
import tts
import vocoders
from tts import TTS, Audio
from tts.cli.main import build_parser

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
CARDS = sorted(ROOT.glob("tts/voices/*/CARD.md"))
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))

EXPORTED = {
    tts: """AcousticOutput Audio Delivery PlainSpeechError Span SpeechError TTS Voice
        VoiceNotFoundError __version__ installed""",
    frontend: """EspeakMissingError Frontend FrontendError LexiconError
        MissingLanguagePackageError NothingToSayError Phoneme Prosody SsmlError SsmlUtterance Style
        UnknownLocaleError UnknownPhonemeError UnknownStyleError Utterance Word""",
    vocoders: """ARCHITECTURES GriffinLim MelConfig SpecMismatchError Streaming Vocoder
        VocoderError load""",
}
NEEDING_TORCH = {
    tts: "FastSpeech2",
    vocoders: "HarmonicVocoder HifiganVocoder WaveNetVocoder",
}
IMPORTED = {  # from modules that the documents name
    "frontend": "Frontend",
    "tts": "PlainSpeechError TTS installed",
    "tts.acoustic": "frame_features round_durations",
    "tts.batch": "Document Job read render render_document",
    "tts.files": "AudioFile",
    "tts.loudness": "loudness true_peak",
}
PARAMETERS = {
    TTS.load: "voice vocoder lexicon runtime style threads",
    TTS.say: """self text speed pitch energy pitch_range pause seed loudness lead ssml
        skip_unknown""",
    TTS.stream: """self text speed pitch energy pitch_range pause seed loudness lead ssml
        skip_unknown chunks""",
    TTS.speak: "self utterance delivery durations pitches energies pause",
    Audio.save: "self path sample_rate bits",
    tts.Delivery: "speed pitch energy pitch_range pause seed loudness lead",
    frontend.Frontend: "locale emoji lexicon style",
}
AUDIO = "samples sample_rate seconds words phonemes text_span pause marks continues"
ATTRIBUTES = {
    "audio": f"{AUDIO} save subtitles resample wav join after_pause",
    "tts": "load say stream speak frontend acoustic vocoder voice sample_rate",
    "utterance": "text spoken words phonemes ids start end",
    "phoneme": "symbol stress word",
    "word": "text start end",
}
SAME_ATTRIBUTES = {"chunk": "audio", "sentence": "audio", "mark": "word"}  # names in the documents
TEXT = "TEXT --file --encoding"
VOICE = "--voice --vocoder --runtime --threads"
DELIVERY = "--speed --pitch --energy --pitch-range --pause --loudness --lead --seed"
OPTIONS = {
    "say": f"""{TEXT} {VOICE} --lexicon --style --output {DELIVERY} --rate --bits --subtitles
        --play --ssml --skip-unknown""",
    "voices": "ACTION VOICE NAME --speed --pitch --energy",
    "normalize": f"{TEXT} --locale --style",
    "phonemize": f"{TEXT} --locale --style --lexicon",
    "explain": f"{TEXT} --locale --style --lexicon --json",
    "vocode": f"IN OUT {VOICE} --seed --rate --bits",
    "align": "AUDIO TEXT --file --encoding --output --locale --lexicon --picture --weights",
    "check": "RECORDINGS --locale --page --workers",
    "train": """RECORDINGS --name --output --work --locale --minutes --base --speaker --licence
        --until --settings --print-settings --workers --threads""",
    "prompts": "TEXTS --encoding --locale --minutes --output",
    "batch": f"""INPUT --output --from --split --encoding --format --join --cover --subtitles
        --timings --fit --jobs --cluster {VOICE} --lexicon --style {DELIVERY}""",
    "export": "VOICE FOLDER --weights",
    "page": "--host --port --no-open",
    "serve": """--voice --host --port --wyoming --no-page --token-file --max-characters --max-jobs
        --zeroconf""",
    "speechd": "CONFIGURATION --voice --install",
    "completion": "SHELL",
}
MODULES = """frontend.english.training.corrections frontend.english.training.homographs
frontend.english.training.lexicon
    tts.training.aligner tts.training.distil tts.training.features tts.training.gta_mels
    tts.training.joint tts.training.package tts.training.pitch_shift tts.training.train
    vocoders.training.train"""


@pytest.mark.parametrize("package", EXPORTED, ids=lambda package: package.__name__)
def test_packages_export_these_names(package):
    assert sorted(package.__all__) == EXPORTED[package].split()
    for name in [*EXPORTED[package].split(), *NEEDING_TORCH.get(package, "").split()]:
        assert getattr(package, name) is not None


@pytest.mark.parametrize("module", IMPORTED)
def test_modules_have_the_names_that_are_imported(module):
    for name in IMPORTED[module].split():
        assert hasattr(importlib.import_module(module), name)


@pytest.mark.parametrize("function", PARAMETERS, ids=lambda function: function.__qualname__)
def test_functions_take_these_parameters_in_this_order(function):
    assert list(inspect.signature(function).parameters) == PARAMETERS[function].split()


def test_objects_have_these_attributes(tiny_voice):
    speaker = TTS.load(tiny_voice)
    audio = speaker.say("Hello there.")
    utterance = next(speaker.frontend("Hello there."))
    objects = {
        "audio": audio,
        "tts": speaker,
        "utterance": utterance,
        "phoneme": utterance.phonemes[0],
        "word": audio.words[0],
    }
    for name, attributes in ATTRIBUTES.items():
        for attribute in attributes.split():
            assert hasattr(objects[name], attribute), (name, attribute)


def test_commands_have_these_options():
    (subparsers,) = build_parser()._subparsers._group_actions
    found = {
        command: [names(action) for action in parser._actions if action.dest != "help"]
        for command, parser in subparsers.choices.items()
    }
    assert found == {command: options.split() for command, options in OPTIONS.items()}


def names(action):
    """The long name of an option, or the name of a positional argument in the help."""
    return action.option_strings[-1] if action.option_strings else action.metavar or action.dest


def test_modules_that_are_run_exist():
    for module in MODULES.split():
        assert find_spec(module) is not None


def test_the_variable_names_folders_of_voices(monkeypatch, tiny_voices):
    monkeypatch.setenv("PLAINSPEECH_VOICES", str(tiny_voices))
    assert tts.installed()["tiny"].folder == tiny_voices / "tiny"


def trees():
    """The syntax trees of all Python in the documents and the examples, each with its file."""
    for page in PAGES:
        for block in re.findall(r"^```python\n(.*?)^```$", page.read_text("utf-8"), re.M | re.S):
            yield page, ast.parse(block)
    for example in EXAMPLES:
        yield example, ast.parse(example.read_text("utf-8"))


def test_the_documents_import_only_what_is_written_down():
    used = {
        (node.module, alias.name)
        for _, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module.split(".")[0] in ("tts", "frontend")
        for alias in node.names
    }
    known = {(module, name) for module in IMPORTED for name in IMPORTED[module].split()}
    assert used == known


def test_the_documents_use_only_parameters_that_are_written_down():
    methods = {method.__name__: method for method in PARAMETERS if inspect.isroutine(method)}
    calls = 0
    for page, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                method = methods.get(node.func.attr)
                calls += method is not None
                for keyword in node.keywords if method else ():
                    assert keyword.arg in PARAMETERS[method].split(), (page.name, keyword.arg)
    assert calls > 20


def test_the_documents_use_only_attributes_that_are_written_down():
    uses = 0
    for page, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                name = SAME_ATTRIBUTES.get(node.value.id, node.value.id)
                if name in ATTRIBUTES:
                    uses += 1
                    assert node.attr in ATTRIBUTES[name].split(), (page.name, node.attr)
    assert uses > 30


def test_the_documents_run_only_modules_that_are_written_down():
    text = "\n".join(page.read_text("utf-8") for page in [*PAGES, *CARDS])
    used = set(re.findall(r"python -m ((?:tts|vocoders|frontend)(?:\.\w+)+)", text))
    assert used == set(MODULES.split())
    assert "PLAINSPEECH_VOICES" in text
