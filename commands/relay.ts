import type { RawCommand } from "../mod/cli/command.ts";
import { type CommandContext, SignalExit } from "../mod/cli/command_context.ts";
import { standardOutput } from "../mod/process/console/standard_streams.ts";
import { runRelay } from "../mod/relay/run.ts";

const DEVICES = {
  why: "the runtime opens devices and descriptors only to a program without limits",
  if: "with /dev/…, FD:3 and above, programs, modules",
};

/** `netlab relay …` and `netlab socat …`: socat's own option language, so it reads its arguments itself. */
const relay: RawCommand = {
  name: "relay",
  summary: "connect any two things, in socat's address language",
  permissions: {
    net: { why: "addresses of the network, UNIX sockets", if: "with such an address" },
    read: {
      why: "files, UNIX sockets, certificates, ports by name",
      if: "with such an address or option",
    },
    write: { why: "files, UNIX sockets, recordings, logs", if: "with such an address or option" },
    run: { why: "programs", if: "with EXEC, SYSTEM, a named PIPE" },
    env: { why: "programs get it", if: "with EXEC, SYSTEM" },
    sys: [
      { why: "umask, names of interfaces", if: "with such an option" },
      { why: "to know its own addresses", if: "as a proxy" },
    ],
    ffi: [
      {
        why: "calls that the runtime has not",
        if: "with options such as ipv6-v6only, setsid, bind of a UNIX client",
      },
      { why: "to wait for the other end of one", if: "with FIFOs, before Deno 2.9" },
      DEVICES,
    ],
    import: DEVICES,
  },
  runRaw: run,
  completable: async () => (await import("../mod/relay/help/completable.ts")).relayCompletable,
  manual: async () => (await import("../mod/relay/help/manual.ts")).relayManual,
};

export default relay;

async function run(args: readonly string[], context: CommandContext): Promise<number> {
  const [stdout, stderr] = [standardOutput("stdout"), standardOutput("stderr")];
  const status = await runRelay({
    args,
    signal: context.signal,
    divertSignal: context.divertSignal,
    translate: context.translate,
    writeOutput: (text) => put(stdout, text),
    writeError: (text) => put(stderr, text),
    variable: context.env,
    keep: context.keepPermissions,
  });
  return context.signal.reason instanceof SignalExit ? context.signal.reason.exitCode : status;
}

/**
 * Writes at once and in order: a dump must come before the next message, and be complete when the
 * program ends.
 */
function put(stream: { writeSync(bytes: Uint8Array): number }, text: string | Uint8Array): void {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  try {
    for (let at = 0; at < bytes.length;) at += stream.writeSync(bytes.subarray(at));
  } catch {
    // Nobody reads it any more: the relay goes on.
  }
}
