"""The table of rules, in the order in which they are tried."""

from frontend.normalize import (
    abbreviations,
    addresses,
    cardinals,
    dates,
    electronic,
    letters,
    measures,
    money,
    scripture,
    symbols,
    telephone,
    times,
)

RULES = (*electronic.RULES, *scripture.RULES, *telephone.RULES[:3], *times.RULES, *dates.RULES, *addresses.RULES, *telephone.RULES[3:], *money.RULES,
         *cardinals.RULES[:4], *measures.RULES,
         *abbreviations.RULES, *cardinals.RULES[4:], *symbols.RULES, *letters.RULES)
