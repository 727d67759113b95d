"""Chats: short forms in small letters, and marks that draw a face."""

import re

from frontend.english.normalize.capital_words import spell
from frontend.lazy_regex import lazy
from frontend.normalize.rule import Rule, after, before
from frontend.style import Style

# in capitals they are spelled
CHAT_WORDS = {
    "btw": "by the way",
    "idk": "I don't know",
    "idc": "I don't care",
    "idgaf": "I D G A F",
    "tbh": "to be honest",
    "tbf": "to be fair",
    "ngl": "not gonna lie",
    "imo": "in my opinion",
    "imho": "in my humble opinion",
    "nvm": "never mind",
    "lmk": "let me know",
    "hmu": "hit me up",
    "omw": "on my way",
    "wyd": "what are you doing",
    "hbu": "how about you",
    "wbu": "what about you",
    "smh": "shaking my head",
    "afk": "A F K",
    "ikr": "I know, right",
    "irl": "in real life",
    "iykyk": "if you know you know",
    "icymi": "in case you missed it",
    "nbd": "no big deal",
    "rn": "right now",
    "smth": "something",
    "sth": "something",
    "ppl": "people",
    "abt": "about",
    "tmrw": "tomorrow",
    "tmr": "tomorrow",
    "tmw": "tomorrow",
    "yday": "yesterday",
    "bday": "birthday",
    "sry": "sorry",
    "srry": "sorry",
    "srsly": "seriously",
    "thx": "thanks",
    "thnx": "thanks",
    "tysm": "thank you so much",
    "yw": "you're welcome",
    "gtg": "got to go",
    "g2g": "got to go",
    "ily": "I love you",
    "ilysm": "I love you so much",
    "gf": "girlfriend",
    "bf": "boyfriend",
    "bff": "B F F",
    "msg": "message",
    "msgs": "messages",
    "txt": "text",
    "txts": "texts",
    "pls": "please",
    "plz": "please",
    "brb": "be right back",
    "ttyl": "talk to you later",
    "afaik": "as far as I know",
    "iirc": "if I recall correctly",
    "fwiw": "for what it's worth",
    "gr8": "great",
    "l8r": "later",
    "l8": "late",
    "m8": "mate",
    "w8": "wait",
    "b4": "before",
    "2nite": "tonight",
    "2day": "today",
    "2moro": "tomorrow",
    "2morrow": "tomorrow",
    "4ever": "forever",
    "str8": "straight",
    "gn": "good night",
    "ofc": "of course",
    "jk": "just kidding",
    "np": "no problem",
    "ffs": "F F S",
    "chc": "chance",
}
# no words, and spelled in small letters too
SPELLED = frozenset(
    (
        "omg fyi asap faq faqs aka nyc aws diy eta rofl lmao lmfao wtf tldr pov eod usa tv tvs "
        "pc pcs ceo cfo cto phd gpa dna rna fbi cia irs nfl nba mlb nhl ufc wwe bbc cnn nbc "
        "hbo usps dmv gps usb pdf pdfs html css php sql api apis sdk cpu cpus gpu gpus ssd hdd "
        "lcd vpn url urls dns ssh llm llms nlp rpg mmo dlc npc npcs nsfw lgbt lgbtq bmw atv suv "
        "suvs hiv mri adhd ocd ptsd ivf cbd thc dj djs mvp atms dm dms gg qr kfc bbq dvd dvds ufo "
        "ufos vip vips nhs mit ucla jfk vfx fx bts kgb nypd lapd ui ux qa crm erp saas tsa gmo "
        "gmos hvac mba iq kpi kpis rsvp sms tba tbd vr xml yaml csv http https cdn rss "
        "iou ncaa espn mtv cpr er icu otc"
    ).split()
) - frozenset(("pcs", "saas", "yaml", "er", "mit"))
GREEK_BESIDE = lazy(r"\b(?:alpha|beta|gamma|delta|zeta|theta|kappa|lambda|phi|sigma|omega)\b", re.I)
YOU_AFTER = lazy(
    r"[?!.,]|$| (?:up|there|here|can|cant|are|r|should|will|wont|know|think|want|wanna|gonna|have|"
    r"had|do|did|dont|get|got|so|ok|guys|all|too|later|at|in|on|for|and|or|if|need|like|love|see|"
    r"go|"
    r"come|the|a|to|were|was|must|might|could|would|never|always|really|just|say|said|mean|tell|"
    r"make|look|still|even|both|feel|home|back|be|been|ever|w/|with|b4|this|that|my|me|what|"
    r"when|why|how|where|now|tonight|today|tomorrow|soon|again|okay|pls|plz|please|coming|going|"
    r"doing|better|also|saw|sent|forgot|said|told|asked|made|left|not|lol|haha)\b"
)
YOU_BEFORE = lazy(
    r"\b(?:c|see|r|do|are|can|could|will|would|should|did|does|have|were|where|what|how|why|that|"
    r"love|thank|if|miss|tell|give|when|because|like|than|to|for) $",
    re.I,
)
YOU_ARE_AFTER = lazy(
    r" (?:so|not|the|a|an|too|very|really|gonna|going|welcome|right|wrong|all|my|gr8|great|good|"
    r"bad|mean|cute|funny|late|invited|beautiful|amazing|awesome|kidding|joking|\w+ing)\b"
)
# words that take an object: "after ur driving", "2 ur bad fate"
TAKES_OBJECT = lazy(
    r"\b(?:after|before|about|for|4|with|in|of|at|to|2|from|by|on|me|give|gve|gv|need|love|let|"
    r"like|want|ask|tell) $",
    re.IGNORECASE,
)
TO_BEFORE = lazy(
    r"\b(?:got|going|need|want|like|have|try|back|over|come|talk|listen|next|up) $", re.I
)
TO_OR_FOR_AFTER = lazy(
    r" (?:u|you|me|him|her|us|them|it|that|this|my|ur|your|the|all|now|free|sure|real)\b"
)
FOR_BEFORE = lazy(
    r"\b(?:thx|thanks|thank|ty|wait|waiting|look|looking|ready|good|great|gr8|time|here|there|is|"
    r"are|got|get|one|sorry|sry|srry|love|excited|happy|best|up|sale|vote|pray|not|just) $",
    re.I,
)
ARE_BEFORE = lazy(r"\b(?:u|you|we|they|how|where|what|when|why|who|y) $", re.I)
ARE_AFTER = lazy(r" (?:u|you|we|they)\b", re.I)
VOCATIVE_BEFORE = lazy(r"^$|[,.!?] ?$|\b(?:ok|oh|aw|aww|lol) $", re.I)
LETTER_WORDS = {"u": "you", "c": "see", "r": "are", "k": "okay", "y": "why"}
CHAT_CLAUSE_END = lazy(r" ?(?:[,.!?]|$)")
WIDE = r"(?=$|[\s.,!?)\"'])"
OPEN_BRACKET = lazy(r"(?<![:;=-])\([^()]*$")
FACE_OR_LABEL = lazy(r"D['’]?:")
SPEAKER_BEFORE = lazy(r"(?:^|[.!?\]] |: )?\b[A-Z][a-z]+\.? $")  # "Msgr. D: Yes", "Maitre D': Good"


def _chat_word(match: re.Match[str], style: Style) -> str | None:
    """btw; in capitals it is spelled."""
    word = match[0]
    has_digit = any(map(str.isdecimal, word))
    if not word[1:].islower() and not (has_digit and (word.isupper() or word.islower())):
        return None
    return CHAT_WORDS[word.lower()]


def _spelled(match: re.Match[str], style: Style) -> str | None:
    """nyc, faqs; with capitals they are left to other rules."""
    word = match[0]
    if not word.islower() or (word == "eta" and GREEK_BESIDE.search(match.string)):
        return None
    many = word.endswith("s") and word[:-1] in SPELLED
    return f"{spell(word[:-1])}s" if many else spell(word)


def _at_the_moment(match: re.Match[str], style: Style) -> str | None:
    """busy atm; the atm."""
    earlier = before(match)
    if re.search(r"[\d.] $", earlier):
        return None
    if re.search(r"\b(?:an?|the|this|that|your|my|his|her|nearest|any|an?other|by|,) $", earlier):
        return "A T M"
    return "at the moment"


def _letter(match: re.Match[str], style: Style) -> str | None:
    """u, ur, c u, r."""
    letter = match[0]
    later = after(match)
    if letter == "ur":
        is_verb = YOU_ARE_AFTER.match(later) and not TAKES_OBJECT.search(before(match))
        return "you're" if is_verb else "your"
    return LETTER_WORDS[letter] if _stands_for_word(letter, before(match), later) else None


def _stands_for_word(letter: str, earlier: str, later: str) -> bool:
    """Whether a letter stands for its word between these texts."""
    if letter == "u":
        return bool(YOU_AFTER.match(later) or YOU_BEFORE.search(earlier))
    if letter == "r":
        return bool(ARE_BEFORE.search(earlier) or ARE_AFTER.match(later))
    if letter == "k":
        return bool(VOCATIVE_BEFORE.search(earlier) and CHAT_CLAUSE_END.match(later))
    following = r" (?:u|ya|you)\b" if letter == "c" else r" (?:u|r|not|do|did|is|are)\b"
    return re.match(following, later) is not None


def _number_as_word(match: re.Match[str], style: Style) -> str | None:
    """thx 4 that, got 2 go."""
    later = after(match)
    earlier = before(match)
    if not TO_OR_FOR_AFTER.match(later) and not re.match(r" (?:go|be|do|see|get|sleep)\b", later):
        return None
    if match[0] == "4":
        return "for" if FOR_BEFORE.search(earlier) else None
    return "to" if TO_BEFORE.search(earlier) else None


def _heart(match: re.Match[str], style: Style) -> str:
    """<3, </3."""
    if style.emoji != "say":
        return ""
    return "broken heart" if "/" in match[0] else "love"


def _face(match: re.Match[str], style: Style) -> str | None:
    """:), ^_^, ¯\\_(ツ)_/¯: a mark that is not said."""
    if match[0] in (":)", ";)", ":-)") and OPEN_BRACKET.search(before(match)):
        return None
    if FACE_OR_LABEL.fullmatch(match[0]) and SPEAKER_BEFORE.search(before(match)):
        return None
    return ""


FACE = (
    r"(?:[>}]?[:;=]['’]?[-^o]?[)(\]\[DPpOo3SsXx|/\\*$@bd}{]{1,8}|[)(\]\[DOo]{1,8}[-^o]?['’]?[:;=])"
)
RULES = (
    Rule(
        "face",
        "emoticon",
        ": ; = > ( ) ] d D O",
        lazy(rf"(?<!\S){FACE}{WIDE}"),
        _face,
        ("so cool :D thanks :-( and (: you", "so cool thanks and you"),
        ("at 5 : 3 of it", "at five to three of it"),
    ),
    Rule(
        "face after a word",
        "emoticon",
        ": ;",
        lazy(r"(?<=[a-z!?.])[:;]-?(?:\){1,8}|\({1,8}|D|P)" + WIDE),
        _face,
        ("thanks:) you", "thanks you"),
        ("(see note:) you", "(see note:) you"),
    ),
    Rule(
        "face of signs",
        "emoticon",
        "^ - > o x xd xdd xddd t u d < _ ; \\ *",
        lazy(
            r"(?<!\S)(?:\^[_.-]?\^|-[_.]{1,3}-|>[_.]{1,3}<|>[:;]?\(|[oO0][_.]{1,3}[oO0]|[xX]_[xX]|"
            r"[tT][_.][tT]|[uU][_.][uU]|;_+;|\._+\.|\*_+\*|<[_.]<|>[_.]>|\\o/|[xX]D{1,8}|d:)"
            + WIDE
            + r"|\\_+\(ツ\)_+/(?: ?̄|¯)?"
        ),
        _face,
        ("^_^ and o_O xD ok", "and ok"),
        ("x_1 is", "x one is"),
    ),
    Rule(
        "heart of signs",
        "emoticon",
        "<",
        lazy(r"(?<!\w)(?<!\b[a-z] )</?3{1,5}(?![\w.,]*\w)"),
        _heart,
        ("love you <3 bye", "love you love bye"),
        ("if x <35", "if x less than thirty-five"),
    ),
    Rule(
        "chat",
        "abbreviation",
        "0 " + " ".join(CHAT_WORDS),
        lazy(
            rf"(?:{'|'.join(sorted(CHAT_WORDS, key=len, reverse=True))})\b(?!['’.-]\w)",
            re.IGNORECASE,
        ),
        _chat_word,
        ("btw, idk, gr8 2day", "by the way, I don't know, great today"),
        ("the BTW", "the B T W"),
    ),
    Rule(
        "letters in a chat",
        "letters",
        " ".join(sorted(SPELLED)),
        lazy(rf"(?:{'|'.join(sorted(SPELLED, key=len, reverse=True))})\b(?!['’.@-]\w)"),
        _spelled,
        ("omg the faqs asap", "O M G the F A Qs A S A P"),
        ("an Er of", "an Er of"),
    ),
    Rule(
        "at the moment",
        "abbreviation",
        "atm",
        lazy(r"atm(?![\w'’-])"),
        _at_the_moment,
        ("busy atm at the atm", "busy at the moment at the A T M"),
        ("5 atm", "five atmospheres"),
    ),
    Rule(
        "letter as a word",
        "abbreviation",
        "u ur c r k y",
        lazy(r"(?<!\w-)(?:ur|[ucrky])(?![\w'’@]|[-./&+]\w|\.[a-z])"),
        _letter,
        ("c u there, how r u? k.", "see you there, how are you? okay."),
        ("the c and r of it", "the c and r of it"),
    ),
    Rule(
        "number as a word",
        "abbreviation",
        "0",
        lazy(r"(?<= )[24](?= [a-z])"),
        _number_as_word,
        ("thx 4 that, got 2 go", "thanks for that, got to go"),
        ("I got 4 tickets", "I got four tickets"),
    ),
)
