import { button, byId, element } from "./element.js";
import { adviceText, eventDetails } from "./event_view.js";
import { eventText, spanText, timeText } from "./event_words.js";
import { queuesShown } from "./queues_view.js";
import { TEXTS } from "./texts.js";

/** What stands in the panel beside the ladder that is seen; it is drawn anew only where it tells something else. */
export class ShownPanel {
  #recording;
  #player;
  #panels;
  #stream;
  #go;
  /** What it was drawn for. */
  #drawn = "";

  /**
   * @param {import("./recording.js").Recording} recording
   * @param {import("./player.js").Player} player
   * @param {{
   *   panels: import("./side_panels.js").SidePanels,
   *   stream: import("./stream_view.js").StreamView,
   *   go: (event: number) => void,
   * }} parts
   */
  constructor(recording, player, { panels, stream, go }) {
    this.#recording = recording;
    this.#player = player;
    this.#panels = panels;
    this.#stream = stream;
    this.#go = go;
  }

  draw() {
    const name = this.#panels.shown;
    const { row, time } = this.#player;
    const { advice, waits, queues, events } = this.#recording;
    const what = {
      event: `${row?.event} ${row?.part} ${advice.length}`,
      queues: `${time} ${queues.length} ${events.length}`,
      stream: "",
      waits: `${waits.length}`,
      advice: `${advice.length}`,
    }[name];
    if (name === "stream") return this.#stream.draw(row?.event);
    if (`${name} ${what}` === this.#drawn) return;
    this.#drawn = `${name} ${what}`;
    const panel = byId("panel-" + name);
    if (name === "event") {
      panel.replaceChildren(
        ...(row === undefined ? [] : eventDetails(this.#recording, row, { go: this.#go })),
      );
    } else if (name === "queues") panel.replaceChildren(...queuesShown(this.#recording, time));
    else if (name === "waits") panel.replaceChildren(this.#waitList());
    else panel.replaceChildren(...this.#adviceList());
  }

  /** The calls that have waited longest, the longest first. */
  #waitList() {
    const span = (/** @type {number} */ index) => {
      const event = this.#recording.events[index];
      return event.type === "call" ? event.at - event.start : 0;
    };
    const longest = [...this.#recording.waits].sort((a, b) => span(b) - span(a)).slice(0, 100);
    if (longest.length === 0) return element("p", { class: "quiet" }, TEXTS.noWaits);
    return element(
      "ul",
      { class: "links" },
      ...longest.map((index) => {
        const event = this.#recording.events[index];
        const text = event.type === "call" ? `${spanText(span(index))} · ${event.lane} · ${event.call}` : "";
        return element("li", {}, button(text, () => this.#go(index)));
      }),
    );
  }

  /** @returns {Node[]} */
  #adviceList() {
    if (this.#recording.advice.length === 0) return [element("p", { class: "quiet" }, TEXTS.noAdvice)];
    return this.#recording.advice.slice(0, 200).map((index) => {
      const event = this.#recording.events[index];
      const about = event.type === "advice" ? this.#recording.events[event.call] : undefined;
      const item = element("section", {}, ...adviceText(this.#recording, index));
      if (event.type === "advice" && about !== undefined) {
        const text = `${event.lane} · ${timeText(about.at)} · ${eventText(about, "happens")}`;
        item.append(button(text, () => this.#go(event.call)));
      }
      return item;
    });
  }
}
