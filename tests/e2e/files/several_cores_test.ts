import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { spreadsConnections } from "../../../mod/process/spreads_connections.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { serveFolder } from "../../_kit/program/folder_server.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { until } from "../../_kit/until.ts";

peerTest(
  "files serve --mode symmetric serves curl's crowd over HTTP, takes what it sends and stops when asked",
  [
    "curl",
  ],
  async () => {
    using temp = new TempFolder();
    temp.write("a.txt", "shared\n");
    const more = ["--mode", "symmetric", "--workers", "2", "--upload", "--stats", "0.1"];
    await using server = await serveFolder(temp.path, ...more);
    await until(() => server.ports.length === 2);
    const url = `http://127.0.0.1:${server.ports[1]}`;
    const crowd = await runCommand("curl", ["-sSfZ", "--parallel-max", "20", `${url}/a.txt?[1-40]`]);
    assertEquals([crowd.code, crowd.stdout], [0, "shared\n".repeat(40)]);
    const sent = await runCommand("curl", ["-sSf", "-T", join(temp.path, "a.txt"), `${url}/b.txt`]);
    assertEquals(sent.stdout, 'Received "b.txt", 7 bytes.\n');
    assertEquals(Deno.readTextFileSync(join(temp.path, "b.txt")), "shared\n");
    if (spreadsConnections()) {
      const line = await server.line((line) => /HTTP stats: .*worker 1: .*worker 2: /.test(line));
      assert(line.includes("served"), line);
    }
    assertEquals(await server.stop(), 0);
    const lines = server.lines.filter((line) =>
      /^netlab files: 127\.0\.0\.1 "(GET|PUT) \/.* 20[01]$/.test(line)
    );
    assertEquals(lines.length, 41);
  },
);
