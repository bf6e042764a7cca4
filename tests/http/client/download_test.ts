import { assert, assertEquals, assertRejects } from "@std/assert";
import { download, plan } from "../../../mod/http/client/download.ts";
import { HttpFailure } from "../../../mod/http/client/http_failure.ts";
import { httpClient } from "../../../mod/http/client/http_client.ts";
import { PartialFile } from "../../../mod/http/client/partial_file.ts";
import { probeRemoteFile } from "../../../mod/http/client/remote_file.ts";
import { backOff } from "../../../mod/http/client/with_retries.ts";
import { ServedFolder } from "../../../mod/fs/served_folder.ts";
import { filesHandler } from "../../../mod/http/files/files_handler.ts";
import { HttpError } from "../../../mod/http/wire/http_error.ts";
import { bytesBody, type HttpHandler, type Sink } from "../../../mod/http/wire/message.ts";
import { HttpTestServer } from "../../_kit/web/http_test_server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { POSIX, testOn } from "../../_kit/test_on.ts";

const fetch = httpClient();
const CONTENT = Uint8Array.from({ length: 5_000_000 }, (_, at) => at * at % 251);
const NO_WAIT = {
  wait: () => Promise.resolve(),
  signal: new AbortController().signal,
  maxSize: Infinity,
  fetch,
};

function folder(temp: TempFolder): HttpHandler {
  temp.write("www/a.bin", CONTENT);
  return filesHandler({ tree: ServedFolder.at(`${temp.path}/www`, { hidden: false }), title: "t" });
}

/** Breaks every body off after so many bytes. */
function fragile(handler: HttpHandler, after: number): HttpHandler {
  return async (request) => {
    const reply = await handler(request);
    const { body } = reply;
    if (body === undefined || (body.length ?? 0) <= after) return reply;
    let sent = 0;
    const write = (sink: Sink) => async (bytes: Uint8Array) => {
      if (sent > after) throw new Deno.errors.ConnectionReset();
      sent += bytes.length;
      await sink.write(bytes);
    };
    const send = (sink: Sink) => body.send({ write: write(sink) });
    return { ...reply, body: { ...body, length: body.length, send, close: () => body.close?.() } };
  };
}

async function fetchAll(temp: TempFolder, handler: HttpHandler, connections: number): Promise<Uint8Array> {
  await using server = await HttpTestServer.start(handler);
  const url = `${server.url}/a.bin`;
  const remote = await probeRemoteFile(url, fetch, NO_WAIT.signal);
  using file = await PartialFile.open(`${temp.path}/a.bin`, url, remote);
  await download(file, { ...NO_WAIT, connections, retries: 3 });
  return Deno.readFileSync(`${temp.path}/a.bin.part`);
}

Deno.test("download() fetches over one connection and over several", async () => {
  for (const connections of [1, 3]) {
    using temp = new TempFolder();
    assertEquals(await fetchAll(temp, folder(temp), connections), CONTENT);
  }
});

Deno.test("download() goes on where it broke, as often as it takes", async () => {
  for (const connections of [1, 4]) {
    using temp = new TempFolder();
    assertEquals(await fetchAll(temp, fragile(folder(temp), 400_000), connections), CONTENT);
  }
});

Deno.test("download() goes on in the next run, and begins anew when the file has changed", async () => {
  using temp = new TempFolder();
  await using server = await HttpTestServer.start(fragile(folder(temp), 1_000_000));
  const url = `${server.url}/a.bin`;
  const partial = async (retries: number) => {
    using file = await PartialFile.open(
      `${temp.path}/a.bin`,
      url,
      await probeRemoteFile(url, fetch, NO_WAIT.signal),
    );
    const before = file.received.size;
    await download(file, { ...NO_WAIT, connections: 1, retries }).catch(() => {});
    return [before, file.received.size];
  };
  const [, first] = await partial(0);
  assert(first! > 0 && first! < CONTENT.length);
  assertEquals((await partial(99))[0], first);
  assertEquals(Deno.readFileSync(`${temp.path}/a.bin.part`), CONTENT);
  temp.write("www/a.bin", CONTENT.slice(1));
  assertEquals((await partial(99))[0], 0);
});

Deno.test("download() says why a server refuses, and does not insist", async () => {
  using temp = new TempFolder();
  await using server = await HttpTestServer.start(folder(temp));
  const url = `${server.url}/none`;
  using file = await PartialFile.open(
    `${temp.path}/none`,
    url,
    await probeRemoteFile(url, fetch, NO_WAIT.signal),
  );
  await assertRejects(
    () => download(file, { ...NO_WAIT, connections: 1, retries: 3 }),
    HttpFailure,
    "The server answers 404: There is nothing here",
  );
});

Deno.test("download() does not take a body that was cut off for a whole one, even without a length", async () => {
  using temp = new TempFolder();
  const cut: HttpHandler = () =>
    Promise.resolve({
      status: 200,
      fields: [],
      body: {
        length: undefined,
        send: async (sink) => {
          await sink.write(CONTENT.subarray(0, 100_000));
          throw new Deno.errors.ConnectionReset();
        },
      },
    });
  await assertRejects(() => fetchAll(temp, cut, 1), HttpFailure, "The download ended early");
});

/** Says of every file that parts of it can be had. */
function boasting(handler: HttpHandler): HttpHandler {
  return async (request) => {
    const fields = new Map(request.fields);
    fields.delete("range");
    return await handler({ ...request, fields });
  };
}

Deno.test("download() knows a version, and a server that sends no parts, when it sees one", async () => {
  using temp = new TempFolder();
  const error = await assertRejects(
    async () => await fetchAll(temp, boasting(folder(temp)), 2),
    HttpFailure,
  );
  assertEquals(error.options.changed, true);
});

Deno.test("download() keeps what is compressed unasked as it was sent", async () => {
  using temp = new TempFolder();
  const packed = await new Response(
    new Blob(["all work"]).stream().pipeThrough(new CompressionStream("gzip")),
  )
    .bytes();
  for (
    const fields of [[], [["content-encoding", "gzip"]], [["content-encoding", "odd"]]] as [
      string,
      string,
    ][][]
  ) {
    const handler: HttpHandler = () => Promise.resolve({ status: 200, fields, body: bytesBody(packed) });
    assertEquals(await fetchAll(temp, handler, 1), packed);
  }
});

Deno.test("download() asks with GET where HEAD is refused", async () => {
  using temp = new TempFolder();
  const handler = folder(temp);
  const shy: HttpHandler = async (request) => {
    if (request.method === "HEAD") throw new HttpError(403, "This address is signed for GET");
    return await handler(request);
  };
  assertEquals(await fetchAll(temp, shy, 1), CONTENT);
});

testOn(
  POSIX,
  "not everybody may make links there",
  "PartialFile writes through no link that somebody put there",
  async () => {
    using temp = new TempFolder();
    const precious = temp.write("precious", "precious");
    for (const name of ["a.bin.part", "a.bin.part.json"]) {
      Deno.symlinkSync(precious, `${temp.path}/${name}`);
      await assertRejects(async () => await fetchAll(temp, folder(temp), 1), Error, "did not make");
      Deno.removeSync(`${temp.path}/${name}`);
    }
    Deno.symlinkSync(precious, `${temp.path}/a.bin.part.json.new`);
    await fetchAll(temp, folder(temp), 1);
    assertEquals(Deno.readTextFileSync(precious), "precious");
  },
);

Deno.test("PartialFile goes on with nothing that is somebody else's", async () => {
  using temp = new TempFolder();
  const part = temp.write("a.bin.part", "theirs");
  try {
    Deno.chownSync(part, 65_534, 65_534);
  } catch {
    return; // only the administrator gives files away
  }
  await assertRejects(async () => await fetchAll(temp, folder(temp), 1), Error, "did not make");
  assertEquals(Deno.readTextFileSync(part), "theirs");
});

Deno.test("PartialFile takes no file for its own that no note is about", async () => {
  using temp = new TempFolder();
  temp.write("a.bin.part", "the user's");
  await assertRejects(async () => await fetchAll(temp, folder(temp), 1), Error, "did not make");
  assertEquals(Deno.readTextFileSync(`${temp.path}/a.bin.part`), "the user's");
  assertEquals(temp.names(), ["a.bin.part", "www"]);
});

Deno.test("plan() shares out what is missing, every byte once", () => {
  const missing = [{ start: 5, end: 3_000_005 }, { start: 9_000_000, end: 9_000_001 }];
  const parts = plan(missing, 2);
  assertEquals(parts.length, 3);
  assertEquals(parts.reduce((sum, { start, end }) => sum + end - start, 0), 3_000_001);
  assertEquals(plan([], 4), []);
});

Deno.test("backOff() waits longer each time, up to a limit", () => {
  assertEquals([1, 2, 3, 20].map((failures) => backOff(failures, 0.5)), [500, 1000, 2000, 30_000]);
});
