import { createHash } from "node:crypto";

/**
 * The other end of every address that has one: a server that answers what is asked of it (a SOCKS or HTTP proxy, a
 * WebSocket, with TLS or without), and clients for addresses that wait.
 */
export class PairPeers implements Disposable {
  readonly #open = new Set<Disposable>();
  readonly #listeners: (Deno.Listener | Deno.TlsListener)[];
  readonly tcp: number;
  readonly tcp6: number;
  readonly tls: number;

  /**
   * @param base a certificate for localhost without the endings `.crt` and `.key`
   */
  constructor(readonly base: string) {
    const cert = Deno.readTextFileSync(`${base}.crt`);
    const key = Deno.readTextFileSync(`${base}.key`);
    const tcp = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const tcp6 = Deno.listen({ hostname: "::1", port: 0 });
    const tls = Deno.listenTls({ hostname: "127.0.0.1", port: 0, cert, key });
    [this.tcp, this.tcp6, this.tls] = [tcp, tcp6, tls].map(({ addr }) => (addr as Deno.NetAddr).port) as [
      number,
      number,
      number,
    ];
    this.#listeners = [tcp, tcp6, tls];
    for (const listener of this.#listeners) void this.#accept(listener);
  }

  /** A UNIX socket for one address; whoever connects stays connected. */
  listenAt(path: string): void {
    this.#keep(Deno.listen({ transport: "unix", path }));
  }

  /** Sends a datagram to a UNIX socket as soon as it is there. */
  async sendTo(path: string, signal: AbortSignal): Promise<void> {
    const socket = Deno.listenDatagram({ transport: "unixpacket", path: `${path}.sender` });
    const send = () => socket.send(HELLO, { transport: "unixpacket", path }).catch(() => 0);
    while (!signal.aborted && await send() === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    socket.close();
  }

  /** Reacts to a message of an address that waits: somebody comes. */
  async come(address: string, message: string): Promise<void> {
    const [, host, port] = /(?:listening on (?:UDP )?|bound to )AF=\d+ (\S+):(\d+)$/.exec(message) ?? [];
    const unix = /listening on AF=1 "(.*)"$/.exec(message)?.[1];
    const head = /,(accept-proxy|proxy-protocol)=/.test(address)
      ? "PROXY TCP4 127.0.0.1 127.0.0.1 1 2\r\n"
      : "";
    if (unix !== undefined) {
      const conn = await Deno.connect({ transport: "unix", path: unnamed(unix) });
      this.#keep(conn);
      return await write(conn, head);
    }
    if (host === undefined) return;
    const to = { hostname: host.startsWith("[") ? "::1" : "127.0.0.1", port: Number(port) };
    if (address.startsWith("UDP")) return await say(to);
    if (/^(OPENSSL|WSS)/.test(address)) {
      const caCerts = [Deno.readTextFileSync(`${this.base}.crt`)];
      const plain = await Deno.connect(to);
      await write(plain, head);
      const conn = await Deno.startTls(plain, { hostname: "localhost", caCerts });
      this.#keep(conn);
      if (address.startsWith("WSS")) return await write(conn, UPGRADE);
      return void await conn.handshake().catch(
        () => {/* a server may refuse a client without a certificate */},
      );
    }
    const conn = await Deno.connect(to);
    this.#keep(conn);
    await write(conn, address.startsWith("WS") ? head + UPGRADE : head);
  }

  /** Whoever has come goes. */
  goAll(): void {
    for (const each of this.#open) each[Symbol.dispose]();
    this.#open.clear();
  }

  [Symbol.dispose](): void {
    this.goAll();
    for (const listener of this.#listeners) listener.close();
  }

  #keep(conn: Disposable & { close(): void }): void {
    this.#open.add({
      [Symbol.dispose]() {
        try {
          conn.close();
        } catch {
          // closed already
        }
      },
    });
  }

  async #accept(listener: Deno.Listener | Deno.TlsListener): Promise<void> {
    try {
      while (true) {
        const conn = await listener.accept();
        this.#keep(conn);
        answer(conn).catch(() => {/* it has gone */});
      }
    } catch {
      // closed at the end
    }
  }
}

const HELLO = new TextEncoder().encode("hello");
const UPGRADE = "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
  "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

/** What a proxy or a WebSocket server says; nothing to anybody else. */
async function answer(conn: Deno.Conn): Promise<void> {
  const buffer = new Uint8Array(4096);
  for (let length = await conn.read(buffer); length !== null; length = await conn.read(buffer)) {
    const asked = new TextDecoder("latin1").decode(buffer.subarray(0, length));
    if (buffer[0] === 4) await conn.write(new Uint8Array([0, 90, 0, 0, 0, 0, 0, 0]));
    else if (buffer[0] === 5 && length < 5) await conn.write(new Uint8Array([5, buffer[length - 1]!]));
    else if (buffer[0] === 1) await conn.write(new Uint8Array([1, 0]));
    else if (buffer[0] === 5) {
      const done = [5, 0, 0, 1, 127, 0, 0, 1, 0, 9];
      await conn.write(new Uint8Array(buffer[1] === 2 ? [...done, ...done] : done));
    } else if (asked.startsWith("CONNECT")) await write(conn, "HTTP/1.0 200 OK\r\n\r\n");
    else if (asked.startsWith("GET")) await write(conn, upgraded(asked));
  }
}

/** The answer of RFC 6455, section 4.2.2. */
function upgraded(request: string): string {
  const key = /^Sec-WebSocket-Key: *(\S+)/im.exec(request)?.[1] ?? "";
  const accept = createHash("sha1").update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
  return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
    `Sec-WebSocket-Accept: ${accept}\r\n\r\n`;
}

async function write(conn: Pick<Deno.Conn, "write">, text: string): Promise<void> {
  if (text === "") return;
  await conn.write(new TextEncoder().encode(text));
}

async function say({ hostname, port }: { hostname: string; port: number }): Promise<void> {
  const socket = Deno.listenDatagram({ transport: "udp", hostname, port: 0 });
  await socket.send(HELLO, { transport: "udp", hostname, port });
  socket.close();
}

/** An abstract name shows its NUL as `@`. */
function unnamed(path: string): string {
  return path.startsWith("@") ? `\0${path.slice(1)}` : path;
}
