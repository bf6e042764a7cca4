/** A folder served and filled on Windows, by clients that are not netlab's. */
import { assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { latin1Bytes } from "../_kit/latin1.ts";
import { readAll } from "../_kit/net/read_all.ts";
import { TempFolder } from "../_kit/temp_folder.ts";
import { notYet, startNetlab, windowsPath, windowsTest } from "./windows_deno.ts";

/** Every byte, longer than a read, and never two line ends of the same kind in a row. */
const CONTENT = new Uint8Array(300_000).map((_, index) => index % 251);

for (const host of ["127.0.0.1", "[::1]"]) {
  const name = `files serve, on Windows: a file is fetched from ${host}, over HTTP and by its name alone`;
  if (host === "127.0.0.1") {
    notYet(name, "a server that listens on every address hears IPv6 only there");
    continue;
  }
  windowsTest(name, async () => {
    using folder = new TempFolder();
    folder.write("sub/é.bin", CONTENT);
    await using server = await serveFolder(folder);
    const [raw, http] = server.ports;
    await overHttp(`http://${host}:${http}`);
    await overTcp(host.replace(/[[\]]/g, ""), raw!);
  });
}

windowsTest(
  "files serve --upload, on Windows: a file arrives whole, and none under a name that means something else",
  async () => {
    using folder = new TempFolder();
    await using server = await serveFolder(folder, "--host", "127.0.0.1", "--upload");
    const put = async (name: string) => {
      const body = CONTENT;
      const response = await fetch(`http://127.0.0.1:${server.ports[1]}/${name}`, { method: "PUT", body });
      return [response.status, await response.text()];
    };
    const [status, text] = await put("sent.bin");
    assertEquals(status, 201, String(text));
    assertEquals(await Deno.readFile(join(folder.path, "sent.bin")), CONTENT);
    const kept = { "NUL": "_NUL", "con.txt": "_con.txt", "a%3Ab": "a_b", "dot.": "dot" };
    for (const [name, becomes] of Object.entries(kept)) {
      const [status, text] = await put(name);
      assertEquals([status, text], [201, `Received "${becomes}", ${CONTENT.length} bytes.\n`], name);
    }
    assertEquals(folder.names(), ["sent.bin", ...Object.values(kept)].sort());
  },
);

async function serveFolder(folder: TempFolder, ...options: string[]): ReturnType<typeof startNetlab> {
  const dir = windowsPath(folder.path);
  const server = await startNetlab(["files", "serve", "0", "--http-port", "0", "--dir", dir, ...options]);
  await server.line((line) => line.includes("(http)"));
  return server;
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
