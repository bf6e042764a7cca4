import { assert, assertEquals } from "@std/assert";
import { peerTest } from "../../_kit/peers/peer.ts";
import { Server } from "../../_kit/program/server.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { webAddress } from "../../_kit/web/web_address.ts";
/** Sends all of a body, as Python's and many other clients do, and only then reads the answer. */
const SENDER = `
import http.client, itertools, json, ssl, sys
url, path, mebibytes, chunked = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4] == "chunked"
fields = json.loads(sys.argv[5])
scheme, host = url.split("://")
if scheme == "https":
    client = http.client.HTTPSConnection(host, context=ssl._create_unverified_context())
else:
    client = http.client.HTTPConnection(host)
piece = bytes(1 << 20)
method = fields.pop(":method", "PUT")
first = fields.pop(":first", "").encode()
if not chunked:
    fields["Content-Length"] = str(len(first) + (mebibytes << 20))
client.request(method, path, itertools.chain([first] if first else [], itertools.repeat(piece, mebibytes)), fields, encode_chunked=chunked)
print(client.getresponse().status)
`;

const FORM = "multipart/form-data; boundary=x";
const FIELD = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n';

/** What is refused: options of the server, path, fields, status. */
const REFUSALS: readonly [options: string[], path: string, fields: Record<string, string>, status: number][] =
  [
    [["--max-upload", "1MB"], "/new", {}, 413],
    [[], "/taken.txt", {}, 409],
    [[], "/.hidden", {}, 403],
    [[], "/new", { Origin: "http://elsewhere.example" }, 403],
    [["--upload-auth"], "/new", {}, 401],
    [[], "/new", { "Content-Encoding": "gzip" }, 415],
    [[], "/new", { "Content-Range": "bytes 0-9/10" }, 400],
    [[], "/new", { "If-Match": '"x"' }, 412],
    [[], "/nowhere/new", {}, 404],
    [[], "/", { ":method": "POST", "Content-Type": "text/plain" }, 415],
    // What stands around the parts of a form is nothing to keep.
    [[], "/", { ":method": "POST", "Content-Type": FORM }, 413],
    [[], "/", { ":method": "POST", "Content-Type": FORM, ":first": `${FIELD}hello\r\n--x--\r\n` }, 413],
    [[], "/", { ":method": "POST", "Content-Type": FORM, ":first": FIELD }, 413],
    [[], "/", { ":method": "POST", "Content-Type": FORM, ":first": `${FIELD}hello\r\n`.repeat(1001) }, 413],
    [[], "/new", { ":method": "TRACE" }, 405],
  ];

async function serving(dir: string, args: string[]): Promise<{ server: Server; url: string }> {
  const server = await Server.start(
    ["files", "serve", "0", "--dir", dir, "--upload", "--host", "127.0.0.1", "--http-port", "0", ...args],
    { env: { NETLAB_UPLOAD_AUTH: "me:secret" } },
  );
  return { server, url: await webAddress(server) };
}

/** The most memory it has ever had, bytes. */
async function mostMemory(server: Server): Promise<number> {
  if (Deno.build.os !== "linux") return 0;
  const text = await Deno.readTextFile(`/proc/${server.child.pid}/status`);
  return Number(/^VmHWM:\s*(\d+) kB/m.exec(text)?.[1]) * 1024;
}

async function status(url: string, path: string, body: string, fields: Record<string, string>) {
  const args = ["-c", SENDER, url, path, "64", body, JSON.stringify(fields)];
  const { stdout, stderr } = await runCommand("python3", args);
  return Number(stdout) || stderr;
}

peerTest("files serve's refusal arrives however long the body is", ["python3"], async () => {
  for (const tls of [[], ["--tls"]]) {
    for (const options of new Set(REFUSALS.map(([options]) => options.join(" ")))) {
      using temp = new TempFolder();
      temp.write("taken.txt", "hello");
      const { server, url } = await serving(temp.path, [...tls, ...options.split(" ").filter(Boolean)]);
      await using _server = server;
      // Encryption makes no difference to who is refused: there one refusal stands for all.
      const cases = REFUSALS.filter(([own]) => own.join(" ") === options).slice(
        0,
        tls.length ? 1 : undefined,
      );
      for (const [, path, fields, expected] of cases) {
        for (const body of ["length", "chunked"]) {
          assertEquals(await status(url, path, body, { ...fields }), expected, `${path} ${body} ${tls}`);
        }
      }
      assertEquals(temp.names(), ["taken.txt"]);
      assert(await mostMemory(server) < 500_000_000, "the bodies were kept");
    }
  }
});

peerTest(
  "files serve's refusal reaches curl, with 100-continue and without, file and form",
  ["curl"],
  async () => {
    using temp = new TempFolder();
    temp.write("taken.txt", "hello");
    const { server, url } = await serving(temp.path, ["--max-upload", "1MB"]);
    await using _server = server;
    const sends = [
      (expect: string) => `curl -sS -o /dev/null -w '%{http_code}' ${expect} -T - ${url}/new`,
      (expect: string) =>
        `curl -sS -o /dev/null -w '%{http_code}' ${expect} -F 'file=@-;filename=new' ${url}/`,
    ];
    for (const send of sends) {
      for (const expect of ["-H Expect:", "-H 'Expect: 100-continue'"]) {
        const line = `head -c 300000000 /dev/zero | ${send(expect)}`;
        assertEquals((await runCommand("sh", ["-c", line])).stdout, "413", line);
      }
    }
    assertEquals(temp.names(), ["taken.txt"]);
  },
);
