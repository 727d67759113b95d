"""Lexicons and tables of the front end."""

from PyInstaller.utils.hooks import collect_data_files

datas = collect_data_files("frontend")
