import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { latin1Bytes } from "../../../_kit/latin1.ts";
import { readZip } from "../../../_kit/web/read_zip.ts";
import { TempFolder } from "../../../_kit/temp_folder.ts";
import { users } from "./accounts.ts";
import { AccountsServer } from "./accounts_server.ts";

const TEXT = users("teacher", "anna", "ben") + `
[groups]
class = anna, ben
[/]
teacher = manage
class = read
[/exam]
teacher = manage
[/hand-in]
teacher = manage
class = upload
[/pupils]
teacher = manage
[/pupils/{user}]
teacher = manage
{user} = manage
[/open]
* = read
[/work]
class = manage
[/work/marks]
teacher = manage
[/work/plan.txt]
class = read
`;

const FILES = [
  ...[
    "readme.txt",
    "exam/q.txt",
    "exam/deep/r.txt",
    "hand-in/mine.txt",
    "hand-in/sub/x.txt",
    "pupils/anna/a.txt",
  ],
  ...["pupils/ben/b.txt", "open/o.txt", "work/w.txt", "work/marks/m.txt", "work/plan.txt"],
];

function classRoom(): TempFolder {
  const temp = new TempFolder();
  for (const name of FILES) temp.write(name, `content of ${name}`);
  if (Deno.build.os === "windows") return temp;
  Deno.symlinkSync("../exam", `${temp.path}/open/link`);
  Deno.symlinkSync("../exam/q.txt", `${temp.path}/open/q.txt`);
  Deno.symlinkSync("../exam", `${temp.path}/work/out`);
  Deno.symlinkSync("../ben", `${temp.path}/pupils/anna/ben`);
  return temp;
}

/** Spellings of `/exam/q.txt`, and other ways to it. */
const WAYS = [
  "/exam/q.txt",
  "/exam/./q.txt",
  "/open/../exam/q.txt",
  "/open/%2e%2e/exam/q.txt",
  "/%65xam/q.txt",
  "//exam//q.txt",
  "/exam%2Fq.txt",
  "/EXAM/q.txt",
  "/Exam/Q.TXT",
  "/exam./q.txt",
  "/exam%20/q.txt",
  "/exam/q.txt/",
  "/exam/q.txt?download",
  "/exam\\q.txt",
  "/exam%00/q.txt",
  "/ex%C2%ADam/q.txt",
  "/open/link/q.txt",
  "/open/q.txt",
  "/work/out/q.txt",
  "/open/link/../link/q.txt",
  "/open/link/deep/r.txt",
];

Deno.test("no spelling and no link leads around a section: what somebody may not see does not exist", async () => {
  using temp = classRoom();
  await using server = await AccountsServer.start(temp.path, TEXT);
  for (const way of WAYS) {
    for (const [user, statuses] of [["anna", [404]], [undefined, [401, 404]]] as const) {
      for (const method of ["GET", "HEAD"]) {
        const { status, body } = await server.ask(way, { user, method });
        assert(statuses.some((each) => each === status), `${method} ${way} as ${user}: ${status}`);
        assert(!body.includes("content of"), way);
      }
    }
    for (const query of ["?json", "?zip", "?tar", "?search=q"]) {
      const { status } = await server.ask(way.split("?")[0] + query, { user: "anna" });
      assertEquals([way, query, status], [way, query, 404]);
    }
  }
  assertEquals((await server.ask("/exam/q.txt", { user: "teacher" })).body, "content of exam/q.txt");
});

Deno.test("listings, archives and searches of a parent go without what is below and not granted", async () => {
  using temp = classRoom();
  await using server = await AccountsServer.start(temp.path, TEXT);
  const listed = async (path: string, user: string) => {
    const { entries } = JSON.parse((await server.ask(`${path}?json`, { user })).body);
    return entries.map(({ name }: { name: string }) => name).join(" ");
  };
  assertEquals(await listed("/", "anna"), "hand-in open pupils work readme.txt");
  assertEquals(await listed("/", "teacher"), "exam hand-in open pupils work readme.txt");
  assertEquals(await listed("/pupils/", "anna"), "anna");
  assertEquals(await listed("/pupils/anna/", "anna"), "a.txt");
  assertEquals(await listed("/open/", "anna"), "o.txt");
  assertEquals(await listed("/work/", "anna"), "plan.txt w.txt");
  const zip = readZip(latin1Bytes((await server.ask("/?zip", { user: "anna" })).body)).map(({ name }) =>
    name
  );
  assertEquals(zip.filter((name) => !name.endsWith("/")).sort(), [
    "class/open/o.txt",
    "class/pupils/anna/a.txt",
    "class/readme.txt",
    "class/work/plan.txt",
    "class/work/w.txt",
  ]);
  const { body: tar } = await server.ask("/?tar", { user: "anna" });
  assert(!/content of (exam|hand-in|pupils\/ben|work\/marks)/.test(tar));
  const { body: lines } = await server.ask("/?search=.txt", { user: "anna" });
  const found = lines.match(/(?<="path":")[^"]*/g) ?? [];
  assertEquals(found.sort(), [
    "open/o.txt",
    "pupils/anna/a.txt",
    "readme.txt",
    "work/plan.txt",
    "work/w.txt",
  ]);
});

Deno.test("a folder where somebody may only put files is a drop box: nothing of it is told", async () => {
  using temp = classRoom();
  await using server = await AccountsServer.start(temp.path, TEXT);
  const user = "anna";
  const json = await server.ask("/hand-in/?json", { user });
  assertEquals([json.status, json.body], [403, "A drop box does not show what is in it.\n"]);
  for (const target of ["/hand-in/", "/hand-in/?zip", "/hand-in/?search=mine"]) {
    const { status, body } = await server.ask(target, { user });
    assertEquals([target, status, /Drop box/.test(body), /mine\.txt|sub\/|x\.txt/.test(body)], [
      target,
      200,
      true,
      false,
    ]);
  }
  const { body: page } = await server.ask("/hand-in/", { user });
  assertStringIncludes(page, "<title>hand-in ");
  assertStringIncludes(page, '<a href="../">class</a>');
  assertStringIncludes(page, '<span aria-current="page">hand-in</span>');
  for (const target of ["/hand-in/mine.txt", "/hand-in/sub/", "/hand-in/none.txt"]) {
    assertEquals([target, (await server.ask(target, { user })).status], [target, 404]);
  }
  const put = await server.ask("/hand-in/mine.txt", { user, method: "PUT", body: "another" });
  assertEquals([put.status, put.body, /location/.test(put.head)], [201, "Received, 7 bytes.\n", false]);
  assertEquals(Deno.readTextFileSync(`${temp.path}/hand-in/mine.txt`), "content of hand-in/mine.txt");
  assertEquals(Deno.readTextFileSync(`${temp.path}/hand-in/mine (1).txt`), "another");
  for (const name of ["sub/y.txt", "none/y.txt"]) {
    assertEquals([name, (await server.ask(`/hand-in/${name}`, { user, method: "PUT", body: "y" })).status], [
      name,
      404,
    ]);
  }
  const form = '--b\r\nContent-Disposition: form-data; name="f"; filename="mine.txt"\r\n\r\nz\r\n--b--\r\n';
  const more = "Content-Type: multipart/form-data; boundary=b\r\nAccept: text/html\r\n";
  const sent = await server.ask("/hand-in/", { user, method: "POST", more, body: form });
  assertEquals([sent.status, /location: (.*)/.exec(sent.head)?.[1]], [303, "./?received=1"]);
});

/** Who changes what, and what becomes of it. */
const CHANGES: readonly (readonly [
  who: string | undefined,
  method: string,
  target: string,
  to: string,
  status: number,
])[] = [
  [undefined, "PUT", "/new.txt", "", 401],
  [undefined, "PUT", "/open/new.txt", "", 401],
  [undefined, "DELETE", "/open/o.txt", "", 401],
  [undefined, "MKCOL", "/x", "", 401],
  ["anna", "PUT", "/new.txt", "", 403],
  ["anna", "PUT", "/exam/new.txt", "", 403],
  ["anna", "PUT", "/EXAM/new.txt", "", 403],
  ["anna", "PUT", "/open/link/new.txt", "", 403],
  ["anna", "PUT", "/work/out/new.txt", "", 403],
  ["anna", "PUT", "/work/marks", "", 403],
  ["anna", "PUT", "/work/PLAN.txt", "", 403],
  ["anna", "PUT", "/pupils/ben/x.txt", "", 403],
  ["anna", "PUT", "/pupils/anna/ben/x.txt", "", 403],
  ["anna", "PUT", "/pupils/anna/../ben/x.txt", "", 403],
  ["anna", "DELETE", "/work", "", 403], // the teacher's marks are in it
  ["anna", "MOVE", "/work", "/pupils/anna/work", 403],
  ["anna", "DELETE", "/work/marks/m.txt", "", 403],
  ["anna", "DELETE", "/work/plan.txt", "", 403],
  ["anna", "MOVE", "/work/marks", "/pupils/anna/m", 403],
  ["anna", "MOVE", "/work/w.txt", "/work/plan.txt", 403],
  ["anna", "MOVE", "/work/w.txt", "/work/marks/w.txt", 403],
  ["anna", "MOVE", "/work/w.txt", "/exam/w.txt", 403],
  ["anna", "MOVE", "/work/w.txt", "/open/link/w.txt", 403],
  ["anna", "MOVE", "/exam/q.txt", "/work/q.txt", 403],
  ["anna", "MOVE", "/open/q.txt", "/work/q.txt", 403],
  ["anna", "MOVE", "/work/out/q.txt", "/work/q.txt", 403],
  ["anna", "DELETE", "/hand-in/mine.txt", "", 403],
  ["anna", "DELETE", "/pupils/ben/b.txt", "", 403],
  ["anna", "MKCOL", "/pupils/clara", "", 403],
  ["anna", "MKCOL", "/work/marks/x", "", 403],
  ["anna", "MKCOL", "/work/new", "", 201],
  ["anna", "MOVE", "/work/w.txt", "/pupils/anna/w.txt", 201],
  ["anna", "PUT", "/pupils/anna/new.txt", "", 201],
  ["teacher", "DELETE", "/pupils/anna/new.txt", "", 204],
  ["teacher", "DELETE", "/work/marks/m.txt", "", 204],
  ["teacher", "DELETE", "/work/plan.txt", "", 403], // she is not named there
];

const LOCK =
  '<lockinfo xmlns="DAV:"><lockscope><exclusive/></lockscope><locktype><write/></locktype></lockinfo>';

/** The same by the methods that only WebDAV has. */
const COPIES: typeof CHANGES = [
  // What she may not see is told as what is not there.
  ["anna", "COPY", "/exam/q.txt", "/pupils/anna/q.txt", 404],
  ["anna", "COPY", "/exam/none.txt", "/pupils/anna/q.txt", 404],
  ["anna", "COPY", "/none/q.txt", "/pupils/anna/q.txt", 404],
  ["anna", "COPY", "/open/q.txt", "/pupils/anna/q.txt", 404],
  ["anna", "COPY", "/open/none.txt", "/pupils/anna/q.txt", 404],
  ["anna", "COPY", "/exam", "/pupils/anna/exam", 404],
  ["anna", "COPY", "/readme.txt", "/exam/readme.txt", 403],
  ["anna", "COPY", "/readme.txt", "/hand-in/mine.txt", 403],
  ["anna", "COPY", "/readme.txt", "/open/link/x.txt", 403],
  ["anna", "COPY", "/readme.txt", "/pupils/anna/readme.txt", 201],
  ["anna", "LOCK", "/exam/q.txt", "", 403],
  ["anna", "LOCK", "/hand-in/mine.txt", "", 403],
  ["anna", "LOCK", "/hand-in/none.txt", "", 403],
  ["anna", "LOCK", "/open/link/new.txt", "", 403],
  ["anna", "PROPPATCH", "/exam/q.txt", "", 403],
  ["anna", "UNLOCK", "/exam/q.txt", "", 400],
];

for (const webdav of [false, true]) {
  Deno.test(
    `files are put, moved and deleted only where the right is, at both ends and all the way down${
      webdav ? ", by WebDAV, too" : ""
    }`,
    async () => {
      using temp = classRoom();
      await using server = await AccountsServer.start(temp.path, TEXT, { webdav });
      for (const [user, method, target, to, status] of [...CHANGES, ...webdav ? COPIES : []]) {
        if (Deno.build.os === "windows" && /link|out|open\/q|anna\/ben/.test(target + to)) continue;
        const more = to === "" ? "" : `Destination: ${to}\r\n`;
        const body = method === "PUT" ? "evil" : method === "LOCK" ? LOCK : undefined;
        const answer = await server.ask(target, {
          user,
          method,
          more,
          ...(body === undefined ? {} : { body }),
        });
        assertEquals([user, method, target, to, answer.status], [user, method, target, to, status]);
      }
      for (const name of ["exam/q.txt", "work/plan.txt", "pupils/ben/b.txt", "hand-in/mine.txt"]) {
        assertEquals(Deno.readTextFileSync(`${temp.path}/${name}`), `content of ${name}`);
      }
    },
  );
}

Deno.test("a mounted folder has what its owner may see, and the way there", async () => {
  using temp = classRoom();
  await using server = await AccountsServer.start(temp.path, TEXT, { webdav: true });
  const found = async (target: string, user: string, depth = "1") => {
    const { status, body } = await server.ask(target, {
      user,
      method: "PROPFIND",
      more: `Depth: ${depth}\r\n`,
    });
    return status === 207
      ? [...body.matchAll(/<D:href>([^<]*)/g)].map(([, href]) => href).sort().join(" ")
      : status;
  };
  assertEquals(await found("/", "anna"), "/ /hand-in/ /open/ /pupils/ /readme.txt /work/");
  assertEquals(await found("/pupils/", "anna"), "/pupils/ /pupils/anna/");
  assertEquals(await found("/hand-in/", "anna"), "/hand-in/");
  assertEquals(await found("/work/", "anna", "infinity"), "/work/ /work/plan.txt /work/w.txt");
  for (const target of ["/exam/", "/exam/q.txt", "/open/link/", "/hand-in/mine.txt", "/pupils/ben/"]) {
    assertEquals([target, await found(target, "anna")], [target, 404]);
  }
  assertEquals((await server.ask("/", { method: "PROPFIND", more: "Depth: 0\r\n" })).status, 401);
  const put = await server.ask("/hand-in/mine.txt", { user: "anna", method: "PUT", body: "another" });
  assertEquals([put.status, put.body], [201, "Received, 7 bytes.\n"]);
});

Deno.test("a form and a resumable upload put nothing under a name that is another's", async () => {
  using temp = classRoom();
  await using server = await AccountsServer.start(temp.path, TEXT);
  const user = "anna";
  for (const name of ["plan.txt", "PLAN.TXT", "marks"]) {
    const form = `--b\r\nContent-Disposition: form-data; name="f"; filename="${name}"\r\n\r\nz\r\n--b--\r\n`;
    const more = "Content-Type: multipart/form-data; boundary=b\r\n";
    const sent = await server.ask("/work/", { user, method: "POST", more, body: form });
    assertEquals([name, sent.status], [name, 403]);
    const tus = `Tus-Resumable: 1.0.0\r\nUpload-Length: 3\r\nUpload-Metadata: filename ${btoa(name)}\r\n`;
    assertEquals((await server.ask("/work/", { user, method: "POST", more: tus, body: "" })).status, 403);
  }
  const inFolders = async (target: string, path: string) => {
    const metadata = `filename ${btoa("f.txt")},relativePath ${btoa(path)},batch ${btoa("1")}`;
    const more = `Tus-Resumable: 1.0.0\r\nUpload-Length: 3\r\nUpload-Metadata: ${metadata}\r\n` +
      "Content-Type: application/offset+octet-stream\r\n";
    return (await server.ask(target, { user, method: "POST", more, body: "abc" })).status;
  };
  assertEquals(await inFolders("/work/", "marks/f.txt"), 403);
  assertEquals(await inFolders("/work/", "marks/new/f.txt"), 403);
  assertEquals(await inFolders("/", "exam/f.txt"), 403);
  if (Deno.build.os !== "windows") assertEquals(await inFolders("/work/", "out/f.txt"), 403);
  assertEquals(await inFolders("/work/", "own/deep/f.txt"), 201);
  // In a drop box, a folder is one of its own, whatever is there already.
  assertEquals([await inFolders("/hand-in/", "sub/f.txt"), await inFolders("/hand-in/", "sub/g/f.txt")], [
    201,
    201,
  ]);
  const folders = [...Deno.readDirSync(`${temp.path}/hand-in`)].filter(({ isDirectory }) => isDirectory);
  assertEquals(folders.map(({ name }) => name).sort(), ["sub", "sub (1)"]);
  assertEquals([...Deno.readDirSync(`${temp.path}/hand-in/sub`)].map(({ name }) => name), ["x.txt"]);
  assertEquals(Deno.readTextFileSync(`${temp.path}/work/plan.txt`), "content of work/plan.txt");
});

Deno.test("nobody goes on with, asks about or ends an upload that somebody else has begun", async () => {
  using temp = classRoom();
  await using server = await AccountsServer.start(temp.path, TEXT);
  const tus = "Tus-Resumable: 1.0.0\r\n";
  const begun = await server.ask("/work/", {
    user: "anna",
    method: "POST",
    more: `${tus}Upload-Length: 6\r\nUpload-Metadata: filename ${btoa("t.txt")}\r\n`,
    body: "",
  });
  const place = `/work/${/location: \.\/(.*)/.exec(begun.head)![1]}`;
  const piece = {
    method: "PATCH",
    more: `${tus}Upload-Offset: 0\r\nContent-Type: application/offset+octet-stream\r\n`,
  };
  for (const user of ["ben", "teacher"]) {
    for (const method of ["HEAD", "PATCH", "DELETE"]) {
      const more = method === "PATCH" ? piece.more : tus;
      const { status } = await server.ask(place, {
        user,
        method,
        more,
        ...(method === "PATCH" ? { body: "ben" } : {}),
      });
      assert([403, 404].includes(status), `${user} ${method} ${status}`);
    }
  }
  assertEquals((await server.ask(place, { ...piece, user: "anna", body: "ann" })).status, 204);
  // The right has gone meanwhile.
  server.become(TEXT.replace("class = manage", "class = read"));
  const rest = { ...piece, more: piece.more.replace("Offset: 0", "Offset: 3"), user: "anna", body: "a's" };
  assertEquals((await server.ask(place, rest)).status, 403);
  server.become(TEXT);
  assertEquals((await server.ask(place, rest)).status, 204);
  assertEquals(Deno.readTextFileSync(`${temp.path}/work/t.txt`), "anna's");
});

Deno.test("a folder of one's own is there when its owner comes, and no other is", async () => {
  using temp = classRoom();
  Deno.removeSync(`${temp.path}/pupils/ben`, { recursive: true });
  await using server = await AccountsServer.start(temp.path, TEXT);
  assertEquals((await server.ask("/pupils/ben/", { user: "anna" })).status, 404);
  const { status, body } = await server.ask("/pupils/?json", { user: "ben" });
  assertEquals(status, 200);
  assertStringIncludes(body, '"ben"');
  assertEquals([...Deno.readDirSync(`${temp.path}/pupils`)].map(({ name }) => name).sort(), ["anna", "ben"]);
});
