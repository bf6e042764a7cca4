import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { delay } from "@std/async";
import { Server } from "../../_kit/program/server.ts";
import { latin1Bytes } from "../../_kit/latin1.ts";
import { readAll } from "../../_kit/net/read_all.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/** What a crowd may cost, KiB; 60 who were sent what they could not take cost 500 MiB and more. */
const MOST_MORE = 200 * 1024;

for (const [kind, fields] of [["tar.gz", ""], ["tar", ""], ["zip", ""], ["zip", "Range: bytes=-200\r\n"]]) {
  Deno.test({
    name: `files serve answers, and stays small, while sixty ask for a ${kind} and read nothing ${fields}`
      .trim(),
    ignore: Deno.build.os !== "linux",
    fn: async () => {
      using temp = new TempFolder();
      Deno.truncateSync(temp.write("zeros.bin", ""), 50_000_000);
      const args = ["files", "serve", "0", "--dir", temp.path, "--host", "127.0.0.1", "--http-port", "0"];
      await using server = await Server.start(args);
      await server.line((line) => line.endsWith("(http)"));
      const port = server.ports.at(-1)!;
      await honest(port);
      const before = memory(server);
      using crowd = new DisposableStack();
      for (let i = 0; i < 60; i++) {
        const conn = crowd.use(await Deno.connect({ hostname: "127.0.0.1", port }));
        await conn.write(latin1Bytes(`GET /?${kind} HTTP/1.1\r\nHost: 127.0.0.1\r\n${fields}\r\n`.repeat(5)));
      }
      let most = 0;
      let slowest = 0;
      for (let look = 0; look < 8; look++) {
        const asked = performance.now();
        await honest(port);
        slowest = Math.max(slowest, performance.now() - asked);
        most = Math.max(most, memory(server));
        await delay(200);
      }
      assert(most - before < MOST_MORE, `${most - before} KiB more`);
      assert(slowest < 5000, `an answer took ${slowest} ms`);
    },
  });
}

async function honest(port: number): Promise<void> {
  using conn = await Deno.connect({ hostname: "127.0.0.1", port });
  await conn.write(latin1Bytes("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"));
  const page = await readAll(conn);
  assertStringIncludes(page, "zeros.bin");
  assertEquals(page.split(" ")[1], "200");
}

/** KiB. */
function memory(server: Server): number {
  const status = Deno.readTextFileSync(`/proc/${server.child.pid}/status`);
  return Number(/^VmRSS:\s*(\d+)/m.exec(status)![1]);
}
