import { systemFailure } from "../../net/errors/system_error.ts";
import { msg } from "../../i18n/message.ts";
import { MessageError, messageOf } from "../../i18n/message_error.ts";
import { OrphanGuard } from "../../process/orphan_guard.ts";
import { startable } from "../../system/start_words.ts";
import { parseTraceLine, type TraceRecord } from "../../trace/diagram/trace_record.ts";

/** A program to start. */
export interface Launch {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
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
  readonly #child: Deno.ChildProcess;
  readonly #keyboard: WritableStreamDefaultWriter<Uint8Array>;
  readonly #done: Promise<unknown>;
  readonly #orphans = new OrphanGuard();
  #keyboardClosed = false;

  /** @param changed called whenever there is something new to see. */
  constructor(readonly name: string, launch: Launch, changed: () => void) {
    this.#child = start(launch);
    this.#orphans.add(this.#child.pid);
    this.#keyboard = this.#child.stdin.getWriter();
    // Nobody may be reading any more when we close; the code that types reports it.
    this.#keyboard.closed.catch(() => {});
    const reading = [
      listen(this.#child.stdout, (text) => this.stdout = keep(this.stdout + text), changed),
      lines(this.#child.stderr, (line) => this.#hear(line), changed),
    ];
    this.#done = Promise.all([this.#child.status, ...reading]).then(([status]) => {
      this.code = status.code;
      changed();
    });
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

  /** SIGTERM. */
  stop(): void {
    this.#kill("SIGTERM");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#kill("SIGTERM");
    await this.closeKeyboard();
    const timer = setTimeout(() => this.#kill("SIGKILL"), 1500);
    await this.#done;
    clearTimeout(timer);
    await this.#orphans[Symbol.asyncDispose]();
  }

  #kill(signal: Deno.Signal): void {
    try {
      this.#child.kill(signal);
    } catch {
      // It has ended already.
    }
  }

  #hear(line: string): void {
    const record = parseTraceLine(line, this.name);
    if (record === undefined) this.stderr = keep(`${this.stderr}${line}\n`);
    else if (this.events.length < 10_000) this.events.push(record);
  }
}

function start({ program, args, cwd, env }: Launch) {
  try {
    const command = startable([program, ...args]);
    return new Deno.Command(command.program, {
      args: [...command.args],
      windowsRawArguments: command.rawArguments,
      cwd,
      env: { NO_COLOR: "1", ...env },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
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
