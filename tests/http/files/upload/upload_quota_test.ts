import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { ServedFolder } from "../../../../mod/fs/served_folder.ts";
import { filesHandler } from "../../../../mod/http/files/files_handler.ts";
import { ResumableUploads } from "../../../../mod/http/files/upload/resumable_upload.ts";
import { lockUpload, sweepLeftovers } from "../../../../mod/http/files/upload/sweep_leftovers.ts";
import { UploadQuota } from "../../../../mod/http/files/upload/upload_quota.ts";
import { UploadHandler } from "../../../../mod/http/files/upload/upload_handler.ts";
import { HttpError } from "../../../../mod/http/wire/http_error.ts";
import { HttpTestServer } from "../../../_kit/web/http_test_server.ts";
import { TempFolder } from "../../../_kit/temp_folder.ts";

const WISH = { name: "f", folders: [], existing: undefined, batch: undefined };

Deno.test("UploadQuota gives back what was not kept, and counts once what was replaced", async () => {
  const quota = new UploadQuota({ bytes: 10, files: 2, unfinished: 2 });
  const one = await quota.begin(10);
  one.add(10);
  assertThrows(() => one.add(1), HttpError);
  one.drop();
  one.drop();
  const [two, three] = [await quota.begin(), await quota.begin()];
  await assertRejects(() => quota.begin(), HttpError); // two files, two unfinished
  two.add(6);
  three.add(4);
  two.keep({ created: true, replaced: 0 });
  two.drop();
  assertThrows(() => three.add(1), HttpError);
  three.keep({ created: false, replaced: 6 });
  quota.refuse(6);
  assertThrows(() => quota.refuse(7), HttpError);
});

/** Ways to send so many bytes under a name. @returns the status */
type Send = (url: string, name: string, bytes: number) => Promise<number>;

const WAYS: Record<string, Send> = {
  PUT: async (url, name, bytes) =>
    await status(fetch(`${url}/${name}`, { method: "PUT", body: "x".repeat(bytes) })),
  "PUT in chunks": async (url, name, bytes) => {
    const body = ReadableStream.from([new TextEncoder().encode("x".repeat(bytes))]);
    return await status(fetch(`${url}/${name}`, { method: "PUT", body }));
  },
  form: async (url, name, bytes) => {
    const body = new FormData();
    body.append("file", new File(["x".repeat(bytes)], name));
    return await status(fetch(`${url}/`, { method: "POST", body }));
  },
  tus: async (url, name, bytes) => {
    const headers = {
      "tus-resumable": "1.0.0",
      "content-type": "application/offset+octet-stream",
      "upload-length": String(bytes),
      "upload-metadata": `filename ${btoa(name)}`,
    };
    return await status(fetch(`${url}/`, { method: "POST", headers, body: "x".repeat(bytes) }));
  },
};

async function status(asking: Promise<Response>): Promise<number> {
  const response = await asking;
  await response.body?.cancel();
  return response.status;
}

async function uploading(temp: TempFolder, quota: UploadQuota) {
  const tree = ServedFolder.at(temp.path, { hidden: false });
  const uploads = new UploadHandler({ tree, policy: "error", maxSize: Infinity, quota, dropBox: false });
  return await HttpTestServer.start(filesHandler({ tree, title: "t", uploads }));
}

for (const [way, send] of Object.entries(WAYS)) {
  Deno.test(`all uploads together stay within their limits: ${way}`, async () => {
    for (const limits of [{ files: 5 }, { bytes: 5000 }]) {
      using temp = new TempFolder();
      await using server = await uploading(temp, new UploadQuota(limits));
      // At the same time, and some of them under one name.
      const sent = await Promise.all(
        Array.from({ length: 30 }, (_, i) => send(server.url, `f${i % 20}`, 1000)),
      );
      assert(sent.every((each) => [201, 409, 507].includes(each)), sent.join());
      // What was refused has given its place back: there is room for exactly what is missing.
      for (let i = 20; i < 40; i++) await send(server.url, `f${i}`, 1000);
      assertEquals(temp.names().length, 5);
      assertEquals(await send(server.url, "more", 1000), 507);
      assertEquals(temp.names().filter((name) => name.startsWith(".")), []);
    }
  });
}

Deno.test("unfinished uploads are bounded: whoever has the most gives up the one that waited longest", async () => {
  using temp = new TempFolder();
  const quota = new UploadQuota({ unfinished: 4 });
  const uploads = new ResumableUploads(quota, temp.path, false);
  const begin = async (owner: string) => (await uploads.create(temp.path, WISH, 9, owner)).id;
  const there = async (ids: string[]) =>
    await Promise.all(ids.map((id) => uploads.status(temp.path, id).then(() => true, () => false)));
  const [honest, ...flood] = [await begin("b"), await begin("a"), await begin("a"), await begin("a")];
  const one = (text: string) => {
    const pieces: (Uint8Array | null)[] = [new TextEncoder().encode(text), null];
    return { length: text.length, read: () => Promise.resolve(pieces.shift() ?? null) };
  };
  const place = () => Promise.reject(new Error("not complete"));
  await uploads.append(temp.path, flood[0]!, 0, one("x"), place); // touched last
  const more = [await begin("a"), await begin("c")];
  assertEquals(await there([honest!, ...flood, ...more]), [true, true, false, false, true, true]);
  // An upload in one request has the same right to room, and gives it back.
  const claim = await quota.begin(5);
  assertEquals(await there([honest!, ...flood, ...more]), [true, false, false, false, true, true]);
  claim.drop();
  assertEquals(temp.names().length, 2 * 3);
});

Deno.test("no upload that somebody is sending makes room, and then there is none", async () => {
  using temp = new TempFolder();
  const quota = new UploadQuota({ unfinished: 2 });
  const uploads = new ResumableUploads(quota, temp.path, false);
  const end = Promise.withResolvers<null>();
  const body = { length: 9, read: () => end.promise };
  const sending: Promise<unknown>[] = [];
  for (const owner of ["a", "a"]) {
    const { id } = await uploads.create(temp.path, WISH, 9, owner);
    sending.push(uploads.append(temp.path, id, 0, body, () => Promise.reject(new Error("not complete"))));
  }
  await assertRejects(() => uploads.create(temp.path, WISH, 9, "b"), HttpError, "Too many uploads");
  end.resolve(null);
  await Promise.all(sending);
  await uploads.create(temp.path, WISH, 9, "b");
});

Deno.test("a stranger's unfinished uploads keep nobody from uploading", async () => {
  using temp = new TempFolder();
  await using server = await uploading(temp, new UploadQuota({ unfinished: 3 }));
  const begin = async () => {
    const headers = {
      "tus-resumable": "1.0.0",
      "upload-length": "9",
      "upload-metadata": `filename ${btoa("f")}`,
    };
    const response = await fetch(`${server.url}/`, { method: "POST", headers });
    await response.body?.cancel();
    return response;
  };
  const first = await begin();
  for (let more = 0; more < 5; more++) assertEquals((await begin()).status, 201);
  const headers = { "tus-resumable": "1.0.0" };
  assertEquals(
    await status(fetch(new URL(first.headers.get("location")!, server.url), { method: "HEAD", headers })),
    404,
  );
  for (const [way, send] of Object.entries(WAYS)) assertEquals(await send(server.url, way, 10), 201, way);
});

Deno.test("what a killed server has left is swept, and nothing of a living one, nor of anybody else", async () => {
  using temp = new TempFolder();
  const id = (n: number) => String(n).repeat(32);
  const uuid = crypto.randomUUID();
  const live = crypto.randomUUID();
  const old = new Date(Date.now() - 25 * 60 * 60 * 1000);
  const recent = new Date(Date.now() - 10 * 60 * 1000);
  const put = (name: string, time: Date) => Deno.utimeSync(temp.write(name, "12345"), time, time);
  put(`sub/.netlab-${uuid}.part`, recent);
  put(`.netlab-${live}.part`, old);
  put(`.netlab-${id(1)}.part`, old);
  put(`.netlab-${id(1)}.json`, old);
  put(`.netlab-${id(2)}.part`, recent);
  put(`.netlab-${id(2)}.json`, recent);
  put(`.netlab-${id(3)}.part`, old);
  put(".netlab-notes", old);
  put(`.git/.netlab-${uuid}.part`, old);
  put("file", old);
  using atWork = await Deno.open(`${temp.path}/.netlab-${live}.part`, { append: true });
  using alsoAtWork = await Deno.open(`${temp.path}/.netlab-${id(3)}.part`, { append: true });
  assert(lockUpload(atWork) && await lockUpload(alsoAtWork));
  const left = await sweepLeftovers(temp.path, false);
  assertEquals(left.map((each) => each.id).sort(), [id(2), id(3)]);
  const names = [`.git`, `.netlab-${id(2)}.json`, `.netlab-${id(2)}.part`, `.netlab-${id(3)}.part`];
  assertEquals(temp.names(), [...names, `.netlab-${live}.part`, ".netlab-notes", "file", "sub"].sort());
  assertEquals([...Deno.readDirSync(`${temp.path}/sub`)], []);
});
