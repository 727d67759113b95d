// The player: speaks a text, shows its words and pictures, lets it be edited and downloaded.

import { Edits, Lexicon } from "./edits.js";
import { Editor } from "./editor.js";
import { clock, make } from "./elements.js";
import { Picture } from "./picture.js";
import { Playback } from "./playback.js";
import { Speech } from "./speech.js";
import { PageError, download, saveBlob, speechEvents } from "./stream.js";
import { Transcript } from "./transcript.js";

const READ_AHEAD_S = 120; // so far the speech is made before it is heard
const WAIT_MS = 300;
const FILES = [
  ["Sound", ["wav", "WAV"], ["flac", "FLAC"], ["mp3", "MP3"], ["opus", "Opus"], ["ogg", "Ogg"]],
  [
    "Subtitles",
    ["srt", "SRT"],
    ["vtt", "WebVTT"],
    ["lrc", "LRC"],
    ["textgrid", "Praat TextGrid"],
    ["audacity", "Audacity labels"],
    ["json", "JSON"],
  ],
  ["What you changed", ["ssml", "SSML with the edits"], ["lexicon", "Lexicon"]],
];

export class SpeechPlayer extends HTMLElement {
  connectedCallback() {
    if (this._built) return;
    this._built = true;
    this.lexicon = new Lexicon();
    this.request = null;
    this._build();
    this._idle();
  }

  _build() {
    this._play = make("button", { type: "button", onclick: () => this.toggle() }, "Play");
    this._seek = make("input", {
      type: "range",
      min: 0,
      max: 0,
      step: 0.1,
      value: 0,
      class: "ps-grow",
      "aria-label": "Position in seconds",
      oninput: () => this._jump(Number(this._seek.value) * this.speech.sampleRate),
    });
    this._time = make("span", { class: "ps-time" });
    this._status = make("p", { class: "ps-status", role: "status" });
    this._error = make("p", { class: "ps-error", role: "alert", hidden: true });
    this._transcript = new Transcript((sentence, word) => this._playWord(sentence, word));
    this._canvas = make("canvas", { class: "ps-picture", role: "img" });
    this._canvas.style.height = `${Picture.height}px`;
    this._picture = new Picture(this._canvas, (position) => this._jump(position));
    this._controls = make("div", { class: "ps-row" }, this._play, this._seek, this._time);
    this._shown = make(
      "div",
      { class: "ps-shown" },
      this._controls,
      this._transcript.element,
      this._canvas,
      make("p", { class: "ps-status" }, Picture.legend),
      this._files(),
      this._edit(),
    );
    this.append(this._error, this._status, this._shown);
  }

  _files() {
    this._format = make("select", { "aria-label": "File to download" });
    for (const [label, ...formats] of FILES) {
      const group = make("optgroup", { label });
      for (const [value, name] of formats) group.append(make("option", { value }, name));
      this._format.append(group);
    }
    this._save = make("button", { type: "button", onclick: () => this._download() }, "Download");
    return make("div", { class: "ps-row" }, this._format, this._save);
  }

  _edit() {
    const actions = {
      edited: (sentence, word) => this._respeak([sentence], sentence, word),
      pronounced: (sentence, word, ipa) => this._pronounce(sentence, word, ipa),
      listen: (sentence, word) => this._playWord(sentence, word),
    };
    this.edits = new Edits();
    this._editor = new Editor(this.edits, actions);
    this._words = make("div", { class: "ps-lexicon" });
    const hint =
      "Change a word's phonemes, length, pitch or loudness, and hear it at once. " +
      "Download keeps the edits as SSML, and the pronunciations as a lexicon.";
    this._details = make(
      "details",
      { class: "ps-edit", ontoggle: () => this._editor.draw() },
      make("summary", {}, "Edit the speech"),
      make("p", {}, hint),
      this._editor.element,
      this._words,
    );
    return this._details;
  }

  /** Speak a text with its settings, as PageRequest in tts/page/request.py has them. */
  async speak(request) {
    this.stop();
    this.request = request;
    this._resetEdits();
    this._fail(null);
    this._setStatus("Speaking …");
    this._begun = performance.now();
    const abort = (this._abort = new AbortController());
    this.classList.add("ps-busy");
    try {
      await this._receive(abort.signal);
    } catch (error) {
      if (abort.signal.aborted) return;
      this._fail(error);
    } finally {
      if (this._abort === abort) this.classList.remove("ps-busy");
    }
  }

  _resetEdits() {
    this.edits = new Edits();
    this._editor.edits = this.edits;
  }

  async _receive(signal) {
    for await (const event of speechEvents(this._body(), signal)) {
      if (signal.aborted) return; // what was on its way when another text was begun
      if (event.type === "begin") this._start(event);
      else await this._take(event, signal);
    }
  }

  _body(sentence = null) {
    return {
      ...this.request,
      lexicon: this.lexicon.words,
      edits: this.edits.list(),
      sentence,
    };
  }

  _start(event) {
    this.speech = new Speech(event.sample_rate);
    this.playback = new Playback(this.speech, () => this._draw());
    this._transcript.clear();
    this._editor.show(this.speech, 0);
    this._drawLexicon();
    this._reveal();
  }

  async _take(event, signal) {
    const { speech, playback } = this;
    if (event.type === "audio") {
      const isFirst = !speech.length;
      speech.addChunk(event);
      if (isFirst) this._firstSound();
      playback.pump();
    } else if (event.type === "sentence") {
      speech.addDetails(event);
      const number = speech.sentences.length - 1;
      this._transcript.set(number, speech.sentences[number].words);
      if (number === this._editor.sentence) this._editor.show(speech, number);
      await this._catchUp(signal);
    } else if (event.type === "end") {
      speech.complete = true;
      this._report();
      playback.pump();
    }
    if (!playback.playing) this._draw(); // else each frame of the screen draws it
  }

  _firstSound() {
    this.firstSound = performance.now() - this._begun;
    this._shown.hidden = false;
    this.playback.play(0);
    this._tick();
  }

  /** Wait while more is ready than will soon be heard. */
  async _catchUp(signal) {
    const ahead = () => (this.speech.length - this.playback.position) / this.speech.sampleRate;
    while (ahead() > READ_AHEAD_S && !signal.aborted) {
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
    }
  }

  _report() {
    const made = this.speech.length / this.speech.sampleRate;
    const after = Math.round(this.firstSound);
    this._setStatus(`${made.toFixed(1)} s of speech; the first sound came after ${after} ms.`);
  }

  /** End everything; what was spoken can still be played. */
  stop() {
    this._abort?.abort();
    this._abort = null;
    this.classList.remove("ps-busy");
    this.playback?.pause();
    if (this.speech && !this.speech.complete) {
      this.speech.complete = true;
      this._setStatus("Stopped.");
    }
    this._draw();
  }

  /** Play, or pause. */
  toggle() {
    if (!this.speech?.length) return;
    if (this.playback.playing) this.playback.pause();
    else this.playback.play();
    this._tick();
  }

  _jump(position) {
    this.playback?.seek(position);
    this._draw();
  }

  _playWord(sentence, word) {
    this.playback.play(this.speech.wordStart(sentence, word));
    if (this._editor.sentence !== sentence) this._editor.show(this.speech, sentence);
    this._tick();
  }

  _tick() {
    cancelAnimationFrame(this._frame);
    this._draw();
    if (this.playback?.playing) this._frame = requestAnimationFrame(() => this._tick());
  }

  _draw() {
    const { speech, playback } = this;
    if (!speech || !playback) return;
    const position = playback.position;
    const rate = speech.sampleRate;
    this._play.textContent = playback.playing ? "Pause" : "Play";
    this._seek.max = speech.length / rate;
    this._seek.value = position / rate;
    this._time.textContent = `${clock(position / rate)} / ${clock(speech.length / rate)}`;
    const { sentence, word } = speech.wordAt(position);
    this._transcript.light(sentence, playback.playing ? word : -1);
    this._picture.show(speech, position);
    this._describe();
  }

  _describe() {
    const { length, sentences, sampleRate } = this.speech;
    const words = sentences.reduce((sum, each) => sum + each.words.length, 0);
    const label =
      `Picture of ${Math.round(length / sampleRate)} seconds of speech, ${words} words: ` +
      "waveform, mel spectrogram with the phonemes, and pitch. A click plays from there.";
    if (this._canvas.getAttribute("aria-label") !== label) {
      this._canvas.setAttribute("aria-label", label);
    }
  }

  /** Speak sentences again, as they are edited now, one change after the other. */
  _respeak(numbers, sentence, word) {
    const { speech } = this;
    const again = () => this.speech === speech && this._speakAgain(numbers, sentence, word);
    this._work = Promise.resolve(this._work).then(again);
    return this._work;
  }

  async _speakAgain(numbers, sentence, word) {
    this._fail(null);
    try {
      for (const number of numbers) await this._respeakOne(number);
    } catch (error) {
      this._fail(error);
      return;
    }
    const own = this.speech.sentences[sentence];
    const start = own.words.length ? this.speech.wordStart(sentence, word) : own.start;
    this.playback.play(start, own.start + own.length);
    this._tick();
  }

  async _respeakOne(number) {
    const index = this.speech.sentences[number].index;
    const again = new Speech(this.speech.sampleRate);
    for await (const event of speechEvents(this._body(index))) {
      if (event.type === "audio") again.addChunk(event);
      else if (event.type === "sentence") again.addDetails(event);
    }
    this.playback.pause();
    this.speech.replace(again.sentences[0]);
    this._transcript.set(number, again.sentences[0].words);
  }

  async _pronounce(sentence, word, ipa) {
    const own = this.speech.sentences[sentence];
    const { index, spoken } = own.words[word];
    const before = this.lexicon.words[spoken];
    this.lexicon.set(spoken, ipa);
    this.edits.forget(own.index, index);
    const numbers = this.speech.sentences
      .map((each, number) => (each.words.some((other) => other.spoken === spoken) ? number : -1))
      .filter((number) => number >= 0);
    await this._respeak(numbers, sentence, word);
    if (!this._error.hidden) this.lexicon.set(spoken, before);
    this._drawLexicon();
    this._editor.draw();
  }

  _drawLexicon() {
    const words = Object.entries(this.lexicon.words);
    const remove = (word) => () => {
      this.lexicon.set(word, null);
      this._drawLexicon();
    };
    const items = words.map(([word, ipa]) =>
      make(
        "li",
        {},
        `${word} /${ipa}/ `,
        make("button", { type: "button", onclick: remove(word) }, `Remove ${word}`),
      ),
    );
    const title = make("p", {}, "Your lexicon. It stays in this browser and holds for each text.");
    this._words.replaceChildren(...(items.length ? [title, make("ul", {}, ...items)] : []));
  }

  async _download() {
    this._fail(null);
    const format = this._format.value;
    if (format === "lexicon") {
      const content = this.lexicon.toToml();
      saveBlob(new Blob([content], { type: "application/toml" }), "lexicon.toml");
      return;
    }
    this._save.disabled = true;
    this._save.textContent = "Making the file …";
    try {
      await download(this._body(), format);
    } catch (error) {
      this._fail(error);
    } finally {
      this._save.disabled = false;
      this._save.textContent = "Download";
    }
  }

  _idle() {
    this._shown.hidden = true;
    this._setStatus("Nothing was spoken yet.");
  }

  _setStatus(text) {
    this._status.textContent = text;
  }

  _fail(error) {
    this._error.hidden = !error;
    this._error.textContent = "";
    if (!error) return;
    if (!(error instanceof PageError)) console.error(error);
    this._error.textContent = error.message;
    this.stop();
    if (!this.speech?.length) this._shown.hidden = true; // nothing to play or to look at
    this._setStatus("");
    this._reveal();
  }

  /** On a small screen the player may lie below what is seen. */
  _reveal() {
    const box = this.getBoundingClientRect();
    if (box.top > window.innerHeight - 160 || box.top < 0) {
      this.scrollIntoView({ block: "start", behavior: "auto" });
    }
  }
}
