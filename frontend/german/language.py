"""German as a language of the front end."""

from frontend.generic.language import from_table
from frontend.german.normalize.table import OWN_RULES
from frontend.german.notation import GERMAN_ESPEAK_NOTATION, GERMAN_WRITTEN_NOTATION
from frontend.german.table import GERMAN_TABLE

GERMAN = from_table(GERMAN_TABLE, OWN_RULES, GERMAN_ESPEAK_NOTATION, GERMAN_WRITTEN_NOTATION)
