import { AcceptMux } from "../net/accept/accept_mux.ts";
import { acceptClient } from "../net/accept/accept_recovery.ts";
import type { InetAddress } from "../net/address/socket_address.ts";
import type { Family } from "../net/address/resolve_host.ts";
import type { Connection } from "../net/connection.ts";
import { listen } from "../net/tcp/listen.ts";
import { traced } from "../trace/traced_connection.ts";
import type { Tracer } from "../trace/tracer.ts";
import { onAbort } from "../net/connection/on_abort.ts";

/** How {@linkcode acceptOne} listens. */
export interface AcceptOneOptions {
  readonly hostname?: string | undefined;
  /** Only this family. */
  readonly family?: Family | undefined;
  readonly trace: Tracer;
  /** Stops the waiting. */
  readonly signal: AbortSignal;
  /**
   * Told once, when all sockets listen: the time to give permissions up.
   *
   * @returns the text beside `listen` in the trace.
   */
  onReady(): string;
  /** Told for each socket that listens. */
  onListen(address: InetAddress): void;
}

/** Waits for one peer on a port, and for nobody after. */
export async function acceptOne(port: number, options: AcceptOneOptions): Promise<Connection> {
  const { hostname, family, trace, signal } = options;
  const listeners = await listen(port, { hostname, family });
  const arrivals = new AcceptMux(
    listeners.map((listener) => ({ accept: () => acceptClient(listener, signal) })),
  );
  const close = () => {
    listeners.forEach((listener) => listener.close());
    arrivals.close();
  };
  using _stopping = onAbort(signal, close);
  const permissions = options.onReady();
  for (const { address } of listeners) {
    trace.emit({ event: "listen", local: address, permissions });
    options.onListen(address);
  }
  try {
    const accepted = await arrivals.next();
    trace.emit({ event: "accept", conn: 1, local: accepted.local, remote: accepted.remote });
    return traced(accepted, 1, trace);
  } finally {
    close();
  }
}
