import { assertEquals } from "@std/assert";
import { severalOf } from "../../bench/_kit/growth/several_servers.ts";

Deno.test("severalOf() starts one server for each port, the first in place of the shell", () => {
  const server = { name: "it's one", command: (port: number) => ["echo server", `${port}`, "it's"] };
  assertEquals(severalOf(server, 3).command(1000), [
    "sh",
    "-c",
    `'echo server' '1001' 'it'\\''s' & 'echo server' '1002' 'it'\\''s' & exec 'echo server' '1000' 'it'\\''s'`,
  ]);
});
