/**
 * The lanes that have something to do with some rows: those of their events, and those at the other end of their
 * connections.
 *
 * @param {import("./recording.js").Recording} recording
 * @param {readonly import("./timeline.js").Row[]} rows
 * @returns {Set<string>}
 */
export function lanesShown(recording, rows) {
  /** @type {Set<string>} */
  const lanes = new Set();
  /** @type {Set<string>} */
  const sockets = new Set();
  for (const { event: index } of rows) {
    const event = recording.events[index];
    if ("lane" in event && event.lane !== undefined) lanes.add(event.lane);
    if (event.type === "call" && event.socket !== undefined) sockets.add(event.socket);
  }
  for (const id of sockets) {
    const socket = recording.sockets.get(id);
    if (socket === undefined || socket.isListening) continue;
    lanes.add(recording.otherLane(socket));
    // What was sent is taken by whoever reads it, which need not be who has accepted
    const taken = recording.sockets.get(socket.peer ?? "")?.received.all[0];
    const lane = taken === undefined ? undefined : recording.laneOf(taken.event);
    if (lane !== undefined) lanes.add(lane);
  }
  return lanes;
}
