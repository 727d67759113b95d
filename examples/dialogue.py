"""A dialogue of two voices, as an SSML document with a timestamp for each line.

python examples/dialogue.py
"""

from xml.sax.saxutils import escape

from tts import TTS

LINES = (
    ("emma", "Is the 8:15 train on time?"),
    ("george", "Let me see. Yes, platform 3 & 4."),
    ("emma", "Both?"),
    ("george", "The doors open on both sides."),
)


def document(lines: tuple[tuple[str, str], ...]) -> str:
    """The SSML document: each line with its voice, a mark before it and a short break after it."""
    parts = [
        f'<voice name="{voice}"><mark name="{number}"/>{escape(text)}<break time="300ms"/></voice>'
        for number, (voice, text) in enumerate(lines)
    ]
    return f"<speak>{''.join(parts)}</speak>"


def main() -> None:
    """Writes dialogue.wav and prints when each line begins."""
    audio = TTS.load("emma").say(document(LINES), ssml=True)
    audio.save("dialogue.wav")
    for mark in audio.marks:
        voice, text = LINES[int(mark.text)]
        print(f"{mark.start:5.2f} {voice}: {text}")


if __name__ == "__main__":
    main()
