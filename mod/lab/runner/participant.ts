import { systemFailure } from "../../net/errors/system_error.ts";
import { msg } from "../../i18n/message.ts";
import { MessageError, messageOf } from "../../i18n/message_error.ts";
import { StartedProgram } from "../../process/started_program.ts";
import { signalSystem } from "../../process/stop_signals.ts";
import { startable } from "../../system/start_words.ts";
import { parseTraceLine, type TraceRecord } from "../../trace/diagram/trace_record.ts";

/** A program to start. */
export interface Launch {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Whether it is netlab. */
  readonly own: boolean;
  /** Whether it is a server, which says all that it says on standard error. */
  readonly serves: boolean;
}

/** Most characters of a program's output that are kept. */
const KEPT = 1 << 20;

/** A participant of an exercise: a process of its own. We type for it, and keep its output. */
export class ExerciseParticipant implements AsyncDisposable {
  readonly events: TraceRecord[] = [];
  /** Everything it wrote to standard output, and its standard error without the trace. */
  stdout = "";
  stderr = "";
  /** Its exit code, when it has ended. */
  code: number | undefined;
  /** How much of each has been shown already. */
  shown = { stdout: 0, stderr: 0 };
  readonly #program: StartedProgram;
  readonly #keyboard: WritableStreamDefaultWriter<Uint8Array>;
  readonly #done: Promise<unknown>;
  #keyboardClosed = false;

  /** @param changed called whenever there is something new to see. */
  constructor(readonly name: string, launch: Launch, changed: () => void) {
    this.#program = start(launch);
    const { child } = this.#program;
    this.#keyboard = child.stdin.getWriter();
    // Nobody may be reading any more when we close; the code that types reports it.
    this.#keyboard.closed.catch(() => {});
    const reading = [
      launch.serves
        ? undefined
        : listen(child.stdout, (text) => this.stdout = keep(this.stdout + text), changed),
      lines(child.stderr, (line) => this.#hear(line), changed),
    ];
    this.#done = Promise.all([child.status, ...reading]).then(([status]) => {
      this.code = status.code;
      changed();
    });
  }

  /** The number of its process. */
  get pid(): number {
    return this.#program.child.pid;
  }

  /** The port it listens on, once it has said so. */
  get port(): number | undefined {
    const said = /listening on (?:AF=\d+ )?\S*:(\d+)/.exec(this.stderr)?.[1] ??
      this.events.find(({ event }) => event === "listen")?.local?.match(/:(\d+)$/)?.[1];
    return said === undefined ? undefined : Number(said);
  }

  /** The address for browsers that it has told, if any. */
  get url(): string | undefined {
    return /https?:\/\/\S+/.exec(this.stderr)?.[0];
  }

  /** Types a text at its keyboard; a program that has ended does not hear it. */
  async type(text: string): Promise<void> {
    await this.#keyboard.write(new TextEncoder().encode(text)).catch(() => {});
  }

  /** Ctrl-D. */
  async closeKeyboard(): Promise<void> {
    if (this.#keyboardClosed) return;
    this.#keyboardClosed = true;
    await this.#keyboard.close().catch(() => {});
  }

  /** How it can be told to stop on this system. */
  get stopping(): "signal" | "request" | "kill" {
    if (!this.#program.canBeAsked) return "kill";
    return signalSystem().sends ? "signal" : "request";
  }

  /** Asks it to stop, with SIGTERM where there are signals; one that cannot be asked is ended. */
  stop(): void {
    if (this.#program.canBeAsked) this.#program.askToStop();
    else this.#program.kill();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ending = this.#program.end(1500);
    await this.closeKeyboard();
    await Promise.all([ending, this.#done]);
  }

  #hear(line: string): void {
    const record = parseTraceLine(line, this.name);
    if (record === undefined) this.stderr = keep(`${this.stderr}${line}\n`);
    else if (this.events.length < 10_000) this.events.push(record);
  }
}

function start({ program, args, cwd, env, own, serves }: Launch): StartedProgram {
  try {
    const command = startable([program, ...args]);
    return new StartedProgram({
      program: command.program,
      args: command.args,
      windowsRawArguments: command.rawArguments,
      cwd,
      env: { NO_COLOR: "1", ...env },
      stdin: "piped",
      // On Windows each pipe keeps one of the runtime's few threads busy (4 for each processor): those that
      // nothing comes out of are not opened, so that a server and three clients get along on two processors
      stdout: serves ? "null" : "piped",
      stderr: "piped",
      own,
    });
  } catch (error) {
    const reason = systemFailure(error) === "not_found" ? msg`there is no such program` : messageOf(error);
    throw new MessageError(msg`Cannot start "${program}": ${reason}`, { cause: error });
  }
}

function keep(text: string): string {
  return text.slice(0, KEPT);
}

async function listen(
  stream: ReadableStream<Uint8Array>,
  heard: (text: string) => void,
  changed: () => void,
) {
  for await (
    const text of stream.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)
  ) {
    heard(text);
    changed();
  }
}

function lines(stream: ReadableStream<Uint8Array>, heard: (line: string) => void, changed: () => void) {
  let rest = "";
  const take = (text: string) => {
    const parts = (rest + text).split("\n");
    rest = keep(parts.pop()!);
    parts.forEach(heard);
  };
  return listen(stream, take, changed);
}
