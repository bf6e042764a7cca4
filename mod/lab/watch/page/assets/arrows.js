import { callKind, effectTime } from "./call_kind.js";
import { OUTSIDE } from "./columns.js";

/**
 * @typedef {import("./recording.js").Recording} Recording
 * @typedef {import("./recording.js").WatchCall} WatchCall
 * @typedef {import("./sockets.js").Socket} Socket
 */

/*
 * What goes from one lane to another. As in the diagrams of `lab diagram`, what is sent arrives at once, whether or not
 * anybody asks for it: the kernel shakes hands with a client that nobody has accepted, and keeps bytes that nobody has
 * read. What has arrived then waits beside the other lane until a call takes it.
 */

/**
 * @typedef {object} Arrow
 * @property {"connect" | "refused" | "data" | "end" | "reset"} kind
 * @property {string} from a lane
 * @property {string} to
 * @property {number} event that sent it, or that took what came from outside
 * @property {number} [taken] the event that took it, where that is known
 * @property {string} socket at whose end it waits
 * @property {number} [bytes] of data: how many it took of them
 * @property {boolean} [isRest] of data: an earlier call has taken its beginning
 */

/**
 * The arrows that leave at an event, or arrive there from somebody who is not watched.
 *
 * @param {Recording} recording
 * @param {number} index
 * @param {number} [begin] of data: those that took this byte of the stream, or a later one
 * @returns {Arrow[]}
 */
export function arrowsAt(recording, index, begin = 0) {
  const event = recording.events[index];
  if (event.type === "end") {
    return (event.closes ?? []).flatMap((id) =>
      finArrow(recording, recording.sockets.get(id), index, event.lane)
    );
  }
  if (event.type !== "call" || event.socket === undefined) return [];
  const socket = recording.sockets.get(event.socket);
  if (socket === undefined) return [];
  const kind = callKind(event);
  if (kind === "send") return dataArrows(recording, socket, event, index, begin);
  if (kind === "receive") return fromOutside(recording, socket, event, index);
  if (kind === "connect" && socket.transport !== "udp") {
    const to = recording.otherLane(socket);
    const accepted = recording.sockets.get(socket.peer ?? "");
    const taken = accepted?.accepted === undefined ? {} : { taken: accepted.accepted };
    return [{
      kind: "connect",
      from: event.lane,
      to,
      event: index,
      socket: accepted?.id ?? socket.id,
      ...taken,
    }];
  }
  if (kind === "accept" && socket.peer === undefined) {
    return [{
      kind: "connect",
      from: OUTSIDE,
      to: event.lane,
      event: index,
      socket: socket.id,
      taken: index,
    }];
  }
  if (event.call === "connect" && event.errno === "ECONNREFUSED") {
    return [{
      kind: "refused",
      from: event.lane,
      to: recording.otherLane(socket),
      event: index,
      socket: socket.id,
    }];
  }
  if (kind === "shutdown" || kind === "close") {
    return socket.finished === index ? finArrow(recording, socket, index, event.lane) : [];
  }
  if (kind === "heard-end" && socket.peer === undefined) {
    return [{ kind: "end", from: OUTSIDE, to: event.lane, event: index, socket: socket.id, taken: index }];
  }
  return [];
}

/** The most calls that are drawn as takers of the bytes of one send. */
const MOST_TAKERS = 60;

/**
 * @param {Recording} recording @param {Socket} socket @param {WatchCall} call @param {number} index
 * @param {number} begin
 * @returns {Arrow[]}
 */
function dataArrows(recording, socket, call, index, begin) {
  /** @param {number | undefined} taken */
  const laneOf = (taken) => taken === undefined ? undefined : recording.laneOf(taken);
  const other = recording.otherLane(socket);
  const from = call.lane;
  const whole = { kind: /** @type {const} */ ("data"), from, event: index, bytes: call.length ?? 0 };
  if (socket.transport === "udp") {
    const taken = recording.datagramTo.get(index);
    const to = laneOf(taken) ?? other;
    const end = taken === undefined
      ? socket.id
      : /** @type {WatchCall} */ (recording.events[taken]).socket ?? "";
    return [{ ...whole, to, socket: end, ...(taken === undefined ? {} : { taken }) }];
  }
  const peer = recording.sockets.get(socket.peer ?? "");
  const moved = placeOf(socket, index);
  if (peer === undefined || moved === undefined) return [{ ...whole, to: other, socket: socket.id }];
  const taking = peer.received.within(Math.max(begin, moved.from), moved.to, MOST_TAKERS);
  /** @type {Arrow[]} */
  const arrows = taking.map(({ event: taken, from: start, to: end }, at) => ({
    ...whole,
    to: laneOf(taken) ?? other,
    socket: peer.id,
    taken,
    bytes: Math.min(end, moved.to) - Math.max(start, moved.from),
    ...(at > 0 || begin > moved.from ? { isRest: true } : {}),
  }));
  const rest = moved.to - Math.max(moved.from, peer.received.total);
  if (rest > 0 || arrows.length === 0) {
    arrows.push({
      ...whole,
      to: other,
      socket: peer.id,
      bytes: arrows.length === 0 ? whole.bytes : rest,
      ...(arrows.length > 0 ? { isRest: true } : {}),
    });
  }
  return arrows;
}

/** @param {Recording} recording @param {Socket} socket @param {WatchCall} call @param {number} index @returns {Arrow[]} */
function fromOutside(recording, socket, call, index) {
  const isKnown = socket.transport === "udp" ? recording.datagramFrom.has(index) : socket.peer !== undefined;
  if (isKnown || (call.length ?? 0) === 0) return [];
  const { length: bytes = 0, lane: to } = call;
  return [{ kind: "data", from: OUTSIDE, to, event: index, socket: socket.id, taken: index, bytes }];
}

/** @param {Recording} recording @param {Socket | undefined} socket @param {number} index @param {string} from @returns {Arrow[]} */
function finArrow(recording, socket, index, from) {
  if (socket === undefined || socket.isListening || socket.transport === "udp" || socket.finished !== index) {
    return [];
  }
  if (socket.accepted === undefined && socket.connected === undefined && socket.remote === undefined) {
    return [];
  }
  const peer = recording.sockets.get(socket.peer ?? "");
  const event = recording.events[index];
  const isReset = event.type === "call" && /\bRST\b/.test(event.arguments);
  const taken = !isReset && peer?.heardEnd !== undefined ? { taken: peer.heardEnd } : {};
  const to = recording.laneOf(taken.taken ?? -1) ?? recording.otherLane(socket);
  return [{
    kind: isReset ? "reset" : "end",
    from,
    to,
    event: index,
    socket: peer?.id ?? socket.id,
    ...taken,
  }];
}

/** The bytes of a send in its stream. @param {Socket} socket @param {number} index */
function placeOf({ sent }, index) {
  let [low, high] = [0, sent.all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sent.all[middle].event < index) low = middle + 1;
    else high = middle;
  }
  return sent.all[low]?.event === index ? sent.all[low] : undefined;
}

/**
 * What was sent before a time and is taken after it: it waits beside the lane of who takes it.
 *
 * @param {Recording} recording
 * @param {number} time seconds
 * @param {number} most arrows
 * @returns {Arrow[]}
 */
export function waitingAt(recording, time, most = 500) {
  /** @type {Arrow[]} */
  const waiting = [];
  const { events } = recording;
  /** @param {number | undefined} index */
  const isPast = (index) => index !== undefined && timeOf(events[index]) < time;
  /** @param {number} index @param {(arrow: Arrow) => boolean} is @param {number} [begin] */
  const take = (index, is, begin) => waiting.push(...arrowsAt(recording, index, begin).filter(is));
  /** @param {Arrow} arrow */
  const goesOn = ({ taken, event }) => taken !== event && !isPast(taken);
  for (const socket of recording.sockets.all.values()) {
    if (waiting.length >= most) break;
    const peer = recording.sockets.get(socket.peer ?? "");
    if (isPast(socket.connected) && !isPast(peer?.accepted)) {
      take(/** @type {number} */ (socket.connected), goesOn);
    }
    if (peer === undefined || socket.transport === "udp") continue;
    if (isPast(socket.finished) && peer.heardEnd !== undefined && !isPast(peer.heardEnd)) {
      take(
        /** @type {number} */ (socket.finished),
        ({ socket: end, ...arrow }) => end === peer.id && goesOn({ socket: end, ...arrow }),
      );
    }
    const [sent, received] = [
      movedBefore(socket.sent.all, events, time),
      movedBefore(peer.received.all, events, time),
    ];
    for (const { event } of socket.sent.within(received, sent, most)) {
      if (waiting.length >= most) break;
      take(event, goesOn, received);
    }
  }
  return waiting;
}

/** @param {import("./recording.js").WatchEvent} event */
function timeOf(event) {
  return event.type === "call" ? effectTime(event) : event.at;
}

/**
 * How many bytes were moved before a time.
 *
 * @param {import("./byte_ranges.js").Moved[]} moved @param {import("./recording.js").WatchEvent[]} events @param {number} time
 */
function movedBefore(moved, events, time) {
  let [low, high] = [0, moved.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timeOf(events[moved[middle].event]) < time) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : moved[low - 1].to;
}
