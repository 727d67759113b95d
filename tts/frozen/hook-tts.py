"""Voices, recipes and the modules that are imported by name."""

from PyInstaller.utils.hooks import collect_data_files, collect_submodules

datas = collect_data_files("tts")
hiddenimports = collect_submodules("tts.batch.readers")
