/** Between two looks at whether the server is still there, milliseconds. */
const TICK = 1000;
/** Nothing was heard in so many of them, three times as long as it should take: the silence is told. */
const SILENT = 6;
/** Still nothing: the connection is given up, and another one tried. */
const GIVEN_UP = 15;

/**
 * A connection to the room. A server that has frozen, or a network that has gone away, leaves a connection open for
 * minutes; so the room is asked for a sign of life every other second, and its silence is noticed. Time is counted
 * in ticks of a timer: a page that a browser has put to sleep does not count the time that it has slept.
 */
export class RoomLink {
  #events;
  /** @type {WebSocket | undefined} */
  #socket;
  /** @type {number | undefined} */
  #timer;
  /** Ticks since something was heard. */
  #silence = 0;

  /**
   * @param {object} events
   * @param {() => void} events.opened
   * @param {(line: string) => void} events.heard
   * @param {() => void} events.ended it has broken, or has never come about
   * @param {(isSilent: boolean) => void} events.silent the server does not answer, or does again
   */
  constructor(events) {
    this.#events = events;
  }

  /** Begins a connection; an earlier one is given up. */
  open() {
    this.close();
    // Relative, because a proxy may show us under another path
    const socket = this.#socket = new WebSocket(new URL("room", location.href).href.replace(/^http/, "ws"));
    this.#silence = 0;
    this.#timer = setInterval(() => this.#tick(), TICK);
    socket.onopen = () => this.#events.opened();
    socket.onmessage = ({ data }) => {
      if (this.#silence >= SILENT) this.#events.silent(false);
      this.#silence = 0;
      for (const line of data.split("\n")) {
        if (socket === this.#socket) this.#events.heard(line);
      }
    };
    socket.onclose = () => this.#end();
  }

  /** @param {string} line */
  send(line) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(line);
  }

  /** Ends it without a word. */
  close() {
    const socket = this.#socket;
    this.#socket = undefined;
    clearInterval(this.#timer);
    if (socket === undefined) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #tick() {
    this.#silence++;
    if (this.#silence === SILENT) this.#events.silent(true);
    if (this.#silence >= GIVEN_UP) this.#end();
  }

  #end() {
    this.close();
    this.#events.ended();
  }
}
