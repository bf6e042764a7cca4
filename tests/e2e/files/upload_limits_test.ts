import { assertEquals, assertStringIncludes } from "@std/assert";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { webAddress } from "../../_kit/web/web_address.ts";
import { curl } from "../../_kit/web/curl.ts";

async function serving(dir: string, ...args: string[]): Promise<{ server: Server; url: string }> {
  const first = ["files", "serve", "0", "--dir", dir, "--upload", "--host", "127.0.0.1", "--http-port", "0"];
  const server = await Server.start([...first, ...args]);
  return { server, url: await webAddress(server) };
}

async function send(url: string, name: string, bytes: number): Promise<{ status: number; said: string }> {
  const line = `head -c ${bytes} /dev/zero | curl -sS -w '\\n%{http_code}' -T - ${url}/${name}`;
  const said = (await runCommand("sh", ["-c", line])).stdout.trim();
  return { status: Number(said.slice(-3)), said };
}

peerTest("files serve --max-upload-total and --max-upload-files bound all uploads", ["curl"], async () => {
  using temp = new TempFolder();
  const { server, url } = await serving(temp.path, "--max-upload-total", "1MB", "--max-upload-files", "3");
  await using _server = server;
  assertEquals((await send(url, "a", 600_000)).status, 201);
  const full = await send(url, "b", 600_000);
  assertEquals(full.status, 507);
  assertStringIncludes(full.said, "takes 1000000 bytes in all");
  assertEquals((await send(url, "b", 400_000)).status, 201);
  assertEquals((await send(url, "c", 1)).status, 507);
  assertEquals(temp.names(), ["a", "b"]);
});

peerTest(
  "files serve sweeps what a killed one has left, and nothing of one that lives",
  ["curl"],
  async () => {
    using temp = new TempFolder();
    const unfinished = () => temp.names().filter((name) => name.startsWith(".netlab-"));
    const begin = async (url: string) => {
      const child = new Deno.Command("curl", {
        args: ["-sS", "-T", "-", "--expect100-timeout", "0.1", `${url}/big`],
        stdin: "piped",
        stdout: "null",
        stderr: "null",
      }).spawn();
      const before = unfinished().length;
      const writer = child.stdin.getWriter();
      // Bytes come now and then, for as long as it takes them to arrive.
      while (unfinished().length === before) await writer.write(new Uint8Array(1000));
      return { child, writer };
    };
    const killed = await serving(temp.path);
    const lost = await begin(killed.url);
    await killed.server.stop("SIGKILL");
    await lost.writer.abort().catch(() => {});
    await lost.child.status;
    assertEquals(unfinished().length, 1);
    const living = await serving(temp.path);
    await using _living = living.server;
    const sending = await begin(living.url);
    // Too young to be taken for anybody's leftovers.
    assertEquals(unfinished().length, 2);
    const old = new Date(Date.now() - 3_600_000);
    for (const name of unfinished()) Deno.utimeSync(`${temp.path}/${name}`, old, old);
    const third = await serving(temp.path);
    await using _third = third.server;
    assertEquals(unfinished().length, 1);
    await sending.writer.close();
    await sending.child.status;
    assertEquals(temp.names(), ["big"]);
    assertEquals(await curl(["-o", "/dev/null", "-w", "%{http_code}", `${third.url}/big`]), "200");
  },
);
