"""Importing does nothing, and gives every public name."""

import subprocess
import sys

import pytest

import tts

HEAVY = ("torch", "numpy", "phonemizer", "inflect", "soundfile", "gradio", "matplotlib")


def loaded_by(code):
    """The heavy packages that a fresh interpreter has imported after the code."""
    show = (
        f"import sys; sys.stderr.write(' '.join(name for name in {HEAVY!r} if name in sys.modules))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", f"{code}\n{show}"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return ran.stderr.split()


@pytest.mark.parametrize(
    "code",
    [
        "import tts, frontend, vocoders",
        "from tts import Delivery, Voice, installed; installed()",
        "import tts.cli.main; tts.cli.main.build_parser().format_help()",
    ],
)
def test_nothing_heavy_is_imported_before_it_is_needed(code):
    assert loaded_by(code) == []


@pytest.mark.parametrize("command", ["normalize", "phonemize"])
def test_reading_text_needs_no_torch(command):
    assert "torch" not in loaded_by(
        f"import tts.cli.main; assert tts.cli.main.main(['{command}', 'Hello.']) == 0"
    )


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_are_there_at_once(option):
    """In 0.2 s of the processor's time, the interpreter's start among it; how long that takes
    depends on what else it has to do.
    """
    code = f"""if True:
        import atexit, sys, time
        atexit.register(lambda: sys.stderr.write(str(time.process_time())))
        from tts.cli.main import main
        main([{option!r}])"""
    ran = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stderr
        for _ in range(5)
    ]
    assert min(map(float, ran)) < 0.2


def test_every_public_name_is_there():
    assert [name for name in tts.__all__ if getattr(tts, name, None) is None] == []
    with pytest.raises(AttributeError, match="no attribute 'Tts'; it has TTS"):
        _ = tts.Tts
