import { arrowsAt, waitingAt } from "./arrows.js";
import { bytesOf, previewBytes } from "./bytes.js";
import { callKind, hasWaited } from "./call_kind.js";
import { OUTSIDE } from "./columns.js";
import { eventText, timeText } from "./event_words.js";
import { TEXTS } from "./texts.js";

/**
 * @typedef {import("./recording.js").Recording} Recording
 * @typedef {import("./arrows.js").Arrow} Arrow
 * @typedef {import("./columns.js").Columns} Columns
 */

/**
 * Something to draw: an element of SVG.
 *
 * @typedef {object} Shape
 * @property {"rect" | "line" | "path" | "circle" | "text"} tag
 * @property {Readonly<Record<string, string | number>>} attributes
 * @property {string} [text]
 */

/**
 * The part of the picture that is drawn.
 *
 * @typedef {object} Part
 * @property {Columns} columns
 * @property {number} first the first row
 * @property {number} last the row behind the last one
 * @property {number} left pixels
 * @property {number} right
 * @property {number} rowHeight pixels
 * @property {number} letter the width of a letter, pixels
 * @property {number} [chosen] the row that one stands on
 * @property {number} [until] rows from there on are not shown yet
 */

/** A time without any event that is told, seconds. */
const PAUSE = 0.1;
/** How far an arrow falls on its way, so that one sees which end was first. */
const FALL = 8;
/** From a lane to the first thing that waits beside it, and to the next; how many stand side by side. */
const [FIRST_TRACK, NEXT_TRACK, TRACKS] = [9, 6, 4];

/**
 * The ladder's rows from one to another, with what goes on meanwhile.
 *
 * @param {Recording} recording
 * @param {Part} part
 * @returns {Shape[]}
 */
export function ladderShapes(recording, part) {
  return new Drawing(recording, part).draw();
}

class Drawing {
  /** @type {Shape[]} */
  #below = [];
  /** @type {Shape[]} */
  #above = [];
  /** @type {Shape[]} */
  #times = [];
  #recording;
  #part;
  #bottom;

  /** @param {Recording} recording @param {Part} part */
  constructor(recording, part) {
    this.#recording = recording;
    this.#part = {
      ...part,
      last: Math.min(part.last, part.until ?? Infinity, recording.timeline.shown.length),
    };
    this.#bottom = (this.#part.last - part.first) * part.rowHeight;
  }

  draw() {
    const { first, last, chosen, rowHeight } = this.#part;
    const { timeline: { shown } } = this.#recording;
    this.#gaps();
    if (chosen !== undefined && chosen >= first && chosen < last) {
      const y = (chosen - first) * rowHeight;
      this.#put("rect", "chosen", { x: 0, y, width: this.#part.columns.width, height: rowHeight });
    }
    this.#lanes();
    if (shown[first] !== undefined) {
      for (const arrow of waitingAt(this.#recording, shown[first].time)) this.#wait(arrow, 0);
    }
    for (let at = first; at < last; at++) this.#row(at);
    return [...this.#below, ...this.#above, ...this.#margin()];
  }

  /** The times stay where they are when the lanes are scrolled: they stand on a margin of their own. */
  #margin() {
    const { left, columns } = this.#part;
    const width = columns.times;
    /** @type {Shape[]} */
    const margin = left === 0 ? [] : [{
      tag: "rect",
      attributes: { class: "paper", x: left, y: 0, width, height: this.#bottom },
    }];
    return [...margin, ...this.#times];
  }

  #gaps() {
    const { columns: { gaps }, first, last, rowHeight } = this.#part;
    for (const { from, to } of gaps.slice(0, -1)) {
      this.#put("rect", "kernel", { x: from, y: 0, width: to - from, height: (last - first) * rowHeight });
    }
  }

  #lanes() {
    const { columns: { columns }, left, right } = this.#part;
    for (const { lane, x } of columns) {
      if (x < left || x > right) continue;
      const known = this.#recording.lanes.get(lane);
      const top = this.#eventY(known?.began) ?? 0;
      const bottom = this.#eventY(known?.ended) ?? this.#bottom;
      const isUnseen = lane === OUTSIDE ? " unseen" : "";
      if (bottom > 0 && top < this.#bottom) {
        this.#put("line", "lane" + isUnseen, {
          x1: x,
          x2: x,
          y1: Math.max(0, top),
          y2: Math.min(this.#bottom, bottom),
        });
      }
      for (const wait of this.#waitsOf(known)) this.#blocked(x, wait);
    }
  }

  /** The calls of a lane that have waited, those that can be seen here. @param {import("./recording.js").Lane | undefined} lane */
  #waitsOf(lane) {
    const { first, last } = this.#part;
    const { shown } = this.#recording.timeline;
    if (lane === undefined || first >= last) return [];
    const [top, bottom] = [shown[first].time, shown[last - 1].time];
    // A lane is in one call at a time: they end in the order in which they begin
    let [low, high] = [0, lane.waits.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (lane.waits[middle].at < top) low = middle + 1;
      else high = middle;
    }
    let end = low;
    while (end < lane.waits.length && lane.waits[end].start <= bottom) end++;
    return lane.waits.slice(low, end);
  }

  /** @param {number} x @param {{ event: number, start: number, at: number }} wait */
  #blocked(x, { event, start, at }) {
    const { first, rowHeight } = this.#part;
    const { timeline } = this.#recording;
    const top = this.#rowY({ time: start, event, part: "begins" });
    const bottom = at === Infinity
      ? (timeline.shown.length - first) * rowHeight
      : this.#rowY({ time: at, event, part: "happens" });
    if (bottom < 0 || top > this.#bottom) return;
    const kind = at === Infinity ? "blocked still" : "blocked";
    const [from, to] = [Math.max(0, top), Math.min(this.#bottom, bottom)];
    this.#put("rect", kind, { x: x - 4, y: from, width: 8, height: Math.max(2, to - from) });
  }

  /** @param {number} at */
  #row(at) {
    const { timeline: { shown }, events } = this.#recording;
    const { first, rowHeight, columns, left, right } = this.#part;
    const { event: index, part, time } = shown[at];
    const event = events[index];
    const y = (at - first + 0.5) * rowHeight;
    const digits = this.#recording.head?.source === "netlab" ? 3 : 6;
    this.#times.push({
      tag: "text",
      attributes: { class: at === this.#part.chosen ? "time now" : "time", x: left + 8, y: y + 4 },
      text: timeText(time, digits),
    });
    const pause = at === 0 ? 0 : time - shown[at - 1].time;
    if (pause >= PAUSE) this.#pause(left, y - rowHeight / 2, pause);
    const column = columns.byLane.get(this.#recording.laneOf(index) ?? "?");
    if (column === undefined) {
      this.#text("note", left + 100, y + 4, eventText(event, part));
      return;
    }
    if (isEffect(event, part)) {
      for (const arrow of arrowsAt(this.#recording, index)) {
        this.#arrow(arrow, y);
      }
    }
    if (column.x < left - 300 || column.x > right) return;
    const kind = markKind(event);
    const hasAdvice = this.#recording.adviceAbout.has(index);
    this.#above.push({
      tag: "circle",
      attributes: { class: `dot ${kind}`, cx: column.x, cy: y, r: part === "begins" ? 3 : 4.5 },
    });
    if (hasAdvice) {
      this.#above.push({
        tag: "path",
        attributes: { class: "warning", d: `M${column.x - 18} ${y + 6}l6 -11l6 11z` },
      });
    }
    const isLeft = this.#otherX(index, column.x) > column.x;
    this.#above.push({
      tag: "text",
      attributes: {
        class: `did ${kind}`,
        x: column.x + (isLeft ? -10 : 10),
        y: y + (isLeft && hasAdvice ? -7 : 4),
        "text-anchor": isLeft ? "end" : "start",
      },
      text: eventText(event, part),
    });
  }

  /** Where the other end of an event's connection is: its words stand on the other side. @param {number} index @param {number} own */
  #otherX(index, own) {
    const event = this.#recording.events[index];
    const socket = event.type === "call" ? this.#recording.sockets.get(event.socket ?? "") : undefined;
    if (socket === undefined || socket.isListening) return own;
    const [arrow] = arrowsAt(this.#recording, index);
    const lane = arrow === undefined || arrow.taken === index && arrow.from === OUTSIDE
      ? this.#recording.otherLane(socket)
      : arrow.to;
    return this.#part.columns.byLane.get(lane)?.x ?? own;
  }

  /** @param {number} left @param {number} y @param {number} seconds */
  #pause(left, y, seconds) {
    const d = `M${left + 4} ${y}l6 -3l6 6l6 -6l6 6l6 -6l6 6l6 -6l6 3`;
    this.#times.push({ tag: "path", attributes: { class: "pause", d } });
    const text = TEXTS.later(timeText(seconds));
    this.#times.push({ tag: "text", attributes: { class: "later", x: left + 60, y: y + 4 }, text });
  }

  /** @param {Arrow} arrow @param {number} y its row's */
  #arrow(arrow, y) {
    const ends = this.#endsOf(arrow);
    if (ends === undefined) return;
    const [from, to] = ends;
    const [height, isRefused] = [y + 4, arrow.kind === "refused"];
    if (!arrow.isRest) {
      const kind = isRefused ? "connect" : arrow.kind;
      const lines = arrow.kind === "connect" && arrow.event !== arrow.taken
        ? [1, -1, 1]
        : isRefused
        ? [1, -1]
        : [1];
      lines.forEach((way, at) => {
        const [x1, x2] = way === 1 ? [from.x, to.x] : [to.x, from.x];
        const fall = lines.length > 1 ? 1 : FALL;
        const line = isRefused && at === 1 ? "reset" : kind;
        this.#line(line, x1, height + at * 5, x2, height + at * 5 + fall);
      });
      this.#label(arrow, from, to, height);
    }
    this.#wait(arrow, height + (arrow.kind === "connect" ? 11 : FALL));
  }

  /** @param {string} kind @param {number} x1 @param {number} y1 @param {number} x2 @param {number} y2 */
  #line(kind, x1, y1, x2, y2) {
    const way = Math.sign(x2 - x1);
    this.#put("line", `arrow ${kind}`, { x1: x1 + way * 5, y1, x2: x2 - way * 7, y2 });
    this.#put("path", `tip ${kind}`, { d: `M${x2 - way * 3} ${y2}l${-way * 8} -4v8z` });
  }

  /** @param {Arrow} arrow @param {{ x: number, group: number }} from @param {{ x: number, group: number }} to @param {number} y */
  #label(arrow, from, to, y) {
    const { gaps } = this.#part.columns;
    const gap = from.group === to.group
      ? { from: Math.min(from.x, to.x), to: Math.max(from.x, to.x) }
      : gaps[to.group > from.group ? from.group : from.group - 1];
    const most = Math.max(6, Math.floor((gap.to - gap.from) / this.#part.letter) - 2);
    const x = (gap.from + gap.to) / 2;
    if (x < this.#part.left - 200 || x > this.#part.right + 200) return;
    const text = this.#labelText(arrow, most);
    this.#above.push({
      tag: "text",
      attributes: { class: `carried ${arrow.kind}`, x, y: y - 1, "text-anchor": "middle" },
      text,
    });
  }

  /** @param {Arrow} arrow @param {number} most letters */
  #labelText({ kind, event: index }, most) {
    if (kind === "connect") return "SYN · SYN-ACK · ACK";
    if (kind === "refused") return "SYN · RST";
    if (kind === "end") return "FIN";
    if (kind === "reset") return "RST";
    const event = this.#recording.events[index];
    if (event.type !== "call") return "";
    const data = bytesOf(event.data);
    return data.length === 0 ? TEXTS.bytes(event.length ?? 0) : previewBytes(data, most, event.length);
  }

  /** What has arrived waits until a call takes it. @param {Arrow} arrow @param {number} top */
  #wait(arrow, top) {
    const ends = this.#endsOf(arrow);
    if (
      ends === undefined || arrow.kind === "refused" || arrow.kind === "reset" || arrow.taken === arrow.event
    ) return;
    if (arrow.taken === undefined && arrow.kind !== "connect" && arrow.kind !== "data") return;
    const [from, to] = ends;
    if (to.lane === OUTSIDE) return;
    const bottom = this.#eventY(arrow.taken) ?? this.#bottom;
    if (bottom <= top) return;
    const side = to.x > from.x ? -1 : 1;
    const x = to.x + side * (FIRST_TRACK + NEXT_TRACK * (number(arrow.socket) % TRACKS));
    const end = Math.min(bottom, this.#bottom);
    this.#put("path", `wait ${arrow.kind}`, {
      d: `M${x} ${Math.max(0, top)}V${end}` + (bottom <= this.#bottom ? `H${to.x}` : ""),
    });
    if (arrow.kind === "connect" && top > 0 && bottom - top > this.#part.rowHeight) {
      const anchor = side < 0 ? "end" : "start";
      this.#above.push({
        tag: "text",
        attributes: {
          class: "waits connect",
          x: x + side * 4,
          y: top + this.#part.rowHeight * 0.62,
          "text-anchor": anchor,
        },
        text: TEXTS.inBacklog,
      });
    }
  }

  /** @param {Arrow} arrow */
  #endsOf({ from, to }) {
    const { byLane } = this.#part.columns;
    const [start, end] = [byLane.get(from), byLane.get(to)];
    // What a program sends to itself does not leave its lane
    return start === undefined || end === undefined || start === end
      ? undefined
      : /** @type {const} */ ([start, end]);
  }

  /** @param {number | undefined} index of an event @returns {number | undefined} */
  #eventY(index) {
    return index === undefined ? undefined : this.#rowY(this.#recording.rowOf(index));
  }

  /** @param {import("./timeline.js").Row} row */
  #rowY(row) {
    const { timeline } = this.#recording;
    const { first, rowHeight } = this.#part;
    const at = timeline.indexOf(row);
    return at >= 0 ? (at - first + 0.5) * rowHeight : (timeline.placeOf(row) - first) * rowHeight;
  }

  /** @param {"rect" | "line" | "path"} tag @param {string} kind @param {Readonly<Record<string, string | number>>} attributes */
  #put(tag, kind, attributes) {
    this.#below.push({ tag, attributes: { class: kind, ...attributes } });
  }

  /** @param {string} kind @param {number} x @param {number} y @param {string} text */
  #text(kind, x, y, text) {
    this.#above.push({ tag: "text", attributes: { class: kind, x, y }, text });
  }
}

/** Whether a row is the one in which its call has its effect: of one that has waited, its beginning or its end. @param {import("./recording.js").WatchEvent} event @param {"begins" | "happens"} part */
function isEffect(event, part) {
  if (event.type !== "call" || !hasWaited(event)) return true;
  const kind = callKind(event);
  const goesOut = kind === "send" || kind === "connect" || kind === "shutdown" || kind === "close";
  return (part === "begins") === goesOut;
}

/** @param {import("./recording.js").WatchEvent} event */
function markKind(event) {
  if (event.type === "signal") return "failed";
  if (event.type !== "call") return "quiet";
  const kind = callKind(event);
  return kind === "failed" ? "failed" : kind === "other" || kind === "wait" ? "quiet" : "";
}

/** The number of a socket in its program: `server#12` is 12. @param {string} socket */
function number(socket) {
  return Number(/(\d+)$/.exec(socket)?.[1] ?? 0);
}
