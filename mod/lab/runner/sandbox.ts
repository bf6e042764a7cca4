import type { TraceRecord } from "../../trace/diagram/trace_record.ts";
import type { Action, ExerciseStep, Observation } from "./exercise.ts";
import { TempFolder } from "../../fs/temp_folder.ts";
import { quoteWord } from "../../system/quote_word.ts";
import { isObserved } from "./observe.ts";
import { ExerciseParticipant, type Launch } from "./participant.ts";
import { onAbort } from "../../net/connection/on_abort.ts";

/** How a sandbox starts programs. */
export interface SandboxOptions {
  /** How netlab itself is started with these arguments. */
  readonly netlab: (args: readonly string[]) => { program: string; args: readonly string[] };
  /** Ends everything. */
  readonly signal: AbortSignal;
  /** Milliseconds that an observation may take. @default {15000} */
  readonly timeout?: number;
  /** Called when a participant has been started, and whenever there is something new to see of one. */
  readonly onChange?: (participants: Iterable<ExerciseParticipant>) => void;
}

/** Commands that can write a trace. */
const TRACED = /^(echo|files|chat|prime|calc|kv|relay)$/;

/**
 * Participants speak English to every reader: the output expected of them is written down once, for
 * all languages.
 */
const SOURCE_LANGUAGE = { LC_ALL: "C.UTF-8" };

/**
 * Where the participants of one exercise run. Everything started here has ended when the sandbox
 * has been disposed of.
 */
export class Sandbox implements AsyncDisposable {
  readonly participants = new Map<string, ExerciseParticipant>();
  readonly dir: string;
  readonly #folder = new TempFolder("netlab-lab-");
  readonly #options: SandboxOptions;
  #free: number | undefined;
  #waiting = new Set<() => void>();

  constructor(options: SandboxOptions) {
    this.dir = this.#folder.path;
    this.#options = options;
  }

  get #timeout(): number {
    return this.#options.timeout ?? 15_000;
  }

  /** Every participant's events, in no order. */
  get events(): TraceRecord[] {
    return [...this.participants.values()].flatMap(({ events }) => events);
  }

  /** Replaces the names of ports and folders by their values. */
  fill(text: string): string {
    return text.replace(/\{(?:([\w-]+)\.(port|url)|(free)|(dir))\}/g, (whole, role, what, free, dir) => {
      if (free) return String(this.#freePort());
      if (dir) return this.dir;
      return String(this.participants.get(role)?.[what as "port" | "url"] ?? whole);
    });
  }

  /** Performs an action, and waits until a server listens. */
  async perform(action: Action): Promise<void> {
    if (action.start !== undefined) return await this.#start(action.start, action);
    const participant = this.participants.get((action.type ?? action.end ?? action.stop)!)!;
    if (action.type !== undefined) await participant.type(`${this.fill(action.line!)}\n`);
    else if (action.end !== undefined) await participant.closeKeyboard();
    else participant.stop();
  }

  /** A role that has a part in this step, but was never started: an earlier step was left out. */
  missingRole({ do: actions = [], see = [] }: ExerciseStep): string | undefined {
    const there = new Set([...this.participants.keys(), ...actions.flatMap(({ start }) => start ?? [])]);
    const roles = [
      ...actions.flatMap(({ type, end, stop }) => type ?? end ?? stop ?? []),
      ...see.map(({ role }) => role),
    ];
    return roles.find((role) => !there.has(role));
  }

  /** The command that one would type in a terminal to start a role. */
  commandLine(action: Action): string {
    const words = (action.run ?? []).map((each) => this.fill(each));
    return [action.program ?? "netlab", ...words.map((each) => quoteWord(each))].join(" ");
  }

  /** Waits until it is seen, or until it has stayed away for as long as it must. */
  async see(wanted: Observation): Promise<boolean> {
    const participant = this.participants.get(wanted.role)!;
    const seen = () => isObserved(this.#filled(wanted), participant);
    if (wanted.never !== undefined) return !(await this.#until(seen, wanted.never));
    // A participant that has ended will show nothing more.
    await this.#until(() => seen() || participant.code !== undefined, this.#timeout);
    return seen();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.participants.values()].map((each) => each[Symbol.asyncDispose]()));
    await this.#folder[Symbol.asyncDispose]();
  }

  #filled(wanted: Observation): Observation {
    const filled = { ...wanted } as Record<string, unknown>;
    for (const name of ["prints", "says", "data", "detail"]) {
      if (typeof filled[name] === "string") filled[name] = this.fill(filled[name]);
    }
    return filled as unknown as Observation;
  }

  async #start(name: string, action: Action): Promise<void> {
    const args = (action.run ?? []).map((each) => this.fill(each));
    const launch = this.#launch(args, action.program);
    const participant = new ExerciseParticipant(name, launch, () => this.#changed());
    await this.participants.get(name)?.[Symbol.asyncDispose]();
    this.participants.set(name, participant);
    this.#changed();
    if (launch.serves || (launch.own && args.includes("--listen"))) {
      await this.#until(
        () => participant.port !== undefined || participant.code !== undefined,
        this.#timeout,
      );
    }
  }

  #launch(args: readonly string[], program: string | undefined): Launch {
    if (program !== undefined) return { program, args, cwd: this.dir, own: false, serves: false };
    // What a client says over the web or in datagrams has no trace, and it refuses to write one
    const untraced = args.some((each) => /^https?:/.test(each)) ||
      args[1] === "ask" && args.includes("--udp");
    const traced = TRACED.test(args[0] ?? "") && !untraced && !args.includes("--trace=json");
    const words = args[0] === "relay" ? 1 : 2;
    const at = traced ? [...args.slice(0, words), "--trace=json", ...args.slice(words)] : args;
    const serves = args[1] === "serve";
    return { ...this.#options.netlab(at), cwd: this.dir, env: SOURCE_LANGUAGE, own: true, serves };
  }

  #freePort(): number {
    if (this.#free === undefined) {
      using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
      this.#free = listener.addr.port;
    }
    return this.#free;
  }

  #changed(): void {
    this.#options.onChange?.(this.participants.values());
    for (const each of this.#waiting) each();
  }

  /** @returns whether it became true in time. */
  #until(condition: () => boolean, milliseconds: number): Promise<boolean> {
    this.#options.signal.throwIfAborted();
    if (condition()) return Promise.resolve(true);
    const { promise, resolve, reject } = Promise.withResolvers<boolean>();
    const check = () => condition() && resolve(true);
    const timer = setTimeout(() => resolve(condition()), milliseconds);
    this.#waiting.add(check);
    const stopping = onAbort(this.#options.signal, () => reject(this.#options.signal.reason));
    return promise.finally(() => {
      clearTimeout(timer);
      this.#waiting.delete(check);
      stopping[Symbol.dispose]();
    });
  }
}
