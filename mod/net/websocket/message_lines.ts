import type { MessageKind, MessagePiece } from "./websocket_channel.ts";

const LF = 10;

/** Reads messages as lines: each ends with a line end, which is added where it has none. */
export class MessageLines {
  readonly #channel: { read(buffer: Uint8Array): Promise<MessagePiece | null> };
  /** What the last message was. */
  kind: MessageKind | undefined;
  /** The last byte of the message under way. */
  #last = 0;
  #owesLineEnd = false;

  /** @param channel read by this object alone from now on */
  constructor(channel: { read(buffer: Uint8Array): Promise<MessagePiece | null> }) {
    this.#channel = channel;
  }

  /**
   * Reads like a connection: at least one byte, or null at the end.
   *
   * @throws what the channel throws
   */
  async read(buffer: Uint8Array): Promise<number | null> {
    let length = 0;
    while (length === 0) {
      if (this.#owesLineEnd) length = this.#endLine(buffer, 0);
      else {
        const piece = await this.#channel.read(buffer);
        if (piece === null) return null;
        this.kind = piece.kind;
        length = piece.length;
        if (length > 0) this.#last = buffer[length - 1]!;
        if (piece.ended) length = this.#endMessage(buffer, length);
      }
    }
    return length;
  }

  /** A message without a line end is still a line. */
  #endMessage(buffer: Uint8Array, length: number): number {
    const ended = this.#last === LF;
    this.#last = 0;
    return ended ? length : this.#endLine(buffer, length);
  }

  #endLine(buffer: Uint8Array, length: number): number {
    this.#owesLineEnd = length === buffer.length;
    if (!this.#owesLineEnd) buffer[length++] = LF;
    return length;
  }
}
