import type { Fault } from "../../_kit/fault.ts";

/**
 * All signals that end a program which does not listen for them, and those to which the runtime may
 * react.
 */
const STRAY = [
  "SIGUSR1",
  "SIGUSR2",
  "SIGALRM",
  "SIGVTALRM",
  "SIGPROF",
  "SIGIO",
  "SIGXFSZ",
  "SIGPIPE",
  "SIGURG",
  "SIGWINCH",
  "SIGCHLD",
] as const;

export default {
  name: "stray signals",
  about: "SIGUSR1, SIGALRM, SIGPIPE and others from nowhere: none of them means anything to a server",
  appliesTo: () => true,
  async inject(server, { pause }) {
    for (const signal of STRAY) {
      server.signal(signal);
      await pause(50);
    }
  },
} satisfies Fault;
