/** Names of other systems on Windows: fetched, served and sent, none of them is a device, a stream or another file. */
import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import {
  assertAllTold,
  assertPortable,
  filesIn,
  FOREIGN_NAMES,
  foreignFolder,
} from "../_kit/foreign_names.ts";
import { latin1Bytes } from "../_kit/latin1.ts";
import { readAll } from "../_kit/net/read_all.ts";
import { serveFolder } from "../_kit/program/folder_server.ts";
import { run } from "../_kit/program/run.ts";
import type { Server } from "../_kit/program/server.ts";
import { TempFolder } from "../_kit/temp_folder.ts";
import { webAddress } from "../_kit/web/web_address.ts";
import { pathThere, runNetlab, skippedTest, startNetlab, systemTest, wineTest } from "./other_system.ts";

async function serveOnWindows(dir: string, ...more: string[]): Promise<Server> {
  const ports = ["--host", "127.0.0.1", "--http-port", "0"];
  return await startNetlab(["files", "serve", "0", ...ports, "--dir", pathThere(dir), ...more]);
}

wineTest("files get: every name that Linux serves is saved, or told", async () => {
  using temp = foreignFolder();
  await using server = await serveFolder(`${temp.path}/served`);
  const get = ["files", "get", "-f", "-o", pathThere(`${temp.path}/got`), "--"];
  const { stderr } = await runNetlab([...get, "127.0.0.1", `${server.port}`, ...FOREIGN_NAMES]);
  assertAllTold(`${temp.path}/got`, stderr);
});

wineTest("files serve: both protocols serve what is listed, and nothing else", async () => {
  using temp = foreignFolder();
  await using server = await serveOnWindows(`${temp.path}/served`);
  const url = await webAddress(server);
  const { entries } = await (await fetch(`${url}/?json`)).json();
  const listed: string[] = entries.filter(({ type }: { type: string }) => type === "file")
    .map(({ name }: { name: string }) => name);
  assertPortable(listed);
  assert(listed.length > 10);
  // Wine cannot tell where a path of more than 260 characters really leads.
  const names = FOREIGN_NAMES.filter((name) => !name.includes("/") && name.length < 100);
  const others = ["nul", "plain.txt.", "plain.txt::$DATA", "C:plain.txt", "\\plain.txt", "..\\got", "LPT1"];
  for (const name of [...names, ...others]) {
    const [raw, web] = [await byRaw(server.port, name), await fetch(`${url}/${encodeURIComponent(name)}`)];
    const text = await web.text();
    const wanted = listed.includes(name)
      ? [`OK\n${new TextEncoder().encode(name).length}\n${name}`, 200]
      : ["KO", 404];
    assertEquals([raw.startsWith("KO") ? "KO" : raw, web.status], wanted, JSON.stringify(name));
    if (web.status === 200) assertEquals(text, name);
  }
});

async function byRaw(port: number, name: string): Promise<string> {
  using conn = await Deno.connect({ hostname: "127.0.0.1", port });
  await conn.write(new TextEncoder().encode(`${name}\n`));
  return new TextDecoder().decode(latin1Bytes(await readAll(conn)));
}

wineTest("files serve --upload: every name arrives, and none overwrites another", async () => {
  for (const how of ["PUT", "form", "resumable"]) {
    using temp = foreignFolder();
    await using server = await serveOnWindows(`${temp.path}/got`, "--upload", "--existing", "rename");
    const url = await webAddress(server);
    if (how === "resumable") {
      const { code, stderr } = await run(
        ["files", "put", ...FOREIGN_NAMES.map((name) => `${temp.path}/served/${name}`), url],
        { timeout: 120_000 },
      );
      assertEquals(code, 0, stderr);
    } else {for (const name of FOREIGN_NAMES) {
        assertEquals(await send(how, url, name), 201, JSON.stringify(name));
      }}
    const got = filesIn(`${temp.path}/got`);
    assertEquals([...got.values()].sort(), [...FOREIGN_NAMES].sort());
    assertPortable(got.keys());
  }
});

async function send(how: string, url: string, name: string): Promise<number> {
  const last = name.split("/").at(-1)!;
  const form = new FormData();
  form.append("file", new File([name], last));
  const response = how === "PUT"
    ? await fetch(`${url}/${encodeURIComponent(last)}`, { method: "PUT", body: name })
    : await fetch(`${url}/`, { method: "POST", body: form });
  await response.body?.cancel();
  return response.status;
}

const longPaths = "files get: a path of more than 260 characters is one like any other";
if (Deno.build.os !== "windows") skippedTest(longPaths, "wine cannot tell where such a path really leads");
else {systemTest(longPaths, async () => {
    using temp = new TempFolder();
    const deep = join(temp.path, ...Array.from({ length: 3 }, () => "d".repeat(90)));
    Deno.mkdirSync(deep, { recursive: true });
    temp.write("served/a.txt", "far below");
    await using server = await serveOnWindows(`${temp.path}/served`);
    const url = await webAddress(server);
    for (const source of [["127.0.0.1", `${server.port}`, "a.txt"], [`${url}/a.txt`]]) {
      const { code, stderr } = await runNetlab(["files", "get", "-f", "-o", pathThere(deep), ...source]);
      assertEquals(code, 0, stderr);
      assertEquals(Deno.readTextFileSync(join(deep, "a.txt")), "far below");
    }
  });}
