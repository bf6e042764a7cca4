/**
 * @typedef {import("./recording.js").Recording} Recording
 * @typedef {import("./sockets.js").Socket} Socket
 */

/**
 * What the kernel keeps for a socket.
 *
 * @typedef {object} Kept
 * @property {string} [socket]
 * @property {string} local
 * @property {string} [remote]
 * @property {string} [state]
 * @property {number} receive bytes that nobody has read
 * @property {number} send bytes that the other end has not acknowledged
 * @property {number} [backlog] connections that nobody has accepted
 * @property {number} [limit] how many there may be
 * @property {number} [syn] connections whose handshake is not over
 */

/**
 * The kernel's queues as the system showed them at the last look before a time.
 *
 * @param {Recording} recording
 * @param {number} time seconds
 * @param {number} [most] sockets
 * @returns {{ at: number, kept: Kept[] } | undefined} undefined when it was not asked before
 */
export function queuesSeen(recording, time, most = 200) {
  const seen = lastBefore(recording.queues, (index) => recording.events[index].at, time);
  if (seen === undefined) return undefined;
  const event = recording.events[seen];
  return { at: event.at, kept: shown(recording, event, most) };
}

/**
 * @param {Recording} recording
 * @param {import("../../watch_event.ts").WatchEvent} event
 * @param {number} most
 * @returns {Kept[]}
 */
function shown(recording, event, most) {
  if (event.type !== "queues") return [];
  const waiting = event.sockets.filter(({ state }) => state === "syn-received");
  return event.sockets.filter(({ state }) => state !== "syn-received").slice(0, most).map((each) => ({
    ...each,
    local: each.local || recording.sockets.get(each.socket ?? "")?.local || "",
    ...(each.state === "listen"
      ? { syn: waiting.filter(({ local }) => samePort(local, each.local)).length }
      : {}),
  }));
}

/** @param {string} a @param {string} b */
function samePort(a, b) {
  return a.replace(/^.*:/, "") === b.replace(/^.*:/, "");
}

/**
 * The kernel's queues as they follow from the calls, at any time, as far as both ends of a connection are watched. What
 * is sent arrives at once, whether or not anybody asks for it: it is in the receive queue until it is read.
 *
 * @param {Recording} recording
 * @param {number} time seconds
 * @param {number} [most] sockets
 * @returns {Kept[]}
 */
export function queuesWorkedOut(recording, time, most = 200) {
  const { sockets, events } = recording;
  /** @type {Kept[]} */
  const kept = [];
  /** @param {number | undefined} index */
  const isPast = (index) => index !== undefined && recording.rowOf(index).time <= time;
  for (const socket of sockets.all.values()) {
    if (kept.length >= most) break;
    const isOpen = isPast(socket.connected) || isPast(socket.accepted) || isPast(socket.sent.all[0]?.event);
    const state = sockets.stateAt(socket, time);
    if (state === "closed" || (!isOpen && !(socket.isListening && state !== undefined))) continue;
    const peer = sockets.get(socket.peer ?? "");
    const received = movedBefore(recording, socket.received.all, time);
    const arrived = peer === undefined ? received : movedBefore(recording, peer.sent.all, time);
    kept.push({
      socket: socket.id,
      local: socket.local ?? "",
      ...(socket.remote === undefined ? {} : { remote: socket.remote }),
      ...(state === undefined ? {} : { state }),
      receive: Math.max(0, arrived - received),
      send: 0,
      ...(socket.isListening ? { backlog: 0, syn: 0 } : {}),
    });
  }
  const listening = new Map(
    kept.filter(({ backlog }) => backlog !== undefined).map((each) => [each.socket, each]),
  );
  for (const { connected, remote, peer, transport } of sockets.all.values()) {
    if (!isPast(connected) || transport === "udp") continue;
    const call = events[/** @type {number} */ (connected)];
    if (call.type === "call" && call.errno !== undefined && call.errno !== "EINPROGRESS") continue;
    const other = sockets.get(peer ?? "");
    if (isPast(other?.accepted)) continue;
    const listener = listening.get(other?.listener ?? sockets.listenerAt(remote)?.id);
    if (listener !== undefined) listener.backlog = (listener.backlog ?? 0) + 1;
  }
  return kept;
}

/** The bytes that were moved up to a time. @param {Recording} recording @param {import("./byte_ranges.js").Moved[]} moved @param {number} time */
function movedBefore(recording, moved, time) {
  return lastBefore(moved, ({ event }) => recording.rowOf(event).time, time)?.to ?? 0;
}

/**
 * @template Each
 * @param {Each[]} list in order of time
 * @param {(each: Each) => number} timeOf
 * @param {number} time
 * @returns {Each | undefined} the last that is not after the time
 */
export function lastBefore(list, timeOf, time) {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timeOf(list[middle]) <= time) low = middle + 1;
    else high = middle;
  }
  return list[low - 1];
}
