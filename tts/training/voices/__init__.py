"""From recordings to a voice: the stages that `plainspeech train` runs one after the other."""
