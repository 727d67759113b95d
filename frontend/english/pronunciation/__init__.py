"""English words to phonemes: forms in context, connected speech, homographs, espeak's phrases."""
