import type { Connection } from "../net/connection.ts";
import { WrappedConnection } from "../net/connection/wrapped_connection.ts";
import { isDisconnect } from "../net/errors/disconnect.ts";
import { errorText } from "../net/errors/system_error.ts";
import type { TraceEvent, Tracer } from "./tracer.ts";

/**
 * The same connection, with everything that happens on it reported to a tracer. When nobody traces,
 * the connection is returned as it is, so tracing costs nothing when it is off.
 *
 * @param conn the number under which the connection appears in the trace.
 */
export function traced(connection: Connection, conn: number, tracer: Tracer): Connection {
  return tracer.enabled ? new TracedConnection(connection, conn, tracer) : connection;
}

class TracedConnection extends WrappedConnection {
  readonly #conn: number;
  readonly #tracer: Tracer;
  #closed = false;
  #isSecret = false;

  constructor(inner: Connection, conn: number, tracer: Tracer) {
    super(inner);
    this.#conn = conn;
    this.#tracer = tracer;
  }

  override async read(buffer: Uint8Array): Promise<number | null> {
    const length = await this.#reporting(this.inner.read(buffer));
    if (length === null) this.#tell("end", { detail: "the peer has said everything" });
    else this.#tell("read", this.#passed(buffer.subarray(0, length)));
    return length;
  }

  override async write(bytes: Uint8Array): Promise<void> {
    await this.#reporting(this.inner.write(bytes));
    this.#tell("write", this.#passed(bytes));
  }

  async writeSome(bytes: Uint8Array): Promise<number> {
    if (this.inner.writeSome === undefined) return await this.write(bytes).then(() => bytes.length);
    const written = await this.#reporting(this.inner.writeSome(bytes));
    this.#tell("write", this.#passed(bytes.subarray(0, written)));
    return written;
  }

  resetByPeer(): Promise<boolean> {
    return this.inner.resetByPeer?.() ?? Promise.resolve(false);
  }

  override conceal(isSecret: boolean): void {
    this.#isSecret = isSecret;
  }

  override async closeWrite(): Promise<void> {
    await this.inner.closeWrite();
    this.#tell("end", { detail: "we have said everything" });
  }

  override close(): void {
    this.#once("close");
    this.inner.close();
  }

  override reset(): void {
    this.#once("reset");
    this.inner.reset();
  }

  #passed(data: Uint8Array): Pick<TraceEvent, "bytes" | "data" | "detail"> {
    return this.#isSecret
      ? { bytes: data.length, detail: "not shown: a secret" }
      : { bytes: data.length, data };
  }

  async #reporting<T>(operation: Promise<T>): Promise<T> {
    try {
      return await operation;
    } catch (error) {
      if (!this.#closed) this.#tell("error", { detail: reason(error) });
      throw error;
    }
  }

  #once(event: "close" | "reset"): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#tell(event, {});
  }

  #tell(event: "read" | "write" | "end" | "close" | "reset" | "error", more: object): void {
    const { local, remote } = this.inner;
    this.#tracer.emit({ event, conn: this.#conn, local, remote, ...more });
  }
}

function reason(error: unknown): string {
  const text = errorText(error);
  return isDisconnect(error) ? `the peer left: ${text}` : text;
}
