"""What PyInstaller is told of our packages, so that `pyinstaller program.py` makes a folder that
speaks: it finds these hooks by the entry point "pyinstaller40" of pyproject.toml.
"""

from pathlib import Path


def hook_dirs() -> list[str]:
    """The folder of the hooks, as PyInstaller asks for it."""
    return [str(Path(__file__).parent)]
