import { join } from "@std/path";
import type { DatabaseSync } from "node:sqlite";
import { msg } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";
import { databaseProblem, LastingDatabase } from "../../../fs/lasting_database.ts";
import { writeError } from "../../../fs/write_error.ts";
import { nameKey } from "../student_name.ts";
import { type Progress, withAttempt } from "../record/progress.ts";
import type { ReadReport } from "../record/read_report.ts";
import { GroupCommit } from "./group_commit.ts";
import { type Asker, makePlace } from "./places.ts";
import { SCHEMA } from "./schema.ts";
import type { RuleRecording } from "../record/recordings.ts";
import {
  type HandIn,
  KEPT_RECORDINGS,
  KEPT_REPORTS,
  MOST_HAND_IN_BYTES,
  MOST_HAND_INS,
  type ReportEntry,
  type Student,
} from "./student.ts";

/** A file that comes in. */
export type NewHandIn = Pick<HandIn, "file" | "at" | "late" | "sha256"> & { readonly bytes: Uint8Array };

/** A name that belongs to a key, and the student who has given way to it. */
export interface Claimed {
  readonly student: Student;
  readonly gone: Student | undefined;
}

/**
 * Why a key does not get a name: it is somebody else's, the key has another one, the class is full, or the network has
 * as many as it may have.
 */
export type NameRefusal = "taken" | "other" | "full" | "share";

/** Who asks for a name when nothing is known. */
const NOBODY: Asker = { network: "", isSilent: () => false };

/** The file of a class in its folder. */
const FILE = "class.db";

/**
 * A class on the disk, and in memory what its pages show.
 *
 * The file is the truth: a change is written first, and is in memory when it would survive a kill or a power cut. So
 * whoever was told that something was taken finds it again, whatever happens to this program.
 */
export class ClassStore implements Disposable {
  /** By their numbers, in the order of arrival. */
  readonly students = new Map<number, Student>();
  readonly #byName = new Map<string, Student>();
  readonly #byKey = new Map<string, Student>();
  readonly #file: LastingDatabase;
  readonly #database: DatabaseSync;
  readonly #writes: GroupCommit;

  private constructor(file: LastingDatabase) {
    this.#file = file;
    this.#database = file.database;
    this.#writes = new GroupCommit(file);
    this.#load();
    file.opened();
  }

  /**
   * Opens a class, or begins one.
   *
   * @param dir a folder that is there
   * @throws {MessageError} when its file cannot be used
   */
  static async open(dir: string): Promise<ClassStore> {
    const path = join(dir, FILE);
    let file: LastingDatabase | undefined;
    try {
      // Nobody else of this machine may read it, not even for the moment in which it is made.
      Deno.openSync(path, { write: true, create: true, mode: 0o600 }).close();
    } catch (error) {
      throw writeError(path, error);
    }
    try {
      file = await LastingDatabase.open(path, SCHEMA);
      return new ClassStore(file);
    } catch (cause) {
      file?.[Symbol.dispose]();
      throw new MessageError(msg`Cannot open the class ${path}: ${databaseProblem(cause)}`, { cause });
    }
  }

  /** A fact about the class itself, such as the hash of the teacher's key. */
  fact(name: string): string | undefined {
    return this.#database.prepare("SELECT value FROM facts WHERE name = ?").get(name)?.["value"] as
      | string
      | undefined;
  }

  /** Writes such a fact down. */
  async setFact(name: string, value: string): Promise<void> {
    await this.#writes.run((database) =>
      database.prepare("INSERT INTO facts VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value")
        .run(name, value)
    );
  }

  /** Whose key that is. */
  byKey(hash: string): Student | undefined {
    return this.#byKey.get(hash);
  }

  /** Who has that name, however it is capitalised. */
  byName(name: string): Student | undefined {
    return this.#byName.get(nameKey(name));
  }

  /**
   * Gives a name to a key: a new name, or one without a key.
   *
   * @param name tidied, and without a problem
   * @returns the student; why the key does not have the name
   */
  async claim(name: string, hash: string, now: number, asker = NOBODY): Promise<Claimed | NameRefusal> {
    const key = nameKey(name);
    const claimed = await this.#writes.run((database) => {
      const there = database.prepare("SELECT id, key_hash FROM students WHERE name_key = ?").get(key);
      if (there?.["key_hash"] === hash) return { id: Number(there["id"]), gone: undefined };
      if (there !== undefined && there["key_hash"] !== null) return "taken";
      if (database.prepare("SELECT 1 FROM students WHERE key_hash = ?").get(hash) !== undefined) {
        return "other";
      }
      if (there !== undefined) {
        database.prepare("UPDATE students SET key_hash = ? WHERE id = ?").run(hash, there["id"]!);
        return { id: Number(there["id"]), gone: undefined };
      }
      const place = makePlace(database, asker);
      if (typeof place === "string") return place;
      const id = Number(database.prepare(ADD_STUDENT).run(name, key, hash, now).lastInsertRowid);
      if (asker.network !== "") database.prepare(ADD_ORIGIN).run(id, asker.network);
      return { id, ...place };
    });
    if (typeof claimed === "string") return claimed;
    const { id, gone: number } = claimed;
    const gone = number === undefined ? undefined : this.#remove(number);
    const student = this.students.get(id) ?? this.#add({ id, name, keyHash: hash, since: now });
    this.#setKey(student, hash);
    return { student, gone };
  }

  /** Takes a name from its key: whoever asks for it next has it, with all that is kept under it. */
  async release(student: Student): Promise<void> {
    await this.#writes.run((database) =>
      database.prepare("UPDATE students SET key_hash = NULL WHERE id = ?").run(student.id)
    );
    this.#setKey(student, null);
  }

  /** Keeps a report, and the recordings that came with it. */
  async addReport(
    student: Student,
    { attempt, json }: ReadReport,
    recordings: readonly RuleRecording[] = [],
  ): Promise<ReportEntry> {
    const { exercise, at, passed, total, partial } = attempt;
    const { id, progress } = await this.#writes.run((database) => {
      const kept = database.prepare(PROGRESS).get(student.id, exercise)?.["data"] as string | undefined;
      const progress = withAttempt(kept === undefined ? undefined : JSON.parse(kept) as Progress, attempt);
      database.prepare(SET_PROGRESS).run(student.id, exercise, JSON.stringify(progress));
      const added = database.prepare(ADD_REPORT)
        .run(student.id, exercise, at, passed, total, partial ? 1 : 0, json);
      for (const { rule, bytes } of recordings) {
        database.prepare(ADD_RECORDING).run(added.lastInsertRowid, rule, bytes);
      }
      database.prepare(DROP_OLD_RECORDINGS).run(student.id, exercise, student.id, exercise, KEPT_RECORDINGS);
      database.prepare(DROP_OLD_REPORTS).run(student.id, exercise, student.id, exercise, KEPT_REPORTS);
      return { id: Number(added.lastInsertRowid), progress };
    });
    const rules = recordings.map(({ rule }) => rule);
    const entry = { id, exercise, at, passed, total, partial, recordings: rules };
    student.progress.set(exercise, progress);
    student.reports.push(entry);
    const same = student.reports.filter((report) => report.exercise === exercise);
    for (const old of same.slice(0, -KEPT_RECORDINGS)) {
      if (old.recordings.length > 0) {
        student.reports[student.reports.indexOf(old)] = { ...old, recordings: [] };
      }
    }
    if (same.length > KEPT_REPORTS) {
      student.reports.splice(student.reports.findIndex((report) => report.id === same[0]!.id), 1);
    }
    return entry;
  }

  /** Keeps a file. @returns "full" when the student has handed in too much already */
  async addHandIn(student: Student, { bytes, ...about }: NewHandIn): Promise<HandIn | "full"> {
    const { file, at, late, sha256 } = about;
    const size = bytes.length;
    const added = await this.#writes.run((database) => {
      const all = database.prepare(HAND_IN_SUMS).get(student.id)!;
      if (Number(all["count"]) >= MOST_HAND_INS) return "full";
      if (Number(all["bytes"]) + size > MOST_HAND_IN_BYTES) return "full";
      const { version } = database.prepare(NEXT_VERSION).get(student.id, file)!;
      const { lastInsertRowid } = database.prepare(ADD_HAND_IN)
        .run(student.id, file, version!, at, late ? 1 : 0, size, sha256, bytes);
      return { id: Number(lastInsertRowid), version: Number(version) };
    });
    if (added === "full") return added;
    const handIn = { ...about, ...added, size };
    student.handIns.push(handIn);
    return handIn;
  }

  /** A report as it came, and whose it is. */
  report(id: number): { student: Student; json: string } | undefined {
    const row = this.#database.prepare("SELECT student, json FROM reports WHERE id = ?").get(id);
    const student = this.students.get(Number(row?.["student"]));
    return student === undefined ? undefined : { student, json: String(row!["json"]) };
  }

  /** The recording of a rule that came with a report, and whose it is; compressed with gzip. */
  recording(report: number, rule: string): { student: Student; bytes: Uint8Array } | undefined {
    const row = this.#database.prepare(RECORDING).get(report, rule);
    const student = this.students.get(Number(row?.["student"]));
    return student === undefined ? undefined : { student, bytes: row!["bytes"] as Uint8Array };
  }

  /** The bytes of a hand-in, and whose it is. */
  handIn(id: number): { student: Student; handIn: HandIn; bytes: Uint8Array } | undefined {
    const row = this.#database.prepare("SELECT student, bytes FROM hand_ins WHERE id = ?").get(id);
    const student = this.students.get(Number(row?.["student"]));
    const handIn = student?.handIns.find((each) => each.id === id);
    if (student === undefined || handIn === undefined) return undefined;
    return { student, handIn, bytes: row!["bytes"] as Uint8Array };
  }

  [Symbol.dispose](): void {
    this.#writes.close();
    this.#file[Symbol.dispose]();
  }

  #load(): void {
    const all = (sql: string) => this.#database.prepare(sql).all();
    for (const row of all("SELECT * FROM students ORDER BY id")) {
      const { id, name, key_hash: hash, since } = row;
      const keyHash = hash === null ? null : String(hash);
      this.#setKey(
        this.#add({ id: Number(id), name: String(name), keyHash: null, since: Number(since) }),
        keyHash,
      );
    }
    for (const { student, exercise, data } of all("SELECT * FROM progress")) {
      this.students.get(Number(student))?.progress.set(String(exercise), JSON.parse(String(data)));
    }
    const recordings = Map.groupBy(
      all("SELECT report, rule FROM recordings ORDER BY rowid"),
      ({ report }) => Number(report),
    );
    for (
      const row of all("SELECT id, student, exercise, at, passed, total, partial FROM reports ORDER BY id")
    ) {
      const { student, partial, ...rest } = row;
      const rules = (recordings.get(Number(rest["id"])) ?? []).map(({ rule }) => String(rule));
      const entry = { ...rest, partial: partial === 1, recordings: rules } as unknown as ReportEntry;
      this.students.get(Number(student))?.reports.push(entry);
    }
    for (
      const row of all("SELECT id, student, file, version, at, late, size, sha256 FROM hand_ins ORDER BY id")
    ) {
      const { student, late, ...rest } = row;
      this.students.get(Number(student))?.handIns.push({ ...rest, late: late === 1 } as HandIn);
    }
  }

  #add(known: Pick<Student, "id" | "name" | "keyHash" | "since">): Student {
    const student: Student = { ...known, progress: new Map(), reports: [], handIns: [] };
    this.students.set(student.id, student);
    this.#byName.set(nameKey(student.name), student);
    return student;
  }

  #remove(id: number): Student | undefined {
    const student = this.students.get(id);
    if (student === undefined) return undefined;
    this.#setKey(student, null);
    this.students.delete(id);
    this.#byName.delete(nameKey(student.name));
    return student;
  }

  #setKey(student: Student, hash: string | null): void {
    if (student.keyHash !== null) this.#byKey.delete(student.keyHash);
    student.keyHash = hash;
    if (hash !== null) this.#byKey.set(hash, student);
  }
}

const ADD_STUDENT = "INSERT INTO students (name, name_key, key_hash, since) VALUES (?, ?, ?, ?)";
const ADD_ORIGIN = "INSERT INTO origins VALUES (?, ?)";
const PROGRESS = "SELECT data FROM progress WHERE student = ? AND exercise = ?";
const SET_PROGRESS = `INSERT INTO progress (student, exercise, data) VALUES (?, ?, ?)
  ON CONFLICT DO UPDATE SET data = excluded.data`;
const ADD_REPORT = `INSERT INTO reports (student, exercise, at, passed, total, partial, json)
  VALUES (?, ?, ?, ?, ?, ?, ?)`;
const ADD_RECORDING = "INSERT INTO recordings (report, rule, bytes) VALUES (?, ?, ?)";
const RECORDING = `SELECT student, bytes FROM recordings JOIN reports ON reports.id = report
  WHERE report = ? AND rule = ?`;
const DROP_OLD_RECORDINGS = `DELETE FROM recordings WHERE report IN
  (SELECT id FROM reports WHERE student = ? AND exercise = ? AND id NOT IN
    (SELECT id FROM reports WHERE student = ? AND exercise = ? ORDER BY id DESC LIMIT ?))`;
const DROP_OLD_REPORTS = `DELETE FROM reports WHERE student = ? AND exercise = ? AND id NOT IN
  (SELECT id FROM reports WHERE student = ? AND exercise = ? ORDER BY id DESC LIMIT ?)`;
const HAND_IN_SUMS = `SELECT count(*) AS count, coalesce(sum(size), 0) AS bytes FROM hand_ins
  WHERE student = ?`;
const NEXT_VERSION = `SELECT coalesce(max(version), 0) + 1 AS version FROM hand_ins
  WHERE student = ? AND file = ?`;
const ADD_HAND_IN = `INSERT INTO hand_ins (student, file, version, at, late, size, sha256, bytes)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;
