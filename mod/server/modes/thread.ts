import { msg } from "../../i18n/message.ts";
import { startWorkerThread } from "../workers/isolate/worker_channel.ts";
import { isolatePerClient } from "./isolate_per_client.ts";
import type { Mode } from "./mode.ts";

/**
 * # thread: a worker thread for each client
 *
 * Accept, start a thread that serves the client, accept again (sheets 000 §4 and 004 §2.7; UNP ch.
 * 26). In C or Python the thread shares all memory with its creator, so starting it is cheap and a
 * forgotten lock is a bug. In Deno a thread is a `Worker`: a separate JavaScript engine on a
 * separate thread, sharing nothing. Races are impossible, at a cost of some twenty milliseconds and
 * some megabytes for each client, and the socket stays with the isolate that accepted it: every
 * byte crosses between the two (`mod/server/workers/isolate`).
 *
 * It gives isolation and parallelism: a handler that computes for a second, or crashes, affects
 * only its own client, and on several cores several handlers compute at once.
 *
 * When it is the wrong choice: many clients, or short conversations. A thousand threads are a thousand
 * engines.
 */
export const thread: Mode = {
  name: "thread",
  isolates: "many",
  serve: (server) =>
    isolatePerClient(server, (number) => startWorkerThread(msg`worker ${number}`, server.permissions)),
};
