// Blind comparison: one text by two voices, in an order that only chance knows.

import { make } from "./elements.js";
import { Playback } from "./playback.js";
import { Speech } from "./speech.js";
import { speechEvents } from "./stream.js";

const NAMES = ["X", "Y"];

export class SpeechCompare extends HTMLElement {
  connectedCallback() {
    if (this._built) return;
    this._built = true;
    this._tally = new Map();
    this._status = make("p", { class: "ps-status", role: "status" });
    this._error = make("p", { class: "ps-error", role: "alert", hidden: true });
    this._plays = NAMES.map((name, index) =>
      make("button", { type: "button", onclick: () => this._listen(index) }, `Play ${name}`),
    );
    const choices = [
      ["X is better", 0],
      ["No difference", null],
      ["Y is better", 1],
    ];
    this._votes = choices.map(([label, vote]) =>
      make("button", { type: "button", onclick: () => this._vote(vote) }, label),
    );
    this._results = make("div", { class: "ps-table", tabindex: "0", role: "group" });
    this._results.setAttribute("aria-label", "Votes so far");
    this.append(
      this._error,
      this._status,
      make("div", { class: "ps-row" }, ...this._plays),
      make("div", { class: "ps-row" }, ...this._votes),
      this._results,
    );
    this._enable(false);
    this._status.textContent = "Choose two voices, then press Prepare.";
  }

  /** Speak a text by both of two choices, each {name, request}. */
  async prepare(choices) {
    this._abort?.abort();
    this._playback?.pause();
    const abort = (this._abort = new AbortController());
    this._enable(false);
    this._error.hidden = true;
    this._status.textContent = "Speaking …";
    this._order = Math.random() < 0.5 ? choices : [...choices].reverse();
    try {
      this._speeches = [];
      for (const { request } of this._order) {
        this._speeches.push(await spoken(request, abort.signal));
      }
    } catch (error) {
      if (abort.signal.aborted) return;
      this._error.hidden = false;
      this._error.textContent = error.message;
      this._status.textContent = "";
      return;
    }
    this._enable(true);
    this._status.textContent = "Listen to X and Y as often as you like, then vote.";
  }

  _listen(index) {
    this._playback?.pause();
    this._playback = new Playback(this._speeches[index]);
    this._playback.play(0);
  }

  _vote(vote) {
    this._playback?.pause();
    const [x, y] = this._order.map((each) => each.name);
    const pair = [x, y].sort().join(" | ");
    const row = this._tally.get(pair) ?? { names: [x, y].sort(), votes: [0, 0], equal: 0 };
    if (vote === null) row.equal += 1;
    else row.votes[row.names.indexOf(this._order[vote].name)] += 1;
    this._tally.set(pair, row);
    this._enable(false);
    this._status.textContent = `X was ${x}, Y was ${y}. Press Prepare for another try.`;
    this._drawTally();
  }

  _drawTally() {
    const heads = ["First", "votes", "Second", "votes", "no difference"];
    const head = make("tr", {}, ...heads.map((each) => make("th", { scope: "col" }, each)));
    const rows = [...this._tally.values()].map(({ names, votes, equal }) => {
      const cells = [names[0], votes[0], names[1], votes[1], equal];
      return make("tr", {}, ...cells.map((each) => make("td", {}, String(each))));
    });
    this._results.replaceChildren(
      make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows)),
    );
  }

  _enable(enabled) {
    for (const button of [...this._plays, ...this._votes]) button.disabled = !enabled;
  }
}

async function spoken(request, signal) {
  let speech = null;
  for await (const event of speechEvents(request, signal)) {
    if (event.type === "begin") speech = new Speech(event.sample_rate);
    else if (event.type === "audio") speech.addChunk(event);
  }
  speech.complete = true;
  return speech;
}
