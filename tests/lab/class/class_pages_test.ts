import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { newClassKey } from "../../../mod/lab/class/class_key.ts";
import { openClass } from "../../../mod/lab/class/open_class.ts";
import { classPages } from "../../../mod/lab/class/web/class_pages.ts";
import { TeacherDoor } from "../../../mod/lab/class/web/teacher_door.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { until } from "../../_kit/until.ts";
import { HttpTestServer } from "../../_kit/web/http_test_server.ts";
import { reportOf } from "./class_report.ts";

/** A class on a port of its own, with the ways of its people. */
class TestClass implements AsyncDisposable {
  readonly temp = new TempFolder();
  opened!: Awaited<ReturnType<typeof openClass>>;
  server!: HttpTestServer;

  static async open(settings: object = {}): Promise<TestClass> {
    const made = new TestClass();
    made.opened = await openClass({
      dir: made.temp.path,
      settings: { maxSize: 1000, ...settings },
      newKey: false,
      tell: () => {},
    });
    const door = new TeacherDoor({ ...made.opened.door, tls: false });
    made.server = await HttpTestServer.start(classPages(made.opened.classroom, door, "en"));
    return made;
  }

  async ask(method: string, path: string, body?: string, headers: Record<string, string> = {}) {
    const asked = new Request(this.server.url + path, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    const response = await fetch(asked, { redirect: "manual" });
    return { status: response.status, fields: response.headers, text: await response.text() };
  }

  async report(key: string, name: string | undefined, report: unknown = reportOf(1, "x")) {
    const body = JSON.stringify({ name, report });
    return await this.ask("POST", "/api/report", body, { authorization: `Bearer ${key}` });
  }

  async teacher(path: string) {
    return await this.ask("GET", `/teacher/${path}`, undefined, {
      authorization: `Bearer ${this.opened.key}`,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server[Symbol.asyncDispose]();
    this.opened[Symbol.dispose]();
    this.temp[Symbol.dispose]();
  }
}

Deno.test("a report with a new name claims it; nobody else reports, reads or writes under it", async () => {
  await using room = await TestClass.open();
  const [ginette, roger] = [newClassKey(), newClassKey()];
  assertEquals(JSON.parse((await room.report(ginette, "Ginette")).text), {
    name: "Ginette",
    passed: 1,
    total: 2,
  });
  const stolen = await room.report(roger, "GINETTE");
  assertEquals(stolen.status, 409);
  assertStringIncludes(stolen.text, "somebody else's name");
  assertEquals((await room.report(ginette, undefined)).status, 200);
  assertEquals((await room.report(roger, undefined)).status, 403);
  assertEquals((await room.report("no-key", "Anna")).status, 401);
  for (const path of [`/s/${roger}/`, `/s/${roger}/state.json`, "/s/x/", "/s//", "/s/..%2f/"]) {
    const { status } = await room.ask("GET", path);
    assertEquals(status, 404, path);
  }
  assertEquals((await room.ask("PUT", `/s/${roger}/a.py`, "x")).status, 403);
  assertEquals((await room.ask("PUT", "/server.py", "x")).status, 403);
  assertEquals((await room.ask("GET", `/s/${ginette}/state.json`)).status, 200);
});

Deno.test("every version of a file is kept with its time and sum, in order; the receipt says so", async () => {
  await using room = await TestClass.open({ deadline: Date.now() - 1000 });
  const key = newClassKey();
  await room.report(key, "Ginette");
  const first = await room.ask("PUT", `/s/${key}/server.py`, "one", { accept: "application/json" });
  assertEquals(first.status, 201);
  const receipt = JSON.parse(first.text);
  assertEquals([receipt.student, receipt.file, receipt.version, receipt.late, receipt.size], [
    "Ginette",
    "server.py",
    1,
    true,
    3,
  ]);
  assertMatch(receipt.sha256, /^7692c3ad/);
  assertMatch((await room.ask("PUT", `/s/${key}/server.py`, "two")).text, /^server.py version 2 \(late\)\n/);
  assertEquals((await room.ask("GET", `/s/${key}/server.py`)).text, "two");
  assertEquals((await room.teacher(`hand-ins/${receipt.id}`)).text, "one");
});

Deno.test("a hand-in that is too large, or whose name leads elsewhere, leaves nothing", async () => {
  await using room = await TestClass.open();
  const key = newClassKey();
  await room.report(key, "Ginette");
  assertEquals((await room.ask("PUT", `/s/${key}/a.py`, "x".repeat(1001))).status, 413);
  const chunked = new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array(2000));
      controller.close();
    },
  });
  const refused = await fetch(`${room.server.url}/s/${key}/a.py`, { method: "PUT", body: chunked });
  assertEquals(refused.status, 413);
  await refused.body?.cancel();
  for (const name of ["a%2fb.py", "..%2f..%2fetc", "%00", "%ff", "a/b.py", "..%2f", "x".repeat(101)]) {
    const { status } = await room.ask("PUT", `/s/${key}/${name}`, "x");
    assert(status === 400 || status === 201, `${name}: ${status}`);
  }
  const files = room.opened.classroom.store.byName("Ginette")!.handIns.map(({ file }) => file);
  assertEquals(files.filter((file) => /[/\\\0]|\.\./.test(file)), []);
  const names = [...Deno.readDirSync(room.temp.path)].map(({ name }) => name).sort();
  assertEquals(names.filter((name) => !/^class\.db|^hand-ins$/.test(name)), []);
});

Deno.test("a forged report says what it wants, and is counted by its rules", async () => {
  await using room = await TestClass.open();
  const key = newClassKey();
  await room.report(key, "Ginette", { ...reportOf(1, "<script>alert(1)</script>"), passed: 1000 });
  const { students } = JSON.parse((await room.teacher("board.json")).text);
  assertEquals([students[0].exercises.echo.passed, students[0].exercises.echo.total], [1, 2]);
  assertEquals((await room.report(key, "Ginette", { netlab: "check/1" })).status, 422);
  assertEquals((await room.report(key, "Ginette", { ...reportOf(1), service: "brewing" })).status, 422);
  assertEquals((await room.report(key, "Ginette", { x: "y".repeat(1024 * 1024) })).status, 413);
  assertMatch((await room.teacher("grades.csv")).text, /reported/);
});

Deno.test("what is sent with a field of another type is refused in a sentence, and nobody is in the class then", async () => {
  await using room = await TestClass.open();
  const report = reportOf(1);
  const wrong: [string, unknown, string][] = [
    ["claim", { name: 5, key: newClassKey() }, '"name" needs to be a string, not a number'],
    ["claim", { name: "Anna", key: 5 }, '"key" needs to be a string, not a number'],
    ["claim", null, "what is sent needs to be an object, not null"],
    ["report", { name: 5, report }, '"name" needs to be a string, not a number'],
    ["report", { name: null, report }, '"name" needs to be a string, not null'],
    ["report", [report], "what is sent needs to be an object, not a list"],
    ["report", { name: "Anna", report: 5 }, "this is not a report of netlab check"],
    [
      "report",
      { name: "Anna", report: { ...report, partial: "no" } },
      '"report.partial" needs to be true or false, not a string',
    ],
    ["report", { name: "Anna", report, recordings: {} }, '"recordings" needs to be a list, not an object'],
  ];
  for (const [path, body, sentence] of wrong) {
    const headers = { authorization: `Bearer ${newClassKey()}` };
    const { status, text } = await room.ask("POST", `/api/${path}`, JSON.stringify(body), headers);
    assertEquals([status, text.trim()], [422, `${sentence}.`]);
  }
  assertEquals(room.opened.classroom.store.students.size, 0);
});

Deno.test("the teacher's pages are for the teacher's key, by cookie or with each request", async () => {
  await using room = await TestClass.open();
  for (const path of ["board.json", "grades.csv", "live", "reports/1", "hand-ins/1"]) {
    assertEquals((await room.ask("GET", `/teacher/${path}`)).status, 401, path);
  }
  assertEquals((await room.ask("POST", "/teacher/students/1/release")).status, 401);
  assertEquals((await room.ask("GET", "/teacher/")).status, 401);
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const wrong = await room.ask("POST", "/teacher/sign-in", `key=${newClassKey()}`, form);
  assertEquals([wrong.status, wrong.fields.get("set-cookie")], [401, null]);
  const right = await room.ask("POST", "/teacher/sign-in", `key=${room.opened.key!.toUpperCase()}`, form);
  assertEquals([right.status, right.fields.get("location")], [303, "."]);
  const [cookie] = right.fields.get("set-cookie")!.split(";");
  assertEquals((await room.ask("GET", "/teacher/board.json", undefined, { cookie: cookie! })).status, 200);
  const forged = cookie!.replace(/\d+\./, "1$&");
  assertEquals((await room.ask("GET", "/teacher/board.json", undefined, { cookie: forged })).status, 401);
  const foreign = { cookie: cookie!, origin: "http://elsewhere.example" };
  assertEquals((await room.ask("POST", "/teacher/students/1/release", "", foreign)).status, 403);
});

Deno.test("wrong keys of the teacher are counted by network", async () => {
  await using room = await TestClass.open();
  const guess = () =>
    room.ask("GET", "/teacher/board.json", undefined, { authorization: `Bearer ${newClassKey()}` });
  for (let tries = 0; tries < 10; tries++) assertEquals((await guess()).status, 401);
  assertEquals((await guess()).status, 429);
});

Deno.test("a name that is released belongs to the next key, with all that is kept under it", async () => {
  await using room = await TestClass.open();
  const [lost, found] = [newClassKey(), newClassKey()];
  await room.report(lost, "Ginette");
  const headers = { authorization: `Bearer ${room.opened.key}` };
  assertEquals((await room.ask("POST", "/teacher/students/1/release", "", headers)).status, 204);
  assertEquals((await room.ask("GET", `/s/${lost}/`)).status, 404);
  assertEquals((await room.report(found, "Ginette")).status, 200);
  const state = JSON.parse((await room.ask("GET", `/s/${found}/state.json`)).text);
  assertEquals(state.exercises.echo.attempts, 2);
});

Deno.test("a student who sends without pause is held back, and the others are not", async () => {
  await using room = await TestClass.open();
  const [ginette, roger] = [newClassKey(), newClassKey()];
  const sent = [];
  for (let tries = 0; tries < 40; tries++) sent.push((await room.report(ginette, "Ginette")).status);
  assert(sent.filter((status) => status === 200).length >= 30);
  assertEquals(sent.at(-1), 429);
  assertEquals((await room.report(roger, "Roger")).status, 200);
});

Deno.test("the live line of the teacher tells who has changed, that of a student tells of nobody else", async () => {
  await using room = await TestClass.open();
  const [ginette, roger] = [newClassKey(), newClassKey()];
  await room.report(ginette, "Ginette");
  const heard: string[] = [];
  const own = new WebSocket(`${room.server.url.replace("http", "ws")}/s/${ginette}/live`);
  own.onmessage = ({ data }) => heard.push(String(data));
  await until(() => heard.length > 0);
  await room.report(roger, "Roger");
  await room.report(ginette, "Ginette", reportOf(1, "y"));
  await until(() => heard.length > 1);
  assertEquals(heard.filter((each) => each.includes("Roger")), []);
  const last = JSON.parse(heard.at(-1)!).students[0];
  assertEquals([last.exercises.echo.attempts, last.hints.echo.cause, last.here], [2, "y", true]);
  const closed = new Promise((resolve) => own.onclose = resolve);
  own.close();
  await closed;
});

Deno.test("the recording of a report is shown to its student and to the teacher, and to nobody else", async () => {
  await using room = await TestClass.open();
  const [ginette, roger] = [newClassKey(), newClassKey()];
  const head = { type: "head", version: 1, at: 0, source: "strace", programs: [], started: "2026-01-01" };
  const stream = new Blob([`${JSON.stringify(head)}\n`]).stream().pipeThrough(new CompressionStream("gzip"));
  const gzip = new Uint8Array(await new Response(stream).arrayBuffer()).toBase64();
  const recordings = [{ rule: "echo.broken_0", gzip }];
  const body = JSON.stringify({ name: "Ginette", report: reportOf(1, "x"), recordings });
  assertEquals(
    (await room.ask("POST", "/api/report", body, { authorization: `Bearer ${ginette}` })).status,
    200,
  );
  await room.report(roger, "Roger");
  const state = JSON.parse((await room.ask("GET", `/s/${ginette}/state.json`)).text);
  const [{ id, recordings: rules }] = state.reports;
  assertEquals(rules, ["echo.broken_0"]);
  const place = `reports/${id}/echo.broken_0/`;
  const own = await room.ask("GET", `/s/${ginette}/${place}`);
  assertEquals(own.status, 200);
  assertStringIncludes(own.text, "watch.js");
  assertEquals((await room.ask("GET", `/s/${ginette}/${place}watch.css`)).status, 200);
  assertEquals((await room.teacher(place)).status, 200);
  for (
    const path of [
      `/s/${roger}/${place}`,
      `/teacher/${place}`,
      `/${place}`,
      `/s/${ginette}/reports/99/echo.a/`,
    ]
  ) {
    const { status } = await room.ask("GET", path);
    assert(status === 404 || status === 401, `${path}: ${status}`);
  }
  const socket = new WebSocket(`${room.server.url.replace(/^http/, "ws")}/s/${ginette}/${place}events`);
  const lines = await new Promise<string>((resolve, reject) => {
    let text = "";
    socket.onmessage = ({ data }) => text += data + "\n";
    socket.onclose = () => resolve(text);
    socket.onerror = reject;
  });
  assertEquals(lines.trim().split("\n").map((line) => JSON.parse(line).type), ["head", "over"]);
});
