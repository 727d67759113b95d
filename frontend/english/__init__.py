"""English: numbers as words, rules of normalization, pronunciation."""
