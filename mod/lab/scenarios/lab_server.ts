import { type MessageValue, msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";
import { TextLineStream } from "@std/streams";
import type { HostPort } from "../../net/tcp/dial.ts";
import { StartedProgram } from "../../process/started_program.ts";

/** How a server program is started. */
export interface ProgramStart {
  readonly program: string;
  readonly args: readonly string[];
}

/** A server in a process of its own, for as long as it is measured. */
export class LabServer implements AsyncDisposable {
  readonly endpoint: HostPort;
  readonly pid: number;
  readonly #program: StartedProgram;
  readonly #reading: Promise<void>;

  private constructor(program: StartedProgram, port: number, reading: Promise<void>) {
    this.#program = program;
    this.#reading = reading;
    this.pid = program.child.pid;
    this.endpoint = { hostname: "127.0.0.1", port };
  }

  /**
   * Starts it and waits until it listens.
   *
   * @throws {Error} with its last words when it ends before that.
   */
  static async start(start: ProgramStart): Promise<LabServer> {
    const program = new StartedProgram({
      ...start,
      stdin: "null",
      stdout: "null",
      stderr: "piped",
      own: true,
    });
    const said = program.child.stderr.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream());
    const lines = said[Symbol.asyncIterator]();
    let last: MessageValue = msg`it said nothing`;
    for (let next = await lines.next(); !next.done; next = await lines.next()) {
      const port = /listening on \S*:(\d+) /.exec(`${next.value} `)?.[1];
      if (port !== undefined) return new LabServer(program, Number(port), drain(lines));
      last = next.value;
    }
    await program.end(0);
    throw new MessageError(msg`The server did not start: ${last}`);
  }

  /** Whether it has ended by itself. */
  get ended(): boolean {
    return this.#program.ended !== undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#program.end(GRACE), this.#reading]);
  }
}

/** Milliseconds until a server is killed that was asked to stop: one that computes may be deaf for a while. */
const GRACE = 10_000;

/** Its output is not wanted, but somebody has to read it. */
async function drain(lines: AsyncIterator<string>): Promise<void> {
  while (!(await lines.next()).done);
}
