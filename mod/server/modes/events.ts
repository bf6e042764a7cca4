import { serveLocally } from "./serve_locally.ts";
import type { Mode } from "./mode.ts";

/**
 * # events: all clients on one loop
 *
 * The sheets reach this way by `select`: one process waits for the keyboard, the listening socket
 * and every client at once, and serves any that has something to say. Stevens calls it I/O
 * multiplexing (UNP ch. 6 and 16). In Deno the `select` is the runtime's own (epoll, kqueue or IOCP
 * under an event loop), and what it wakes is not a branch of a big switch but an `await`: each
 * session reads as if it were alone in the world, and thousands of them cost no more than their
 * buffers.
 *
 * Between two awaits nothing else runs. That makes shared state safe without a lock, which is why a
 * chat room is only served this way, and it makes one long computation everybody's problem.
 *
 * When it is the wrong choice: handlers that compute for longer than a few milliseconds without an `await`,
 * handlers that may crash the isolate, and machines whose other cores would otherwise sleep.
 */
export const events: Mode = {
  name: "events",
  isolates: "one",
  serve: (server) => serveLocally(server, Infinity, server.handler()),
};
