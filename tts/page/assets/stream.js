// What the server is asked for: events of a speech as they are made, and files.

/** An error whose message is for the visitor. */
export class PageError extends Error {}

const UNREACHABLE = "The server does not answer. Is it still running? Start it again: plainspeech page";

async function post(route, body, signal) {
  let response;
  try {
    response = await fetch(`page/${route}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      signal,
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new PageError(UNREACHABLE);
  }
  if (!response.ok) throw new PageError(await messageOf(response));
  return response;
}

async function messageOf(response) {
  try {
    return (await response.json()).error.message;
  } catch {
    return `The server refused this (${response.status}).`;
  }
}

/** The events of a speech; `events` in tts/page/speech.py says what they hold. */
export async function* speechEvents(request, signal) {
  const response = await post("speak", request, signal);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const { value, done } = await read(reader);
      if (done) throw new PageError(UNREACHABLE);
      const lines = (rest + value).split("\n");
      rest = lines.pop();
      for (const line of lines) {
        const event = JSON.parse(line);
        if (event.type === "error") throw new PageError(event.message);
        yield event;
        if (event.type === "end") return;
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

async function read(reader) {
  try {
    return await reader.read();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new PageError(UNREACHABLE);
  }
}

/** Save a file that the server makes of a request. */
export async function download(request, format) {
  const response = await post(`file/${format}`, request);
  const named = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "");
  saveBlob(await response.blob(), named ? named[1] : `speech.${format}`);
}

/** Save a file from memory. */
export function saveBlob(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}
