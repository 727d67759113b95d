"""Rules of German that a table of words does not give: inflected ranks, years, names of rulers."""
