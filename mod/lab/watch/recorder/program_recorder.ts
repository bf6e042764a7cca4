import { TempFolder } from "../../../fs/temp_folder.ts";
import { OrphanGuard } from "../../../process/orphan_guard.ts";
import type { StraceDialect } from "../strace/options.ts";
import { Advisor } from "../advice/advisor.ts";
import { thisSystemView } from "./system_view.ts";
import { straceArguments } from "../strace/options.ts";
import { Tracker } from "../tracker/tracker.ts";
import type { TableRow } from "../tracker/socket_queues.ts";
import type { WatchEvent, WatchNote } from "../watch_event.ts";
import { EventMerger } from "./merge_events.ts";
import { mostWaiting, readSocketTables } from "./read_tables.ts";
import { StracePipe } from "./strace_pipe.ts";

/** A program to start, or a process to join. */
export type WatchedStart =
  | { readonly name: string; readonly words: readonly string[] }
  | { readonly name: string; readonly pid: number; readonly words: readonly string[] };

/** What is recorded, and how. */
export interface RecordingOptions {
  readonly programs: readonly WatchedStart[];
  readonly dialect: StraceDialect;
  /** Where what the programs write for their user goes. @default "own", where ours goes */
  readonly stdout?: "own" | "stderr" | "nowhere";
  /** What a program is written in, by its words. */
  readonly languageOf: (words: readonly string[]) => string | undefined;
  readonly emit: (event: WatchEvent) => void;
  /** Called before a program is started, and waited for. */
  readonly before?: (name: string) => Promise<void>;
  /** Starts these words, where the programs' standard streams are somebody else's business. @default theirs are ours */
  readonly start?: (words: readonly string[]) => StartedStrace;
}

/** A strace that runs, and with it its program. */
export interface StartedStrace {
  readonly pid: number;
  /** Settles when it has ended. */
  readonly status: Promise<unknown>;
}

interface Traced {
  readonly program: WatchedStart;
  readonly strace: StartedStrace;
  readonly pipe: StracePipe;
  ended: boolean;
}

/**
 * Records what programs do with their sockets: each is started under a strace of its own, all of them together, and
 * what the straces tell becomes one recording. It ends when all programs have ended.
 */
export class ProgramRecorder {
  readonly tracker: Tracker;
  readonly #options: RecordingOptions;
  readonly #merger = new EventMerger();
  readonly #guard = new OrphanGuard();
  readonly #traced: Traced[] = [];
  /** Who has got a signal that asks to stop, in the recording. */
  readonly #asked = new Set<number>();
  readonly #advisor = new Advisor(thisSystemView);
  #count = 0;
  readonly #most = mostWaiting();
  #looking: Promise<unknown> = Promise.resolve();
  #isLooking = false;
  readonly #looks: { readonly rows: readonly TableRow[]; readonly time: number }[] = [];
  #stopping: Deno.Signal | undefined;

  constructor(options: RecordingOptions) {
    this.#options = options;
    this.tracker = new Tracker({
      began: Date.now() / 1000,
      languageOf: options.languageOf,
      emit: (event) => this.#emit(event),
    });
    this.#emit({
      type: "head",
      version: 1,
      at: 0,
      source: "strace",
      programs: options.programs.map(({ name, words }) => ({ name, command: words })),
      started: new Date().toISOString(),
    });
  }

  /** Starts the programs, and records until all of them have ended. */
  async run(): Promise<void> {
    await using folder = new TempFolder("netlab-watch-");
    const flushing = setInterval(() => this.#flush(), FLUSH);
    const looking = setInterval(() => this.#look(), LOOK);
    try {
      await this.#startAll(folder.path);
      await Promise.all(this.#traced.map((each) => this.#follow(each)));
    } catch (error) {
      this.stop("SIGKILL");
      throw error;
    } finally {
      clearInterval(flushing);
      clearInterval(looking);
      await this.#looking;
      this.#flush(Infinity);
      this.#tellStrange();
      for (const { pipe } of this.#traced) pipe[Symbol.dispose]();
      await this.#guard[Symbol.asyncDispose]();
    }
  }

  /**
   * Asks the programs to stop that have not been asked by a terminal, those too that they are still about to make;
   * processes that were joined go on.
   */
  stop(signal: "SIGINT" | "SIGTERM" | "SIGHUP" | "SIGKILL"): void {
    this.#stopping = signal;
    if (signal === "SIGKILL") this.#asked.clear();
    for (const each of this.#traced) if ("pid" in each.program) this.#leave(each);
    this.#askAll();
  }

  #askAll(): void {
    if (this.#stopping === undefined) return;
    const joined = new Set(this.#options.programs.filter((each) => "pid" in each).map(({ name }) => name));
    for (const { pid, program } of this.tracker.processes) {
      if (joined.has(program) || this.#asked.has(pid)) continue;
      this.#asked.add(pid);
      kill(pid, this.#stopping);
    }
  }

  async #startAll(folder: string): Promise<void> {
    const pipes = await Promise.all(
      this.#options.programs.map((_, index) => StracePipe.make(`${folder}/${index}`)),
    );
    for (const [index, program] of this.#options.programs.entries()) {
      await this.#options.before?.(program.name);
      if (this.#stopping !== undefined) pipes[index]![Symbol.dispose]();
      else {this.#traced.push({
          program,
          pipe: pipes[index]!,
          strace: this.#start(program, pipes[index]!),
          ended: false,
        });}
    }
  }

  #start(program: WatchedStart, { path }: StracePipe): StartedStrace {
    const { dialect, stdout = "own", start } = this.#options;
    const joins = "pid" in program;
    if (joins) this.tracker.join(program.name, program.pid, threadsOf(program.pid), program.words);
    const args = straceArguments({
      output: path,
      dialect,
      ...(joins ? { pids: [program.pid] } : { words: program.words }),
    });
    if (start !== undefined) return start(["strace", ...args]);
    const io = stdout === "nowhere" ? "null" as const : "inherit" as const;
    const [command, ...rest] = stdout === "stderr"
      ? ["sh", "-c", 'exec "$@" >&2', "sh", "strace", ...args]
      : ["strace", ...args];
    const strace = new Deno.Command(command!, {
      args: rest,
      stdin: joins ? "null" : stdout === "nowhere" ? "null" : "inherit",
      stdout: io,
      stderr: joins ? "null" : io,
    }).spawn();
    this.#guard.add(strace.pid);
    return strace;
  }

  async #follow(traced: Traced): Promise<void> {
    const { pipe, strace, program } = traced;
    const source = String(strace.pid);
    this.#merger.add(source, program.name, []);
    const over = strace.status.then(() => {
      traced.ended = true;
      this.#guard.delete(strace.pid);
      return pipe.finish();
    });
    for (let events = await pipe.read(); events !== undefined; events = await pipe.read()) {
      this.#merger.add(source, program.name, events);
      this.#flush();
    }
    await over;
    this.#merger.end(source);
    this.#flush();
  }

  #emit(event: WatchEvent): void {
    const index = this.#count++;
    this.#options.emit(event);
    for (const advice of this.#advisor.take(event, index)) {
      this.#count++;
      this.#options.emit(advice);
    }
  }

  /** Looks at the kernel's queues, as long as there are sockets and the last look is over. */
  #look(): void {
    if (this.#isLooking || this.tracker.sockets.isEmpty) return;
    this.#isLooking = true;
    const time = Date.now() / 1000;
    this.#looking = readSocketTables()
      .then((rows) => this.#looks.push({ rows, time }))
      .finally(() => this.#isLooking = false);
  }

  /** Tells what the tables held at a time, once everything is told that strace has seen before. */
  #tellLooks(until: number): void {
    for (let look = this.#looks[0]; look !== undefined && look.time <= until; look = this.#looks[0]) {
      this.#looks.shift();
      this.tracker.see(look.rows, look.time, this.#most);
    }
  }

  /** Hands on what is sure to be in its order, and tells who waits. */
  #flush(now = Date.now() / 1000): void {
    for (const { program, event } of this.#merger.take(now)) {
      this.#tellLooks(event.end);
      if (event.kind === "signal" && STOPS.has(event.signal)) this.#asked.add(event.tid);
      this.tracker.take(program, event);
    }
    this.#askAll();
    if (!Number.isFinite(now) || !this.#merger.isEmpty) return;
    for (const { pipe, program } of this.#traced) {
      const begun = pipe.peek(now - SURE);
      if (begun !== undefined) this.tracker.take(program.name, begun);
    }
    this.#tellLooks(now - SURE);
    this.tracker.tick(now - SURE);
  }

  /** A process that was joined is left as it was. */
  #leave({ strace, ended }: Traced): void {
    if (!ended) kill(strace.pid, "SIGTERM");
  }

  #tellStrange(): void {
    const strange = this.#traced.reduce((sum, { pipe }) => sum + pipe.reader.strange, 0) +
      this.tracker.finish();
    const first =
      this.#traced.map(({ pipe }) => pipe.reader.firstStrange).find((each) => each !== undefined) ?? "";
    if (strange > 0) this.#emit(strangeNote(this.tracker.now, strange, first));
  }
}

/** Every how many milliseconds what has been held back is looked at. */
const FLUSH = 25;
/** Every how many milliseconds the kernel's queues are looked at. */
const LOOK = 100;
/** Seconds in which what strace has seen is read. */
const SURE = 0.1;
const STOPS = new Set(["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"]);

function strangeNote(at: number, count: number, first: string): WatchNote {
  return {
    type: "note",
    at,
    message: {
      en: `${count} lines of strace were not understood, so something may be missing; the first: ${first}`,
      fr:
        `${count} lignes de strace n'ont pas été comprises : il peut manquer quelque chose ; la première : ${first}`,
    },
  };
}

function threadsOf(pid: number): number[] {
  try {
    return [...Deno.readDirSync(`/proc/${pid}/task`)].map(({ name }) => Number(name));
  } catch {
    return []; // it has just ended
  }
}

function kill(pid: number, signal: Deno.Signal): void {
  try {
    Deno.kill(pid, signal);
  } catch {
    // It has ended in the meantime
  }
}
