import type { Candidate } from "./candidate.ts";
import { freePort } from "../../tests/_kit/net/free_port.ts";
import { untilListening } from "../../tests/_kit/net/until_listening.ts";
import { root } from "./root.ts";
import { descendants, type Usage, usageOf } from "../../tests/_kit/program/proc.ts";

/** A candidate that is running and accepts. `await using` ends it. */
export interface RunningServer extends AsyncDisposable {
  readonly port: number;
  readonly pid: number;
  /** The command as it was started. */
  readonly command: readonly string[];
  /** The resources it has used since it started. */
  usage(): Usage;
  /** How it ended, when it has: `SIGSEGV: its first words on stderr`. */
  ended(): string | undefined;
}

const START_TIMEOUT_MS = 15_000;

/**
 * Starts a candidate and waits until it accepts.
 *
 * @param candidate one that {@link whyMissing} has nothing against
 * @param before  words before its command, a program that becomes it
 * @throws {Error} with what it said on stderr, when it ends or stays silent for 15 s
 */
export async function startServer(
  candidate: Candidate,
  before: readonly string[] = [],
): Promise<RunningServer> {
  const ready = candidate.ready ?? "tcp";
  const wanted = ready === "line" ? 0 : freePort();
  const command = candidate.command(wanted);
  const child = spawn([...before, ...command], candidate.cwd ?? root);
  const heard = listenTo(child.stderr);
  let how: string | undefined;
  const gone = child.status.then(async (status) => {
    how = status.signal ?? `code ${status.code}`;
    await heard.drained;
    throw new Error(
      `${candidate.name} ended with ${status.code} before it listened: ${firstLine(heard.text)}`,
    );
  });
  const stop = () => end(child, heard.drained);
  const givenUp = new AbortController();
  const listening = ready === "line" ? heard.port : untilListening(wanted, ready, { signal: givenUp.signal });
  try {
    const port = await Promise.race([
      gone,
      listening,
      late(candidate, givenUp.signal),
    ]);
    gone.catch(() => {}); // from here on an end is either ours or shows as a failed measurement
    const ended = () => how && [how, firstLine(heard.text)].filter((part) => part !== "").join(": ");
    return {
      port,
      pid: child.pid,
      command,
      usage: () => usageOf(child.pid),
      ended,
      [Symbol.asyncDispose]: stop,
    };
  } catch (error) {
    gone.catch(() => {});
    givenUp.abort();
    await stop();
    // A line that never came is waited for by nobody
    if (ready !== "line") await listening.catch(() => {});
    throw error;
  } finally {
    givenUp.abort();
  }
}

function firstLine(text: string): string {
  return text.trim().split("\n")[0] ?? "";
}

function spawn(command: readonly string[], cwd: string): Deno.ChildProcess {
  const [program = "", ...args] = command;
  const env = { NO_COLOR: "1" }; // its output may end up in a report
  return new Deno.Command(program, { args, cwd, env, stdin: "null", stdout: "null", stderr: "piped" })
    .spawn();
}

interface Heard {
  text: string;
  readonly port: Promise<number>;
  readonly drained: Promise<void>;
}

/** Reads stderr to its end, so that a talkative server never blocks, and keeps its first words. */
function listenTo(stderr: ReadableStream<Uint8Array>): Heard {
  const { promise: port, resolve } = Promise.withResolvers<number>();
  const read = async () => {
    for await (const words of stderr.pipeThrough(new TextDecoderStream())) {
      if (heard.text.length > 10_000) continue;
      heard.text += words;
      const found = /listening on \S*:(\d+)/.exec(heard.text);
      if (found) resolve(Number(found[1]));
    }
  };
  const heard: Heard = { text: "", port, drained: Promise.resolve() };
  return Object.assign(heard, { drained: read() });
}

/**
 * Ends the server and the children it forked: they would hold its stderr open and keep a core busy for ever.
 */
async function end(child: Deno.ChildProcess, drained: Promise<void>): Promise<void> {
  const family = descendants(child.pid);
  const hurry = setTimeout(() => kill(child.pid, "SIGKILL"), 3000);
  kill(child.pid, "SIGTERM");
  await child.status;
  clearTimeout(hurry);
  family.forEach((pid) => kill(pid, "SIGKILL"));
  // A grandchild that nobody knew of may hold its stderr: we must not wait for ever because of that
  const waited = new AbortController();
  await Promise.race([drained, pause(2000, waited.signal)]);
  waited.abort();
}

function kill(pid: number, signal: Deno.Signal): void {
  try {
    Deno.kill(pid, signal);
  } catch {
    // already gone, as intended
  }
}

/** @param signal somebody else has decided */
async function late(candidate: Candidate, signal: AbortSignal): Promise<never> {
  await pause(START_TIMEOUT_MS, signal);
  throw new Error(`${candidate.name} did not listen within ${START_TIMEOUT_MS / 1000} s`);
}

/** @param signal ends it for good: it never resolves then */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => clearTimeout(timer), { once: true });
  });
}
