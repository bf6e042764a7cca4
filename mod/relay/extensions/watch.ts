/**
 * `--trace` and `--diagram`: what a relay reads and writes on its two sides, told in the events that netlab's servers and
 * clients tell of their connections.
 *
 * A relay has two ends of two connections: the left peer's bytes are read in one event and written to the right peer in
 * another, and how one read becomes several writes, or how a half-close goes on, is what one wants to see. What is no
 * socket (a file, a program) has its address for a name, and opens instead of accepting or connecting.
 */
import type { Address } from "../../net/address.ts";
import type { TraceEvent, TraceEventName, Tracer } from "../../trace/tracer.ts";
import type { Endpoint, NamedEnd } from "../endpoint.ts";
import { layer } from "../endpoints/with_options.ts";
import { errorText } from "../../net/system_error.ts";
import type { OpenSide, Prepared } from "../open_address.ts";

/** Which of the two addresses. */
export type SideName = "left" | "right";

/** The same address, whose open sides tell `tracer` what happens on them. */
export type Watch = (prepared: Prepared, side: SideName) => Prepared;

/** Numbers the connections of one relay in the order in which they are opened. */
export function watching(tracer: Tracer): Watch {
  let last = 0;
  return (prepared, side) => ({
    ...prepared,
    async *open(context, access) {
      for await (const open of prepared.open(context, access)) {
        yield watched(open, prepared, { tracer, side, conn: ++last });
      }
    },
  });
}

interface Watcher {
  readonly tracer: Tracer;
  readonly side: SideName;
  readonly conn: number;
}

function watched(open: OpenSide, prepared: Prepared, watcher: Watcher): OpenSide {
  const { endpoint } = open;
  const ends = endsOf(endpoint, prepared, watcher.conn);
  const tell = (event: TraceEventName, more: Partial<TraceEvent> = {}) =>
    watcher.tracer.emit({ event, conn: watcher.conn, side: watcher.side, ...ends, ...more });
  const stream = prepared.socket && !endpoint.datagram;
  tell(!stream ? "open" : prepared.waits ? "accept" : "connect");
  return { ...open, endpoint: told(endpoint, tell, prepared.halfCloses && !endpoint.datagram) };
}

type Tell = (event: TraceEventName, more?: Partial<TraceEvent>) => void;

function told(endpoint: Endpoint, tell: Tell, halfCloses: boolean): Endpoint {
  let [saidAll, closed] = [false, false];
  const failing = <T>(operation: Promise<T>): Promise<T> =>
    operation.catch((error: unknown) => {
      if (!closed) tell("error", { detail: errorText(error) });
      throw error;
    });
  return layer(endpoint, {
    read: async (buffer) => {
      const count = await failing(endpoint.read(buffer));
      if (count !== null) tell("read", { bytes: count, data: buffer.subarray(0, count) });
      else if (!closed) tell("end", { detail: "the peer has said everything" });
      return count;
    },
    write: async (bytes) => {
      await failing(endpoint.write(bytes));
      tell("write", { bytes: bytes.length, data: bytes });
    },
    shutdown: async () => {
      await endpoint.shutdown();
      if (halfCloses && !saidAll && !closed) tell("end", { detail: "we have said everything" });
      saidAll = true;
    },
    close: async () => {
      if (!closed) tell("close");
      closed = true;
      await endpoint.close();
    },
  });
}

/** Both ends, as far as they have names. */
function endsOf(endpoint: Endpoint, prepared: Prepared, conn: number): { local?: Address; remote: Address } {
  const { names } = endpoint;
  if (names !== undefined) {
    const transport = endpoint.datagram ? "udp" : "tcp";
    return { local: inet(names.local, transport), remote: inet(names.remote, transport) };
  }
  const clients = prepared.socket && prepared.waits;
  return { remote: { transport: "unix", path: clients ? `client ${conn}` : prepared.label } };
}

function inet({ host, port }: NamedEnd, transport: "tcp" | "udp"): Address {
  return { transport, hostname: host, port };
}
