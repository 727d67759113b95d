"""Written words to spoken words, by a table of rules."""
