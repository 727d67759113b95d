"""A Language made from a table, with rules and a notation of its own where it has them."""

from __future__ import annotations

import re

from frontend.generic.notation import espeak_notation, written_notation
from frontend.generic.number_words import NumberWords
from frontend.generic.rules import OwnRules, table_rules
from frontend.generic.say_as import say_as
from frontend.generic.script import accepted, any_script, word_parts
from frontend.generic.sentence_ends import sentence_rules
from frontend.generic.table import LanguageTable
from frontend.language import Language
from frontend.normalize.normalizer import LATIN, Normalizer
from frontend.phonemize.notation import Notation
from frontend.phonemize.pronunciation import Pronunciation
from frontend.style import Style

NO_RULES = OwnRules()


def from_table(
    table: LanguageTable,
    own: OwnRules = NO_RULES,
    espeak_ipa: Notation | None = None,
    written_ipa: Notation | None = None,
) -> Language:
    """A language.

    own           rules beside those of the table
    espeak_ipa    espeak-ng's IPA to the inventory, if the language has a notation of its own
    written_ipa   people's IPA

    Raises MissingLanguagePackageError if its sentences need a package that is not there.
    """
    espeak_ipa = espeak_ipa or espeak_notation({})
    written_ipa = written_ipa or written_notation({})
    tag = re.compile(rf"{re.escape(table.code)}(?:[-_]\w+)*", re.IGNORECASE)

    def normalizer(style: Style) -> Normalizer:
        numbers = NumberWords(table)
        rules = table_rules(table, numbers, own)
        return Normalizer(rules, style, numbers.digits, LATIN if table.is_latin else any_script())

    return Language(
        name=table.name,
        script="the Latin script" if table.is_latin else "its letters",
        locales=(table.locale,),
        sentence_rules=sentence_rules(table),
        normalizer=normalizer,
        notation=lambda locale: written_ipa,
        pronunciation=lambda locale: _pronunciation(table, espeak_ipa, written_ipa),
        say_as=say_as(table),
        match_tag=lambda text: table.locale if tag.fullmatch(text) else None,
        word_parts=word_parts,
    )


def _pronunciation(
    table: LanguageTable, espeak_ipa: Notation, written_ipa: Notation
) -> Pronunciation:
    """The pronunciation of whole clauses by espeak-ng."""
    from frontend.generic.pronunciation import ClausePronunciation
    from frontend.phonemize.espeak import Espeak

    espeak = Espeak(table.locale, espeak_ipa, accepted())
    return ClausePronunciation(espeak, written_ipa, table.corrections)
