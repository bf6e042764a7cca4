import { DescriptorTable } from "./open_sockets.ts";
import type { WatchedLane } from "../watch_event.ts";

/** A process of a watched program. */
export interface TrackedProcess {
  readonly pid: number;
  readonly program: string;
  readonly lane: WatchedLane;
  table: DescriptorTable;
  language: string | undefined;
  /** Whether it has, or had, a socket: what else it does is told from then on. */
  hasSockets: boolean;
  /** Those of its threads that run. */
  readonly tasks: Map<number, TrackedTask>;
  /** Its children that have ended and that it has not asked for. */
  readonly zombies: Set<number>;
  readonly parent: TrackedProcess | undefined;
}

/** A thread, the first of a process among them. */
export interface TrackedTask {
  readonly tid: number;
  readonly lane: WatchedLane;
  readonly process: TrackedProcess;
  /** Who made it. */
  readonly maker: TrackedTask | undefined;
  /** Whether it has been told: many threads and helpers of a runtime never do anything with a socket. */
  told: boolean;
}

/** How a clone(2) shares things with who makes it. */
export interface CloneFlags {
  readonly thread: boolean;
  readonly files: boolean;
}

/** Reads the flags of `clone`, `clone3`, `fork` and `vfork` from what strace tells of them. */
export function cloneFlags(text: string): CloneFlags {
  return { thread: /\bCLONE_THREAD\b/.test(text), files: /\bCLONE_FILES\b/.test(text) };
}

/** The processes and threads of a recording, by the system's numbers of threads. */
export class Tasks {
  readonly #tasks = new Map<number, TrackedTask>();
  readonly #lanes = new Set<WatchedLane>();

  get(tid: number): TrackedTask | undefined {
    return this.#tasks.get(tid);
  }

  /** The first process of a program. */
  addProgram(program: string, pid: number): TrackedTask {
    return this.#addProcess(program, pid, this.#name(program, pid), new DescriptorTable());
  }

  /** What a clone has made. */
  addClone(by: TrackedTask, tid: number, { thread, files }: CloneFlags): TrackedTask {
    const { process } = by;
    if (thread) return this.addThread(process, tid, by);
    const table = files ? process.table : process.table.copy();
    const { program } = process;
    const child = this.#addProcess(program, tid, this.#name(`${program}.${tid}`, tid), table, by);
    child.process.language = process.language;
    return child;
  }

  addThread(process: TrackedProcess, tid: number, maker?: TrackedTask): TrackedTask {
    const task = { tid, process, lane: this.#name(`${process.lane}/${tid}`, tid), maker, told: false };
    process.tasks.set(tid, task);
    this.#tasks.set(tid, task);
    return task;
  }

  delete(task: TrackedTask): void {
    if (this.#tasks.get(task.tid) === task) this.#tasks.delete(task.tid);
    task.process.tasks.delete(task.tid);
  }

  get all(): Iterable<TrackedTask> {
    return this.#tasks.values();
  }

  #addProcess(
    program: string,
    pid: number,
    lane: WatchedLane,
    table: DescriptorTable,
    maker?: TrackedTask,
  ): TrackedTask {
    const process: TrackedProcess = {
      pid,
      program,
      lane,
      table,
      language: undefined,
      hasSockets: table.size > 0,
      tasks: new Map(),
      zombies: new Set(),
      parent: maker?.process,
    };
    const task = { tid: pid, lane, process, maker, told: false };
    process.tasks.set(pid, task);
    this.#tasks.set(pid, task);
    return task;
  }

  /** The system gives a number again at some time: a lane is one process or thread all the same. */
  #name(wanted: WatchedLane, number: number): WatchedLane {
    let name = wanted;
    for (let turn = 2; this.#lanes.has(name); turn++) {
      name = `${wanted}${wanted.endsWith(`${number}`) ? "-" : "."}${turn}`;
    }
    this.#lanes.add(name);
    return name;
  }
}
