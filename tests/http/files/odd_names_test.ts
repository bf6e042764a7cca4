import { assert, assertEquals } from "@std/assert";
import { deadline } from "@std/async";
import { join } from "@std/path";
import { RefusedFile, ServedFolder } from "../../../mod/fs/served_folder.ts";
import { filesHandler } from "../../../mod/http/files/files_handler.ts";
import { UploadHandler } from "../../../mod/http/files/upload/upload_handler.ts";
import { UploadQuota } from "../../../mod/http/files/upload/upload_quota.ts";
import { lockedFile } from "../../_kit/locked_file.ts";
import { HttpTestServer, statuses } from "../../_kit/web/http_test_server.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";

/**
 * Names that mean more than a name on some system, or that some system cannot have. None of them is
 * there. 400 where the address itself is malformed.
 */
const ODD_NAMES: readonly [path: string, status: 400 | 404][] = [
  ["a:b", 404],
  ["a.txt:stream", 404],
  ["a.txt::$DATA", 404],
  ["C:", 404],
  ["C:%5Cwindows", 404],
  ["%5C%5Cserver%5Cshare", 404],
  ["..%5Ca.txt", 404],
  ["%2e%2e%2fa.txt", 404],
  ["con", 404],
  ["NUL", 404],
  ["aux.txt", 404],
  ["com1", 404],
  ["COM%C2%B9", 404],
  ["conin$", 404],
  ["a.txt.", 404],
  ["a.txt%20", 404],
  ["a.txt...%20.", 404],
  ["%20", 404],
  ["...", 404],
  ["x%00", 404],
  ["%00", 404],
  ["a%01b", 404],
  ["a%0Ab", 404],
  ["a%7Fb", 404],
  ["%3F", 404],
  ["*", 404],
  ["%3C%3E%7C%22", 404],
  ["a%3Fb*c", 404],
  ["GLOBAL~1", 404],
  ["x".repeat(255), 404],
  ["x".repeat(256), 404],
  ["x".repeat(5000), 404],
  ["x/".repeat(2000) + "x", 404],
  ["%C3%A9".repeat(400), 404],
  ["%EF%BF%BD", 404],
  ["%F0%9F%92%A9", 404],
  ["a.txt/b", 404],
  ["a.txt/", 404],
  ["%ED%A0%80", 400],
  ["%ED%A0%BD%ED%B2%A9", 400],
  ["%FF", 400],
  ["%C0%AF", 400],
  ["%zz", 400],
  ["%", 400],
];

const BELOW = ["", "sub/"];
const METHODS = ["GET", "HEAD"];
const QUERIES = ["", "?json", "?zip", "?tar", "?download"];

Deno.test("an odd name is not found, or malformed, whatever is asked about it", async () => {
  using temp = new TempFolder();
  temp.write("a.txt", "x");
  temp.write("sub/a.txt", "x");
  const tree = ServedFolder.at(temp.path);
  await using server = await HttpTestServer.start(filesHandler({ tree, title: "root" }));
  const wrong: string[] = [];
  let asked = 0;
  for (const [name, status] of ODD_NAMES) {
    const paths = BELOW.flatMap((folder) => QUERIES.map((query) => `/${folder}${name}${query}`));
    const requests = paths.flatMap((path) => METHODS.map((method) => `${method} ${path}`));
    asked += requests.length;
    const answers = await Promise.all(requests.map((request) => ask(server, request)));
    answers.forEach((answer, at) => {
      if (answer !== status) wrong.push(`${requests[at]!.slice(0, 60)}: ${answer}, not ${status}`);
    });
  }
  assertEquals(wrong, []);
  assertEquals(server.log, [], "an answer that is the client's mistake is no mistake of ours");
  assertEquals(asked, ODD_NAMES.length * BELOW.length * METHODS.length * QUERIES.length);
});

Deno.test("a file with an odd name is taken, or refused as the client's mistake", async () => {
  using temp = new TempFolder();
  const tree = ServedFolder.at(temp.path);
  const quota = new UploadQuota();
  const uploads = new UploadHandler({ tree, policy: "rename", maxSize: Infinity, quota, dropBox: false });
  await using server = await HttpTestServer.start(filesHandler({ tree, title: "root", uploads }));
  for (const [name] of ODD_NAMES) {
    const status = await ask(server, `PUT /${name}`, "Content-Length: 1\r\n", "x");
    assert(status < 500, `${name.slice(0, 60)}: ${status}`);
  }
  assertEquals(server.log, []);
});

Deno.test("the raw protocol refuses an odd name with a reason, and never breaks", async () => {
  using temp = new TempFolder();
  temp.write("a.txt", "x");
  const tree = ServedFolder.at(temp.path);
  for (const [path, status] of ODD_NAMES) {
    if (status !== 404) continue;
    const error = await tree.open(decodeURIComponent(path)).then(() => undefined, (error) => error);
    assert(error instanceof RefusedFile, `${path.slice(0, 60)}: ${error}`);
  }
  for (const name of ["\ud800", "\udca9\ud83d", "a\ud800b"]) {
    assert(await tree.open(name).then(() => false, (error) => error instanceof RefusedFile), name);
  }
});

/** Errors that a look at one file of a folder ends in; the numbers are those of this system. */
const ONE_FILE: readonly Error[] = Deno.build.os === "windows"
  ? [1920, 32, 33, 5, 21, 2, 3, 53, 123, 206, 1117, 1921].map(numbered)
  : [13, 116, 40, 5, 2, 36, 20, 1, 16, 6].map(numbered);

function numbered(number: number): Error {
  return new Error(`In whatever language (os error ${number}): stat 'x'`);
}

/** Until it is disposed, some files cannot be looked up, in this thread or another. */
function failingStat(error: Error, concerns: (path: string) => boolean): Disposable {
  const { stat, statSync, lstat, lstatSync } = Deno;
  const aside = (look: typeof stat) => (path: string | URL) =>
    concerns(String(path)) ? Promise.reject(error) : look(path);
  const here = (look: typeof statSync) => (path: string | URL) => {
    if (concerns(String(path))) throw error;
    return look(path);
  };
  const failing = {
    stat: aside(stat),
    lstat: aside(lstat),
    statSync: here(statSync),
    lstatSync: here(lstatSync),
  };
  Object.assign(Deno, failing);
  return { [Symbol.dispose]: () => Object.assign(Deno, { stat, statSync, lstat, lstatSync }) };
}

Deno.test("a listing, in every form, goes on without a file that cannot be looked up", async () => {
  using temp = new TempFolder();
  for (const name of ["unlucky", "good", "last"]) temp.write(name, name);
  temp.write("sub/file", "below");
  for (const error of ONE_FILE) {
    using _ = failingStat(error, (path) => path.endsWith("unlucky"));
    for (
      const [query, present] of [["", "good"], ["?json", "last"], ["?tar", "sub/file"], ["?zip", "good"]]
    ) {
      await using server = await serving(temp);
      const response = await fetch(`${server.url}/${query}`, {
        headers: { "accept-encoding": "identity" },
      });
      const text = await response.text();
      assertEquals(
        [response.status, text.includes(present!), text.includes("unlucky")],
        [200, true, false],
        query,
      );
      assertEquals(server.log, []);
    }
  }
});

Deno.test("a listing waits for better times when the machine is out of something", async () => {
  using temp = new TempFolder();
  temp.write("a", "a");
  await using server = await serving(temp);
  using _ = failingStat(numbered(Deno.build.os === "windows" ? 4 : 24), () => true);
  const response = await fetch(`${server.url}/?json`);
  await response.body?.cancel();
  assertEquals([response.status, response.headers.get("retry-after")], [503, "1"]);
});

Deno.test("a listing goes on without the files that vanish while it is made", async () => {
  using temp = new TempFolder();
  const names = Array.from({ length: 300 }, (_, index) => `f${index}`);
  for (const name of names) temp.write(name, name);
  let gone = 0;
  const entries = await ServedFolder.at(temp.path).list([], () => {
    if (gone < 200) Deno.removeSync(join(temp.path, names[gone++]!));
  });
  const left = new Set(entries.map(({ name }) => name));
  for (const name of names.slice(200)) assert(left.has(name), name);
});

Deno.test("a tar leaves out what has vanished since it was listed", async () => {
  using temp = new TempFolder();
  for (const name of ["a", "b", "c"]) temp.write(name, name);
  const { open } = Deno;
  Deno.open = async (path, options) => {
    if (String(path).endsWith("b")) await Deno.remove(path);
    return await open(path, options);
  };
  try {
    await using server = await serving(temp);
    const text = await (await fetch(`${server.url}/?tar`)).text();
    assertEquals(["root/a", "root/b", "root/c"].map((name) => text.includes(name)), [true, false, true]);
    assertEquals(text.length % 512, 0);
  } finally {
    Deno.open = open;
  }
});

Deno.test({
  name: "a link that leads nowhere, in a circle, or through a name that cannot be, is not listed",
  ignore: Deno.build.os === "windows",
  async fn() {
    using temp = new TempFolder();
    temp.write("a.txt", "x");
    for (
      const [name, to] of [["circle", "circle"], ["gone", "none"], ["long", "x".repeat(300)], [
        "through",
        "a.txt/b",
      ]]
    ) await Deno.symlink(to!, join(temp.path, name!));
    const entries = await ServedFolder.at(temp.path).list([]);
    assertEquals(entries.map(({ name }) => name), ["a.txt"]);
  },
});

Deno.test({
  name: "a file that another program keeps to itself is busy, and its folder is listed and packed",
  ignore: Deno.build.os !== "windows",
  async fn() {
    using temp = new TempFolder();
    temp.write("mine", "x");
    temp.write("other", "x");
    await using server = await serving(temp);
    using _ = lockedFile(join(temp.path, "mine"));
    assertEquals(await ask(server, "GET /mine"), 503);
    for (const query of ["", "?json", "?zip", "?tar"]) {
      const response = await fetch(`${server.url}/${query}`, { headers: { "accept-encoding": "identity" } });
      assertEquals([response.status, (await response.text()).includes("other")], [200, true], query);
    }
    const refused = await ServedFolder.at(temp.path).open("mine").then(
      () => undefined,
      (error) => error.code,
    );
    assertEquals(refused, "busy");
    assertEquals(server.log, []);
  },
});

async function serving(temp: TempFolder): Promise<HttpTestServer> {
  return await HttpTestServer.start(filesHandler({ tree: ServedFolder.at(temp.path), title: "root" }));
}

/** Sends a request exactly as it is written; a client would tidy up the path. */
async function ask(server: HttpTestServer, request: string, fields = "", body = ""): Promise<number> {
  const text = `${request} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${fields}\r\n${body}`;
  const [status] = statuses(await deadline(server.exchange(text), 20_000));
  assert(status !== undefined, `no answer to ${request.slice(0, 60)}`);
  return status;
}
