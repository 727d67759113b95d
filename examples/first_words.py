"""First words: a text into a sound file, and the time of each word.

python examples/first_words.py
"""

from tts import TTS


def main() -> None:
    """Writes first_words.wav and prints the timestamps."""
    tts = TTS.load("heart")
    audio = tts.say("Dr. Wu owes $5 to the 3rd clinic on Main Street.")
    audio.save("first_words.wav")
    for word in audio.words:
        print(f"{word.start:5.2f} {word.end:5.2f} {word.text}")


if __name__ == "__main__":
    main()
