"""Spoken words to phonemes, in the context of their clause."""
