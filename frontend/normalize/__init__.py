"""The engine that reads written text by a table of rules, and what all languages share of it."""
