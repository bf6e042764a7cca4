import { readEvent } from "./read_event.js";

/** Takes the lines of a recording in, and keeps them as they came, for a file that opens again. */
export class Intake {
  #recording;
  /** @type {string[]} */
  lines = [];
  /** Lines that were no events. */
  skipped = 0;

  /** @param {import("./recording.js").Recording} recording */
  constructor(recording) {
    this.#recording = recording;
  }

  /** Forgets all of them. */
  clear() {
    this.#recording.clear();
    [this.lines, this.skipped] = [[], 0];
  }

  /** @param {string[]} lines */
  take(lines) {
    const { events } = this.#recording;
    for (const line of lines) {
      const event = readEvent(line);
      if (event === undefined || (events.length === 0) !== (event.type === "head")) {
        if (line.trim() !== "" && event?.type !== "head") this.skipped++;
        continue;
      }
      const { length } = events;
      this.#recording.add(event);
      if (events.length > length) this.lines.push(line);
    }
  }
}
