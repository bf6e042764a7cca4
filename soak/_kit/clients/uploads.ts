import { join } from "@std/path";
import { UNFINISHED } from "../../../mod/fs/file_name.ts";
import { CONVERSATION_TIMEOUT_MS } from "./run_client.ts";
import type { Ledger } from "../ledger.ts";
import { sha256Of } from "./served_files.ts";
import type { TestedServer } from "../servers/tested_server.ts";
import { expect, WrongAnswer } from "../wrong_answer.ts";

/**
 * Files that are named after their own content: anybody who finds one under its final name can
 * tell, without asking anyone, whether it is whole.
 */
export function nameFor(bytes: Uint8Array, mark: string): string {
  return `up-${mark}-${sha256Of(bytes).slice(0, 32)}.bin`;
}

/** Looks at an acknowledged upload on the disk itself, and takes it away so that the disk stays small. */
export async function collect(server: TestedServer, name: string, bytes: Uint8Array): Promise<void> {
  const path = join(server.plan.folder!, name);
  const kept = await Deno.readFile(path).catch(() => {
    throw new WrongAnswer(`${name} was acknowledged and is not on the disk`);
  });
  expect(sha256Of(kept), sha256Of(bytes), `content of ${name} on the disk`);
  await Deno.remove(path);
}

/** Milliseconds since its last write after which nobody works on a file any more. */
const FORGOTTEN = 2 * CONVERSATION_TIMEOUT_MS;

/**
 * Takes away what uploads that failed long ago have left, so that the disk is as roomy in the last minute as
 * in the first. A killed server leaves unfinished files; a client whose connection was cut does not know
 * whether its upload was complete.
 */
export async function tidy(server: TestedServer): Promise<void> {
  for await (const { name } of Deno.readDir(server.plan.folder!)) {
    const path = join(server.plan.folder!, name);
    const { mtime } = await Deno.stat(path).catch(() => ({ mtime: null }));
    if (mtime === null || Date.now() - mtime.getTime() < FORGOTTEN) continue;
    if (hashIn(name) !== undefined && !await isWhole(path, name)) throw new WrongAnswer(halfNamed(name));
    if (hashIn(name) !== undefined || name.startsWith(UNFINISHED)) await Deno.remove(path).catch(() => {});
  }
}

/** Every file with a final name must be whole, acknowledged or not. */
export async function inspectNames(server: TestedServer, ledger: Ledger): Promise<void> {
  for await (const { name } of Deno.readDir(server.plan.folder!)) {
    if (hashIn(name) === undefined) continue;
    ledger.asked++;
    if (await isWhole(join(server.plan.folder!, name), name)) ledger.right++;
    else ledger.wrong.push(halfNamed(name));
  }
}

function hashIn(name: string): string | undefined {
  return /^up-.*-([0-9a-f]{32})\.bin$/.exec(name)?.[1];
}

async function isWhole(path: string, name: string): Promise<boolean> {
  const bytes = await Deno.readFile(path).catch(() => null);
  // Collected or tidied away by somebody else meanwhile
  return bytes === null || sha256Of(bytes).startsWith(hashIn(name)!);
}

function halfNamed(name: string): string {
  return `${name} has its final name and is not whole`;
}
