"""WaveNet (van den Oord et al. 2016, arXiv 1609.03499), the reference vocoder."""
