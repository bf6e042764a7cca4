import { assertEquals, assertMatch } from "@std/assert";
import { Server } from "../../_kit/program/server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { until } from "../../_kit/until.ts";

/** As on Windows: nothing of ours is ever asked to stop by a signal. */
const env = { NETLAB_SIGNALS: "none" };
const MODES = ["events", "iterative", "process", "thread", "pool", "symmetric"];

async function ask(client: Deno.Conn, line: string): Promise<string> {
  await client.write(new TextEncoder().encode(`${line}\n`));
  const buffer = new Uint8Array(100);
  return new TextDecoder().decode(buffer.subarray(0, await client.read(buffer) ?? 0));
}

for (const mode of MODES) {
  Deno.test(`without signals, echo serve --mode ${mode} lets a session finish and ends with 0`, async () => {
    await using server = await Server.start(["echo", "serve", "0", "--mode", mode, "--grace", "600"], {
      env,
    });
    const client = await Deno.connect({ port: server.port });
    assertEquals(await ask(client, "before"), "BEFORE\n");
    server.ask("SIGTERM");
    await server.line((line) => line.includes("stopping: 1 open connection may finish"));
    assertEquals(await ask(client, "after"), "AFTER\n");
    client.close();
    assertEquals((await server.child.status).code, 0);
  });

  Deno.test(`without signals, echo serve --mode ${mode} ends at once when it is asked again`, async () => {
    await using server = await Server.start(["echo", "serve", "0", "--mode", mode, "--grace", "600"], {
      env,
    });
    using client = await Deno.connect({ port: server.port });
    assertEquals(await ask(client, "before"), "BEFORE\n");
    server.ask("SIGINT");
    await server.line((line) => line.includes("may finish"));
    assertEquals(await server.stop("SIGINT"), 130);
  });
}

Deno.test("without signals, a server that is asked leaves nothing of an upload, and tells its statistics", async () => {
  using folder = new TempFolder();
  const args = [
    "files",
    "serve",
    "0",
    "--host",
    "127.0.0.1",
    "--http-port",
    "0",
    "--dir",
    folder.path,
    "--upload",
  ];
  await using server = await Server.start([...args, "--grace", "0.1", "--stats", "0.1"], { env });
  await server.line((line) => /\(http\)|http:/.test(line));
  const port = server.ports.at(-1)!;
  using client = await Deno.connect({ hostname: "127.0.0.1", port });
  const head = `PUT /big HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: 1000000\r\n\r\nbegun`;
  await client.write(new TextEncoder().encode(head));
  const names = () => Array.from(Deno.readDirSync(folder.path), ({ name }) => name);
  await until(() => names().length > 0);
  await server.line((line) => /: \d+ (open|connections?)/.test(line) || line.includes("served"));
  assertEquals(await server.stop("SIGTERM"), 0);
  assertEquals(names(), []);
  assertMatch(server.lines.join("\n"), /stopping/);
});
