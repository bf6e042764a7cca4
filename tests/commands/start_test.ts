import { assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";

/** Commands whose start is measured; what they load is all that a start needs. */
const STARTS = ["echo/serve.ts", "prime/serve.ts", "calc/serve.ts", "relay.ts"];

/** For the global `process` the runtime loads what Node has: longer than everything else that these starts need. */
const PROGRAM = `
  Object.defineProperty(globalThis, "process", { get: () => console.log(new Error("process").stack) });
  for (const file of ${JSON.stringify(STARTS)}) await import(new URL("commands/" + file, "ROOT"));
  const { join } = await import("@std/path");
  console.log(join("a", "..", "b"));
`;

Deno.test("a server that needs nothing of Node's starts without it", async () => {
  const root = new URL("../../", import.meta.url);
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", PROGRAM.replace("ROOT", root.href)],
    cwd: fromFileUrl(root),
  }).output();
  const said = (bytes: Uint8Array) => new TextDecoder().decode(bytes).trim();
  assertEquals(said(stdout), "b", said(stderr));
});
