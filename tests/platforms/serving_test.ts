/** A folder served and filled on another system, by clients that are not netlab's. */
import { assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { latin1Bytes } from "../_kit/latin1.ts";
import { readAll } from "../_kit/net/read_all.ts";
import type { Server } from "../_kit/program/server.ts";
import { TempFolder } from "../_kit/temp_folder.ts";
import { pathThere, startNetlab, systemTest } from "./other_system.ts";

/** Every byte, longer than a read, and never two line ends of the same kind in a row. */
const CONTENT = new Uint8Array(300_000).map((_, index) => index % 251);

for (const [host, any] of [["127.0.0.1", "0.0.0.0"], ["[::1]", "[::]"]] as const) {
  systemTest(`files serve: a file is fetched from ${host}, over HTTP and by its name alone`, async () => {
    using folder = new TempFolder();
    folder.write("sub/é.bin", CONTENT);
    await using server = await serveFolder(folder);
    await overHttp(`http://${host}:${port(server, any, "http")}`);
    await overTcp(host.replace(/[[\]]/g, ""), port(server, any, "events"));
  });
}

systemTest(
  "files serve --upload: a file arrives whole, and none under a name that means something else",
  async () => {
    using folder = new TempFolder();
    await using server = await serveFolder(folder, "--host", "127.0.0.1", "--upload");
    const url = `http://127.0.0.1:${port(server, "127.0.0.1", "http")}`;
    const put = async (name: string) => {
      const response = await fetch(`${url}/${name}`, { method: "PUT", body: CONTENT });
      return `${response.status} ${await response.text()}`;
    };
    assertMatch(await put("sent.bin"), /^201 /);
    assertEquals(await Deno.readFile(join(folder.path, "sent.bin")), CONTENT);
    if (Deno.build.os === "darwin") return; // there they are names like others
    const kept = { "NUL": "_NUL", "con.txt": "_con.txt", "a%3Ab": "a_b", "dot.": "dot" };
    for (const [name, becomes] of Object.entries(kept)) {
      assertEquals(await put(name), `201 Received "${becomes}", ${CONTENT.length} bytes.\n`, name);
    }
    assertEquals(folder.names(), ["sent.bin", ...Object.values(kept)].sort());
  },
);

async function serveFolder(folder: TempFolder, ...options: string[]): Promise<Server> {
  const dir = pathThere(folder.path);
  const server = await startNetlab(["files", "serve", "0", "--http-port", "0", "--dir", dir, ...options]);
  await server.line((line) => /^ +http:/.test(line)); // all sockets have been told
  return server;
}

/** The port of the socket that hears an address: its own, or the one that takes both families. */
function port(server: Server, address: string, kind: "http" | "events"): number {
  for (const each of [address, "[::]"]) {
    const start = `listening on ${each}:`;
    const line = server.lines.find((line) => line.includes(start) && line.endsWith(` (${kind})`));
    if (line !== undefined) return parseInt(line.split(start)[1]!);
  }
  throw new Error(`nothing listens on ${address}:\n${server.lines.join("\n")}`);
}

/** Fetches the file as a browser does, and asks for what is none of a browser's business. */
async function overHttp(url: string): Promise<void> {
  const response = await fetch(`${url}/sub/%C3%A9.bin`);
  assertEquals(new Uint8Array(await response.arrayBuffer()), CONTENT);
  assertMatch(await (await fetch(`${url}/sub/`)).text(), /é\.bin/);
  for (const name of ["..%5C..%5Cx", "C:%5Cx", "sub%5C%C3%A9.bin", "sub/%C3%A9.bin%3A%3A$DATA"]) {
    const refused = await fetch(`${url}/${name}`);
    await refused.body?.cancel();
    assertEquals(Math.floor(refused.status / 100), 4, `${name}: ${refused.status}`);
  }
}

/** Fetches the file with the protocol of the exercises: a name, then `OK`, the size and the bytes. */
async function overTcp(hostname: string, port: number): Promise<void> {
  using conn = await Deno.connect({ hostname, port });
  await conn.write(new TextEncoder().encode("sub/é.bin\n"));
  const answer = latin1Bytes(await readAll(conn));
  const head = new TextEncoder().encode(`OK\n${CONTENT.length}\n`);
  assertEquals(answer, new Uint8Array([...head, ...CONTENT]));
}
