import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { createHash } from "node:crypto";
import { peerTest } from "../../_kit/peers/peer.ts";
import { netlab, PLAIN } from "../../_kit/program/netlab.ts";
import { Server } from "../../_kit/program/server.ts";
import { run } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { noise } from "../../_kit/noise.ts";
import { until } from "../../_kit/until.ts";
import { webAddress } from "../../_kit/web/web_address.ts";
import { curl, curlStatus } from "../../_kit/web/curl.ts";

const CONTENT = noise(1_500_000);
const SUM = createHash("sha256").update(CONTENT).digest("hex");

async function receiving(temp: TempFolder, ...args: string[]): Promise<{ server: Server; url: string }> {
  Deno.mkdirSync(`${temp.path}/in`);
  const server = await Server.start([
    ...["files", "receive", "--dir", `${temp.path}/in`, "--port", "0", "--host", "127.0.0.1"],
    ...args,
  ]);
  return { server, url: await webAddress(server) };
}

function ended({ child }: Server): Promise<number> {
  return child.status.then(({ code }) => code);
}

peerTest(
  "files receive takes what curl sends, says what came and from whom, and ends",
  ["curl"],
  async () => {
    using temp = new TempFolder();
    const path = temp.write("a.bin", CONTENT);
    const { server, url } = await receiving(temp, "--count", "3");
    await using _server = server;
    assertEquals(await curlStatus("-T", path, url.replace(/\/[^/]*$/, "/")), 404);
    assertEquals(await curlStatus(url), 301);
    assertStringIncludes(await curl([`${url}/`]), '<form class="drop big"');
    assertEquals(await curlStatus(`${url}/a.bin`), 404);
    assertEquals(await curl(["-T", path, `${url}/`]), "Received, 1500000 bytes.\n");
    assertEquals(
      await curlStatus("-F", `file=@${path}`, "-F", `file=@${path};filename=b/../b.bin`, `${url}/`),
      201,
    );
    assertEquals(await ended(server), 0);
    const names = [...Deno.readDirSync(`${temp.path}/in`)].map(({ name }) => name).sort();
    assertEquals(names, ["a (1).bin", "a.bin", "b.bin"]);
    for (const name of names) assertEquals(Deno.readFileSync(`${temp.path}/in/${name}`), CONTENT, name);
    assert(server.lines.some((line) => line.includes("127.0.0.1 has sent a (1).bin (1.5 MB)")));
  },
);

Deno.test("files receive takes what files put sends, and writes its sum as sha256sum does", async () => {
  using temp = new TempFolder();
  const path = temp.write("été.bin", CONTENT);
  Deno.mkdirSync(`${temp.path}/in`);
  const [command, args] = netlab(
    ...["files", "receive", "-q", "-d", `${temp.path}/in`, "--port", "0", "--host", "127.0.0.1"],
  );
  const child = new Deno.Command(command, { args, env: PLAIN, stdout: "piped", stderr: "piped" }).spawn();
  const said = child.stderr.pipeThrough(new TextDecoderStream());
  let heard = "";
  let put: Promise<{ code: number; stderr: string }> | undefined;
  for await (const text of said) {
    heard += text;
    const url = /^ {2}(http:\S+)\n/m.exec(heard)?.[1];
    if (url !== undefined) put ??= run(["files", "put", path, url]);
  }
  assertEquals((await put)?.code, 0, (await put)?.stderr);
  const sums = await new Response(child.stdout).text();
  assertEquals(sums, `${SUM}  ${Deno.realPathSync(`${temp.path}/in`)}/été.bin\n`);
  assertEquals((await child.status).code, 0);
});

Deno.test("files receive gives up after --timeout with 1, and says what has not come", async () => {
  using temp = new TempFolder();
  const late = ["files", "receive", "-d", temp.path, "--port", "0", "--timeout", "0.2"];
  const none = await run(late);
  assertEquals([none.code, none.stdout], [1, ""]);
  assertMatch(none.stderr, /netlab files receive: nobody has sent anything within 0\.2 seconds\n$/);
  assertEquals((await run([...late, "--count", "0"])).code, 2);
  assertEquals((await run(["files", "receive", "-d", `${temp.path}/none`])).code, 1);
});

Deno.test("files receive leaves nothing of what had not come whole when it is interrupted", async () => {
  using temp = new TempFolder();
  const { server, url } = await receiving(temp, "--grace", "0");
  await using _server = server;
  const { hostname, port, pathname } = new URL(url);
  using client = await Deno.connect({ hostname, port: Number(port) });
  const send = (text: string) => client.write(new TextEncoder().encode(text));
  await send(`PUT ${pathname}/half.txt HTTP/1.1\r\nHost: ${hostname}\r\nContent-Length: 100\r\n\r\nhalf`);
  using tus = await Deno.connect({ hostname, port: Number(port) });
  const head = `POST ${pathname}/ HTTP/1.1\r\nHost: ${hostname}\r\nUpload-Length: 100\r\n` +
    `Upload-Metadata: filename ${btoa("rest.txt")}\r\nContent-Length: 0\r\n\r\n`;
  await tus.write(new TextEncoder().encode(head));
  await until(() => [...Deno.readDirSync(`${temp.path}/in`)].length === 3);
  assertEquals(await server.stop("SIGINT"), 130);
  assertEquals([...Deno.readDirSync(`${temp.path}/in`)], []);
});
