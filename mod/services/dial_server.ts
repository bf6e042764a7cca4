import { msg } from "../i18n/message.ts";
import { MessageError } from "../i18n/message_error.ts";
import type { Family } from "../net/address/resolve_host.ts";
import type { Connection } from "../net/connection.ts";
import { dial, type HostPort } from "../net/tcp/dial.ts";
import { isDisconnect } from "../net/errors/disconnect.ts";
import { NetError } from "../net/errors/net_error.ts";
import { StallLimitedConnection } from "../net/connection/stall_limit.ts";
import { traced } from "../trace/traced_connection.ts";
import type { Tracer } from "../trace/tracer.ts";
import { onAbort } from "../net/connection/on_abort.ts";

/** How {@linkcode dialServer} connects. */
export interface DialServerOptions {
  /** Only this family. */
  readonly family?: Family | undefined;
  /**
   * After this many seconds in which nothing moves the server is given up, while connecting, too; 0
   * means never.
   */
  readonly timeout: number;
  /** How many seconds connecting may take; 0 means until the system gives up. @default {0} */
  readonly connectTimeout?: number | undefined;
  readonly trace: Tracer;
  /** Closes the connection. */
  readonly signal: AbortSignal;
  /**
   * Told once the connection stands: the time to give permissions up.
   *
   * @returns the text beside `connect` in the trace.
   */
  onConnect(): string;
}

/** A connection to a server, for the time in which a client needs it. */
export interface ServerConnection extends Disposable {
  readonly connection: Connection;
  /**
   * The real reason, when an operation failed because we gave up or were asked to stop; else the error
   * itself.
   */
  explain(error: unknown): unknown;
}

/**
 * Connects as a client does: traced if that is asked for, closed when the program is to stop or when the
 * server has been silent for too long.
 *
 * @throws {NetError} when there is no way to connect.
 */
export async function dialServer(server: HostPort, options: DialServerOptions): Promise<ServerConnection> {
  const { signal, trace } = options;
  const raw = await connect(server, options);
  const connection = new StallLimitedConnection(traced(raw, 1, trace), options.timeout * 1000);
  const permissions = options.onConnect();
  trace.emit({ event: "connect", conn: 1, local: raw.local, remote: raw.remote, permissions });
  const close = () => connection.close();
  const stopping = onAbort(signal, close);
  return {
    connection,
    explain(error) {
      if (signal.aborted) return signal.reason;
      if (!isDisconnect(error)) return error;
      return new MessageError(msg`the server broke the connection off`, { cause: error });
    },
    [Symbol.dispose]() {
      stopping[Symbol.dispose]();
      close();
    },
  };
}

async function connect(
  server: HostPort,
  { family, timeout, connectTimeout = 0, signal }: DialServerOptions,
): Promise<Connection> {
  const limits = [timeout, connectTimeout].filter((seconds) => seconds > 0);
  if (limits.length === 0) return await dial(server, { family, signal });
  const seconds = Math.min(...limits);
  const late = AbortSignal.timeout(seconds * 1000);
  try {
    return await dial(server, { family, signal: AbortSignal.any([signal, late]) });
  } catch (error) {
    if (error !== late.reason) throw error;
    const details = { action: "dial", address: server, seconds, reason: "" } as const;
    throw new NetError("connection_timed_out", details, { cause: error });
  }
}
