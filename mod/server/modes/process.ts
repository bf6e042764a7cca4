import { startChildProcess } from "../workers/isolate/child_channel.ts";
import { granted } from "../../process/permissions.ts";
import { isolatePerClient } from "./isolate_per_client.ts";
import type { Mode } from "./mode.ts";

/**
 * # process: a child process for each client
 *
 * The concurrent server of sheets 000 §2.2 and 002, and of UNP ch. 5: a watcher accepts, an
 * assistant serves one client and exits. On the sheets the assistant comes from `fork`, which
 * copies the watcher with its open sockets. Deno has no `fork`; the assistant is this same program
 * started again, with a pair of pipes that carry the client's bytes. The watcher waits for it as
 * soon as it ends (no zombies), and it has its own process group, so that Ctrl-C reaches only the
 * watcher, which then lets it finish.
 *
 * It is the strongest wall there is between two clients: `kill -9` of one assistant, or a handler
 * that eats all its memory, ends one conversation. It is also the most expensive: tens of
 * milliseconds and tens of megabytes for each client.
 *
 * When it is the wrong choice: whenever clients come faster than processes can be started, or share anything.
 */
export const process: Mode = {
  name: "process",
  isolates: "many",
  serve(server) {
    // A child is a separate program: by default it would have more permissions than we have.
    const permissions = server.permissions ?? granted();
    return isolatePerClient({ ...server, permissions }, () => startChildProcess(permissions));
  },
};
