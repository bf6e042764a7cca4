import { chunks } from "../mod/framing/chunks.ts";
import { FrameReader } from "../mod/framing/frame_reader.ts";
import { textLines } from "../mod/framing/lines.ts";
import type { Connection } from "../mod/net/connection.ts";

/** One question, then its answer, then the next question: the order in which people talk, and programs without line ends must. */
export class Dialogue {
  readonly #connection: Connection;
  readonly #lineEnd: string;
  readonly #next: () => Promise<string | null>;

  /** @param framing whether a question ends with a line end, or is all that is sent until the answer has come. */
  constructor(connection: Connection, framing: "line" | "chunk") {
    this.#connection = connection;
    this.#lineEnd = framing === "line" ? "\n" : "";
    this.#next = framing === "line" ? lineByLine(connection) : readByRead(connection);
  }

  /**
   * Asks and waits.
   *
   * @throws {Error} when the server leaves instead of answering.
   */
  async ask(question: string): Promise<string> {
    await this.#connection.write(new TextEncoder().encode(question + this.#lineEnd));
    const answer = await this.#next();
    if (answer === null) throw new Error("the server closed the connection before it had answered");
    return answer;
  }
}

function lineByLine(connection: Connection): () => Promise<string | null> {
  const reader = new FrameReader(connection, textLines({ limit: 1 << 20 }));
  return () => reader.next();
}

function readByRead(connection: Connection): () => Promise<string | null> {
  const reader = new FrameReader(connection, chunks(), 65_536);
  return async () => {
    const bytes = await reader.next();
    return bytes && new TextDecoder().decode(bytes).trimEnd();
  };
}
