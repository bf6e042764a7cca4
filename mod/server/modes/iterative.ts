import { serveLocally } from "./serve_locally.ts";
import type { Mode } from "./mode.ts";

/**
 * # iterative: one client at a time
 *
 * The first server of every course (sheet 000 §2.1; UNP ch. 1): accept, serve to the end, close,
 * accept the next. Clients that come meanwhile still get connected, because the kernel completes
 * their handshake and keeps them in the backlog; they may even send their first request. But they
 * get no answer until the client being served has left. One client that connects and says nothing
 * is enough to hold up the whole world; `--idle-timeout` is the remedy.
 *
 * In Deno it is the same loop on the same event loop as `events`, with a single permit.
 *
 * When it is the wrong choice: nearly always. It is right when requests are short, all alike, and
 * really have to be served one after another, and it is the cheapest mode of all as long as nobody
 * stalls.
 */
export const iterative: Mode = {
  name: "iterative",
  isolates: "one",
  serve: (server) => serveLocally(server, 1, server.handler()),
};
