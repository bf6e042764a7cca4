/**
 * Frames made and read by the letter of RFC 6455 §5.2, so that a mistake of netlab's own is not undone by
 * itself.
 */

/** Opcodes. */
export const [MORE, TEXT, BINARY, CLOSE, PING, PONG] = [0, 1, 2, 8, 9, 10];

/** The parts of a frame besides its payload. */
export interface FrameShape {
  /** @default {true} */
  final?: boolean;
  /** The three reserved bits, 0 to 7. */
  reserved?: number;
  /** @default {true} */
  masked?: boolean;
  /** How many bytes the extended length takes, even where fewer would do. */
  lengthBytes?: 0 | 2 | 8;
}

/** One frame as a client sends it; with `masked: false` as a server does. */
export function clientFrame(
  opcode: number,
  payload: Uint8Array | string = "",
  shape: FrameShape = {},
): Uint8Array {
  const { final = true, reserved = 0, masked = true } = shape;
  const body = typeof payload === "string" ? new TextEncoder().encode(payload) : payload;
  const { length } = body;
  const { lengthBytes = length < 126 ? 0 : length < 65536 ? 2 : 8 } = shape;
  const size = lengthBytes === 0 ? [length] : [lengthBytes === 2 ? 126 : 127];
  for (let at = lengthBytes - 1; at >= 0; at--) size.push(Math.floor(length / 256 ** at) & 255);
  const mask = [0x12, 0x34, 0x56, 0x78];
  size[0]! |= masked ? 0x80 : 0;
  const head = [(final ? 0x80 : 0) | reserved << 4 | opcode, ...size, ...masked ? mask : []];
  const sent = masked ? body.map((byte, at) => byte ^ mask[at % 4]!) : body;
  return joinBytes(Uint8Array.from(head), sent);
}

/** The payload of a Close frame. */
export function closing(code: number, reason: Uint8Array | string = ""): Uint8Array {
  const words = typeof reason === "string" ? new TextEncoder().encode(reason) : reason;
  return joinBytes(Uint8Array.of(code >> 8, code & 255), words);
}

/** Several arrays as one. */
export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, { length }) => size + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A frame that a peer has sent, its payload unmasked. */
export interface ReceivedFrame {
  readonly opcode: number;
  readonly payload: Uint8Array;
  readonly final: boolean;
  readonly masked: boolean;
}

/** The first frame in some bytes, and how long it is; undefined: it is not whole yet. */
export function readFrame(bytes: Uint8Array): { frame: ReceivedFrame; size: number } | undefined {
  const [first = 0, second = 0] = bytes;
  const [short, masked] = [second & 127, second > 127];
  const lengthAt = 2 + (short === 126 ? 2 : short === 127 ? 8 : 0);
  const head = lengthAt + (masked ? 4 : 0);
  if (bytes.length < Math.max(2, head)) return undefined;
  const length = short < 126 ? short : bytes.subarray(2, lengthAt).reduce((sum, byte) => sum * 256 + byte, 0);
  if (bytes.length < head + length) return undefined;
  const mask = bytes.subarray(lengthAt, head);
  const payload = bytes.slice(head, head + length).map((byte, at) => masked ? byte ^ mask[at % 4]! : byte);
  return { frame: { opcode: first & 15, payload, final: first > 127, masked }, size: head + length };
}

/** One end of a WebSocket over a real socket, with frames as they are. */
export class RawWebSocket implements Disposable {
  readonly conn: Deno.TcpConn;
  readonly #fromClient: boolean;
  #held: Uint8Array = new Uint8Array(0);

  private constructor(conn: Deno.TcpConn, fromClient = false) {
    this.conn = conn;
    this.#fromClient = fromClient;
  }

  /**
   * Accepts a client's connection, and answers its request.
   *
   * @param answer the head, up to its empty line, for a request and its key; without one, yes
   */
  static async accept(
    listener: Deno.TcpListener,
    answer: (accept: string, head: string) => string = accepting,
  ): Promise<RawWebSocket> {
    const socket = new RawWebSocket(await listener.accept(), true);
    const head = await socket.head();
    const key = /^sec-websocket-key: (.*)$/im.exec(head)?.[1] ?? "";
    const proof = new TextEncoder().encode(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`);
    const accept = new Uint8Array(await crypto.subtle.digest("SHA-1", proof)).toBase64();
    await socket.send(new TextEncoder().encode(`${answer(accept, head)}\r\n\r\n`));
    return socket;
  }

  /** Connects, and asks for a WebSocket. @throws when it is refused, with the head of the answer */
  static async open(port: number, path: string, fields: Record<string, string> = {}): Promise<RawWebSocket> {
    const socket = new RawWebSocket(await Deno.connect({ hostname: "127.0.0.1", port }));
    const more = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`).join("");
    await socket.send(new TextEncoder().encode(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${more}\r\n`,
    ));
    const head = await socket.head();
    if (!/^HTTP\/1\.1 101 /.test(head) || !head.includes("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")) {
      socket.conn.close();
      throw new Error(`refused: ${head}`);
    }
    return socket;
  }

  /** Sends bytes as they are. */
  async send(bytes: Uint8Array): Promise<void> {
    for (let sent = 0; sent < bytes.length;) sent += await this.conn.write(bytes.subarray(sent));
  }

  /** Bytes up to the first empty line. */
  async head(): Promise<string> {
    for (;;) {
      const text = new TextDecoder("latin1").decode(this.#held);
      const end = text.indexOf("\r\n\r\n");
      if (end >= 0) {
        this.#held = this.#held.slice(end + 4);
        return text.slice(0, end);
      }
      if (!await this.#more()) return text;
    }
  }

  /**
   * The next frame, which must be a whole message and masked by a client alone; null at the end of the stream.
   */
  async frame(): Promise<ReceivedFrame | null> {
    const frame = await this.piece();
    if (frame?.final === false) throw new Error("the frame is a fragment");
    return frame;
  }

  /** The next frame, which may be a fragment of a message. */
  async piece(): Promise<ReceivedFrame | null> {
    while (true) {
      const read = readFrame(this.#held);
      if (read !== undefined) {
        if (read.frame.masked !== this.#fromClient) {
          throw new Error("masked by the wrong side, or not at all");
        }
        this.#held = this.#held.slice(read.size);
        return read.frame;
      }
      if (!await this.#more()) return null;
    }
  }

  async #more(): Promise<boolean> {
    const buffer = new Uint8Array(65536);
    const count = await this.conn.read(buffer);
    if (count !== null) this.#held = joinBytes(this.#held, buffer.subarray(0, count));
    return count !== null;
  }

  [Symbol.dispose](): void {
    try {
      this.conn.close();
    } catch {
      // closed by the test
    }
  }
}

function accepting(accept: string): string {
  return `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}`;
}
