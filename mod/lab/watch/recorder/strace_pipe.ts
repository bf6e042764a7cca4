import type { TracedEvent } from "../strace/calls.ts";
import { StraceReader } from "../strace/calls.ts";
import { msg } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";

/**
 * What a strace writes, as it comes. It writes into a named pipe: so the program that it looks at keeps its own
 * terminal and gets no descriptor more than it would have without, and a program that is too quick for the reader
 * waits, which keeps the memory small.
 */
export class StracePipe implements Disposable {
  readonly path: string;
  readonly reader = new StraceReader();
  readonly #file: Deno.FsFile;
  readonly #buffer = new Uint8Array(1 << 16);
  readonly #decoder = new TextDecoder("latin1");
  #rest = "";
  #peeked = "";

  private constructor(path: string, file: Deno.FsFile) {
    this.path = path;
    this.#file = file;
  }

  /** Makes the pipe. @throws {MessageError} when the system has no program for that */
  static async make(path: string): Promise<StracePipe> {
    const { success, stderr } = await new Deno.Command("mkfifo", {
      args: ["-m", "600", path],
      stderr: "piped",
    }).output();
    if (!success) throw new MessageError(msg`Cannot make a pipe: ${new TextDecoder().decode(stderr).trim()}`);
    // for writing, too: opened for reading alone, it would wait for a strace that may never come
    return new StracePipe(path, await Deno.open(path, { read: true, write: true }));
  }

  /** @returns the next events, maybe none; undefined when the strace has ended and all of it was read. */
  async read(): Promise<TracedEvent[] | undefined> {
    const length = await this.#file.read(this.#buffer);
    if (length === null) return undefined;
    const lines = (this.#rest + this.#decoder.decode(this.#buffer.subarray(0, length))).split("\n");
    this.#rest = lines.pop()!;
    const end = lines.indexOf(END);
    if (this.#rest.length > LONGEST) {
      lines.push(this.#rest.slice(0, 200)); // none of strace's: counted as such
      this.#rest = "";
    }
    const events = (end === -1 ? lines : lines.slice(0, end)).flatMap((line) => this.reader.read(line) ?? []);
    return end === -1 ? events : events.length > 0 ? this.#last(events) : undefined;
  }

  /**
   * The call that somebody is in the middle of, as far as a line that is not whole tells.
   *
   * @param until it has begun by then, seconds since 1970.
   */
  peek(until: number): TracedEvent | undefined {
    if (this.#rest === "" || this.#rest === this.#peeked) return undefined;
    const begun = this.reader.peek(this.#rest);
    if (begun !== undefined && begun.end > until) return undefined;
    this.#peeked = this.#rest;
    return begun;
  }

  /** The strace has ended: what it has written is read, and then that is all. */
  async finish(): Promise<void> {
    // not with the file that reads: it waits for its turn until something comes
    using end = await Deno.open(this.path, { write: true });
    await end.write(new TextEncoder().encode(`\n${END}\n`));
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }

  #last(events: TracedEvent[]): TracedEvent[] {
    this.read = () => Promise.resolve(undefined);
    return events;
  }
}

/** No line of strace begins like this. */
const END = "# end";
/** Characters of a line: more than the longest of strace's with 4096 bytes of data and as many parts as there are. */
const LONGEST = 1 << 22;
