/** The fields of the replies of files serve, row by row; any other test may then rely on what a reply is for. */
import { assertEquals } from "@std/assert";
import { Server } from "../../_kit/program/server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { webAddress } from "../../_kit/web/web_address.ts";

/** What every reply has, whatever became of the request. */
const EVERY = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};
const UNKEPT = { "cache-control": "no-store" };
/** A browser keeps it, and asks each time whether it is still the same. */
const ASKED_FOR = { "cache-control": "no-cache", "last-modified": "Sun, 06 Nov 1994 08:49:37 GMT" };
const TUS = { "tus-resumable": "1.0.0" };

interface Row {
  readonly request: string;
  readonly fields?: Record<string, string>;
  readonly status: number;
  readonly reply: Readonly<Record<string, string>>;
}

const ROWS: readonly Row[] = [
  {
    request: "GET /",
    status: 200,
    reply: { ...UNKEPT, "x-frame-options": "DENY", "content-type": "text/html; charset=utf-8" },
  },
  { request: "GET /?json", status: 200, reply: { ...UNKEPT, "content-type": "application/json" } },
  { request: "GET /a.txt", status: 200, reply: { ...ASKED_FOR, "accept-ranges": "bytes" } },
  {
    request: "GET /long.txt",
    fields: { "accept-encoding": "gzip" },
    status: 200,
    // Some clients keep to themselves that it came with `content-encoding: gzip`.
    reply: { ...ASKED_FOR, "vary": "Accept-Encoding" },
  },
  { request: "GET /nothing", status: 404, reply: {} },
  {
    request: "OPTIONS /",
    status: 204,
    reply: {
      ...TUS,
      "tus-version": "1.0.0",
      "tus-extension": "creation,creation-with-upload,termination,relative-path",
      "tus-max-size": "500",
    },
  },
];

async function assertReply(url: string, { request, fields, status, reply }: Row): Promise<Response> {
  const [method, path] = request.split(" ");
  const response = await fetch(new URL(path!, url), { method: method!, headers: fields ?? {} });
  await response.body?.cancel();
  const wanted: Record<string, string> = { ...EVERY, ...reply };
  const got = Object.fromEntries(Object.keys(wanted).map((name) => [name, response.headers.get(name)]));
  assertEquals({ status: response.status, ...got }, { status, ...wanted }, request);
  return response;
}

Deno.test("files serve sends with each reply the fields that tell what may be done with it", async () => {
  using temp = new TempFolder();
  for (const [name, text] of [["a.txt", "hello"], ["long.txt", "hello\n".repeat(1000)]] as const) {
    temp.write(name, text);
    await Deno.utime(`${temp.path}/${name}`, 784_111_777, 784_111_777);
  }
  const args = ["--host", "127.0.0.1", "--http-port", "0", "--upload", "--max-upload", "500"];
  await using server = await Server.start(["files", "serve", "0", "--dir", temp.path, ...args]);
  const url = await webAddress(server);
  for (const row of ROWS) await assertReply(url, row);
  const begun = await assertReply(url, {
    request: "POST /",
    fields: { ...TUS, "upload-length": "5", "upload-metadata": `filename ${btoa("b.txt")}` },
    status: 201,
    reply: TUS,
  });
  const place = new URL(begun.headers.get("location")!, url);
  await assertReply(url, {
    request: `HEAD ${place.pathname}${place.search}`,
    fields: TUS,
    status: 200,
    reply: { ...TUS, ...UNKEPT, "upload-length": "5", "upload-offset": "0" },
  });
});
