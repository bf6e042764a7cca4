import { dirname, fromFileUrl, join } from "@std/path";
import { netlab, PLAIN } from "../_kit/program/netlab.ts";
import { type Ended, runCommand } from "../_kit/program/run.ts";
import { Server } from "../_kit/program/server.ts";

/**
 * Systems other than Linux: on Windows and macOS the tests of this folder run by themselves, from source or with
 * the program that `NETLAB_BIN` names. On Linux they try Windows' own Deno, which `wine_deno.sh` puts together
 * when `NETLAB_WINDOWS` asks for it: `all` for everything (`deno task test:windows`), `some` for some of each
 * kind, as CI does. Not without being asked, for it takes half a minute and some packages of Debian.
 */
const onLinux = Deno.build.os === "linux";
const asked = Deno.env.get("NETLAB_WINDOWS") ?? "";
const wine = onLinux && asked !== "";
const SYSTEM = Deno.build.os === "darwin" ? "macOS" : "Windows";

/** The root of the sources. */
export const ROOT = fromFileUrl(new URL("../../", import.meta.url));

/** Whether everything is asked for, or only some of each kind. */
export const EVERYTHING = !onLinux || asked === "all";

/** Why they are skipped on Linux. */
const SKIPPED = "(skipped: deno task test:windows runs it, on Linux with wine)";

let made: Promise<string> | undefined;

/** The command that starts Windows' Deno on Linux. */
function wineDeno(): Promise<string> {
  return made ??= makeWineDeno();
}

/** The command that starts another of Windows' programs on Linux. */
export async function wineProgram(name: "node"): Promise<string> {
  return join(dirname(await wineDeno()), name);
}

async function makeWineDeno(): Promise<string> {
  const script = fromFileUrl(new URL("./wine_deno.sh", import.meta.url));
  const { code, stdout, stderr } = await runCommand("bash", [script], { timeout: 240_000 });
  if (code !== 0) throw new Error(stderr);
  return stdout.trim();
}

/** A path of this system as the other one names it; wine shows Linux's files on drive Z. */
export function pathThere(path: string): string {
  return onLinux ? `Z:${path.replaceAll("/", "\\")}` : path;
}

/** A test of what netlab does on the other system. */
export function systemTest(name: string, fn: (t: Deno.TestContext) => Promise<void>): void {
  const there = `${name}, on ${SYSTEM}`;
  if (!onLinux || wine) Deno.test(there, fn);
  else skipped(`${there} ${SKIPPED}`);
}

/** A test of what the other system itself is tried with in other ways. */
export function wineTest(name: string, fn: (t: Deno.TestContext) => Promise<void>): void {
  if (onLinux) systemTest(name, fn);
  else skipped(`${name} (skipped: it is run by itself there)`);
}

/** A test that is not run there, and why. */
export function skippedTest(name: string, reason: string): void {
  skipped(`${name}, on ${SYSTEM} (skipped: ${reason})`);
}

function skipped(name: string): void {
  Deno.test({ name, ignore: true, fn() {} });
}

/** What the program there must not take over from here: that CI asks for every peer, and for wine. */
const ENVIRONMENT: Readonly<Record<string, string>> = {
  ...PLAIN,
  NETLAB_REQUIRE_PEERS: "",
  NETLAB_WINDOWS: "",
};

/** Under wine a start takes ten times as long as without. */
const TIMEOUT = 120_000;

/** What starts netlab there. */
async function program(): Promise<[string, ...string[]]> {
  if (wine) return [await wineDeno(), "run", "-A", "--no-check", "main.ts"];
  const [command, args] = netlab();
  return [command, ...args];
}

/** Runs Windows' Deno under wine to its end, in the folder of the sources. */
export async function runWineDeno(args: string[], timeout = TIMEOUT): Promise<Ended> {
  return await runCommand(await wineDeno(), args, { cwd: ROOT, env: ENVIRONMENT, timeout });
}

/** Runs netlab to its end. */
export async function runNetlab(args: string[]): Promise<Ended> {
  const [command, ...first] = await program();
  const options = { cwd: ROOT, env: ENVIRONMENT, timeout: TIMEOUT };
  return await runCommand(command, [...first, ...args], options);
}

/** Starts a server and waits until it listens. */
export async function startNetlab(args: string[]): Promise<Server> {
  const options = { program: await program(), cwd: ROOT, env: ENVIRONMENT, within: TIMEOUT };
  return await Server.start(args, options);
}
