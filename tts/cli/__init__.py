"""The command `plainspeech`."""
