import { queuesAt } from "./queues_at.js";

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
 * The kernel's queues at a time, by program.
 *
 * @param {import("./recording.js").Recording} recording
 * @param {number} time seconds
 * @returns {Map<string, ProgramQueues>}
 */
export function programQueues(recording, time) {
  /** @type {Map<string, ProgramQueues>} */
  const found = new Map();
  for (const { socket, receive, send, syn, backlog, limit } of queuesAt(recording, time, MOST).kept) {
    const lane = recording.sockets.get(socket ?? "")?.lane;
    const program = recording.lanes.get(lane ?? "")?.program;
    if (program === undefined) continue;
    const sum = found.get(program) ?? { receive: 0, send: 0 };
    found.set(program, sum);
    if (backlog === undefined) {
      sum.receive += receive;
      sum.send += send;
    } else {
      sum.syn = (sum.syn ?? 0) + (syn ?? 0);
      sum.backlog = (sum.backlog ?? 0) + backlog;
      if (limit !== undefined) sum.limit = (sum.limit ?? 0) + limit;
    }
  }
  return found;
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
