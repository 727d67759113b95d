// The picture of a speech: words, wave, mel with phonemes and F0, moving with the sound.

const HEIGHTS = { words: 24, wave: 64, mel: 150, phonemes: 26 };
const PIXELS_A_SECOND = 190;
const LOW_HZ = 60;
const HIGH_HZ = 480;
const F0_BREAK_S = 0.03; // between voiced frames that are not joined
const ENERGY_S = 0.02; // of a point of the energy
const ENERGY_RANGE_DB = 60;
const FONT = '"DejaVu Sans", "Segoe UI", system-ui, sans-serif';
// black, violet, red, yellow, white: light grows evenly
const COLOURS = [
  [0, 0, 4],
  [80, 18, 123],
  [182, 54, 121],
  [251, 136, 97],
  [252, 253, 191],
];
const PALETTE = makePalette();

function makePalette() {
  const palette = new Uint8ClampedArray(256 * 3);
  for (let level = 0; level < 256; level += 1) {
    const place = (level / 255) * (COLOURS.length - 1);
    const index = Math.min(Math.floor(place), COLOURS.length - 2);
    for (let channel = 0; channel < 3; channel += 1) {
      const [low, high] = [COLOURS[index][channel], COLOURS[index + 1][channel]];
      palette[level * 3 + channel] = low + (high - low) * (place - index);
    }
  }
  return palette;
}

/** A canvas that shows some seconds of a speech around a position. */
export class Picture {
  /** onseek is called with the position, in samples, that was clicked */
  constructor(canvas, onseek) {
    this.canvas = canvas;
    this.speech = null;
    this.position = 0;
    this._images = new WeakMap();
    canvas.addEventListener("click", (event) => {
      if (this.speech) onseek(this._toSamples(event.offsetX));
    });
    new ResizeObserver(() => this.draw()).observe(canvas);
  }

  /** What its lines mean. */
  static get legend() {
    return (
      `Green line: pitch, ${LOW_HZ} to ${HIGH_HZ} Hz. ` +
      `Orange line: energy, ${ENERGY_RANGE_DB} dB from bottom to top.`
    );
  }

  static get height() {
    return Object.values(HEIGHTS).reduce((sum, each) => sum + each);
  }

  /** Show a speech at a position in samples. */
  show(speech, position) {
    this.speech = speech;
    this.position = position;
    this.draw();
  }

  draw() {
    const { canvas, speech } = this;
    const width = canvas.clientWidth;
    if (!width || !speech) return;
    this._seconds = width / PIXELS_A_SECOND;
    const now = this.position / speech.sampleRate;
    const total = speech.length / speech.sampleRate;
    const latest = Math.max(0, total - this._seconds);
    this._begin = Math.min(Math.max(0, now - this._seconds * 0.35), latest);
    const context = this._prepare(width);
    const colours = themeColours(canvas);
    for (const sentence of this._visible()) this._drawSentence(context, sentence, colours);
    const x = this._x(now);
    context.fillStyle = colours.cursor;
    context.fillRect(x - 1, 0, 2, Picture.height);
  }

  _prepare(width) {
    const ratio = window.devicePixelRatio || 1;
    const [wide, high] = [Math.round(width * ratio), Math.round(Picture.height * ratio)];
    if (this.canvas.width !== wide || this.canvas.height !== high) {
      this.canvas.width = wide;
      this.canvas.height = high;
    }
    const context = this.canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, Picture.height);
    return context;
  }

  _visible() {
    const rate = this.speech.sampleRate;
    const end = this._begin + this._seconds;
    return this.speech.sentences.filter(
      (each) => each.start / rate < end && (each.start + each.length) / rate > this._begin,
    );
  }

  _x(seconds) {
    return (seconds - this._begin) * PIXELS_A_SECOND;
  }

  _toSamples(x) {
    const seconds = this._begin + x / PIXELS_A_SECOND;
    const position = Math.round(seconds * this.speech.sampleRate);
    return Math.min(Math.max(0, position), this.speech.length);
  }

  _drawSentence(context, sentence, colours) {
    const start = sentence.start / this.speech.sampleRate;
    this._drawWords(context, sentence, start, colours);
    this._drawWave(context, sentence, start, colours);
    this._drawEnergy(context, sentence, start, colours);
    const top = HEIGHTS.words + HEIGHTS.wave;
    this._drawMel(context, sentence, start, top);
    this._drawF0(context, sentence, start, top);
    this._drawPhonemes(context, sentence, start, top, colours);
  }

  _drawWords(context, sentence, start, colours) {
    context.textAlign = "left";
    context.textBaseline = "middle";
    context.font = `13px ${FONT}`;
    for (const [index, word] of sentence.words.entries()) {
      const [left, right] = [this._x(start + word.start), this._x(start + word.end)];
      context.fillStyle = index % 2 ? colours.stripe : colours.otherStripe;
      context.fillRect(left, 0, right - left, HEIGHTS.words + HEIGHTS.wave);
      context.fillStyle = colours.text;
      clipped(context, left, 0, right - left, HEIGHTS.words, () => {
        context.fillText(word.label, left + 3, HEIGHTS.words / 2);
      });
    }
  }

  _drawWave(context, sentence, start, colours) {
    const rate = this.speech.sampleRate;
    const middle = HEIGHTS.words + HEIGHTS.wave / 2;
    const step = rate / PIXELS_A_SECOND; // samples a pixel
    context.fillStyle = colours.wave;
    for (const chunk of sentence.chunks) {
      const left = Math.round(this._x(start + chunk.start / rate));
      const pixels = chunk.samples.length / step;
      const first = Math.max(0, Math.floor(-left));
      const last = Math.min(pixels, this.canvas.clientWidth - left);
      for (let pixel = first; pixel < last; pixel += 1) {
        const height = peak(chunk.samples, pixel * step, step) * HEIGHTS.wave;
        context.fillRect(left + pixel, middle - height / 2, 1, Math.max(1, height));
      }
    }
  }

  _drawEnergy(context, sentence, start, colours) {
    const rate = this.speech.sampleRate;
    const bottom = HEIGHTS.words + HEIGHTS.wave;
    const count = Math.round(ENERGY_S * rate);
    context.beginPath();
    for (const chunk of sentence.chunks) {
      for (let first = 0; first + count <= chunk.samples.length; first += count) {
        const x = this._x(start + (chunk.start + first + count / 2) / rate);
        if (x < 0 || x > this.canvas.clientWidth) continue;
        const decibels = level(chunk.samples, first, count);
        const share = Math.max(0, 1 + decibels / ENERGY_RANGE_DB);
        context.lineTo(x, bottom - share * HEIGHTS.wave);
      }
    }
    context.lineWidth = 1.5;
    context.strokeStyle = colours.energy;
    context.stroke();
  }

  _drawMel(context, sentence, start, top) {
    const image = this._melImage(sentence.mel);
    if (!image) return;
    const width = (sentence.length / this.speech.sampleRate) * PIXELS_A_SECOND;
    context.imageSmoothingEnabled = true;
    context.drawImage(image, this._x(start), top, width, HEIGHTS.mel);
  }

  _melImage(mel) {
    if (!mel.frames) return null;
    if (!this._images.has(mel)) this._images.set(mel, melCanvas(mel));
    return this._images.get(mel);
  }

  _drawF0(context, sentence, start, top) {
    context.beginPath();
    let before = -1;
    for (const [seconds, hertz] of sentence.f0) {
      if (hertz < LOW_HZ) continue; // creak: no pitch that is heard
      const share = Math.log(hertz / LOW_HZ) / Math.log(HIGH_HZ / LOW_HZ);
      const [x, y] = [this._x(start + seconds), top + HEIGHTS.mel * (1 - share)];
      if (seconds - before > F0_BREAK_S) context.moveTo(x, y);
      else context.lineTo(x, y);
      before = seconds;
    }
    context.lineWidth = 4;
    context.strokeStyle = "#000a";
    context.stroke();
    context.lineWidth = 2;
    context.strokeStyle = "#4ade80";
    context.stroke();
  }

  _drawPhonemes(context, sentence, start, top, colours) {
    context.textAlign = "center";
    context.font = `13px ${FONT}`;
    for (const [symbol, begin, end] of sentence.phonemes) {
      const [left, right] = [this._x(start + begin), this._x(start + end)];
      context.fillStyle = "#ffffff80";
      context.fillRect(left, top, 1, HEIGHTS.mel);
      context.fillStyle = colours.text;
      const y = top + HEIGHTS.mel + HEIGHTS.phonemes / 2;
      context.fillText(symbol, (left + right) / 2, y, Math.max(7, right - left));
    }
  }
}

function clipped(context, x, y, width, height, paint) {
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  paint();
  context.restore();
}

function peak(samples, first, count) {
  let highest = 0;
  const end = Math.min(samples.length, Math.ceil(first + count));
  for (let index = Math.floor(first); index < end; index += 2) {
    highest = Math.max(highest, Math.abs(samples[index]));
  }
  return Math.min(1, (2 * highest) / 32768);
}

/** Mean power in dB of full scale. */
function level(samples, first, count) {
  let sum = 1;
  for (let index = first; index < first + count; index += 1) sum += samples[index] ** 2;
  return 10 * Math.log10(sum / count / 32768 ** 2);
}

function melCanvas(mel) {
  const canvas = document.createElement("canvas");
  canvas.width = mel.frames;
  canvas.height = mel.mels;
  const context = canvas.getContext("2d");
  const image = context.createImageData(mel.frames, mel.mels);
  for (let frame = 0; frame < mel.frames; frame += 1) {
    for (let band = 0; band < mel.mels; band += 1) {
      const level = mel.data[frame * mel.mels + band] * 3;
      const pixel = ((mel.mels - 1 - band) * mel.frames + frame) * 4; // low bands at the bottom
      image.data[pixel] = PALETTE[level];
      image.data[pixel + 1] = PALETTE[level + 1];
      image.data[pixel + 2] = PALETTE[level + 2];
      image.data[pixel + 3] = 255;
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

function themeColours(element) {
  const style = getComputedStyle(element);
  const value = (name) => style.getPropertyValue(name).trim();
  return {
    text: value("--ps-text"),
    wave: value("--ps-accent"),
    cursor: value("--ps-cursor"),
    energy: value("--ps-energy"),
    stripe: value("--ps-stripe"),
    otherStripe: value("--ps-other-stripe"),
  };
}
