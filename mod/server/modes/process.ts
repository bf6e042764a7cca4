import { startChildProcess } from "../workers/isolate/child_channel.ts";
import { granted } from "../../process/permissions.ts";
import { isolatePerClient } from "./isolate_per_client.ts";
import type { Mode } from "./mode.ts";

/**
 * # process: a child process for each client
 *
 * The concurrent server of sheets 000 §2.2 and 002, and of UNP ch. 5: a watcher accepts, an assistant serves one client
 * and exits. On the sheets the assistant comes from `fork`, which copies the watcher with its open sockets. Deno has
 * no `fork`; the assistant is this same program started anew, with a pair of pipes on which the bytes of the client come
 * and go. It is waited for as soon as it ends (no zombies), and it belongs to a process group of its own, so that Ctrl-C
 * reaches the watcher alone, who then lets it finish.
 *
 * It is the strongest wall there is between two clients: `kill -9` of one assistant, or a handler that eats all its
 * memory, ends one conversation. It is also the dearest: tens of milliseconds and tens of megabytes for each client.
 *
 * When it is the wrong choice: whenever clients come faster than processes can be started, or share anything.
 */
export const process: Mode = {
  name: "process",
  isolates: "many",
  serve(server) {
    // A child is a program of its own: left to itself it would have more than we have.
    const permissions = server.permissions ?? granted();
    return isolatePerClient({ ...server, permissions }, () => startChildProcess(permissions));
  },
};
