import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { TempFolder } from "../../mod/fs/temp_folder.ts";

async function isThere(path: string): Promise<boolean> {
  return await Deno.lstat(path).then(() => true, () => false);
}

Deno.test("TempFolder: it goes with all that is in it", async () => {
  const folder = new TempFolder("netlab-test-");
  assertEquals(folder.path, await Deno.realPath(folder.path));
  await Deno.mkdir(join(folder.path, "a", "b"), { recursive: true });
  await Deno.writeTextFile(join(folder.path, "a", "b", "c"), "x");
  await folder[Symbol.asyncDispose]();
  assert(!await isThere(folder.path));
});

Deno.test("TempFolder: that it is gone already is no error", async () => {
  const folder = new TempFolder("netlab-test-");
  await Deno.remove(folder.path);
  await folder[Symbol.asyncDispose]();
});

Deno.test("TempFolder: a program that is still in it, which Windows does not allow to remove, is no error", async () => {
  const folder = new TempFolder("netlab-test-");
  const waits = ["eval", "console.log(); await new Response(Deno.stdin.readable).text()"];
  const program = new Deno.Command(Deno.execPath(), {
    args: waits,
    cwd: folder.path,
    stdin: "piped",
    stdout: "piped",
  }).spawn();
  const output = program.stdout.getReader();
  await output.read();
  await folder[Symbol.asyncDispose]();
  output.releaseLock();
  await Promise.all([program.stdin.close(), program.stdout.cancel(), program.status]);
  await Deno.remove(folder.path, { recursive: true }).catch(() => {});
});
