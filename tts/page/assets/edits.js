// What a visitor changed by hand: edits of words and phonemes, and a lexicon that the browser keeps.

const STORE = "plainspeech-lexicon";
const NEUTRAL = { rate: 1, pitch: 0, volume: 0 };

/** Edits of one text, by sentence, word and phoneme (null for a whole word). */
export class Edits {
  constructor() {
    this._edits = new Map();
  }

  get(sentence, word, phoneme) {
    return this._edits.get(key(sentence, word, phoneme)) ?? { ...NEUTRAL };
  }

  /** Change one of "rate", "pitch" and "volume". */
  set(sentence, word, phoneme, name, value) {
    const values = { ...this.get(sentence, word, phoneme), [name]: value };
    const place = key(sentence, word, phoneme);
    const isNeutral = Object.keys(NEUTRAL).every((each) => values[each] === NEUTRAL[each]);
    if (isNeutral) this._edits.delete(place);
    else this._edits.set(place, { sentence, word, phoneme, ...values });
  }

  /** Forget the edits of a sentence; of one word's phonemes if a word is given. */
  forget(sentence, word = null) {
    for (const [place, edit] of this._edits) {
      const isIt = edit.sentence === sentence && (word === null || edit.word === word);
      if (isIt && (word === null || edit.phoneme !== null)) this._edits.delete(place);
    }
  }

  /** All of them, as the server takes them. */
  list() {
    return [...this._edits.values()];
  }
}

function key(sentence, word, phoneme) {
  return `${sentence} ${word} ${phoneme ?? ""}`;
}

/** Pronunciations by word. They stay in this browser. */
export class Lexicon {
  constructor() {
    this.words = {};
    try {
      this.words = JSON.parse(localStorage.getItem(STORE)) ?? {};
    } catch {
      // a browser that keeps nothing, or something else under this name
    }
  }

  set(word, phonemes) {
    if (phonemes) this.words[word] = phonemes;
    else delete this.words[word];
    try {
      localStorage.setItem(STORE, JSON.stringify(this.words));
    } catch {
      // it then lasts as long as the page
    }
  }

  /** A file that `lexicon=` and `--lexicon` take. */
  toToml() {
    const rows = Object.entries(this.words).map(
      ([word, phonemes]) => `${JSON.stringify(word)} = ${JSON.stringify(phonemes)}\n`,
    );
    return `[words]\n${rows.join("")}`;
  }
}
