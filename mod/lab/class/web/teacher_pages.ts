import { msg } from "../../../i18n/message.ts";
import { HttpError } from "../../../http/wire/http_error.ts";
import { type HttpReply, type HttpRequest, textReply } from "../../../http/wire/message.ts";
import type { Classroom } from "../classroom.ts";
import { board, studentRow } from "../record/board.ts";
import { gradesCsv } from "../record/grades.ts";
import { ClassFeed } from "./class_feed.ts";
import type { LiveLines } from "./live.ts";
import type { PageFiles } from "./page_files.ts";
import { RECORDING_PATH, type RecordingPages } from "./recording_pages.ts";
import type { ClassRates } from "./rates.ts";
import { readBody } from "./read_body.ts";
import { downloadReply, jsonReply, notFound, redirect, wrongMethod } from "./replies.ts";
import type { TeacherDoor } from "./teacher_door.ts";

/** The most bytes of a form with a key. */
const MOST_FORM = 4096;

/** Everything below `/teacher/`: for who has the teacher's key, and a page that asks for it. */
export class TeacherPages {
  readonly #classroom: Classroom;
  readonly #door: TeacherDoor;
  readonly #rates: ClassRates;
  readonly #files: PageFiles;
  readonly #live: LiveLines;
  readonly #recordings: RecordingPages;

  constructor(
    classroom: Classroom,
    door: TeacherDoor,
    rates: ClassRates,
    files: PageFiles,
    live: LiveLines,
    recordings: RecordingPages,
  ) {
    this.#recordings = recordings;
    this.#live = live;
    this.#classroom = classroom;
    this.#door = door;
    this.#rates = rates;
    this.#files = files;
  }

  /** @param rest the path behind `/teacher/` */
  async reply(request: HttpRequest, rest: string): Promise<HttpReply> {
    const posts = request.method === "POST";
    if (rest === "sign-in" && posts) return await this.#signIn(request);
    if (!await this.#door.isTeacher(request)) {
      if (rest === "") return this.#signInPage(request, 401);
      throw new HttpError(401, msg`This is for who has the teacher's key`, [], true);
    }
    if (posts) return await this.#change(request, rest);
    if (request.method !== "GET" && request.method !== "HEAD") throw wrongMethod(request, "GET, HEAD, POST");
    return await this.#show(request, rest);
  }

  async #show(request: HttpRequest, rest: string): Promise<HttpReply> {
    const { store, settings } = this.#classroom;
    if (rest === "") return this.#files.page("teacher", request, { title: settings.title });
    if (rest === "board.json") return jsonReply(board(this.#classroom));
    if (rest === "grades.csv") {
      // A spreadsheet takes it for UTF-8 by the mark at its beginning.
      const csv = new TextEncoder().encode(`\ufeff${gradesCsv(board(this.#classroom))}`);
      return downloadReply("grades.csv", csv, "text/csv; charset=utf-8");
    }
    if (rest === "live") {
      const everybody = () => store.students.values();
      const row = (student: Parameters<typeof studentRow>[0]) => studentRow(student, this.#classroom);
      return await this.#live.reply(request, () => new ClassFeed(this.#classroom, everybody, row));
    }
    const [, report, rule = "", file = ""] = RECORDING_PATH.exec(rest) ?? [];
    if (report !== undefined) {
      const recording = store.recording(Number(report), rule);
      if (recording === undefined) throw notFound();
      return await this.#recordings.reply(request, `${report} ${rule}`, recording.bytes, file);
    }
    const [, kind, number] = /^(reports|hand-ins)\/(\d{1,15})$/.exec(rest) ?? [];
    if (kind === "reports") {
      const report = store.report(Number(number));
      if (report !== undefined) {
        return jsonReply({ student: report.student.name, report: JSON.parse(report.json) });
      }
    }
    if (kind === "hand-ins") {
      const found = store.handIn(Number(number));
      if (found !== undefined) return downloadReply(found.handIn.file, found.bytes);
    }
    throw notFound();
  }

  async #change(request: HttpRequest, rest: string): Promise<HttpReply> {
    if (rest === "sign-out") {
      return { ...redirect("."), fields: [["location", "."], this.#door.letOut(request)] };
    }
    const [, number] = /^students\/(\d{1,15})\/release$/.exec(rest) ?? [];
    const student = this.#classroom.store.students.get(Number(number));
    if (student === undefined) throw notFound();
    await this.#classroom.store.release(student);
    this.#classroom.changed(student);
    return textReply(204, "");
  }

  async #signIn(request: HttpRequest): Promise<HttpReply> {
    const form = new URLSearchParams(
      new TextDecoder().decode(await readBody(request, MOST_FORM, this.#rates)),
    );
    try {
      await this.#door.check(form.get("key") ?? "", request);
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      return this.#signInPage(request, error.status, error.status === 401 ? "wrong" : "slow");
    }
    return { ...redirect("."), fields: [["location", "."], this.#door.letIn(request)] };
  }

  #signInPage(request: HttpRequest, status: number, problem = ""): HttpReply {
    return this.#files.page("sign_in", request, { title: this.#classroom.settings.title, problem }, {
      status,
    });
  }
}
