import { createHash } from "node:crypto";
import { savedName } from "../../../fs/file_name.ts";
import { type Message, msg, sizeMessage } from "../../../i18n/message.ts";
import { MessageError, messageOf } from "../../../i18n/message_error.ts";
import { HttpError } from "../../../http/wire/http_error.ts";
import { bytesBody, type HttpReply, type HttpRequest } from "../../../http/wire/message.ts";
import { decodeUtf8, escapeName } from "../../../io/visible_text.ts";
import { addressHost } from "../../../net/address/address_host.ts";
import { networkOf } from "../../../net/address/ip_literal.ts";
import { keyHash, readKey } from "../class_key.ts";
import type { Classroom } from "../classroom.ts";
import { nameProblem, tidyName } from "../student_name.ts";
import { studentRow } from "../record/board.ts";
import { HintReader } from "../record/hints.ts";
import { readRecordings } from "../record/recordings.ts";
import { readShape } from "../record/json_shape.ts";
import { readClassReport } from "../record/read_report.ts";
import { CLAIM, SENT_REPORT } from "../record/report_shape.ts";
import type { NameRefusal } from "../store/class_store.ts";
import type { HandIn, Student } from "../store/student.ts";
import { ClassFeed } from "./class_feed.ts";
import type { LiveLines } from "./live.ts";
import type { PageFiles } from "./page_files.ts";
import { RECORDING_PATH, type RecordingPages } from "./recording_pages.ts";
import type { ClassRates } from "./rates.ts";
import { readBody, readJson, tooLong } from "./read_body.ts";
import { downloadReply, jsonReply, notFound, redirect, wrongMethod } from "./replies.ts";

/** The largest report, bytes; and one with its recordings, in base64. */
export const MOST_REPORT = 1024 * 1024;
export const MOST_REPORT_AND_RECORDINGS = 3 * 1024 * 1024;
/** The longest name of a file, characters. */
const LONGEST_NAME = 100;

/** The students' page, and what belongs to one of them: to whoever has the key, and to nobody else. */
export class StudentPages {
  readonly #classroom: Classroom;
  readonly #rates: ClassRates;
  readonly #files: PageFiles;
  readonly #hints: HintReader;
  readonly #live: LiveLines;
  readonly #recordings: RecordingPages;
  readonly #id: string;

  /** @param id by which programs know the class again */
  constructor(
    classroom: Classroom,
    rates: ClassRates,
    files: PageFiles,
    live: LiveLines,
    recordings: RecordingPages,
    id: string,
  ) {
    this.#recordings = recordings;
    this.#live = live;
    this.#id = id;
    this.#classroom = classroom;
    this.#hints = new HintReader(classroom.store);
    this.#rates = rates;
    this.#files = files;
  }

  async reply(request: HttpRequest): Promise<HttpReply> {
    const { method, path } = request;
    const reads = method === "GET" || method === "HEAD";
    if (path === "/") {
      if (!reads) throw wrongMethod(request, "GET, HEAD");
      return this.#files.page("welcome", request, { title: this.#classroom.settings.title });
    }
    if (path === "/api/class" && reads) {
      const { exercises, title } = this.#classroom.settings;
      return jsonReply({ netlab: "class/1", id: this.#id, title, exercises });
    }
    if (path === "/api/claim" || path === "/api/report") {
      if (method !== "POST") throw wrongMethod(request, "POST");
      return path === "/api/claim" ? await this.#claim(request) : await this.#report(request);
    }
    const [, typed = "", rest] = /^\/s\/([^/]{1,40})(?:\/(.*))?$/s.exec(path) ?? [];
    const student = this.#classroom.store.byKey(keyHash(readKey(typed) ?? ""));
    if (student === undefined) throw reads ? notFound() : nobody();
    if (rest === undefined) return redirect(`${typed}/`);
    if (reads) return await this.#show(request, student, rest);
    if (method !== "PUT") throw wrongMethod(request, "GET, HEAD, PUT");
    return await this.#handIn(request, student, rest);
  }

  async #show(request: HttpRequest, student: Student, rest: string): Promise<HttpReply> {
    const { settings, store } = this.#classroom;
    if (rest === "") {
      return this.#files.page("student", request, { title: settings.title, name: student.name });
    }
    const row = (of: Student) => ({ ...studentRow(of, this.#classroom), hints: this.#hints.of(of) });
    if (rest === "state.json") return jsonReply(row(student));
    if (rest === "live") {
      return await this.#live.reply(request, () => {
        const page = this.#classroom.pageOpen(student);
        const feed = new ClassFeed(this.#classroom, () => [student], row);
        return {
          next: () => feed.next(),
          changed: () => feed.changed(),
          [Symbol.dispose]() {
            feed[Symbol.dispose]();
            page[Symbol.dispose]();
          },
        };
      });
    }
    const [, report, rule = "", file = ""] = RECORDING_PATH.exec(rest) ?? [];
    if (report !== undefined) {
      const recording = store.recording(Number(report), rule);
      if (recording?.student !== student) throw notFound();
      return await this.#recordings.reply(request, `${report} ${rule}`, recording.bytes, file);
    }
    const name = nameIn(rest);
    const newest = student.handIns.findLast(({ file }) => file === name);
    const kept = newest === undefined ? undefined : store.handIn(newest.id);
    if (kept === undefined) throw notFound();
    return downloadReply(kept.handIn.file, kept.bytes);
  }

  async #handIn(request: HttpRequest, student: Student, rest: string): Promise<HttpReply> {
    const { settings, store, folder, now, tell } = this.#classroom;
    const file = nameIn(rest);
    if (file === undefined) {
      throw new HttpError(
        400,
        msg`That is no name for a file: hand in as ${"server.py"}, for example`,
        [],
        true,
      );
    }
    this.#rates.student(student.keyHash ?? "");
    using _here = this.#classroom.pageOpen(student);
    const bytes = await readBody(request, settings.maxSize, this.#rates);
    const at = now();
    const late = settings.deadline !== undefined && at > settings.deadline;
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const handIn = await store.addHandIn(student, { file, at, late, sha256, bytes });
    if (handIn === "full") {
      throw new HttpError(507, msg`You have handed in as much as one person can: ask your teacher`);
    }
    await folder.put(student, file, bytes).catch((error) =>
      tell(msg`no copy of a hand-in: ${messageOf(error)}`)
    );
    tell(msg`${student.name}: ${escapeName(file)} handed in (${sizeMessage(bytes.length)})`);
    this.#classroom.changed(student);
    return receipt(request, student, handIn);
  }

  /** Gives a name to a key that a page has made. */
  async #claim(request: HttpRequest): Promise<HttpReply> {
    const body = await readJson(request, 4096, this.#rates);
    const { name = "", key = "" } = understood(() => readShape(body, CLAIM));
    const student = await this.#whose(name, key, request);
    return jsonReply({ name: student.name });
  }

  async #report(request: HttpRequest): Promise<HttpReply> {
    const [, key = ""] = /^bearer +(\S+)$/i.exec(request.fields.get("authorization") ?? "") ?? [];
    this.#rates.student(keyHash(key));
    const body = await readJson(request, MOST_REPORT_AND_RECORDINGS, this.#rates);
    const { name, recordings } = understood(() => readShape(body, SENT_REPORT));
    const { report } = body as { readonly report?: unknown };
    if ((JSON.stringify(report) ?? "").length > MOST_REPORT) throw tooLong(MOST_REPORT);
    const read = understood(() => readClassReport(report, this.#classroom.now()));
    const { exercise } = read.attempt;
    const { exercises } = this.#classroom.settings;
    if (!exercises.includes(exercise)) {
      throw new HttpError(
        422,
        msg`This class does not have the exercise ${exercise}: it has ${exercises.join(", ")}`,
      );
    }
    const student = name === undefined
      ? this.#classroom.store.byKey(keyHash(readKey(key) ?? ""))
      : await this.#whose(name, key, request);
    if (student === undefined) throw nobody();
    this.#classroom.changed(student);
    const kept = readRecordings(recordings);
    const { passed, total } = await this.#classroom.store.addReport(student, read, kept);
    this.#classroom.changed(student);
    return jsonReply({ name: student.name, passed, total });
  }

  /** The student of that name, who has that key or takes the name with it. */
  async #whose(typed: string, given: string, { remote }: HttpRequest): Promise<Student> {
    const key = readKey(given);
    if (key === undefined) throw new HttpError(401, msg`A key is missing`);
    const name = tidyName(typed);
    const problem: Message | undefined = nameProblem(name);
    if (problem !== undefined) throw new HttpError(422, problem);
    const { store } = this.#classroom;
    const known = store.byName(name);
    // Somebody is there, and nobody takes the place meanwhile
    if (known !== undefined && known.keyHash === keyHash(key)) this.#classroom.changed(known);
    const claimed = await store.claim(name, keyHash(key), this.#classroom.now(), {
      network: networkOf(addressHost(remote)),
      isSilent: (id) => {
        const student = store.students.get(id);
        return student !== undefined && this.#classroom.isSilent(student);
      },
    });
    if (typeof claimed === "string") throw refused(claimed, name);
    const { student, gone } = claimed;
    if (gone !== undefined) {
      this.#classroom.gone(gone);
      this.#classroom.tell(msg`${gone.name} has given way: nothing was there under this name, and nobody`);
    }
    if (known === undefined) this.#classroom.tell(msg`${student.name} is in the class`);
    this.#classroom.changed(student);
    return student;
  }
}

/** Why a key does not get a name. */
function refused(why: NameRefusal, name: string): HttpError {
  switch (why) {
    case "full":
      return new HttpError(507, msg`The class is full`);
    case "share":
      return new HttpError(
        507,
        msg`Your address has all the names that one address can have: ask your teacher`,
      );
    case "other":
      return new HttpError(409, msg`This key has another name already: one key is one student`);
    case "taken":
      return new HttpError(
        409,
        msg`${name} is somebody else's name here: take another, or ask your teacher to release it`,
      );
  }
}

/** What was read of a body. @throws {HttpError} 422 when it cannot be, with the reason */
function understood<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof MessageError)) throw error;
    throw new HttpError(422, messageOf(error));
  }
}

/** The name of a file in the rest of a path; undefined: it is none. */
function nameIn(rest: string): string | undefined {
  if (rest.includes("/")) return undefined;
  let bytes: Uint8Array;
  try {
    bytes = new TextEncoder().encode(decodeURIComponent(rest));
  } catch {
    return undefined;
  }
  const name = savedName(decodeUtf8(bytes) ?? "");
  return name === undefined || name.length > LONGEST_NAME ? undefined : name.normalize("NFC");
}

/** What proves to a student that a file was taken. */
function receipt(request: HttpRequest, student: Student, handIn: HandIn): HttpReply {
  const { file, version, size, sha256, at, late } = handIn;
  if (/\bapplication\/json\b/.test(request.fields.get("accept") ?? "")) {
    return jsonReply({ student: student.name, ...handIn }, 201);
  }
  const lines = [
    `${file} version ${version}${late ? " (late)" : ""}`,
    `student ${student.name}`,
    `time    ${new Date(at).toISOString()}`,
    `size    ${size}`,
    `sha256  ${sha256}`,
  ];
  return {
    status: 201,
    fields: [["content-type", "text/plain; charset=utf-8"]],
    body: bytesBody(new TextEncoder().encode(`${lines.join("\n")}\n`)),
  };
}

function nobody(): HttpError {
  return new HttpError(
    403,
    msg`Say whose it is: hand in at the address of your own page, which netlab check --class prints`,
    [],
    true,
  );
}
