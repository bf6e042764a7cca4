import type { Classroom } from "../classroom.ts";
import { boardHead } from "../record/board.ts";
import type { Student } from "../store/student.ts";
import type { LiveSource } from "./live.ts";

/** Time alone changes who is here and who is stuck: everybody is looked at again so often, milliseconds. */
const LOOK_AGAIN = 15_000;

/**
 * The news of a class for a page: at first everybody whom the page may see, then those who have changed, and the numbers of those who are gone: they may be another's by then. A page that
 * is slow gets each of them as of the moment at which it takes the news.
 */
export class ClassFeed implements LiveSource {
  readonly #classroom: Classroom;
  readonly #row: (student: Student) => unknown;
  readonly #everybody: () => Iterable<Student>;
  readonly #sent = new Map<Student, string>();
  readonly #held = new DisposableStack();
  #changed: Set<Student>;
  #gone: Student[] = [];
  /** Whether the time that the page has is old. */
  #late = true;
  #wake: (() => void) | undefined;

  /**
   * @param everybody whom the page may see
   * @param row what it shows of one
   */
  constructor(classroom: Classroom, everybody: () => Iterable<Student>, row: (student: Student) => unknown) {
    this.#classroom = classroom;
    this.#everybody = everybody;
    this.#row = row;
    this.#changed = new Set(everybody());
    this.#held.use(classroom.watch((student) => this.#note([student])));
    const timer = setInterval(() => {
      this.#late = true;
      this.#note(everybody());
    }, LOOK_AGAIN);
    this.#held.defer(() => clearInterval(timer));
  }

  next(): string | undefined {
    const late = this.#late;
    const rows = [...this.#changed].flatMap((student) => this.#news(student));
    this.#changed = new Set();
    this.#late = false;
    const gone = this.#gone.map(({ id }) => id);
    this.#gone = [];
    if (rows.length === 0 && gone.length === 0 && !late) return undefined;
    const head = JSON.stringify(boardHead(this.#classroom));
    return `{"head":${head},"gone":${JSON.stringify(gone)},"students":[${rows.join()}]}`;
  }

  async changed(): Promise<void> {
    if (this.#hasNews()) return;
    await new Promise<void>((resolve) => this.#wake = resolve);
  }

  [Symbol.dispose](): void {
    this.#held.dispose();
    this.#wake?.();
  }

  #news(student: Student): string[] {
    const row = JSON.stringify(this.#row(student));
    if (this.#sent.get(student) === row) return [];
    this.#sent.set(student, row);
    return [row];
  }

  #note(students: Iterable<Student>): void {
    const mine = new Set(this.#everybody());
    for (const student of students) {
      if (mine.has(student)) this.#changed.add(student);
      else {
        this.#changed.delete(student);
        if (this.#sent.delete(student)) this.#gone.push(student);
      }
    }
    if (this.#hasNews()) this.#wake?.();
  }

  #hasNews(): boolean {
    return this.#late || this.#changed.size > 0 || this.#gone.length > 0;
  }
}
