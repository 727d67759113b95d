// What was spoken so far: sentences of samples with their words and pictures, one after the other.

/** Samples, times and pictures of a text. All positions are in samples. */
export class Speech {
  constructor(sampleRate) {
    this.sampleRate = sampleRate;
    this.sentences = [];
    this.complete = false;
  }

  /** Samples of everything that has come so far. */
  get length() {
    const last = this.sentences.at(-1);
    return last ? last.start + last.length : 0;
  }

  /** A chunk of a sentence, as the event "audio" holds it. */
  addChunk(event) {
    const samples = decodePcm(event.pcm);
    let sentence = this.sentences.at(-1);
    if (!sentence || sentence.index !== event.sentence) {
      const pause = sentence ? Math.round(event.pause * this.sampleRate) : 0;
      sentence = newSentence(event.sentence, pause, this.length + pause);
      this.sentences.push(sentence);
    }
    sentence.chunks.push({ start: sentence.length, samples });
    sentence.length += samples.length;
  }

  /** Words and pictures of a sentence whose chunks have all come. */
  addDetails(event) {
    const sentence = this.sentences.find((each) => each.index === event.sentence);
    Object.assign(sentence, detailsOf(event));
  }

  /** Put a sentence that was spoken again in the place of the old one. */
  replace(spoken) {
    const place = this.sentences.findIndex((each) => each.index === spoken.index);
    const old = this.sentences[place];
    this.sentences[place] = { ...spoken, pause: old.pause, start: old.start };
    for (let index = place + 1; index < this.sentences.length; index += 1) {
      const before = this.sentences[index - 1];
      const sentence = this.sentences[index];
      sentence.start = before.start + before.length + sentence.pause;
    }
  }

  /** Number of the last sentence that begins at or before a position; -1 before the first. */
  sentenceAt(position) {
    return lastAtOrBefore(this.sentences, position, (sentence) => sentence.start);
  }

  /** The word that sounds at a position, as {sentence, word} in numbers; word is -1 for none. */
  wordAt(position) {
    const sentence = this.sentenceAt(position);
    if (sentence < 0) return { sentence: -1, word: -1 };
    const own = this.sentences[sentence];
    const seconds = (position - own.start) / this.sampleRate;
    return { sentence, word: lastAtOrBefore(own.words, seconds, (word) => word.start) };
  }

  /** Where a word begins. */
  wordStart(sentence, word) {
    const own = this.sentences[sentence];
    return own.start + Math.round(own.words[word].start * this.sampleRate);
  }

  /** The chunks that have samples at or after a position, in order, with their place in the whole. */
  *chunksFrom(position) {
    const first = Math.max(0, this.sentenceAt(position));
    for (let index = first; index < this.sentences.length; index += 1) {
      const sentence = this.sentences[index];
      for (const chunk of sentence.chunks) {
        const start = sentence.start + chunk.start;
        if (start + chunk.samples.length > position) yield { start, samples: chunk.samples };
      }
    }
  }

  /** All samples with the pauses between, as numbers from -1 to 1. */
  joined() {
    const whole = new Float32Array(this.length);
    for (const { start, samples } of this.chunksFrom(0)) whole.set(toFloat(samples), start);
    return whole;
  }
}

function newSentence(index, pause, start) {
  const empty = { mels: 0, frames: 0, data: new Uint8Array(0) };
  return { index, pause, start, length: 0, chunks: [], words: [], phonemes: [], f0: [], mel: empty };
}

function detailsOf(event) {
  const mel = { ...event.mel, data: decodeBytes(event.mel.data) };
  return { words: event.words, phonemes: event.phonemes, f0: event.f0, mel };
}

/** Samples from -1 to 1 of 16-bit ones. */
export function toFloat(samples) {
  const floats = new Float32Array(samples.length);
  for (let index = 0; index < samples.length; index += 1) floats[index] = samples[index] / 32768;
  return floats;
}

function decodeBytes(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function decodePcm(text) {
  return new Int16Array(decodeBytes(text).buffer);
}

/** Index of the last item whose key is at most a value; -1 if there is none. */
export function lastAtOrBefore(items, value, key) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (key(items[middle]) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
