import { assertEquals } from "@std/assert";
import { SeveralServers } from "../../bench/_kit/growth/several_servers.ts";

Deno.test("SeveralServers starts each on a port of its own, the first in place of the shell", async () => {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const several = new SeveralServers(3, () => listener.addr.port);
  const server = { name: "it's one", command: (port: number) => ["echo server", `${port}`, "it's"] };
  const other = `'echo server' '${listener.addr.port}' 'it'\\''s' & `;
  assertEquals(several.of(server).command(1000), [
    "sh",
    "-c",
    `${other}${other}exec 'echo server' '1000' 'it'\\''s'`,
  ]);
  assertEquals(await several.portsOf({ port: 1000 }), [1000, listener.addr.port, listener.addr.port]);
});
