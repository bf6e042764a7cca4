import { join } from "@std/path";
import type { Ledger } from "./ledger.ts";
import { sha256 } from "./served_files.ts";
import type { Subject } from "./subject.ts";
import { expect, Wrong } from "./wrong.ts";

/**
 * Files that are named after their own content: whoever finds one under its final name can tell, without asking anybody,
 * whether it is whole.
 */
export function nameFor(bytes: Uint8Array, mark: string): string {
  return `up-${mark}-${sha256(bytes).slice(0, 32)}.bin`;
}

/** Looks at an acknowledged upload on the disk itself, and takes it away so that the disk stays small. */
export async function collect(subject: Subject, name: string, bytes: Uint8Array): Promise<void> {
  const path = join(subject.plan.folder!, name);
  const kept = await Deno.readFile(path).catch(() => {
    throw new Wrong(`${name} was acknowledged and is not on the disk`);
  });
  expect(sha256(kept), sha256(bytes), `content of ${name} on the disk`);
  await Deno.remove(path);
}

/** Whatever carries a final name must be whole, acknowledged or not. */
export async function inspectNames(subject: Subject, ledger: Ledger): Promise<void> {
  for await (const { name } of Deno.readDir(subject.plan.folder!)) {
    const hash = /^up-.*-([0-9a-f]{32})\.bin$/.exec(name)?.[1];
    if (hash === undefined) continue;
    ledger.asked++;
    const whole = sha256(await Deno.readFile(join(subject.plan.folder!, name))).startsWith(hash);
    if (whole) ledger.right++;
    else ledger.wrong.push(`${name} has its final name and is not whole`);
  }
}
