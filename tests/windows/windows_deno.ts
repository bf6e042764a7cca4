import { fromFileUrl } from "@std/path";
import { PLAIN } from "../_kit/program/netlab.ts";
import { type Ended, runCommand } from "../_kit/program/run.ts";
import { Server } from "../_kit/program/server.ts";

/**
 * Windows' Deno for these tests: on Windows the one that runs them, on Linux one that `wine_deno.sh` puts
 * together when `NETLAB_WINDOWS=1` asks for it (`deno task test:windows` and CI do), for that takes half a
 * minute and some packages of Debian.
 */
const onWindows = Deno.build.os === "windows";
const wanted = Deno.build.os === "linux" && Deno.env.get("NETLAB_WINDOWS") === "1";

/** The root of the sources. */
export const ROOT = fromFileUrl(new URL("../../", import.meta.url));

/** What the tests of this folder are called when they are skipped. */
const SKIPPED = "(skipped: deno task test:windows runs it, on Linux with wine)";

let made: Promise<string> | undefined;

/** The command that starts Windows' Deno. */
export function windowsDeno(): Promise<string> {
  return made ??= onWindows ? Promise.resolve(Deno.execPath()) : makeWineDeno();
}

async function makeWineDeno(): Promise<string> {
  const script = fromFileUrl(new URL("./wine_deno.sh", import.meta.url));
  const { code, stdout, stderr } = await runCommand("bash", [script], { timeout: 240_000 });
  if (code !== 0) throw new Error(stderr);
  return stdout.trim();
}

/** A path of this system as Windows names it; wine shows Linux's files on drive Z. */
export function windowsPath(path: string): string {
  return onWindows ? path : `Z:${path.replaceAll("/", "\\")}`;
}

/** A test of what netlab does on Windows. */
export function windowsTest(name: string, fn: (t: Deno.TestContext) => Promise<void>): void {
  if (onWindows || wanted) Deno.test(name, fn);
  else skipped(`${name} ${SKIPPED}`);
}

/** A test of what on Windows itself is tried without this folder. */
export function wineTest(name: string, fn: (t: Deno.TestContext) => Promise<void>): void {
  if (wanted) Deno.test(name, fn);
  else skipped(onWindows ? `${name} (skipped: it is run by itself there)` : `${name} ${SKIPPED}`);
}

/** A test that is not run yet. */
export function notYet(name: string, reason: string): void {
  skipped(`${name} (skipped: ${reason})`);
}

function skipped(name: string): void {
  Deno.test({ name, ignore: true, fn() {} });
}

/** What must not be taken over from the tests of this system: a program of Linux, and peers that it has. */
const ENVIRONMENT: Readonly<Record<string, string>> = {
  ...PLAIN,
  NETLAB_BIN: "",
  NETLAB_REQUIRE_PEERS: "",
  NETLAB_WINDOWS: "",
};

/** Under wine a start takes ten times as long as without. */
const TIMEOUT = 120_000;

/** Runs Windows' Deno to its end, in the folder of the sources. */
export async function runDeno(args: string[], timeout = TIMEOUT): Promise<Ended> {
  return await runCommand(await windowsDeno(), args, { cwd: ROOT, env: ENVIRONMENT, timeout });
}

/** Runs netlab from source, as Windows' Deno does. */
export function runNetlab(args: string[], timeout?: number): Promise<Ended> {
  return runDeno(["run", "-A", "--no-check", "main.ts", ...args], timeout);
}

/** Starts a server from source and waits until it listens. */
export async function startNetlab(args: string[]): Promise<Server> {
  const program = [await windowsDeno(), "run", "-A", "--no-check", "main.ts"] as const;
  return await Server.start(args, {
    program,
    cwd: ROOT,
    env: ENVIRONMENT,
    within: TIMEOUT,
  });
}
