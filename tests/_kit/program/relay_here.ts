import { runRelay } from "../../../mod/relay/run.ts";
import { until } from "../until.ts";

/** A relay within the test's own process: for tables whose rows would each start a program. */
export class RelayHere implements AsyncDisposable {
  /** What it says, without dates: `E text`. */
  readonly lines: string[] = [];
  /** Its exit status. */
  readonly status: Promise<number>;
  readonly #stop = new AbortController();

  private constructor(args: readonly string[]) {
    this.status = runRelay({
      args: ["-d", "-d", ...args],
      signal: this.#stop.signal,
      writeOutput: () => {},
      writeError: (text) => {
        const line = typeof text === "string" ? text : new TextDecoder().decode(text);
        this.lines.push(line.replace(/^\S+ \S+ \S+\[\d+\] /, "").trimEnd());
      },
      variable: () => undefined,
      keep: () => ({ kept: [], lost: [] }),
    });
  }

  /** Starts `netlab relay -d -d …`. */
  static run(...args: string[]): RelayHere {
    return new RelayHere(args);
  }

  /** The same, and waits until it listens. */
  static async listen(...args: string[]): Promise<RelayHere & { readonly port: number }> {
    const relay = new RelayHere(args);
    const line = await relay.line(/listening on .*:(\d+)$/);
    return Object.assign(relay, { port: Number(/:(\d+)$/.exec(line)![1]) });
  }

  /** The first line that fits. */
  async line(wanted: RegExp): Promise<string> {
    await until(() => this.lines.some((line) => wanted.test(line)));
    return this.lines.find((line) => wanted.test(line))!;
  }

  /** The lines of errors and warnings, with what stands below them. */
  get troubles(): string[] {
    return this.lines.filter((line) => !/^[NID] /.test(line));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.status;
  }
}
