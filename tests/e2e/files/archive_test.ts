import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { delay } from "@std/async";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { webAddress } from "../../_kit/web/web_address.ts";
import { curl, curlStatus } from "../../_kit/web/curl.ts";

const MIB = 1024 * 1024;

async function serving(dir: string): Promise<{ server: Server; url: string }> {
  const args = ["files", "serve", "0", "--dir", dir, "--host", "127.0.0.1", "--http-port", "0"];
  const server = await Server.start(args);
  return { server, url: await webAddress(server) };
}

/** Bytes that the server has read, from files and from sockets (proc(5): rchar). */
async function bytesRead(server: Server): Promise<number> {
  const text = await Deno.readTextFile(`/proc/${server.child.pid}/io`);
  return Number(/^rchar: (\d+)/m.exec(text)![1]);
}

/** A file of zeros that takes no room. */
function sparse(path: string, size: number): void {
  using file = Deno.openSync(path, { write: true, createNew: true });
  file.truncateSync(size);
}

/** As many ranges as are allowed, a byte each. */
function singles(first: number, step: number, count = 64): string {
  return Array.from({ length: count }, (_, i) => `${first + i * step}-${first + i * step}`).join(",");
}

peerTest("of an archive, only what is asked for is read", ["curl"], async () => {
  if (Deno.build.os !== "linux") return;
  using temp = new TempFolder();
  for (let i = 0; i < 64; i++) sparse(`${temp.path}/f${String(i).padStart(2, "0")}`, 16 * MIB);
  const { server, url } = await serving(temp.path);
  await using _server = server;
  const head = await curl(["-I", `${url}/?zip`]);
  const size = Number(/content-length: (\d+)/i.exec(head)![1]);
  const tag = /etag: (.*)\r/i.exec(head)![1]!;
  const member = 16 * MIB + Math.floor((size - 64 * 16 * MIB) / 64 / 2.4);
  // A local header of 39 bytes and a name stand before each file; the folder's own stands before all. The
  // file is in blocks of 65535 bytes with 5 more each.
  const [folder, name] = [temp.path.split("/").at(-1)!.length + 1, temp.path.split("/").at(-1)!.length + 4];
  const lastByte = 39 + folder + 39 + name + 16 * MIB + 5 * 257 - 1;
  const cases: readonly [what: string, limit: number, args: string[]][] = [
    ["the first bytes", 1, ["-r", singles(0, 2)]],
    ["a byte in the middle of each file", 1, ["-r", singles(MIB, member)]],
    ["the last byte of a file", 1, ["-r", `${lastByte}-${lastByte}`]],
    ["the end record", 1, ["-r", "-10"]],
    ["HEAD", 1, ["-I"]],
    ["a condition", 1, ["-H", `If-None-Match: ${tag}`]],
    ["a refused condition", 1, ["-H", `If-Match: "other"`]],
    ["the last of the checksums in the directory", 17, ["-r", `${size - 60}-`]],
    ["the whole directory, in many ranges", 1025, ["-r", singles(size - 4000, 60)]],
    ["the middle of a file to its end", 17, ["-r", `${8 * MIB}-${16 * MIB + 100}`]],
  ];
  for (const [what, limit, args] of cases) {
    const before = await bytesRead(server);
    await curl(["-o", "/dev/null", ...args, `${url}/?zip`]);
    const read = await bytesRead(server) - before;
    assert(read < limit * MIB, `${what}: ${read} bytes`);
  }
});

peerTest("who has left is read nothing for", ["curl"], async () => {
  if (Deno.build.os !== "linux") return;
  using temp = new TempFolder();
  const size = 256 * 1024 * MIB;
  sparse(`${temp.path}/huge`, size);
  const { server, url } = await serving(temp.path);
  await using _server = server;
  // Its checksum, and nothing else: hundreds of gigabytes before there is a byte to send.
  const { code } = await runCommand("curl", ["-sS", "-m", "0.5", "-r", "-100", `${url}/?zip`]);
  assertEquals(code, 28);
  let before = -1;
  for (let read = await bytesRead(server); read - before > MIB; read = await bytesRead(server)) {
    assert(read < size, "all of it was read");
    before = read;
    await delay(300);
  }
  assertEquals(await curlStatus(`${url}/`), 200);
});

peerTest(
  "each real folder comes once into an archive, wherever links lead",
  ["curl", "python3"],
  async () => {
    using temp = new TempFolder();
    // Two links in each of thirty folders to the next one: two to the thirtieth paths.
    for (let i = 0; i < 30; i++) {
      temp.write(`top/d${i}/file`, `${i}`);
      for (const link of i === 29 ? [] : ["a", "b"]) {
        Deno.symlinkSync(`../d${i + 1}`, `${temp.path}/top/d${i}/${link}`);
      }
    }
    Deno.symlinkSync("..", `${temp.path}/top/d0/up`);
    Deno.symlinkSync(".", `${temp.path}/top/self`);
    temp.write("elsewhere/file", "x");
    Deno.symlinkSync("../elsewhere", `${temp.path}/top/away`);
    const { server, url } = await serving(temp.path);
    await using _server = server;
    await curl(["-o", `${temp.path}/.got.zip`, `${url}/top/?zip`]);
    const names = (await runCommand("python3", [
      "-c",
      "import sys, zipfile; print('\\n'.join(zipfile.ZipFile(sys.argv[1]).namelist()))",
      `${temp.path}/.got.zip`,
    ])).stdout.trim().split("\n");
    assertEquals(names.length, 1 + 2 * 30 + 2, names.join());
    assertEquals(names.filter((name) => name.startsWith("top/d7/")), ["top/d7/", "top/d7/file"]);
    assertStringIncludes(names.join("\n"), "top/away/file");
    const { stdout } = await runCommand("sh", ["-c", `curl -sS '${url}/top/?tar' | tar -t | sort`]);
    assertEquals(stdout.trim().split("\n"), names.toSorted());
  },
);
