"""The table of rules, in the order in which they are tried."""

from frontend.normalize import (
    abbreviations,
    addresses,
    cardinals,
    codes,
    dates,
    electronic,
    labelled,
    letters,
    marks,
    measures,
    money,
    scripture,
    symbols,
    telephone,
    times,
)

RULES = (*codes.RULES, *electronic.RULES, *scripture.RULES, *telephone.RULES[:telephone.EARLY], *labelled.RULES, *symbols.EARLY,
         *times.RULES, *dates.RULES, *addresses.RULES, *telephone.RULES[telephone.EARLY:], *money.RULES,
         *cardinals.RULES[:cardinals.EARLY], *marks.RULES, *measures.RULES, *abbreviations.RULES, *cardinals.RULES[cardinals.EARLY:],
         *symbols.RULES, *letters.RULES)
