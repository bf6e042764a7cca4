/** Who gets a name when one machine takes as many as it can. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { newClassKey } from "../../../mod/lab/class/class_key.ts";
import { Classroom } from "../../../mod/lab/class/classroom.ts";
import { openClass } from "../../../mod/lab/class/open_class.ts";
import {
  MOST_OF_A_NETWORK,
  MOST_STUDENTS,
  SILENT,
  type Student,
} from "../../../mod/lab/class/store/student.ts";
import { classPages } from "../../../mod/lab/class/web/class_pages.ts";
import { ClassFeed } from "../../../mod/lab/class/web/class_feed.ts";
import { TeacherDoor } from "../../../mod/lab/class/web/teacher_door.ts";
import type { HttpHandler, HttpRequest } from "../../../mod/http/wire/message.ts";
import { HttpError } from "../../../mod/http/wire/http_error.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { reportOf } from "./class_report.ts";

const [HOSTILE, SCHOOL] = ["10.0.0.66", "10.0.0.1"];

/** A class whose requests come from where the test says, and whose clock stands still. */
class CrowdedClass implements Disposable {
  readonly #temp = new TempFolder();
  readonly told: string[] = [];
  now = 1_000_000;
  classroom!: Classroom;
  #handler!: HttpHandler;
  #close!: () => void;

  static async open(): Promise<CrowdedClass> {
    const made = new CrowdedClass();
    await made.reopen();
    return made;
  }

  async reopen(): Promise<void> {
    this.#close?.();
    const options = { dir: this.#temp.path, settings: { maxSize: 1000 }, newKey: false, tell: () => {} };
    const opened = await openClass(options);
    const { settings, store, folder } = opened.classroom;
    const tell = (sentence: unknown) => void this.told.push(String(sentence));
    this.classroom = new Classroom(settings, store, folder, tell, () => this.now);
    this.#handler = classPages(this.classroom, new TeacherDoor({ ...opened.door, tls: false }), "en");
    this.#close = () => opened[Symbol.dispose]();
  }

  get names(): string[] {
    return [...this.classroom.store.students.values()].map(({ name }) => name);
  }

  async send(hostname: string, method: string, path: string, body: unknown, key = ""): Promise<string> {
    const bytes = new TextEncoder().encode(JSON.stringify(body));
    const parts = [bytes];
    const request = {
      ...{ method, path, search: "", authority: "class", query: new URLSearchParams() },
      fields: new Map(key === "" ? [] : [["authorization", `Bearer ${key}`]]),
      body: { length: bytes.length, read: () => Promise.resolve(parts.pop() ?? null) },
      remote: { transport: "tcp", hostname, port: 1 },
    } as unknown as HttpRequest;
    try {
      return String((await this.#handler(request)).status);
    } catch (error) {
      if (error instanceof HttpError) return `${error.status} ${error.message}`;
      throw error;
    }
  }

  claim(hostname: string, name: string, key = newClassKey()): Promise<string> {
    return this.send(hostname, "POST", "/api/claim", { name, key });
  }

  report(hostname: string, name: string, key = newClassKey()): Promise<string> {
    return this.send(hostname, "POST", "/api/report", { name, report: reportOf(1, "x") }, key);
  }

  /** Asks for more names than there can be. @returns how many it got */
  async takeAll(hostname: string): Promise<number> {
    const claims = Array.from(
      { length: MOST_OF_A_NETWORK + 10 },
      (_, at) => this.claim(hostname, `mine ${at}`),
    );
    const answers = await Promise.all(claims);
    const refused = answers.filter((answer) => answer !== "200");
    for (const answer of refused) assertStringIncludes(answer, "507 Your address has all the names");
    return answers.length - refused.length;
  }

  [Symbol.dispose](): void {
    this.#close();
    this.#temp[Symbol.dispose]();
  }
}

/** A class of students, each with a name or a report of its own. */
async function enter(room: CrowdedClass, hostname: string, count: number): Promise<string[]> {
  const ways = [
    (at: number) => room.claim(hostname, `student ${at}`),
    (at: number) => room.report(hostname, `student ${at}`),
  ];
  return await Promise.all(Array.from({ length: count }, (_, at) => ways[at % 2]!(at)));
}

Deno.test("a machine that takes all the names it can get leaves the others theirs", async () => {
  using room = await CrowdedClass.open();
  assertEquals(await room.takeAll(HOSTILE), MOST_OF_A_NETWORK);
  assertEquals(new Set(await enter(room, SCHOOL, 200)), new Set(["200"]));
  assertEquals(room.names.filter((name) => name.startsWith("student")).length, 200);
});

Deno.test("a class behind the address of a machine that takes all its names gets in within a minute", async () => {
  using room = await CrowdedClass.open();
  await enter(room, SCHOOL, 50);
  assertEquals(await room.takeAll(SCHOOL), MOST_OF_A_NETWORK - 50);
  assertStringIncludes(await room.claim(SCHOOL, "Ginette"), "ask your teacher");
  room.now += SILENT;
  for (const student of room.classroom.store.students.values()) {
    if (student.name.startsWith("student")) room.classroom.changed(student);
  }
  const later = Array.from({ length: 150 }, (_, at) => room.claim(SCHOOL, `late ${at}`));
  assertEquals(new Set(await Promise.all(later)), new Set(["200"]));
  assertEquals(room.names.filter((name) => !name.startsWith("mine")).length, 200);
  assert(SILENT <= 30_000, "they would wait for more than a minute");
});

Deno.test("in a class that is full a name that holds nothing gives way, of who has most of them first", async () => {
  using room = await CrowdedClass.open();
  assertEquals(await room.takeAll(HOSTILE), MOST_OF_A_NETWORK);
  const free = { length: MOST_STUDENTS - MOST_OF_A_NETWORK };
  await Promise.all(Array.from(free, (_, at) => room.claim(`10.1.0.${at}`, `single ${at}`)));
  assertEquals(await room.claim(SCHOOL, "Ginette"), "507 The class is full");
  room.now += SILENT;
  assertEquals(await room.claim(SCHOOL, "Ginette"), "200");
  assertEquals(room.names.includes("mine 0"), false);
  assertEquals(
    room.told.at(-2),
    "mine 0 has given way: nothing was there under this name, and nobody",
  );
  // The next who asks is served after a restart, too, once pages have had the time to come back
  await room.reopen();
  assertEquals(await room.claim(SCHOOL, "Roger"), "507 The class is full");
  room.now += SILENT;
  assertEquals(await room.claim(SCHOOL, "Roger"), "200");
  assertEquals(room.names.includes("mine 1"), false);
  assertEquals(room.names.length, MOST_STUDENTS);
});

Deno.test("who has reported, has handed in, or is there keeps the name, whatever others ask for", async () => {
  using room = await CrowdedClass.open();
  const kept = ["reported", "handed in", "open", "uploading"];
  const keys = kept.map(() => newClassKey());
  assertEquals(await room.report(SCHOOL, kept[0]!, keys[0]), "200");
  for (const at of [1, 2, 3]) assertEquals(await room.claim(SCHOOL, kept[at]!, keys[at]), "200");
  assertEquals(await room.send(SCHOOL, "PUT", `/s/${keys[1]}/a.py`, 1), "201");
  const { store } = room.classroom;
  using _page = room.classroom.pageOpen(store.byName("open") as Student);
  using _upload = room.classroom.pageOpen(store.byName("uploading") as Student);
  await room.takeAll(SCHOOL);
  room.now += SILENT;
  const others = { length: MOST_OF_A_NETWORK - kept.length };
  const more = await Promise.all(Array.from(others, (_, at) => room.claim(SCHOOL, `more ${at}`)));
  assertEquals(new Set(more), new Set(["200"]));
  assertEquals(await room.claim(SCHOOL, "one more").then((answer) => answer.slice(0, 3)), "507");
  assertEquals(room.names.filter((name) => kept.includes(name)), kept);
});

Deno.test("a page that shows the class is told who is gone", async () => {
  using room = await CrowdedClass.open();
  await room.takeAll(HOSTILE);
  const everybody = () => room.classroom.store.students.values();
  using feed = new ClassFeed(room.classroom, everybody, ({ name }) => ({ name }));
  assertEquals(JSON.parse(feed.next()!).gone, []);
  room.now += SILENT;
  await room.claim(HOSTILE, "Ginette");
  const { gone, students } = JSON.parse(feed.next()!);
  assertEquals([gone, students], [[1], [{ name: "Ginette" }]]);
  assertEquals(feed.next(), undefined);
});
