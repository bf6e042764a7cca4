/**
 * `--trace` and `--diagram`: a relay's reads and writes on its two sides, as the same events that
 * netlab's servers and clients report about their connections.
 *
 * A relay has two ends of two connections: the left peer's bytes are read in one event and written to the
 * right peer in another, and people want to see how one read becomes several writes, or how a
 * half-close is passed on. A side that is not a socket (a file, a program) has its address for a
 * name, and opens instead of accepting or connecting.
 */
import type { SocketAddress } from "../../net/address/socket_address.ts";
import type { TraceEvent, TraceEventName, Tracer } from "../../trace/tracer.ts";
import type { RelayEndpoint } from "../relay_endpoint.ts";
import type { HostPort } from "../../net/tcp/dial.ts";
import { layer } from "../endpoints/with_options.ts";
import { errorText } from "../../net/errors/system_error.ts";
import type { AddressPlan, OpenSide } from "../address_plan.ts";

/** Which of the two addresses. */
export type SideName = "left" | "right";

/** The same address, whose open sides tell `tracer` what happens on them. */
export type TraceSide = (plan: AddressPlan, side: SideName) => AddressPlan;

/** Numbers the connections of one relay in the order in which they are opened. */
export function tracingSides(tracer: Tracer): TraceSide {
  let last = 0;
  return (plan, side) => ({
    ...plan,
    async *open(context, access) {
      for await (const open of plan.open(context, access)) {
        yield traced(open, plan, { tracer, side, conn: ++last });
      }
    },
  });
}

interface SideTracer {
  readonly tracer: Tracer;
  readonly side: SideName;
  readonly conn: number;
}

function traced(open: OpenSide, plan: AddressPlan, tracer: SideTracer): OpenSide {
  const { endpoint } = open;
  const ends = endsOf(endpoint, plan, tracer.conn);
  const tell = (event: TraceEventName, more: Partial<TraceEvent> = {}) =>
    tracer.tracer.emit({ event, conn: tracer.conn, side: tracer.side, ...ends, ...more });
  const stream = plan.socket && !endpoint.datagram;
  tell(!stream ? "open" : plan.waits ? "accept" : "connect");
  return { ...open, endpoint: told(endpoint, tell, plan.halfCloses && !endpoint.datagram) };
}

type Tell = (event: TraceEventName, more?: Partial<TraceEvent>) => void;

function told(endpoint: RelayEndpoint, tell: Tell, halfCloses: boolean): RelayEndpoint {
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
    write: async (bytes, part) => {
      await failing(endpoint.write(bytes, part));
      tell("write", { bytes: bytes.length, data: bytes });
    },
    shutdown: async (ending) => {
      await endpoint.shutdown(ending);
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
function endsOf(
  endpoint: RelayEndpoint,
  plan: AddressPlan,
  conn: number,
): { local?: SocketAddress; remote: SocketAddress } {
  const { names } = endpoint;
  if (names !== undefined) {
    const transport = endpoint.datagram ? "udp" : "tcp";
    return { local: inet(names.local, transport), remote: inet(names.remote, transport) };
  }
  const clients = plan.socket && plan.waits;
  return { remote: { transport: "unix", path: clients ? `client ${conn}` : plan.label } };
}

function inet({ hostname, port }: HostPort, transport: "tcp" | "udp"): SocketAddress {
  return { transport, hostname: hostname, port };
}
