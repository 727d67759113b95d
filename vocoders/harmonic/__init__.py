"""The harmonic vocoder: filters predicted at frame rate, laid on pulses and noise."""
