"""UTTERANCE -> AUDIO: from phonemes to trimmed, levelled samples with timestamps."""
