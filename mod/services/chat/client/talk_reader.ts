import { FrameReader } from "../../../io/frame_reader.ts";
import type { Connection } from "../../../net/connection.ts";
import { type ChatInput, chatLines } from "../chat_lines.ts";

/** Longest line that is shown, in bytes. */
export const LONGEST_HEARD = 65_536;

/**
 * What the other side of a talk says, message by message.
 *
 * With lines, each is a message, and so is what stands without an end where the other side has ended or broken
 * off: nobody's last word is lost because it was not finished with Enter. With chunks, a message is what one
 * read returns, as in the sheets' `recv(1024)`; it may hold several lines, and still takes one turn.
 */
export class TalkReader {
  readonly #reader: FrameReader<ChatInput>;
  readonly #chunks: boolean;

  /** @param connection nobody else may read from it meanwhile. */
  constructor(connection: Pick<Connection, "read">, framing: "line" | "chunk") {
    this.#chunks = framing === "chunk";
    const lines = chatLines({
      limit: LONGEST_HEARD,
      bare: this.#chunks,
      last: true,
      patience: Infinity, // it costs nothing: a line that is too long is not kept
    });
    this.#reader = new FrameReader(connection, lines, this.#chunks ? LONGEST_HEARD : undefined);
  }

  /**
   * Waits for the next message.
   *
   * @returns its lines, `undefined` for one that was too long; `null` at the end.
   * @throws the errors of `Connection.read`.
   */
  async next(): Promise<(string | undefined)[] | null> {
    for (let first = await this.#reader.next(); first !== null; first = await this.#reader.next()) {
      const inputs = [first.frame];
      if (this.#chunks) {
        for (let more = this.#reader.take(); more !== undefined; more = this.#reader.take()) {
          inputs.push(more.frame);
        }
      }
      const lines = inputs.filter(({ type }) => type !== "skipped");
      if (lines.length > 0) return lines.map((input) => input.type === "line" ? input.text : undefined);
    }
    return null;
  }

  /** What has come of a message that was cut short, when a read has failed. */
  rest(): string {
    return new TextDecoder().decode(this.#reader.rest());
  }
}
