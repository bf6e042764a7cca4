import type { RunningServer } from "./broken_servers.ts";

/** Serves one client. */
export type Serve = (client: Client) => Promise<void>;

/** A server of this process; what breaks under one client is nobody else's business. */
export function servingClients(serve: Serve): RunningServer {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open = new Set<Client>();
  (async () => {
    for await (const conn of listener) {
      const client = new Client(conn);
      open.add(client);
      serve(client).catch(() => {/* it has left */}).finally(() => {
        client.close();
        open.delete(client);
      });
    }
  })().catch(() => {/* closed */});
  return {
    port: listener.addr.port,
    [Symbol.dispose]() {
      listener.close();
      for (const client of open) client.close();
    },
  };
}

/** A connection, for servers that are written with few lines. */
export class Client {
  readonly #conn: Deno.TcpConn;
  #kept: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  #closed = false;

  constructor(conn: Deno.TcpConn) {
    this.#conn = conn;
  }

  /** What one read returns, the bytes that were given back first; null at the end. */
  async some(most = 65_536): Promise<Uint8Array | null> {
    if (this.#kept.length > 0) return this.#take(Math.min(most, this.#kept.length));
    const buffer = new Uint8Array(most);
    const length = await this.#conn.read(buffer);
    return length === null ? null : buffer.subarray(0, length);
  }

  /** Exactly so many bytes; null when the stream ends before. */
  async exactly(count: number): Promise<Uint8Array | null> {
    while (this.#kept.length < count) if (!await this.#more()) return null;
    return this.#take(count);
  }

  /** Everything up to this byte, without it; null when the stream ends before. */
  async until(byte: number): Promise<Uint8Array | null> {
    while (!this.#kept.includes(byte)) if (!await this.#more()) return null;
    const found = this.#take(this.#kept.indexOf(byte) + 1);
    return found.subarray(0, -1);
  }

  /** Bytes that were read too early. */
  giveBack(bytes: Uint8Array): void {
    this.#kept = joined(bytes, this.#kept);
  }

  /** Loses what was read and not taken. */
  forget(): void {
    this.#kept = new Uint8Array(0);
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) at += await this.#conn.write(bytes.subarray(at));
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#conn.close();
  }

  async #more(): Promise<boolean> {
    const buffer = new Uint8Array(65_536);
    const length = await this.#conn.read(buffer);
    if (length !== null) this.#kept = joined(this.#kept, buffer.subarray(0, length));
    return length !== null;
  }

  #take(count: number): Uint8Array<ArrayBuffer> {
    const taken = this.#kept.slice(0, count);
    this.#kept = this.#kept.subarray(count);
    return taken;
  }
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(one.length + other.length);
  all.set(one);
  all.set(other, one.length);
  return all;
}
