import type { Network } from "../net/network.ts";
import { netlab, PLAIN } from "./netlab.ts";

/** How a program ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The settings with which a program is started. */
export interface RunOptions {
  /** Its standard input. */
  stdin?: string | Uint8Array;
  cwd?: string;
  env?: Record<string, string>;
  /** Where it runs, if not here. */
  network?: Network;
  /** Milliseconds after which it is killed and the test fails. @default {60000} */
  timeout?: number;
}

/** Runs netlab to its end. */
export function run(args: string[], options: RunOptions = {}): Promise<Ended> {
  return runCommand(...netlab(...args), options);
}

/** Runs any program to its end. */
export async function runCommand(command: string, args: string[], options: RunOptions = {}): Promise<Ended> {
  const { stdout, ...rest } = await runBytes(command, args, options);
  return { ...rest, stdout: new TextDecoder().decode(stdout) };
}

/** Runs any program to its end; its output as bytes. */
export async function runBytes(
  command: string,
  args: string[],
  { stdin, cwd, env, network, timeout = 60_000 }: RunOptions = {},
): Promise<{ code: number; stdout: Uint8Array; stderr: string }> {
  const [path, all] = network?.command(command, ...args) ?? [command, args];
  const child = new Deno.Command(path, {
    args: all,
    cwd,
    env: { ...PLAIN, ...env },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    try {
      child.kill("SIGKILL");
    } catch {
      // It has ended, and what it has started still holds its output.
    }
  }, timeout);
  const feeding = feed(child.stdin, stdin);
  const { code, stdout, stderr } = await child.output();
  clearTimeout(timer);
  await feeding;
  const text = new TextDecoder().decode(stderr);
  if (late) {
    const said = `${new TextDecoder().decode(stdout.subarray(-MOST_TOLD))}\n${text}`;
    throw new Error(`${command} ${args.join(" ")} did not end in ${timeout} ms\n${said}`);
  }
  return { code, stdout, stderr: text };
}

/** So much of what a program printed before it was ended is told, bytes: where it stood is there. */
const MOST_TOLD = 4096;

async function feed(stdin: WritableStream<Uint8Array>, data: string | Uint8Array | undefined): Promise<void> {
  const writer = stdin.getWriter();
  try {
    if (data !== undefined) {
      await writer.write(typeof data === "string" ? new TextEncoder().encode(data) : data);
    }
    await writer.close();
  } catch {
    // The program ended without reading all of it.
  }
}
