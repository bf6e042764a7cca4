import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { timingSafeEqual } from "node:crypto";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";
import { run, runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { noise } from "../../_kit/noise.ts";
import { webAddress } from "../../_kit/web/web_address.ts";
import { curlStatus } from "../../_kit/web/curl.ts";

/** As a shell that was told `ulimit -f`: no file of this process may become larger. */
async function limitFiles(server: Server, bytes: number | "unlimited"): Promise<void> {
  const { code, stderr } = await runCommand("prlimit", ["--pid", `${server.child.pid}`, `--fsize=${bytes}:`]);
  assertEquals([code, stderr], [0, ""]);
}

peerTest(
  "files serve refuses what its limit of file size forbids, and lives on",
  ["curl", "prlimit"],
  async () => {
    using temp = new TempFolder();
    using from = new TempFolder();
    const content = noise(3_000_000);
    const [big, small] = [from.write("big", content), from.write("small", "fits")];
    await using server = await Server.start(
      ["files", "serve", "0", "--host", "127.0.0.1", "--http-port", "0", "--dir", temp.path, "--upload"],
    );
    const url = await webAddress(server);
    await limitFiles(server, 1_000_000);
    assertEquals(await curlStatus("-T", big, `${url}/`), 507);
    assertEquals(await curlStatus("-F", `f=@${big}`, `${url}/`), 507);
    const put = await run(["files", "put", big, `${url}/`, "--retries", "0"]);
    assertEquals(put.code, 1);
    assertStringIncludes(put.stderr, "507");
    assertEquals(await curlStatus("-T", small, `${url}/`), 201);
    assertEquals(temp.names(), ["small"]);
    await limitFiles(server, "unlimited");
    assertEquals(await curlStatus("-T", big, `${url}/`), 201);
    assert(timingSafeEqual(Deno.readFileSync(`${temp.path}/big`), content));
    assertEquals(await server.stop(), 0);
  },
);

peerTest(
  "chat serve keeps no message that its limit of file size forbids, and says so",
  ["prlimit"],
  async () => {
    using temp = new TempFolder();
    await using server = await Server.start(
      ["chat", "serve", "0", "--host", "127.0.0.1", "--history", `${temp.path}/talk.db`, "--rate", "0"],
    );
    await limitFiles(server, 40_000);
    using conn = await Deno.connect({ hostname: "127.0.0.1", port: server.port });
    const heard = conn.readable.pipeThrough(new TextDecoderStream()).getReader();
    const say = (line: string) => conn.write(new TextEncoder().encode(`${line}\n`));
    const until = async (word: string) => {
      for (let text = ""; !text.includes(word);) {
        const { value, done } = await heard.read();
        assert(!done, `the room ended before it said ${word}`);
        text = (text + value).slice(-2000);
      }
    };
    await say("ann");
    for (let count = 0; count < 60; count++) await say("x".repeat(1500));
    await until("so it was not sent");
    await limitFiles(server, "unlimited");
    await say("again");
    await say("/who");
    await until("ann");
    assertEquals(await server.stop(), 0);
  },
);
