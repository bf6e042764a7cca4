import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { peerTest } from "../../_kit/peers/peer.ts";
import { netlab, PLAIN } from "../../_kit/program/netlab.ts";
import { serveFolder } from "../../_kit/program/folder_server.ts";
import { run } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { noise } from "../../_kit/noise.ts";
import { curl } from "../../_kit/web/curl.ts";
import { webAddress } from "../../_kit/web/web_address.ts";

/** Shares, lets somebody fetch from the address, and waits for the end. */
async function sharing(
  more: string[],
  input: Uint8Array<ArrayBuffer> | undefined,
  temp: TempFolder,
  fetchIt: (url: string) => Promise<void>,
): Promise<{ code: number; said: string }> {
  const [command, args] = netlab("files", "share", ...more, "--port", "0", "--host", "127.0.0.1");
  const child = new Deno.Command(command, {
    args,
    env: { ...PLAIN, TMPDIR: temp.path },
    stdin: "piped",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  if (input !== undefined) await writer.write(input);
  await writer.close();
  let said = "";
  let fetching: Promise<void> | undefined;
  for await (const text of child.stderr.pipeThrough(new TextDecoderStream())) {
    said += text;
    const url = /^ {2}(http:\S+)\n/m.exec(said)?.[1];
    if (url !== undefined) fetching ??= fetchIt(url);
  }
  await fetching;
  return { code: (await child.status).code, said };
}

const BROWSER = ["-H", "Accept: text/html,*/*;q=0.8", "-H", "Accept-Language: fr", "-A", "curl/8"];

peerTest(
  "files share --text shows a text in a browser, and hands it to a program as it is",
  ["curl"],
  async () => {
    using temp = new TempFolder();
    const text = "1 < 2\n\t& \u00e9\n";
    const { code, said } = await sharing(["--text", text, "--count", "2"], undefined, temp, async (url) => {
      assertMatch(url, /\/text\.txt$/);
      const page = await curl([...BROWSER, url]);
      assertStringIncludes(page, ">\n1 &lt; 2\n\t&amp; \u00e9\n</textarea>");
      assertMatch(page, /<button class="button" id="copy" data-done="Copié" hidden>Copier<\/button>/);
      assertEquals(await curl([url]), text);
    });
    assertEquals(code, 0, said);
    assertEquals(said.match(/127\.0\.0\.1 has received text\.txt \(12 B\)/g)?.length, 2, said);
    assertEquals(temp.names(), []);
  },
);

peerTest(
  "files share - hands over what it reads, in parts, too, and leaves nothing of it",
  ["curl"],
  async () => {
    using temp = new TempFolder();
    const bytes = noise(1_000_000);
    const got = `${temp.path}/got`;
    const { code, said } = await sharing(["-", "--name", "x.tar"], bytes, temp, async (url) => {
      assertMatch(url, /\/x\.tar$/);
      assertEquals(temp.names().length, 1);
      await curl(["-r", "0-999", "-o", got, url]);
      await curl(["-C", "-", "-o", got, url]);
    });
    assertEquals(code, 0, said);
    assertEquals(Deno.readFileSync(got), bytes);
    assertEquals(temp.names(), ["got"]);
  },
);

Deno.test("files put - sends what it reads, under the name that it is given", async () => {
  using temp = new TempFolder();
  for (const name of ["www", "tmp"]) Deno.mkdirSync(`${temp.path}/${name}`);
  await using server = await serveFolder(`${temp.path}/www`, "--upload");
  const url = `${await webAddress(server)}/`;
  const env = { TMPDIR: `${temp.path}/tmp` };
  const bytes = noise(1_000_000);
  const sent = await run(["files", "put", "-", url, "--name", "in.bin"], { stdin: bytes, env });
  assertEquals(sent.code, 0, sent.stderr);
  assertMatch(sent.stderr, /^in\.bin: sent \(1 MB in /);
  assertEquals((await run(["files", "put", "-", url, "--name", "empty"], { stdin: "", env })).code, 0);
  assertEquals(Deno.readFileSync(`${temp.path}/www/in.bin`), bytes);
  assertEquals(Deno.statSync(`${temp.path}/www/empty`).size, 0);
  const taken = await run(["files", "put", "-", url, "--name", "empty"], { stdin: "", env });
  assertEquals(taken.code, 1);
  assertStringIncludes(
    taken.stderr,
    "of this name already (--name sends it under another name, --force replaces",
  );
  const large = await run(["files", "put", "-", url, "--name", "x", "--max-size", "9"], {
    stdin: bytes,
    env,
  });
  assertEquals(large.code, 1);
  assertStringIncludes(large.stderr, "it is larger than 9 bytes (--max-size)");
  assertEquals([...Deno.readDirSync(`${temp.path}/tmp`)], []);
});

Deno.test("standard input stands alone, and needs a name where it is sent", async () => {
  const url = "http://127.0.0.1:1/";
  const rows: [args: string[], said: string][] = [
    [["put", "-", url], "standard input has no name: --name gives it one"],
    [["put", "-", "a", url, "--name", "x"], "--name is for one file"],
    [["share", "-", "a"], "- (standard input) stands alone"],
    [["share", "a", "--text", "b"], "--text is shared alone, instead of a file"],
    [["share"], "it takes either a file, a folder, - for standard input, or --text"],
  ];
  for (const [args, said] of rows) {
    const { code, stderr } = await run(["files", ...args]);
    assertEquals(code, 2);
    assert(stderr.includes(said), stderr);
  }
});
