import { bytesOf, lengthOf } from "./bytes.js";
import { ByteRanges } from "./byte_ranges.js";
import { element } from "./element.js";
import { paintShapes } from "./paint_shapes.js";
import { compareBorders, StreamLines } from "./stream_lines.js";
import { TEXTS } from "./texts.js";

/**
 * @typedef {import("./recording.js").Recording} Recording
 * @typedef {import("./sockets.js").Socket} Socket
 * @typedef {import("./ladder_shapes.js").Shape} Shape
 */

/** Directions that can be chosen from. */
const MOST = 500;
/** Nothing of a side that is not watched. */
const NOTHING = new ByteRanges();

/**
 * A direction of a connection.
 *
 * @typedef {object} Direction
 * @property {string} name
 * @property {Socket | undefined} from
 * @property {Socket | undefined} to
 */

/** The bytes of a stream, with the borders of every send above those of every receive. */
export class StreamView {
  #recording;
  #choice;
  #verdict;
  #box;
  #space;
  #svg;
  #go;
  /** @type {string} */
  #names = "";
  /** @type {Direction[]} */
  #directions = [];
  /** What was drawn last, as long as it still holds. @type {{ key: string, lines: StreamLines, words: string } | undefined} */
  #lines;

  /**
   * @param {Recording} recording
   * @param {{ choice: HTMLSelectElement, verdict: HTMLElement, box: HTMLElement, space: HTMLElement, svg: SVGSVGElement }} elements
   * @param {{ go: (event: number) => void, draw: () => void }} events
   */
  constructor(recording, { choice, verdict, box, space, svg }, { go, draw }) {
    this.#recording = recording;
    this.#choice = choice;
    this.#verdict = verdict;
    this.#box = box;
    this.#space = space;
    this.#svg = svg;
    this.#go = go;
    choice.addEventListener("change", draw);
    box.addEventListener("scroll", draw);
    svg.addEventListener("click", ({ target }) => {
      const event = /** @type {Element} */ (target).getAttribute("data-event");
      if (event !== null) this.#go(Number(event));
    });
  }

  /** Shows the stream in which an event has moved bytes. @param {number} index */
  choose(index) {
    const event = this.#recording.events[index];
    if (event.type !== "call" || event.socket === undefined) return;
    this.#offer();
    const isSend = this.#recording.sockets.get(event.socket)?.sent.all.some((moved) => moved.event === index);
    const at = this.#directions.findIndex(({ from, to }) => (isSend ? from : to)?.id === event.socket);
    if (at >= 0) this.#choice.value = String(at);
  }

  /** @param {number} [chosen] the event that one stands on */
  draw(chosen) {
    this.#offer();
    const direction = this.#directions[Number(this.#choice.value)];
    this.#choice.hidden = direction === undefined;
    if (direction === undefined) {
      this.#verdict.textContent = TEXTS.noStreams;
      this.#svg.replaceChildren();
      return;
    }
    const sent = direction.from?.sent ?? NOTHING;
    const received = direction.to?.received ?? NOTHING;
    const sizes = sizesFor(this.#box);
    const { lines, words } = this.#linesOf(direction, sent, received, sizes.bytes);
    this.#verdict.textContent = words;
    this.#space.style.height = lines.count * sizes.line + "px";
    const first = Math.max(0, Math.floor(this.#box.scrollTop / sizes.line) - 1);
    const last = Math.min(lines.count, first + Math.ceil(this.#box.clientHeight / sizes.line) + 3);
    /** @type {Shape[]} */
    const shapes = [];
    for (let at = first; at < last; at++) {
      shapes.push(...lineShapes(lines.line(at), (at - first) * sizes.line, sizes, chosen));
    }
    this.#svg.replaceChildren(...paintShapes(shapes));
    this.#svg.setAttribute("width", String(sizes.bytes * sizes.cell + 2));
    this.#svg.setAttribute("height", String((last - first) * sizes.line));
    this.#svg.style.top = first * sizes.line + "px";
  }

  /** @param {Direction} direction @param {ByteRanges} sent @param {ByteRanges} received @param {number} width */
  #linesOf(direction, sent, received, width) {
    const key = [direction.name, sent.all.length, received.all.length, width].join(" ");
    if (this.#lines?.key === key) return this.#lines;
    const { events } = this.#recording;
    /** @param {number} index */
    const base64 = (index) => {
      const event = events[index];
      return event.type === "call" ? event.data : undefined;
    };
    const known = {
      lengthOf: (/** @type {number} */ index) => lengthOf(base64(index)),
      dataOf: (/** @type {number} */ index) => bytesOf(base64(index)),
    };
    const lines = new StreamLines(sent, received, known, width);
    this.#lines = { key, lines, words: verdict(direction, sent, received) };
    return this.#lines;
  }

  /** Offers the directions in which something has moved. */
  #offer() {
    const { sockets } = this.#recording;
    /** @type {Direction[]} */
    const found = [];
    for (const socket of sockets.all.values()) {
      if (found.length >= MOST) break;
      const peer = sockets.get(socket.peer ?? "");
      if (socket.sent.all.length > 0) {
        found.push({ name: `${socket.id} → ${nameOf(peer, socket)}`, from: socket, to: peer });
      } else if (socket.received.all.length > 0 && (peer === undefined || peer.sent.all.length === 0)) {
        found.push({ name: `${nameOf(peer, socket)} → ${socket.id}`, from: peer, to: socket });
      }
      if (peer === undefined && socket.sent.all.length > 0 && socket.received.all.length > 0) {
        found.push({ name: `${nameOf(peer, socket)} → ${socket.id}`, from: undefined, to: socket });
      }
    }
    this.#directions = found;
    const names = found.map(({ name }) => name).join("\n");
    if (names === this.#names) return;
    this.#names = names;
    const { value } = this.#choice;
    this.#choice.replaceChildren(
      ...found.map(({ name }, at) => element("option", { value: String(at) }, name)),
    );
    this.#choice.value = found[Number(value)] === undefined ? "0" : value === "" ? "0" : value;
  }
}

/** @param {Socket | undefined} peer @param {Socket} socket */
function nameOf(peer, socket) {
  return peer?.id ?? socket.remote ?? TEXTS.outside;
}

/** @param {Direction} direction @param {ByteRanges} sent @param {ByteRanges} received */
function verdict({ from, to }, sent, received) {
  const { sends, receives, shared } = compareBorders(sent, received);
  const counts = `${TEXTS.sends(sends)}, ${TEXTS.receives(receives)}. `;
  if ((from ?? to)?.transport === "udp") return counts + TEXTS.datagramBorders;
  return from === undefined || to === undefined
    ? counts
    : counts + TEXTS.borders(shared, Math.max(0, sends - 1));
}

/** @typedef {{ cell: number, line: number, bytes: number }} Sizes */

/** As many bytes on a line as there is room for: a multiple of four. @param {HTMLElement} box @returns {Sizes} */
function sizesFor(box) {
  const scale = document.documentElement.classList.contains("big") ? 1.5 : 1;
  const cell = 19 * scale;
  return { cell, line: 84 * scale, bytes: Math.max(8, Math.floor((box.clientWidth - 20) / cell / 4) * 4) };
}

/** @param {import("./stream_lines.js").StreamLine} line @param {number} top @param {Sizes} sizes @param {number | undefined} chosen @returns {Shape[]} */
function lineShapes(line, top, { cell, line: height, bytes }, chosen) {
  const width = line.isKnown ? cell : bytes * cell / (line.to - line.from);
  const [above, middle, below] = [top + height * 0.08, top + height * 0.5, top + height * 0.62];
  /** @type {Shape[]} */
  const shapes = [];
  const thick = height * 0.24;
  for (
    const [kind, segments, y]
      of /** @type {const} */ ([["sent", line.sent, above], ["received", line.received, below]])
  ) {
    for (const { event, ordinal, from, to, begins, ends, length } of segments) {
      const [x, wide] = [(from - line.from) * width + 1, (to - from) * width];
      const shade = ordinal % 2 === 0 ? "even" : "odd";
      const attributes = { x, y, width: Math.max(1, wide), height: thick, "data-event": event };
      shapes.push({
        tag: "rect",
        attributes: { class: `part ${kind} ${shade}${event === chosen ? " chosen" : ""}`, ...attributes },
      });
      const [up, down] = kind === "sent" ? [y, middle + 2] : [middle - height * 0.16, y + thick];
      if (begins) shapes.push(border(kind, x, up, down));
      if (ends) shapes.push(border(kind, x + wide, up, down));
      const text = begins ? `${kind === "sent" ? TEXTS.sent : TEXTS.received} ${length}` : "…";
      if (wide > text.length * cell * 0.36) {
        shapes.push({
          tag: "text",
          attributes: {
            class: "part",
            x: x + wide / 2,
            y: y + thick * 0.74,
            "text-anchor": "middle",
            "data-event": event,
          },
          text,
        });
      }
    }
  }
  if (!line.isKnown) {
    const x = bytes * cell / 2;
    shapes.push({
      tag: "text",
      attributes: { class: "unknown", x, y: middle, "text-anchor": "middle" },
      text: TEXTS.unknown(line.to - line.from),
    });
    return shapes;
  }
  let at = 0;
  for (const { text, bytes: taken } of line.letters) {
    const x = (at + taken / 2) * cell + 1;
    shapes.push({
      tag: "text",
      attributes: { class: text.length > 1 ? "byte escape" : "byte", x, y: middle, "text-anchor": "middle" },
      text: text === " " ? "␣" : text,
    });
    at += taken;
  }
  return shapes;
}

/** @param {"sent" | "received"} kind @param {number} x @param {number} y1 @param {number} y2 @returns {Shape} */
function border(kind, x, y1, y2) {
  return { tag: "line", attributes: { class: `border ${kind}`, x1: x, x2: x, y1, y2 } };
}
