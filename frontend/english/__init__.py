"""English: its numbers as words, and the rules by which its texts are read."""
