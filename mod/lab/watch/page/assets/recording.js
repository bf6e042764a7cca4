import { callKind, effectTime, hasWaited } from "./call_kind.js";
import { Datagrams } from "./datagrams.js";
import { Sockets } from "./sockets.js";
import { Timeline } from "./timeline.js";

/**
 * @typedef {import("../../watch_event.ts").WatchEvent} WatchEvent
 * @typedef {import("../../watch_event.ts").WatchCall} WatchCall
 * @typedef {import("./timeline.js").Row} Row
 */

/** The most events that are kept: a page has to stay quick, and a browser to live. */
export const MOST_EVENTS = 250_000;
/** The most characters of data. */
const MOST_DATA = 128 << 20;
/** The most processes and threads. */
const MOST_LANES = 5000;

/**
 * A process or a thread.
 *
 * @typedef {object} Lane
 * @property {string} name
 * @property {string} program
 * @property {number} [began] the event that told of it
 * @property {number} [ended] the event that told of its end
 * @property {string} [language]
 * @property {string} [parent]
 * @property {{ event: number, start: number, at: number }[]} waits its calls that have waited, in order of time
 */

/**
 * Everything that is known of a recording: it takes events in, one after the other, and answers who there was, what
 * belongs together, and what waited where. It knows neither the network nor the screen.
 */
export class Recording {
  /** @type {WatchEvent[]} */
  events = [];
  /** @type {import("../../watch_event.ts").WatchHead | undefined} */
  head;
  /** @type {Map<string, Lane>} */
  lanes = new Map();
  sockets = new Sockets();
  timeline = new Timeline();
  /** The looks at the kernel's queues, in order of time. @type {number[]} */
  queues = [];
  /** @type {number[]} */
  advice = [];
  /** The pieces of advice about an event. @type {Map<number, number[]>} */
  adviceAbout = new Map();
  /** Calls that have waited, the first first. @type {number[]} */
  waits = [];
  /** Events that were not kept. */
  left = 0;
  /** Seconds: the last event's time. */
  duration = 0;
  /** Where a datagram came from, and who took it, by events. @type {Map<number, number>} */
  datagramFrom = new Map();
  /** @type {Map<number, number>} */
  datagramTo = new Map();
  #datagrams = new Datagrams();
  #data = 0;
  /** Calls that have not returned, by lane and start. @type {Map<string, number>} */
  #unfinished = new Map();

  /** Forgets everything: another recording is to come. */
  clear() {
    const { timeline, sockets } = new Recording();
    [this.timeline, this.sockets] = [timeline, sockets];
    for (const list of [this.events, this.queues, this.advice, this.waits]) list.length = 0;
    for (const map of [this.lanes, this.adviceAbout, this.datagramFrom, this.datagramTo, this.#unfinished]) {
      map.clear();
    }
    this.head = undefined;
    this.left = this.duration = this.#data = 0;
    this.#datagrams = new Datagrams();
  }

  /** Takes an event; one too many is counted only. @param {WatchEvent} event */
  add(event) {
    const data = event.type === "call"
      ? event.data?.length ?? 0
      : event.type === "output"
      ? event.text.length
      : 0;
    if (this.events.length >= MOST_EVENTS || this.#data + data > MOST_DATA) {
      this.left++;
      return;
    }
    this.#data += data;
    const index = this.events.push(event) - 1;
    this.duration = Math.max(this.duration, event.at);
    switch (event.type) {
      case "head":
        this.head ??= event;
        for (const { name } of event.programs) this.lane(name);
        return;
      case "call":
        return this.#addCall(event, index);
      case "queues":
        this.queues.push(index);
        return;
      case "state":
        this.sockets.setState(event, index);
        return;
      case "advice":
        this.advice.push(index);
        this.adviceAbout.set(event.call, [...this.adviceAbout.get(event.call) ?? [], index]);
        return;
      case "lane": {
        const lane = this.lane(event.lane, event.program);
        if (lane === undefined) return;
        lane.language = event.language ?? lane.language;
        // Told once more when it becomes another program (execve)
        if (lane.began !== undefined) return;
        lane.program = event.program;
        lane.began = index;
        lane.parent = event.parent;
        break;
      }
      case "end": {
        const lane = this.lane(event.lane);
        if (lane !== undefined) lane.ended = index;
        for (const socket of event.closes ?? []) this.sockets.finish(socket, index, event.lane);
        break;
      }
    }
    this.timeline.add({ time: event.at, event: index, part: "happens" });
  }

  /**
   * The lane of a name; a new one, if there are not too many.
   *
   * @param {string} name @param {string} [program]
   * @returns {Lane | undefined}
   */
  lane(name, program = name.split(/[./](?=\d)/)[0]) {
    const known = this.lanes.get(name);
    if (known !== undefined || this.lanes.size >= MOST_LANES) return known;
    /** @type {Lane} */
    const lane = { name, program, waits: [] };
    this.lanes.set(name, lane);
    return lane;
  }

  /** The lane of an event, if it is one of somebody. @param {number} index @returns {string | undefined} */
  laneOf(index) {
    const event = this.events[index];
    return event !== undefined && "lane" in event ? event.lane : undefined;
  }

  /**
   * The lane at the other end of a connection; that of everybody who is not watched, where it is none of ours.
   *
   * @param {import("./sockets.js").Socket} socket
   * @returns {string}
   */
  otherLane(socket) {
    const peer = this.sockets.get(socket.peer ?? "");
    if (peer !== undefined && peer.lane !== "") return peer.lane;
    return this.sockets.listenerAt(socket.remote)?.lane ?? "";
  }

  /** The row of an event: of a call that has waited, the one in which it has its effect. @param {number} index @returns {Row} */
  rowOf(index) {
    const event = this.events[index];
    if (event.type !== "call") return { time: event.at, event: index, part: "happens" };
    if (!hasWaited(event)) return { time: effectTime(event), event: index, part: "happens" };
    return effectTime(event) === event.start
      ? { time: event.start, event: index, part: "begins" }
      : { time: event.at, event: index, part: "happens" };
  }

  /** @param {WatchCall} call @param {number} index */
  #addCall(call, index) {
    const lane = this.lane(call.lane);
    const key = `${call.lane} ${call.start}`;
    const before = this.#unfinished.get(key);
    if (before !== undefined) {
      this.#unfinished.delete(key);
      this.timeline.remove({ time: call.start, event: before, part: "begins" });
      const wait = lane?.waits.findLastIndex(({ event }) => event === before) ?? -1;
      if (wait >= 0) lane?.waits.splice(wait, 1);
    }
    if (call.unfinished) this.#unfinished.set(key, index);
    if (hasWaited(call)) {
      lane?.waits.push({ event: index, start: call.start, at: call.unfinished ? Infinity : call.at });
      if (!call.unfinished) this.waits.push(index);
      this.timeline.add({ time: call.start, event: index, part: "begins" });
      if (!call.unfinished) this.timeline.add({ time: call.at, event: index, part: "happens" });
    } else this.timeline.add(this.rowOf(index));
    this.#addToSocket(call, index);
  }

  /** @param {WatchCall} call @param {number} index */
  #addToSocket(call, index) {
    if (call.socket === undefined) return;
    const socket = this.sockets.see(call.socket, call);
    if (socket === undefined) return;
    const kind = callKind(call);
    if (call.transport === "udp") socket.transport = "udp";
    if (kind === "send" && socket.transport === "udp") {
      this.#datagrams.send(index, call.remote ?? socket.remote ?? "", datagramKey(call));
      socket.sent.add(index, call.length ?? 0);
    } else if (kind === "receive" && socket.transport === "udp") {
      socket.received.add(index, call.length ?? 0);
      const from = this.#datagrams.receive(call.local ?? socket.local ?? "", datagramKey(call));
      if (from === undefined) return;
      this.datagramFrom.set(index, from);
      this.datagramTo.set(from, index);
    } else if (kind === "send") socket.sent.add(index, call.length ?? 0);
    else if (kind === "receive") socket.received.add(index, call.length ?? 0);
    else if (kind === "heard-end") socket.heardEnd ??= index;
    else if (kind === "connect") socket.connected = index;
    else if (kind === "accept") socket.accepted = index;
    else if (kind === "listen") this.sockets.listens(socket);
    else if (kind === "shutdown" || kind === "close") this.sockets.finish(call.socket, index, call.lane);
  }
}

/** @param {WatchCall} call */
function datagramKey({ length, data = "" }) {
  return `${length} ${data}`;
}
