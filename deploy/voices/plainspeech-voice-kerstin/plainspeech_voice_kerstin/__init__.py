"""Files of the voice kerstin; PlainSpeech finds them by the entry point of this package."""
