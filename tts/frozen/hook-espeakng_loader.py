"""The library of espeak-ng and its data."""

from PyInstaller.utils.hooks import collect_data_files, collect_dynamic_libs

datas = collect_data_files("espeakng_loader")
binaries = collect_dynamic_libs("espeakng_loader")
