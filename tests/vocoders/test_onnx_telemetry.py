"""onnxruntime reports nothing to its maker."""

import os
import subprocess
import sys

import pytest

from vocoders import VocoderError, onnx_session
from vocoders.onnx_session import open_session

ASK = """
import os
from pathlib import Path
from vocoders.onnx_session import open_session
try:
    open_session(Path("absent.onnx"), 1)
except ValueError as error:
    print(os.environ["ORT_DISABLE_TELEMETRY"])
"""


@pytest.mark.parametrize(("given", "kept"), [({}, "1"), ({"ORT_DISABLE_TELEMETRY": "0"}, "0")])
def test_telemetry_is_off_before_the_import_unless_somebody_wants_it(tmp_path, given, kept):
    plain = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    environment = {**plain, "HOME": str(tmp_path), "XDG_CACHE_HOME": "", **given}
    run = subprocess.run(
        [sys.executable, "-c", ASK], env=environment, capture_output=True, text=True
    )
    assert run.stdout == f"{kept}\n", run.stderr
    if kept == "1":
        assert not list(tmp_path.iterdir())  # no device id, no database


def test_an_import_that_fails_is_not_called_absent(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(VocoderError, match="onnxruntime"):
        open_session(tmp_path / "a.onnx", 1)
    assert onnx_session.os.environ["ORT_DISABLE_TELEMETRY"]
