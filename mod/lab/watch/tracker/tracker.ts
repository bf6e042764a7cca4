import type { TracedEvent } from "../strace/calls.ts";
import type { WatchEvent } from "../watch_event.ts";
import { AllSockets } from "./all_sockets.ts";
import { apiName, argumentsOf, cloneWords, execPath, execWords } from "./call_words.ts";
import { type CallFacts, SocketCalls } from "./socket_calls.ts";
import { seeQueues, type TableRow } from "./socket_queues.ts";
import { cloneFlags, Tasks, type TrackedProcess, type TrackedTask } from "./tasks.ts";

/**
 * # From system calls to a recording
 *
 * strace tells what each thread calls; who that thread is, which socket a descriptor stands for, and what a call made
 * of it, follows from all that was told before. A child has its parent's descriptors, threads share them, `exec` closes
 * some, and a connection ends only when nobody has it open any more.
 */
export interface TrackerOptions {
  /** When the recording began, seconds since 1970. */
  readonly began: number;
  /** What a program is written in, by its words; the first may be a path that tells more than the word itself. */
  readonly languageOf: (words: readonly string[]) => string | undefined;
  /** Takes the events, in the order of their times. */
  readonly emit: (event: WatchEvent) => void;
}

/** Seconds that a call has to wait before it is told as one that waits. */
const LONG = 0.1;
/** Events of threads of whom nobody has told yet who made them. */
const MOST_HELD = 10_000;

/** With what runtimes stop their own threads, all the time. */
const OWN_SIGNALS: Readonly<Record<string, string>> = { java: "SIGSEGV", go: "SIGURG" };

type Traced<Kind extends TracedEvent["kind"]> = Extract<TracedEvent, { kind: Kind }>;

/** Makes the events of a recording of what strace tells of several programs. */
export class Tracker {
  readonly sockets = new AllSockets();
  readonly #options: TrackerOptions;
  readonly #tasks = new Tasks();
  readonly #calls: SocketCalls;
  readonly #started = new Set<string>();
  /** Calls that have begun, by thread. */
  readonly #begun = new Map<number, { event: Traced<"begun">; program: string; told: boolean }>();
  readonly #held = new Map<number, { program: string; events: TracedEvent[] }>();
  #heldCount = 0;
  #queues = "[]";
  #now = 0;

  constructor(options: TrackerOptions) {
    this.#options = options;
    this.#calls = new SocketCalls(this.sockets, (event) => this.#emit(event));
  }

  /** The time of the last event, seconds since the beginning. */
  get now(): number {
    return this.#now;
  }

  /** The processes that run. */
  get processes(): TrackedProcess[] {
    return [...new Set([...this.#tasks.all].map(({ process }) => process))];
  }

  /** A process that ran before the recording, with its threads. */
  join(program: string, pid: number, tids: readonly number[], words: readonly string[]): void {
    const task = this.#begin(program, pid);
    task.process.language = this.#options.languageOf(words);
    this.#show(task);
    for (const tid of tids) if (tid !== pid) this.#tasks.addThread(task.process, tid, task);
  }

  /** Takes what strace has told of a program. */
  take(program: string, event: TracedEvent): void {
    this.tick(event.end);
    const task = this.#tasks.get(event.tid) ?? this.#newcomer(program, event);
    if (task === undefined) return this.#hold(program, event);
    switch (event.kind) {
      case "begun":
        this.#begun.set(event.tid, {
          event,
          program,
          told: this.#begun.get(event.tid)?.event.start === event.start,
        });
        return this.#calls.begin(task, event, this.#time(event.end));
      case "call":
        this.#begun.delete(event.tid);
        return this.#call(task, event);
      case "signal":
        return this.#signal(task, event);
      case "superseded": {
        const other = this.#tasks.get(event.by);
        if (other !== undefined) this.#end(other, { kind: "ended", tid: event.by, end: event.end });
        return;
      }
      case "ended":
        this.#begun.delete(event.tid);
        return this.#end(task, event);
    }
  }

  /** Time passes. @param now seconds since 1970; calls that have waited for long by then are told */
  tick(now: number): void {
    for (const each of this.#begun.values()) {
      const { event, told } = each;
      if (told || now - event.start < LONG) continue;
      each.told = true;
      const task = this.#tasks.get(event.tid);
      const call = task && this.#calls.waiting(task, event);
      if (task === undefined || call === undefined || !this.#concerns(task, call)) continue;
      const at = this.#time(event.start + LONG);
      const start = this.#startTime(event.start);
      this.#emit({ type: "call", at, start, lane: task.lane, ...call, unfinished: true });
    }
  }

  /**
   * Takes what the kernel's tables held.
   *
   * @param time when, seconds since 1970.
   */
  see(rows: readonly TableRow[], time: number, most: number): void {
    const { queues, learned } = seeQueues(this.sockets.all, rows, most);
    for (const { socket, row } of learned) this.#calls.learn(socket, row, this.#time(time));
    const shown = JSON.stringify(queues);
    if (shown === this.#queues) return;
    this.#queues = shown;
    this.#emit({ type: "queues", at: this.#time(time), sockets: queues });
  }

  /** The recording ends: what is held has no beginning that anybody told. @returns how many events are lost */
  finish(): number {
    return this.#heldCount;
  }

  /** The first thread of a program, or one whose maker is in the middle of making it. */
  #newcomer(program: string, { tid, end }: TracedEvent): TrackedTask | undefined {
    if (!this.#started.has(program)) {
      const task = this.#begin(program, tid);
      this.#time(end);
      this.#show(task);
      return task;
    }
    const makers = [...this.#begun.values()].filter((each) =>
      each.program === program && /^(clone3?|fork|vfork)$/.test(each.event.name)
    );
    const maker = makers.length === 1 ? this.#tasks.get(makers[0]!.event.tid) : undefined;
    return maker === undefined ? undefined : this.#clone(maker, tid, makers[0]!.event, end);
  }

  #begin(program: string, pid: number): TrackedTask {
    this.#started.add(program);
    return this.#tasks.addProgram(program, pid);
  }

  #hold(program: string, event: TracedEvent): void {
    if (this.#heldCount >= MOST_HELD) return;
    const held = this.#held.get(event.tid);
    if (held === undefined) this.#held.set(event.tid, { program, events: [event] });
    else held.events.push(event);
    this.#heldCount++;
  }

  #call(task: TrackedTask, event: Traced<"call">): void {
    const at = this.#time(event.end);
    const name = apiName(event);
    const { process } = task;
    if (name === "fork" || name === "clone") return this.#cloned(task, event);
    if (name === "exec" && event.result === 0) {
      this.#tell(task, event, { call: name, arguments: argumentsOf(event) });
      this.#calls.exec(task, at);
      return this.#speaks(task, this.#options.languageOf([execPath(event), ...execWords(event).slice(1)]));
    }
    if (name === "exit") return;
    if (name === "wait" && (event.result ?? 0) > 0) process.zombies.delete(event.result!);
    const call = this.#calls.call(task, event, at);
    if (call !== undefined) this.#tell(task, event, call);
    this.#calls.after(task, event, at);
  }

  #cloned(task: TrackedTask, event: Traced<"call">): void {
    const child = event.result;
    if (child !== undefined && child > 0 && this.#tasks.get(child) === undefined) {
      this.#clone(task, child, event, event.end);
    }
    this.#tell(task, event, { call: apiName(event), arguments: "" });
    const held = this.#held.get(child ?? -1);
    if (held === undefined) return;
    this.#held.delete(child!);
    this.#heldCount -= held.events.length;
    for (const each of held.events) this.take(held.program, each);
  }

  #clone(
    by: TrackedTask,
    tid: number,
    call: Pick<Traced<"call">, "name" | "values">,
    end: number,
  ): TrackedTask {
    const task = this.#tasks.addClone(by, tid, cloneFlags(cloneWords(call)));
    this.#time(end);
    if (task.process !== by.process && task.process.hasSockets) this.#show(task);
    return task;
  }

  #end(task: TrackedTask, event: Traced<"ended">): void {
    const { process, lane } = task;
    const at = this.#time(event.end);
    this.#tasks.delete(task);
    const over = process.tasks.size === 0;
    const closed = over ? this.#calls.closeAll(process) : [];
    if (over) process.parent?.zombies.add(process.pid);
    if (!task.told) return;
    this.#emit({
      type: "end",
      at,
      lane,
      ...(event.code === undefined ? {} : { code: event.code }),
      ...(event.signal === undefined ? {} : { signal: event.signal }),
      ...(closed.length === 0 ? {} : { closes: closed.map(({ id }) => id) }),
    });
    for (const socket of closed) this.#calls.closed(socket, lane, at);
  }

  #tell(
    task: TrackedTask,
    event: Traced<"call">,
    { data, ...call }: CallFacts & { readonly data?: Uint8Array },
  ): void {
    if (!this.#concerns(task, call)) return;
    const { result, errno } = event;
    this.#emit({
      type: "call",
      at: this.#now,
      start: this.#startTime(event.start),
      lane: task.lane,
      ...call,
      ...(result === undefined ? {} : { result }),
      ...(errno === undefined ? {} : { errno }),
      ...(data === undefined || data.length === 0 ? {} : { data: btoa(String.fromCharCode(...data)) }),
    });
  }

  /** Whether a call is told: one of a socket is, and what a process does besides that has sockets. */
  #concerns(task: TrackedTask, { socket }: Pick<CallFacts, "socket">): boolean {
    task.process.hasSockets ||= socket !== undefined;
    if (task.process.hasSockets) this.#show(task);
    return task.process.hasSockets;
  }

  /** Tells a lane, and before it the one that made it, when that is not done yet. */
  #show(task: TrackedTask): void {
    if (task.told) return;
    task.told = true;
    if (task.maker !== undefined) this.#show(task.maker);
    this.#tellLane(task);
  }

  /** A process goes on as another program, maybe one in another language. */
  #speaks(task: TrackedTask, language: string | undefined): void {
    const { process } = task;
    if (process.language === language) return;
    process.language = language;
    if (task.told) this.#tellLane(task);
  }

  /** A signal; that a helper has ended which has nothing to do with sockets is nobody's business. */
  #signal({ lane, told, process }: TrackedTask, { end, signal, from }: Traced<"signal">): void {
    const at = this.#time(end);
    const wanted = process.hasSockets || signal !== "SIGCHLD";
    if (told && wanted && OWN_SIGNALS[process.language ?? ""] !== signal) {
      this.#emit({ type: "signal", at, lane, signal, ...(from === undefined ? {} : { from }) });
    }
  }

  #tellLane({ lane, tid, process, maker }: TrackedTask): void {
    const { program, pid, language } = process;
    this.#emit({
      type: "lane",
      at: this.#now,
      lane,
      program,
      pid,
      ...(tid === pid ? {} : { tid }),
      ...(maker === undefined ? {} : { parent: maker.lane }),
      ...(language === undefined ? {} : { language }),
    });
  }

  #emit(event: WatchEvent): void {
    this.#options.emit(event);
  }

  /** A time since the beginning, never before that of the event before. */
  #time(time: number): number {
    const at = micro(time - this.#options.began);
    this.#now = Math.max(this.#now, at);
    return this.#now;
  }

  #startTime(time: number): number {
    return Math.min(this.#now, Math.max(0, micro(time - this.#options.began)));
  }
}

function micro(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e6;
}
