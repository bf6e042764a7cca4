import { FrameReader } from "../../../io/frame_reader.ts";
import type { Connection } from "../../../net/connection.ts";
import { chatLines } from "../chat_lines.ts";

/** Something that a server has said. */
export interface Heard {
  /** What it said since the last piece. */
  readonly text: string;
  /** What the same line began with, as far as it was given out before. */
  readonly began: string;
  /** Whether the line has its end; if not, the server has paused in the middle of it. */
  readonly ended: boolean;
}

/** Milliseconds of silence after which the beginning of a line counts, since its end may never come. */
export const PAUSE = 200;

/**
 * What a server says, line by line. A question such as `Your name: ` waits for its answer in the line itself, and
 * some servers end no line at all: what stands there when the server pauses is given out, too.
 *
 * @param limit the longest line, in bytes; longer ones are left out
 */
export async function* heardLines(
  connection: Pick<Connection, "read">,
  limit: number,
): AsyncGenerator<Heard> {
  using tail = new LineTail(connection, limit);
  const reader = new FrameReader(tail, chatLines({ limit, last: true }));
  let began = "";
  for (let coming = reader.next();;) {
    const found = await Promise.race([coming, tail.pause]);
    if (found === "pause") {
      tail.goOn();
      const { text } = tail;
      if (text.length > began.length) yield { text: text.slice(began.length), began, ended: false };
      began = text;
      continue;
    }
    if (found === null) return;
    const { frame } = found;
    if (frame.type === "line") {
      if (!frame.text.startsWith(began)) began = "";
      yield { text: frame.text.slice(began.length), began, ended: true };
    }
    began = "";
    coming = reader.next();
  }
}

/** A connection that remembers the line which has no end yet. */
class LineTail implements Disposable {
  readonly #connection: Pick<Connection, "read">;
  readonly #limit: number;
  #text = "";
  #decoder = new TextDecoder();
  #pause = Promise.withResolvers<"pause">();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(connection: Pick<Connection, "read">, limit: number) {
    this.#connection = connection;
    this.#limit = limit;
  }

  /** What stands after the last line end; empty when it is too long. */
  get text(): string {
    return this.#text.length > this.#limit ? "" : this.#text;
  }

  /** Resolves when nothing has come for a while after the beginning of a line. */
  get pause(): Promise<"pause"> {
    return this.#pause.promise;
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    const length = await this.#connection.read(buffer);
    clearTimeout(this.#timer);
    if (length === null) return null;
    const bytes = buffer.subarray(0, length);
    const end = bytes.lastIndexOf(LF);
    if (end >= 0) [this.#text, this.#decoder] = ["", new TextDecoder()];
    if (this.#text.length <= this.#limit) {
      this.#text += this.#decoder.decode(bytes.subarray(end + 1), { stream: true });
    }
    if (this.text !== "") this.#timer = setTimeout(() => this.#pause.resolve("pause"), PAUSE);
    return length;
  }

  /** The pause has been noticed: the next one counts. */
  goOn(): void {
    this.#pause = Promise.withResolvers();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}

const LF = 0x0a;
