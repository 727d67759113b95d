// The words of a speech as text: they light up as they are heard, and a click plays from one.

import { make } from "./elements.js";

/** The text of a speech, in an element that scrolls by itself. */
export class Transcript {
  /** onchoose is called with the numbers of a sentence and of its word */
  constructor(onchoose) {
    this.onchoose = onchoose;
    this.element = make("div", {
      class: "ps-text",
      role: "group",
      tabindex: "0",
      "aria-label": "Words of the speech. Arrow keys choose a word, Enter plays from it.",
      onclick: (event) => this._choose(event.target.closest(".ps-word")),
      onkeydown: (event) => this._key(event),
    });
    this.clear();
  }

  clear() {
    this.element.replaceChildren();
    this._sentences = [];
    this._heard = null;
    this._chosen = null;
  }

  /** Show the words of a sentence, which comes next, or was spoken again. */
  set(number, words) {
    const sentence = make("span", { class: "ps-sentence" });
    for (const [index, word] of words.entries()) {
      const attributes = { class: "ps-word", "data-sentence": number, "data-word": index };
      sentence.append(make("span", attributes, word.label), " ");
    }
    const old = this._sentences[number];
    if (old) old.replaceWith(sentence);
    else this.element.append(sentence);
    this._sentences[number] = sentence;
  }

  /** Light up a word; -1 for none. */
  light(sentence, word) {
    const heard = this._sentences[sentence]?.children[word] ?? null;
    if (heard === this._heard) return;
    this._heard?.classList.remove("ps-heard");
    heard?.classList.add("ps-heard");
    this._heard = heard;
    if (heard) this._reveal(heard);
  }

  _reveal(word) {
    const { element } = this;
    const top = word.offsetTop - element.offsetTop;
    const isInside = top >= element.scrollTop && top + 30 <= element.scrollTop + element.clientHeight;
    if (!isInside) element.scrollTop = top - element.clientHeight / 3;
  }

  _choose(word) {
    if (word) this.onchoose(Number(word.dataset.sentence), Number(word.dataset.word));
  }

  _key(event) {
    if (event.key === "Enter") {
      this._choose(this._chosen ?? this._heard);
    } else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      this._move(event.key === "ArrowRight" ? 1 : -1);
    } else {
      return;
    }
    event.preventDefault();
  }

  _move(step) {
    const words = [...this.element.querySelectorAll(".ps-word")];
    const now = words.indexOf(this._chosen ?? this._heard);
    const next = words[Math.min(Math.max(0, now + step), words.length - 1)];
    this._chosen?.classList.remove("ps-chosen");
    next?.classList.add("ps-chosen");
    this._chosen = next ?? null;
    if (next) this._reveal(next);
  }
}
