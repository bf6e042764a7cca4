import { fitColumns, OUTSIDE, placeColumns } from "./columns.js";
import { shorten } from "./event_words.js";
import { ladderShapes } from "./ladder_shapes.js";
import { lanesShown } from "./lanes_shown.js";
import { programQueues, queueLines } from "./program_queues.js";
import { paintShapes } from "./paint_shapes.js";
import { TEXTS } from "./texts.js";

/**
 * @typedef {import("./recording.js").Recording} Recording
 * @typedef {import("./player.js").Player} Player
 * @typedef {import("./ladder_shapes.js").Shape} Shape
 */

/** Rows that are drawn beyond what is seen, so that scrolling finds them there. */
const BEYOND = 12;
/** The height of the names above the lanes, in heights of a row. */
const HEADS = 1.6;
/** A gap in which the names of queues have no room, pixels at the normal size. */
const NARROW = 130;

/** The ladder on the screen: only the rows that are seen are drawn, however many there are. */
export class LadderView {
  #box;
  #space;
  #rows;
  #heads;
  #recording;
  #player;
  /** Whether what comes behind the row that one stands on is hidden. */
  hidesLater = false;
  /** Whether lanes are left out that have nothing to do with the rows that are shown. */
  showsOnlyFound = false;
  /** Those lanes, as long as they hold. @type {{ rows: object, count: number, lanes: Set<string> } | undefined} */
  #found;
  /** What the heads were drawn for, to know whether they still hold. */
  #drawn = "";
  #chosenBefore = -1;

  /**
   * @param {{ box: HTMLElement, space: HTMLElement, rows: SVGSVGElement, heads: SVGSVGElement }} elements
   * @param {Recording} recording @param {Player} player
   * @param {{ choose: (row: number) => void, scrolledAway: () => void, chooseLane: (lane: string) => void, draw: () => void }} events
   */
  constructor({ box, space, rows, heads }, recording, player, events) {
    this.#box = box;
    this.#space = space;
    this.#rows = rows;
    this.#heads = heads;
    this.#recording = recording;
    this.#player = player;
    box.addEventListener("scroll", () => {
      const below = box.scrollHeight - box.clientHeight - box.scrollTop;
      if (player.isFollowing && below > 3 * this.#sizes.row) events.scrolledAway();
      events.draw();
    });
    rows.addEventListener("click", ({ clientY }) => {
      const row = Math.floor((clientY - space.getBoundingClientRect().top) / this.#sizes.row);
      if (row >= 0 && row < recording.timeline.shown.length) events.choose(row);
    });
    heads.addEventListener("click", ({ target }) => {
      const lane = /** @type {Element} */ (target).getAttribute("data-lane");
      if (lane) events.chooseLane(lane);
    });
  }

  /** How large everything is, pixels. */
  get #sizes() {
    const scale = document.documentElement.classList.contains("big") ? 1.5 : 1;
    const isNarrow = this.#box.clientWidth < 640;
    return { row: 34 * scale, times: (isNarrow ? 72 : 92) * scale, letter: 7.3 * scale, scale };
  }

  /** Which rows are seen, as places: the first, and the one behind the last. */
  get seen() {
    const { row } = this.#sizes;
    const first = Math.max(0, Math.floor(this.#box.scrollTop / row));
    return { first, last: first + Math.ceil(this.#box.clientHeight / row) + 1 };
  }

  /** Draws what is seen. */
  draw() {
    const sizes = this.#sizes;
    const { timeline: { shown } } = this.#recording;
    const columns = this.#columns();
    const until = this.hidesLater ? this.#player.index + 1 : shown.length;
    const height = shown.length * sizes.row;
    setSize(this.#space, Math.max(columns.width, this.#box.clientWidth - 2), height + 2 * sizes.row);
    this.#keepInSight(sizes.row, columns);
    const { first, last } = this.seen;
    const part = {
      columns,
      first: Math.max(0, first - BEYOND),
      last: Math.min(shown.length, last + BEYOND),
      left: this.#box.scrollLeft,
      right: this.#box.scrollLeft + this.#box.clientWidth,
      rowHeight: sizes.row,
      letter: sizes.letter,
      chosen: this.#player.index,
      until,
    };
    this.#rows.replaceChildren(...paintShapes(ladderShapes(this.#recording, part)));
    setBox(
      this.#rows,
      columns.width,
      Math.max(0, part.last - part.first) * sizes.row,
      part.first * sizes.row,
    );
    this.#drawHeads(columns, sizes.row);
  }

  /**
   * The shapes of rows from one place to another and of the heads above them, for a file.
   *
   * @param {number} first @param {number} last
   */
  picture(first, last) {
    const sizes = this.#sizes;
    const columns = this.#columns();
    const part = {
      columns,
      first,
      last: Math.min(last, this.hidesLater ? this.#player.index + 1 : Infinity),
      left: 0,
      right: columns.width,
      rowHeight: sizes.row,
      letter: sizes.letter,
    };
    const queues = programQueues(this.#recording, this.#player.time);
    const heads = headShapes(columns, sizes.row, { left: 0, right: columns.width }, queues);
    const height = (Math.min(part.last, this.#recording.timeline.shown.length) - first) * sizes.row;
    return {
      heads,
      rows: ladderShapes(this.#recording, part),
      width: columns.width,
      head: sizes.row * HEADS,
      height,
    };
  }

  #columns() {
    const { lanes, sockets } = this.#recording;
    const only = this.#only();
    const wantsOutside = only === undefined || only.has(OUTSIDE);
    const hasOutside = wantsOutside &&
      [...sockets.all.values()].some(({ peer, remote, accepted, connected }) =>
        peer === undefined && remote !== undefined &&
        (accepted !== undefined || (connected !== undefined && sockets.listenerAt(remote) === undefined))
      );
    /** @type {Map<string, number>} */
    const order = new Map();
    for (const { program } of lanes.values()) if (!order.has(program)) order.set(program, order.size);
    const shown = [...lanes.values()].filter(({ name }) => only?.has(name) ?? true)
      .sort((a, b) => (order.get(a.program) ?? 0) - (order.get(b.program) ?? 0));
    const { scale, times } = this.#sizes;
    const wanted = { times, lane: 190 * scale, gap: 180 * scale };
    const room = this.#box.clientWidth - 4;
    const least = { lane: 104 * scale, gap: 84 * scale };
    return placeColumns(shown, hasOutside, fitColumns(shown, hasOutside, room, wanted, least));
  }

  /** The lanes to be shown while one looks for something; undefined: all. @returns {Set<string> | undefined} */
  #only() {
    const { timeline } = this.#recording;
    if (!this.showsOnlyFound || !timeline.isFiltered || timeline.shown.length === 0) return undefined;
    const { shown } = timeline;
    if (this.#found?.rows !== shown || this.#found.count !== shown.length) {
      this.#found = { rows: shown, count: shown.length, lanes: lanesShown(this.#recording, shown) };
    }
    return this.#found.lanes;
  }

  /**
   * The row that one stands on stays in sight when it becomes another one, and so does the lane.
   *
   * @param {number} height @param {import("./columns.js").Columns} columns
   */
  #keepInSight(height, { byLane, laneWidth }) {
    const { index, row } = this.#player;
    const lane = row === undefined ? undefined : byLane.get(this.#recording.laneOf(row.event) ?? "?");
    if (lane !== undefined && index !== this.#chosenBefore) {
      const { scrollLeft, clientWidth } = this.#box;
      if (lane.x < scrollLeft + laneWidth) this.#box.scrollLeft = lane.x - laneWidth;
      else if (lane.x + laneWidth > scrollLeft + clientWidth) {
        this.#box.scrollLeft = lane.x + laneWidth - clientWidth;
      }
    }
    if (this.#player.isFollowing) this.#box.scrollTop = this.#box.scrollHeight;
    else if (index !== this.#chosenBefore && index >= 0) {
      const [top, margin] = [index * height, 2 * height];
      const seen = this.#box.clientHeight - HEADS * height;
      if (top < this.#box.scrollTop + margin) this.#box.scrollTop = top - margin;
      else if (top + height + margin > this.#box.scrollTop + seen) {
        this.#box.scrollTop = top + height + margin - seen;
      }
    }
    this.#chosenBefore = index;
  }

  /** @param {import("./columns.js").Columns} columns @param {number} row */
  #drawHeads(columns, row) {
    const { scrollLeft, clientWidth } = this.#box;
    const { events, lanes } = this.#recording;
    const drawn = [
      this.#player.time,
      events.length,
      lanes.size,
      columns.columns.length,
      row,
      columns.width,
      scrollLeft,
      clientWidth,
    ]
      .join(" ");
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const queues = programQueues(this.#recording, this.#player.time);
    const seen = { left: scrollLeft, right: scrollLeft + clientWidth };
    this.#heads.replaceChildren(...paintShapes(headShapes(columns, row, seen, queues)));
    setBox(this.#heads, columns.width, row * HEADS);
  }
}

/**
 * The names above the lanes, and between them what the kernel keeps for each program.
 *
 * @param {import("./columns.js").Columns} columns
 * @param {number} row its height
 * @param {{ left: number, right: number }} seen pixels
 * @param {Map<string, import("./program_queues.js").ProgramQueues>} queues
 * @returns {Shape[]}
 */
function headShapes({ columns, gaps, width, laneWidth }, row, { left, right }, queues) {
  const height = row * HEADS;
  const most = Math.floor(laneWidth / 8.5 * 34 / row);
  /** @type {Shape[]} */
  const shapes = [{ tag: "rect", attributes: { class: "paper", x: 0, y: 0, width, height } }];
  /** @type {Map<number, string>} */
  const programs = new Map();
  for (const { lane, program, group, x, middle } of columns) {
    programs.set(group, program);
    if (middle + laneWidth < left || middle - laneWidth > right) continue;
    const unseen = lane === OUTSIDE ? " unseen" : "";
    const box = { x: middle - laneWidth / 2 + 4, y: 5, width: laneWidth - 8, height: height - 11, rx: 8 };
    shapes.push(
      { tag: "line", attributes: { class: "lane" + unseen, x1: x, x2: x, y1: row, y2: height } },
      { tag: "rect", attributes: { class: "head" + unseen, ...box, "data-lane": lane } },
      {
        tag: "text",
        attributes: { class: "name", x: middle, y: height * 0.6, "text-anchor": "middle", "data-lane": lane },
        text: lane === OUTSIDE ? TEXTS.outside : shorten(lane, most),
      },
    );
  }
  if (left > 0) shapes.push({ tag: "rect", attributes: { class: "paper", x: 0, y: 0, width: left, height } });
  const line = height / 4.4;
  gaps.slice(0, -1).forEach(({ from, to }, gap) => {
    if (to < left || from > right) return;
    shapes.push({ tag: "rect", attributes: { class: "kernel", x: from, y: 0, width: to - from, height } });
    // The first gap is beside two programs: what is kept for the left one stands above
    const isNarrow = to - from < NARROW * row / 34;
    const above = gap === 0 ? queueLines(queues.get(programs.get(0) ?? ""), isNarrow) : [];
    const below = queueLines(queues.get(programs.get(gap + 1) ?? ""), isNarrow);
    above.forEach((text, at) => {
      shapes.push({ tag: "text", attributes: { class: "queue", x: from + 3, y: line * (at + 0.9) }, text });
    });
    below.forEach((text, at) => {
      const y = height - line * (below.length - at - 0.65);
      shapes.push({ tag: "text", attributes: { class: "queue", x: to - 3, y, "text-anchor": "end" }, text });
    });
  });
  return shapes;
}

/** Only what changes is set: setting is dear. @param {HTMLElement} box @param {number} width @param {number} height */
function setSize(box, width, height) {
  if (box.style.width !== width + "px") box.style.width = width + "px";
  if (box.style.height !== height + "px") box.style.height = height + "px";
}

/** @param {SVGSVGElement} svg @param {number} width @param {number} height @param {number} [top] */
function setBox(svg, width, height, top) {
  svg.setAttribute("width", String(width));
  svg.setAttribute("height", String(height));
  if (top !== undefined) svg.style.top = top + "px";
}
