import type { Message } from "../../i18n/message.ts";
import type { ClassStore } from "./store/class_store.ts";
import type { HandInFolder } from "./store/hand_in_folder.ts";
import { SILENT, type Student } from "./store/student.ts";

/** What the teacher has settled. */
export interface ClassSettings {
  /** The heading of the pages. */
  readonly title: string;
  /** The services that are checked. */
  readonly exercises: readonly string[];
  /** Milliseconds since 1970; undefined: there is none. */
  readonly deadline: number | undefined;
  /** The points for everything together. */
  readonly points: number;
  /** The largest file, bytes. */
  readonly maxSize: number;
}

/** Somebody who watches: it is told which students have changed. */
export type Watcher = (student: Student) => void;

/** A class while it is open: what is kept, who is there, and who watches. */
export class Classroom {
  readonly #watchers = new Set<Watcher>();
  readonly #pages = new WeakMap<Student, number>();
  readonly #seen = new WeakMap<Student, number>();
  readonly #opened: number;

  constructor(
    readonly settings: ClassSettings,
    readonly store: ClassStore,
    readonly folder: HandInFolder,
    /** Takes a sentence for the teacher's terminal. */
    readonly tell: (sentence: Message) => void,
    /** Milliseconds since 1970. */
    readonly now: () => number = Date.now,
  ) {
    this.#opened = now();
  }

  /** Tells a watcher of every change from now on, until it is disposed of. */
  watch(watcher: Watcher): Disposable {
    this.#watchers.add(watcher);
    return { [Symbol.dispose]: () => void this.#watchers.delete(watcher) };
  }

  /** Something about a student has changed, by that student's doing. */
  changed(student: Student): void {
    this.#seen.set(student, this.now());
    for (const watcher of this.#watchers) watcher(student);
  }

  /** A student is no longer in the class. */
  gone(student: Student): void {
    for (const watcher of this.#watchers) watcher(student);
  }

  /** A page of the student is open, or something is being received, until it is disposed of. */
  pageOpen(student: Student): Disposable {
    this.#count(student, 1);
    return { [Symbol.dispose]: () => this.#count(student, -1) };
  }

  /** Whether the student is here: with an open page, or heard of a moment ago. */
  isHere(student: Student): boolean {
    return (this.#pages.get(student) ?? 0) > 0 || this.now() - (this.#seen.get(student) ?? -Infinity) < HERE;
  }

  /** Whether nobody is there for a student at all; when the class has just been opened, pages may not have come back. */
  isSilent(student: Student): boolean {
    const heard = Math.max(student.since, this.#opened, this.#seen.get(student) ?? 0);
    return (this.#pages.get(student) ?? 0) === 0 && this.now() - heard >= SILENT;
  }

  #count(student: Student, more: number): void {
    this.#pages.set(student, (this.#pages.get(student) ?? 0) + more);
    this.changed(student);
  }
}

/** So long somebody is here whose check has sent something, milliseconds. */
const HERE = 90_000;
