"""German: words of numbers' surroundings, rules of its grammar, its sounds."""
