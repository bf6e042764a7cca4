import { events } from "./events.ts";
import type { Mode, ModeName } from "./mode.ts";

/** The six modes with a few words each, in the order of the help text. */
export const MODES: Readonly<Record<ModeName, string>> = {
  events: "all clients at once on one event loop",
  iterative: "one client at a time, the others wait in the backlog",
  process: "a child process for each client",
  thread: "a worker thread for each client",
  pool: "a watcher that accepts and N workers that serve",
  symmetric: "N workers that each accept for themselves",
};

/** Loads a mode; of the others than the usual one, only the one that is used is ever loaded. */
export async function loadMode(name: ModeName): Promise<Mode> {
  switch (name) {
    case "events":
      return events;
    case "iterative":
      return (await import("./iterative.ts")).iterative;
    case "process":
      return (await import("./process.ts")).process;
    case "thread":
      return (await import("./thread.ts")).thread;
    case "pool":
      return (await import("./pool.ts")).pool;
    case "symmetric":
      return (await import("./symmetric.ts")).symmetric;
  }
}
