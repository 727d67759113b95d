"""What languages beside English share: numbers by num2words, rules from a table of words, ends of
sentences, espeak-ng's pronunciation of whole clauses.
"""
