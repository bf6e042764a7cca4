import { ownAddress } from "../../../../http/assets/listing/own_address.js";

/** Milliseconds until a lost connection is tried again, and how often. */
const [PATIENCE, TRIES] = [1000, 5];

/**
 * The connection that brings the events of the recording, first all so far. One that was lost goes on where it broke.
 */
export class FeedLink {
  #events;
  /** Lines that were heard. */
  #heard = 0;
  #tries = 0;
  /** @type {WebSocket | undefined} */
  #socket;
  #isOver = false;

  /**
   * @param {object} events
   * @param {(lines: string[]) => void} events.heard
   * @param {(state: "connecting" | "live" | "over" | "lost") => void} events.state
   */
  constructor(events) {
    this.#events = events;
  }

  /** Takes no more of what comes. */
  close() {
    this.#isOver = true;
    this.#socket?.close();
  }

  open() {
    this.#events.state("connecting");
    const socket = this.#socket = new WebSocket(
      ownAddress(`events?from=${this.#heard}`).replace(/^http/, "ws"),
    );
    socket.onopen = () => {
      this.#tries = 0;
      this.#events.state("live");
    };
    socket.onmessage = ({ data }) => {
      if (this.#isOver) return;
      const lines = data.split("\n");
      if (lines[lines.length - 1] === OVER) {
        lines.pop();
        this.#isOver = true;
      }
      this.#heard += lines.length;
      this.#events.heard(lines);
      if (this.#isOver) this.#events.state("over");
    };
    socket.onclose = () => {
      if (this.#isOver) return;
      if (++this.#tries > TRIES) this.#events.state("lost");
      else setTimeout(() => this.open(), PATIENCE);
    };
  }
}

/** The line behind the last event of a recording that goes on no more. */
const OVER = '{"type":"over"}';
