/** A student's program, started by `netlab check` on another system. */
import { assertEquals, assertStringIncludes } from "@std/assert";
import { TempFolder } from "../_kit/temp_folder.ts";
import { pathThere, runNetlab, systemTest } from "./other_system.ts";

const ECHO = `const listener = Deno.listen({ port: Number(Deno.args[0]), hostname: "127.0.0.1" });
const decoder = new TextDecoder();
for await (const conn of listener) serve(conn).catch(() => {});
async function serve(conn) {
  const reader = conn.readable.getReader();
  let line = "";
  for (let piece; (piece = await reader.read()).value;) {
    line += decoder.decode(piece.value, { stream: true });
    for (let end; (end = line.indexOf("\\n")) >= 0; line = line.slice(end + 1)) {
      await conn.write(new TextEncoder().encode(line.slice(0, end + 1).toUpperCase()));
    }
  }
  conn.close();
}
`;

systemTest("check echo --run: a program is started, tried and ended", async () => {
  using folder = new TempFolder();
  const program = pathThere(folder.write("a folder/echo.js", ECHO));
  const { code, stdout, stderr } = await runNetlab([
    "check",
    "echo",
    "--run",
    `deno run -A "${program}" {port}`,
    "--only",
    "several",
  ]);
  assertStringIncludes(stdout, "1 passed, 0 failed", stderr);
  assertEquals(code, 0);
});
