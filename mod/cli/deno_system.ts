import type { Voice } from "../language/voice.ts";
import { surrender } from "../permit/surrender.ts";
import { messages } from "./messages.ts";
import { Interruption, type Output, OutputClosedError, type System } from "./system.ts";

/**
 * The real world: standard streams, environment and signals of this process.
 *
 * The first SIGINT or SIGTERM asks the program to stop; the second ends it at once.
 *
 * @param voice how its messages speak.
 */
export function denoSystem(voice: Voice, env: System["env"]): System {
  surviveSizeLimit();
  return {
    ...voice,
    args: Deno.args,
    stdin: Deno.stdin,
    stdout: standardOutput(),
    stderr: messages(Deno.stderr, () => columnsOf(Deno.stderr), voice.translate),
    signal: stopSignal(),
    env,
    keep: surrender,
    settle: () => ({ kept: [], lost: [] }),
  };
}

function standardOutput(): Output {
  const encoder = new TextEncoder();
  return {
    async write(data) {
      const bytes = typeof data === "string" ? encoder.encode(data) : data;
      try {
        for (let written = 0; written < bytes.length;) {
          written += await Deno.stdout.write(bytes.subarray(written));
        }
      } catch (error) {
        const closed = error instanceof Deno.errors.BrokenPipe || error instanceof Deno.errors.BadResource;
        throw closed ? new OutputClosedError() : error;
      }
    },
    isTerminal: () => Deno.stdout.isTerminal(),
    columns: () => columnsOf(Deno.stdout),
  };
}

function columnsOf(stream: { isTerminal(): boolean }): number {
  try {
    return (stream.isTerminal() && Deno.consoleSize().columns) || 80; // some terminals say 0
  } catch {
    return 80; // a terminal that does not say how wide it is
  }
}

function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    try {
      Deno.addSignalListener(name, () => {
        const interruption = new Interruption(name);
        if (controller.signal.aborted) Deno.exit(interruption.exitCode);
        controller.abort(interruption);
      });
    } catch {
      // Windows has no SIGTERM to listen for.
    }
  }
  return controller.signal;
}

/**
 * A write beyond the largest file that this process may make (`ulimit -f`) brings SIGXFSZ, which ends whoever does not listen for
 * it: a whole server, for one upload. Once somebody listens, the write fails like any other.
 */
function surviveSizeLimit(): void {
  try {
    Deno.addSignalListener("SIGXFSZ", () => {/* the write tells */});
  } catch {
    // Windows has neither the limit nor the signal.
  }
}
