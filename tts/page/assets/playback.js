// Plays a Speech without gaps while it still grows.

import { toFloat } from "./speech.js";

const AHEAD_S = 20; // so much is handed to the sound card, which also plays in a hidden tab
const LEAD_S = 0.05; // before the first sample sounds
const PUMP_MS = 250;

let shared = null;

/** The audio context of the page. Browsers let it sound only after a click or a key. */
export function audioContext(sampleRate = 24000) {
  if (!shared) {
    try {
      shared = new AudioContext({ sampleRate });
    } catch {
      shared = new AudioContext(); // one that knows no other rate resamples each chunk
    }
  }
  if (shared.state !== "running") shared.resume();
  return shared;
}

/**
 * Hand samples to an audio context so that they begin at a moment.
 *
 * skip   samples at their start that are left out
 */
export function schedule(context, samples, sampleRate, moment, skip = 0) {
  const buffer = context.createBuffer(1, samples.length, sampleRate);
  buffer.copyToChannel(toFloat(samples), 0);
  const source = context.createBufferSource();
  source.buffer = buffer;
  source.connect(context.destination);
  source.start(moment, skip / sampleRate);
  return source;
}

/** Plays one Speech; `onend` is called when all of it was heard. */
export class Playback {
  constructor(speech, onend = () => {}) {
    this.speech = speech;
    this.onend = onend;
    this.playing = false;
    this.gaps = 0; // times that nothing was ready
    this._resting = 0; // position while it does not play
    this._until = null;
    this._sources = new Set();
    this._timer = null;
  }

  /** Where it is, in samples. */
  get position() {
    if (!this.playing) return this._resting;
    const context = audioContext();
    const heard = context.currentTime - (context.outputLatency || 0) - this._base;
    const position = heard * this.speech.sampleRate;
    return Math.min(Math.max(position, this.from), this._end());
  }

  /** Play from a position, up to the end or up to another one. */
  play(from = this._resting, until = null) {
    this._silence();
    const context = audioContext(this.speech.sampleRate);
    this.playing = true;
    this.from = from;
    this._until = until;
    this._next = from;
    // whole samples, so that chunks meet exactly
    const begin = Math.ceil((context.currentTime + LEAD_S) * this.speech.sampleRate);
    this._base = (begin - from) / this.speech.sampleRate;
    this._timer = setInterval(() => this.pump(), PUMP_MS);
    this.pump();
  }

  /** Stop for now; `play()` goes on from here. */
  pause() {
    this._resting = this.position;
    this._silence();
  }

  /** Move to a position; plays on if it played. */
  seek(position) {
    if (this.playing) this.play(position);
    else this._resting = position;
  }

  /** Hand what is ready to the sound card. Call it when more has come. */
  pump() {
    if (!this.playing) return;
    const context = audioContext();
    const rate = this.speech.sampleRate;
    for (const { start, samples } of this.speech.chunksFrom(this._next)) {
      if (start >= this._end()) break;
      const skip = Math.max(0, this._next - start);
      let moment = this._base + (start + skip) / rate;
      if (moment > context.currentTime + AHEAD_S) break;
      if (moment < context.currentTime) {
        const late = Math.ceil((context.currentTime + LEAD_S - moment) * rate) / rate;
        if (skip === 0) this.gaps += 1;
        this._base += late;
        moment += late;
      }
      const kept = samples.subarray(0, Math.max(0, this._end() - start));
      this._start(context, kept, moment, skip);
      this._next = start + samples.length;
    }
    const isOver = this._until !== null || this.speech.complete;
    if (isOver && this.position >= this._end()) this._finish();
  }

  _start(context, samples, moment, skip) {
    const source = schedule(context, samples, this.speech.sampleRate, moment, skip);
    this._sources.add(source);
    source.onended = () => this._sources.delete(source);
  }

  _end() {
    return this._until ?? this.speech.length;
  }

  _finish() {
    const partly = this._until !== null;
    this._resting = partly ? this._end() : 0;
    this._silence();
    this.onend();
  }

  _silence() {
    clearInterval(this._timer);
    this.playing = false;
    for (const source of this._sources) {
      source.onended = null;
      source.stop();
    }
    this._sources.clear();
  }
}
