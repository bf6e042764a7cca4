import { type MessageValue, msg } from "../../i18n/message.ts";
import { MessageError } from "../../i18n/message_error.ts";
import { TextLineStream } from "@std/streams";
import type { HostPort } from "../../net/tcp/dial.ts";
import { OrphanGuard } from "../../process/orphan_guard.ts";

/** How a server program is started. */
export interface ProgramStart {
  readonly program: string;
  readonly args: readonly string[];
}

/** A server in a process of its own, for as long as it is measured. */
export class LabServer implements AsyncDisposable {
  readonly endpoint: HostPort;
  readonly pid: number;
  /** Whether it has ended by itself. */
  ended = false;
  readonly #child: Deno.ChildProcess;
  readonly #reading: Promise<void>;
  readonly #orphans = new OrphanGuard();

  private constructor(child: Deno.ChildProcess, port: number, reading: Promise<void>) {
    this.#child = child;
    this.#reading = reading;
    this.pid = child.pid;
    this.#orphans.add(child.pid);
    this.endpoint = { hostname: "127.0.0.1", port };
    child.status.then(() => this.ended = true);
  }

  /**
   * Starts it and waits until it listens.
   *
   * @throws {Error} with its last words when it ends before that.
   */
  static async start({ program, args }: ProgramStart): Promise<LabServer> {
    const child = new Deno.Command(program, {
      args: [...args],
      stdin: "null",
      stdout: "null",
      stderr: "piped",
    }).spawn();
    const said = child.stderr.pipeThrough(new TextDecoderStream()).pipeThrough(new TextLineStream());
    const lines = said[Symbol.asyncIterator]();
    let last: MessageValue = msg`it said nothing`;
    for (let next = await lines.next(); !next.done; next = await lines.next()) {
      const port = /listening on \S*:(\d+) /.exec(`${next.value} `)?.[1];
      if (port !== undefined) return new LabServer(child, Number(port), drain(lines));
      last = next.value;
    }
    await child.status;
    throw new MessageError(msg`The server did not start: ${last}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      if (!this.ended) this.#child.kill("SIGTERM");
    } catch {
      // It has ended in this very moment.
    }
    await Promise.all([this.#child.status, this.#reading]);
    await this.#orphans[Symbol.asyncDispose]();
  }
}

/** Its output is not wanted, but somebody has to read it. */
async function drain(lines: AsyncIterator<string>): Promise<void> {
  while (!(await lines.next()).done);
}
