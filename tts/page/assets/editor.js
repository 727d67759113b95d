// A table of the words or phonemes of a sentence, whose length, pitch and loudness can be changed.

import { make } from "./elements.js";

// name of the edit, title, lowest, highest, step, unit, and how the number is shown
const COLUMNS = [
  { name: "rate", title: "Length", low: 40, high: 300, step: 5, unit: "%" },
  { name: "pitch", title: "Pitch", low: -12, high: 12, step: 0.5, unit: "semitones" },
  { name: "volume", title: "Loudness", low: -20, high: 12, step: 1, unit: "dB" },
];
const shownOf = { rate: (value) => Math.round(100 / value), pitch: Number, volume: Number };
const valueOf = { rate: (shown) => 100 / shown, pitch: Number, volume: Number };

/** The table, with buttons to go from sentence to sentence. */
export class Editor {
  /**
   * actions.edited(sentence, word)           numbers changed; `edits` holds them
   * actions.pronounced(sentence, word, ipa)  a word's phonemes changed
   * actions.listen(sentence, word)
   */
  constructor(edits, actions) {
    this.edits = edits;
    this.actions = actions;
    this.sentence = 0;
    this._speech = null;
    this._title = make("span", { class: "ps-grow", role: "status" });
    this._byPhoneme = make("input", { type: "checkbox", onchange: () => this.draw() });
    this._table = make("div", { class: "ps-table", tabindex: "0", role: "group" });
    this._table.setAttribute("aria-label", "Words of the sentence");
    this.element = make("div", {}, this._bar(), this._table);
  }

  _bar() {
    const step = (by) => () => this.show(this._speech, this.sentence + by);
    const reset = () => {
      this.edits.forget(this.sentence);
      this.actions.edited(this.sentence, 0);
      this.draw();
    };
    return make(
      "div",
      { class: "ps-row" },
      make("button", { type: "button", onclick: step(-1), "aria-label": "Sentence before" }, "◀"),
      this._title,
      make("button", { type: "button", onclick: step(1), "aria-label": "Next sentence" }, "▶"),
      make("label", { class: "ps-check" }, this._byPhoneme, " by phoneme"),
      make("button", { type: "button", onclick: reset }, "Reset"),
    );
  }

  /** Show a sentence of a speech. */
  show(speech, sentence) {
    this._speech = speech;
    const last = (speech?.sentences.length ?? 0) - 1;
    this.sentence = Math.min(Math.max(0, sentence), Math.max(0, last));
    this.draw();
  }

  draw() {
    const own = this._speech?.sentences[this.sentence];
    if (!own) return;
    this._title.textContent = `Sentence ${this.sentence + 1} of ${this._speech.sentences.length}`;
    const head = make("tr", {}, make("th", { scope: "col" }, "Word"));
    head.append(make("th", { scope: "col" }, "Phonemes"));
    for (const { title, unit } of COLUMNS) {
      head.append(make("th", { scope: "col" }, `${title}, ${unit}`));
    }
    const body = make("tbody");
    for (const [number, word] of own.words.entries()) body.append(...this._rows(own, word, number));
    this._table.replaceChildren(make("table", {}, make("thead", {}, head), body));
  }

  _rows(own, word, number) {
    if (!this._byPhoneme.checked) return [this._row(word, number, null, word.label)];
    const phonemes = own.phonemes.filter((each) => each[3] === word.index);
    return phonemes.map(([symbol], place) => {
      const name = place ? "" : word.label;
      return this._row(word, number, place, name, symbol);
    });
  }

  _row(word, number, phoneme, name, symbol = null) {
    const listen = () => this.actions.listen(this.sentence, number);
    const title = `Play from ${word.label}`;
    const head = make("th", { scope: "row" });
    if (name) {
      const attributes = { type: "button", class: "ps-link", onclick: listen, title };
      head.append(make("button", attributes, name));
    }
    const sound = symbol === null ? this._pronunciation(word, number) : symbol;
    const row = make("tr", {}, head, make("td", { class: "ps-ipa" }, sound));
    for (const column of COLUMNS) row.append(this._cell(column, word, number, phoneme, symbol));
    return row;
  }

  _pronunciation(word, number) {
    if (word.spoken.includes(" ")) return word.phonemes; // several words: no entry of a lexicon
    const input = make("input", {
      type: "text",
      value: word.phonemes,
      spellcheck: "false",
      autocapitalize: "off",
      "aria-label": `Phonemes of ${word.label}`,
    });
    input.addEventListener("change", () => {
      this.actions.pronounced(this.sentence, number, input.value.trim());
    });
    return input;
  }

  _cell(column, word, number, phoneme, symbol) {
    const { name, title, low, high, step, unit } = column;
    const shown = shownOf[name](this.edits.get(this.sentence, word.index, phoneme)[name]);
    const label = `${title} of ${symbol ?? word.label}, ${unit}`;
    const limits = { min: low, max: high, step, value: shown, "aria-label": label };
    const bar = make("input", { type: "range", ...limits });
    const typed = make("input", { type: "number", ...limits, step: "any" });
    const change = (source, other) => {
      const value = Math.min(Math.max(Number(source.value), low), high);
      other.value = value;
      this.edits.set(this.sentence, word.index, phoneme, name, valueOf[name](value));
      this.actions.edited(this.sentence, number);
    };
    bar.addEventListener("input", () => (typed.value = bar.value));
    bar.addEventListener("change", () => change(bar, typed));
    typed.addEventListener("change", () => change(typed, bar));
    return make("td", {}, make("div", { class: "ps-cell" }, bar, typed));
  }
}
