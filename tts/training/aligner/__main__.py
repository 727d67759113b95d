"""`python -m tts.training.aligner`: see `tts.training.aligner.train`."""

from tts.training.aligner.train import main

if __name__ == "__main__":
    main()
