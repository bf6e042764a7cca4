import { ladder } from "../../../trace/diagram/ladder.ts";
import type { TraceRecord } from "../../../trace/diagram/trace_record.ts";
import type { TableRow } from "../tracker/socket_queues.ts";
import type { WatchEvent } from "../watch_event.ts";
import { ExerciseEvents } from "./exercise_events.ts";

/** A program of an exercise, as far as it has come. */
export interface PlayedParticipant {
  readonly name: string;
  readonly pid: number;
  readonly events: readonly TraceRecord[];
  readonly stdout: string;
  readonly code: number | undefined;
}

/** How long a trace is waited for, until its events are put in order with those of the others; milliseconds. */
const GATHERED = 120;

/** Every how many milliseconds the kernel's queues are looked at. */
const LOOK = 100;

/** Something that is to be told, and when it happened, milliseconds since 1970. */
interface Pending {
  readonly time: number;
  tell(events: ExerciseEvents): void;
}

/** Records an exercise while it is played: what happens is told a moment later, in order. */
export class ExerciseRecorder implements Disposable {
  readonly #events: ExerciseEvents;
  /** What was seen of each, and of that what is still to be told. */
  readonly #seen = new Map<PlayedParticipant, { stdout: number; hasEnded: boolean }>();
  readonly #traced = new Set<TraceRecord>();
  #pending: Pending[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #looking: ReturnType<typeof setInterval>;
  #isLooking = false;

  /**
   * @param roles the programs that will be started, in the order in which they are to stand side by side
   * @param emit takes each event of the recording
   * @param tables the kernel's sockets, where it shows them
   */
  constructor(
    roles: readonly string[],
    emit: (event: WatchEvent) => void,
    tables: () => Promise<readonly TableRow[]>,
  ) {
    this.#looking = setInterval(() => this.#look(tables), LOOK);
    this.#events = new ExerciseEvents(roles, emit, Date.now());
  }

  /** There may be something new to see of these. */
  look(participants: Iterable<PlayedParticipant>): void {
    const time = Date.now();
    for (const each of participants) this.#see(each, time);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#tell(Date.now() - GATHERED);
    }, 2 * GATHERED);
  }

  /** Tells what is left. */
  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    clearInterval(this.#looking);
    this.#tell(Infinity);
  }

  /** Looks at the kernel's queues, unless the last look is not over. */
  #look(tables: () => Promise<readonly TableRow[]>): void {
    if (this.#isLooking || this.#seen.size === 0) return;
    this.#isLooking = true;
    const time = Date.now();
    tables().then((rows) => {
      this.#pending.push({ time, tell: (events) => events.see(rows, time) });
      this.look([]);
    }).finally(() => this.#isLooking = false);
  }

  #see(each: PlayedParticipant, time: number): void {
    const { name, pid, code, stdout } = each;
    const seen = this.#seen.get(each) ?? { stdout: 0, hasEnded: false };
    if (!this.#seen.has(each)) {
      this.#seen.set(each, seen);
      this.#pending.push({ time, tell: (events) => events.start(name, pid, time) });
    }
    if (stdout.length > seen.stdout) {
      const text = stdout.slice(seen.stdout);
      seen.stdout = stdout.length;
      this.#pending.push({ time, tell: (events) => events.output(name, text, time) });
    }
    if (code !== undefined && !seen.hasEnded) {
      seen.hasEnded = true;
      this.#pending.push({ time, tell: (events) => events.end(name, code, time) });
    }
  }

  /** Tells what has happened by then. */
  #tell(until: number): void {
    const records = [...this.#seen.keys()].flatMap(({ events }) => events);
    if (records.length > this.#traced.size) {
      const first = Math.min(...records.map(({ time }) => Date.parse(time)));
      for (const { record, at } of ladder(records).marks) {
        if (this.#traced.has(record)) continue;
        this.#traced.add(record);
        this.#pending.push({ time: first + at, tell: (events) => events.trace(record, first + at) });
      }
    }
    const due = this.#pending.filter(({ time }) => time <= until).sort((a, b) => a.time - b.time);
    this.#pending = this.#pending.filter(({ time }) => time > until);
    for (const each of due) each.tell(this.#events);
    if (this.#pending.length > 0 && until !== Infinity) this.look([]);
  }
}
