"""Texts of the speed benchmarks, and how often they are repeated."""

STAGES = ("text -> phonemes", "phonemes -> mel", "mel -> wave")
TEN = (
    "The harbour was already busy when the sun came up. Two men were mending a net, a third was "
    "painting the side of his boat, and nobody looked up when the ferry from the islands came in."
)
SIXTY = " ".join(
    (
        TEN,
        "She had counted eleven boxes the evening before, but now there were only nine of them",
        'on the quay, and the man at the desk shrugged. "They will turn up," he said. "They',
        'always do. Would you like some coffee while you wait?" She thanked him and sat down by',
        "the window. Behind the glass the town climbed the hill in rows of white and yellow",
        "houses, and above the last of them stood the old observatory. In 1923 its keeper had",
        "measured the distance to a star that nobody else could see, and for a while the place",
        "was famous. Then the war came, the great lens was taken away in a crate marked with",
        "the number 47, and it was never heard of again. By half past eight the coffee was",
        "cold, the boxes had been found under a tarpaulin, and the first train to the north was",
        "about to leave.",
    )
)
TEXTS = {"short": "Yes, I think so.", "10 s": TEN, "60 s": SIXTY}
LONG = {"10 min": "\n\n".join([SIXTY] * 11)}
COLD_START = "Please ask for Mrs. Vondrichatel at the desk."  # no lexicon knows the name
REPEATS = (1, 2, 4, 8, 16, 32)  # of the 10 s text
STREAMS = (1, 2, 4)  # at a time
