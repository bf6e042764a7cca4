import { queuesSeen, queuesWorkedOut } from "./queues_at.js";

/**
 * What the kernel keeps for all sockets of a program.
 *
 * @typedef {object} ProgramQueues
 * @property {number} receive bytes that it has not read
 * @property {number} send bytes that nobody has acknowledged
 * @property {number} [syn] handshakes under way, of a program that listens
 * @property {number} [backlog] connections that it has not accepted
 * @property {number} [limit]
 */

/** The most sockets that are looked at. */
const MOST = 10_000;

/**
 * The kernel's queues at a time, by program: worked out from the calls, which is exact at every step; where only one end
 * is watched, and for what no call tells, as the system showed them last.
 *
 * @param {import("./recording.js").Recording} recording
 * @param {number} time seconds
 * @returns {Map<string, ProgramQueues>}
 */
export function programQueues(recording, time) {
  /** @type {Map<string, ProgramQueues>} */
  const found = new Map();
  const seen = new Map((queuesSeen(recording, time, MOST)?.kept ?? []).map((each) => [each.socket, each]));
  for (const { socket, receive, send, backlog } of queuesWorkedOut(recording, time, MOST)) {
    const known = recording.sockets.get(socket ?? "");
    const program = recording.lanes.get(known?.lane ?? "")?.program;
    if (program === undefined) continue;
    const sum = found.get(program) ?? { receive: 0, send: 0 };
    found.set(program, sum);
    const there = seen.get(socket);
    if (backlog === undefined) {
      sum.receive += known?.peer === undefined ? there?.receive ?? receive : receive;
      sum.send += there?.send ?? send;
    } else {
      sum.syn = (sum.syn ?? 0) + (there?.syn ?? 0);
      sum.backlog = (sum.backlog ?? 0) +
        Math.max(backlog, hasOutside(recording, socket) ? there?.backlog ?? 0 : 0);
      if (there?.limit !== undefined) sum.limit = (sum.limit ?? 0) + there.limit;
    }
  }
  return found;
}

/** Whether somebody who is not watched has come to a socket. @param {import("./recording.js").Recording} recording @param {string | undefined} listener */
function hasOutside({ sockets }, listener) {
  for (const each of sockets.all.values()) {
    if (each.listener === listener && each.peer === undefined) return true;
  }
  return false;
}

/**
 * The same in words, a line for what listens and one for what is connected, with the names that `ss` gives them.
 *
 * @param {ProgramQueues | undefined} queues
 * @param {boolean} [isNarrow] whether there is room for few words only
 * @returns {string[]}
 */
export function queueLines(queues, isNarrow = false) {
  if (queues === undefined) return [];
  const { receive, send, syn, backlog, limit } = queues;
  if (isNarrow) return [...(backlog === undefined ? [] : [`backlog ${backlog}`]), `R ${receive} · S ${send}`];
  return [
    ...(backlog === undefined
      ? []
      : [`SYN ${syn} · backlog ${backlog}${limit === undefined ? "" : "/" + limit}`]),
    `Recv-Q ${receive} · Send-Q ${send}`,
  ];
}
