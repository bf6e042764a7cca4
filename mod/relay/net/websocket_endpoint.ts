import { type Endpoint, RelayError } from "../endpoint.ts";
import { layer } from "../endpoints/with_options.ts";
import { HandshakeReader } from "./handshake_reader.ts";
import { encodeFrame, type FrameHeader, OPCODE, readHeader, unmask } from "./websocket_frame.ts";

/** Control frames are never longer (RFC 6455, section 5.5). */
const LONGEST_CONTROL = 125;

/**
 * A connection after the WebSocket handshake, as a stream of bytes: payloads one after another in, one binary message a
 * block out. A peer that speaks in text messages (a browser page, as a rule) is answered in text as long as a block is
 * valid UTF-8. Pings are answered; a close frame is the end of the stream.
 */
export function websocketEndpoint(conn: Endpoint, role: "client" | "server"): Endpoint {
  return new WebsocketStream(conn, role).endpoint();
}

class WebsocketStream {
  readonly #conn: Endpoint;
  readonly #client: boolean;
  #reader: HandshakeReader;
  #source: Endpoint;
  #frame: FrameHeader | undefined;
  #offset = 0;
  #textual = false;
  #closed = false;
  #said = false;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(conn: Endpoint, role: "client" | "server") {
    this.#conn = conn;
    this.#client = role === "client";
    this.#reader = new HandshakeReader(conn);
    this.#source = conn;
  }

  endpoint(): Endpoint {
    return layer(this.#conn, {
      read: (buffer) => this.#read(buffer),
      write: (bytes) => this.#send(this.#kind(bytes), bytes),
      shutdown: () => this.#sayClose(),
      close: async () => {
        if (!this.#closed) {
          await Promise.race([
            this.#sayClose(),
            new Promise((resolve) => setTimeout(resolve, 100)),
          ]);
        }
        await this.#conn.close();
      },
    });
  }

  async #read(buffer: Uint8Array): Promise<number | null> {
    while (!this.#closed) {
      if (this.#frame === undefined && !await this.#nextFrame()) return null;
      const frame = this.#frame;
      if (frame === undefined) continue;
      const left = frame.length - this.#offset;
      if (left > 0) return await this.#payload(frame, buffer.subarray(0, Math.min(left, buffer.length)));
      this.#frame = undefined;
    }
    return null;
  }

  async #payload(frame: FrameHeader, buffer: Uint8Array): Promise<number | null> {
    const count = await this.#source.read(buffer);
    if (count === null) return null;
    if (frame.mask !== undefined) unmask(buffer.subarray(0, count), frame.mask, this.#offset);
    this.#offset += count;
    return count;
  }

  /** Reads the next header, answers control frames; false at the end of the stream. */
  async #nextFrame(): Promise<boolean> {
    this.#reader = new HandshakeReader(this.#source);
    const header = await readHeader((count) => this.#reader.exactly(count)).catch(() => undefined);
    if (header === undefined) return false;
    this.#offset = 0;
    if (header.opcode >= OPCODE.close) return await this.#control(header);
    if (header.opcode !== OPCODE.more) this.#textual = header.opcode === OPCODE.text;
    this.#source = this.#reader.rest();
    this.#frame = header;
    return true;
  }

  async #control(header: FrameHeader): Promise<boolean> {
    if (header.length > LONGEST_CONTROL) throw new RelayError("WebSocket: a control frame is too long");
    const payload = await this.#reader.exactly(header.length);
    if (header.mask !== undefined) unmask(payload, header.mask, 0);
    this.#source = this.#reader.rest();
    if (header.opcode === OPCODE.ping) await this.#send(OPCODE.pong, payload);
    if (header.opcode !== OPCODE.close) return true;
    this.#closed = true;
    await this.#sayClose();
    return false;
  }

  #kind(bytes: Uint8Array): number {
    return this.#textual && isUtf8(bytes) ? OPCODE.text : OPCODE.binary;
  }

  /** Frames of data and of control come from two directions of the relay: one after another. */
  #send(opcode: number, payload: Uint8Array): Promise<unknown> {
    const frame = encodeFrame(opcode, payload, this.#client);
    const sent = this.#writing.then(() => this.#conn.write(frame));
    this.#writing = sent.catch(() => {/* told to whoever sent it */});
    return sent;
  }

  async #sayClose(): Promise<void> {
    if (this.#said) return;
    this.#said = true;
    // 1000: all is said (RFC 6455, section 7.4.1).
    await this.#send(OPCODE.close, Uint8Array.of(3, 232)).catch(() => {/* it has gone */});
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
