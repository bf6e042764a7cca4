import { msg } from "../i18n/message.ts";
import { MessageError } from "../i18n/message_error.ts";
import type { ConnectionOptions, Server, Transport } from "@nats-io/transport-node";

/**
 * How the client library reaches a NATS server: TCP, and TLS on top of it after the server's first line, as
 * NATS has it.
 *
 * The library brings a transport of its own, over `node:net`, which takes its error listeners off a socket
 * that still can fail: a server that refused a login and reset the connection ended the whole program. Here a
 * connection that fails is an error of the code that waits for it, and nothing else.
 */
export class BusTransport implements Transport {
  readonly lang = "netlab";
  readonly version = "1";
  closeError?: Error;
  readonly #closed = Promise.withResolvers<void | Error>();
  #socket: Deno.Conn | undefined;
  /** The bytes that came with the server's first line. */
  #first = new Uint8Array(0);
  #writing: Promise<void> = Promise.resolve();
  #encrypted = false;
  #connected = false;
  #done = false;

  get isClosed(): boolean {
    return this.#done;
  }

  async connect(
    { hostname, port, tlsName }: Server & { tlsName?: string },
    options: ConnectionOptions,
  ): Promise<void> {
    try {
      await this.#adopt(await Deno.connect({ hostname, port }));
      const info = await this.#readInfo();
      if (info.tls_required || info.tls_available) await this.#encrypt(tlsName || hostname, options);
      else if (options.tls) throw new MessageError(msg`it does not offer TLS`);
      this.#connected = true;
    } catch (error) {
      this.discard();
      throw error;
    }
  }

  async *[Symbol.asyncIterator](): AsyncIterableIterator<Uint8Array> {
    yield this.#first;
    let failure: Error | undefined;
    try {
      while (!this.#done) {
        const piece = await this.#read();
        if (piece === null) break;
        yield piece;
      }
    } catch (error) {
      failure = error as Error;
    } finally {
      this.#end(this.#done ? undefined : failure);
    }
  }

  isEncrypted(): boolean {
    return this.#encrypted;
  }

  send(frame: Uint8Array): void {
    const copy = frame.slice(); // the library uses its buffer again
    this.#writing = this.#writing.then(() => this.#write(copy)).catch((error) => this.#end(error));
  }

  async close(error?: Error): Promise<void> {
    this.#end(error);
    await Promise.resolve();
  }

  disconnect(): void {
    this.#end(undefined);
  }

  closed(): Promise<void | Error> {
    return this.#closed.promise;
  }

  discard(): void {
    this.#done = true;
    try {
      this.#socket?.close();
    } catch {
      // It is closed already.
    }
    this.#socket = undefined;
  }

  #end(error: Error | undefined): void {
    if (this.#done) return;
    if (error) this.closeError = error;
    this.discard();
    if (this.#connected) this.#closed.resolve(error);
  }

  /** Somebody may have lost patience meanwhile. */
  #adopt(socket: Deno.Conn): Promise<void> {
    this.#socket = socket;
    if (!this.#done) return Promise.resolve();
    this.discard();
    return Promise.reject(new MessageError(msg`it does not answer`));
  }

  async #encrypt(hostname: string, { tls }: ConnectionOptions): Promise<void> {
    // Bytes sent in the clear before the handshake could be anybody's
    if (this.#first.indexOf(10) !== this.#first.length - 1) {
      throw new MessageError(msg`it said too much before TLS`);
    }
    const caCerts = typeof tls?.ca === "string" ? [tls.ca] : [];
    const socket = await Deno.startTls(this.#socket as Deno.TcpConn, { hostname, caCerts });
    await this.#adopt(socket);
    await socket.handshake();
    this.#encrypted = true;
  }

  async #readInfo(): Promise<{ tls_required?: boolean; tls_available?: boolean }> {
    while (!this.#first.includes(10)) {
      const piece = await this.#read();
      if (piece === null || this.#first.length > LONGEST_INFO) {
        throw new MessageError(msg`no NATS server answers there`);
      }
      this.#first = joined(this.#first, piece);
    }
    const [line] = new TextDecoder().decode(this.#first).split("\n", 1);
    try {
      return JSON.parse(/^INFO (\{.*\})\s*$/.exec(line!)![1]!);
    } catch {
      throw new MessageError(msg`no NATS server answers there`);
    }
  }

  async #read(): Promise<Uint8Array<ArrayBuffer> | null> {
    const buffer = new Uint8Array(65_536);
    const count = await this.#socket?.read(buffer) ?? null;
    return count === null ? null : buffer.subarray(0, count);
  }

  async #write(frame: Uint8Array): Promise<void> {
    for (let done = 0; done < frame.length && this.#socket;) {
      done += await this.#socket.write(frame.subarray(done));
    }
  }
}

/** Bytes of the first line; it lists the servers of a whole cluster. */
const LONGEST_INFO = 1 << 20;

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(head.length + tail.length);
  whole.set(head);
  whole.set(tail, head.length);
  return whole;
}
