// Joins the page that Gradio builds with the player.

import { SpeechCompare } from "./compare.js";
import { audioContext, schedule } from "./playback.js";
import { SpeechPlayer } from "./player.js";
import { Speech } from "./speech.js";

customElements.define("speech-player", SpeechPlayer);
customElements.define("speech-compare", SpeechCompare);

// in the order of the inputs in app.py
const NAMES = [
  "text",
  "voice",
  "vocoder",
  "speed",
  "pitch",
  "energy",
  "pitch_range",
  "pause",
  "loudness",
  "style",
  "skip_unknown",
];

function requestOf(values) {
  return Object.fromEntries(NAMES.map((name, index) => [name, values[index]]));
}

window.plainspeech = {
  Speech,
  schedule,
  speak(...values) {
    document.querySelector("speech-player").speak(requestOf(values));
  },
  stop() {
    document.querySelector("speech-player").stop();
  },
  compare(text, ...choices) {
    const [first, second] = [choices.slice(0, 2), choices.slice(2, 4)].map(([voice, vocoder]) => ({
      name: vocoder ? `${voice}, ${vocoder}` : voice,
      request: { text, voice, vocoder },
    }));
    document.querySelector("speech-compare").prepare([first, second]);
  },
};

// A browser lets sound begin only while it handles a click or a key.
for (const kind of ["pointerdown", "keydown"]) {
  document.addEventListener(kind, () => audioContext(), { capture: true });
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  document.activeElement?.dispatchEvent(new Event("input", { bubbles: true }));
  document.querySelector("#speak")?.click();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelector("speech-player")?.stop();
});
