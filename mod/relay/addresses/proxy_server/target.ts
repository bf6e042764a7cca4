import { systemFailure } from "../../../net/errors/system_error.ts";
import type { Connection } from "../../../net/connection.ts";
import { formatHostPort } from "../../../net/address/socket_address.ts";
import { inetEndpoint } from "../../endpoints/stream_endpoint.ts";
import { type RelayEndpoint, RelayError } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";
import { dialTcp } from "../inet/dial_tcp.ts";
import { addressesOf, preferredFamily, requiredFamily } from "../inet/resolve.ts";
import { connecting } from "../retries.ts";
import type { AskedTarget, TargetRefusal } from "./proxy_request.ts";

/** How long one address of a target may take, where `connect-timeout=` does not say it, milliseconds. */
const CONNECT_WITHIN = 30_000;

/** `TARGET`: a connection to what the client of the other address has asked for, with the answer to it. */
export default async function* open(request: OpenRequest): AsyncGenerator<RelayEndpoint> {
  const asked = request.context.peer?.asked;
  if (asked === undefined) throw new RelayError("TARGET: nobody has asked for a target");
  try {
    yield* connecting(request, async () => {
      const connection = await dialTarget(request, asked);
      await asked.request.granted(connection.local).catch((error) => {
        connection.close();
        throw error;
      });
      return inetEndpoint(connection, request.context);
    });
  } catch (error) {
    await asked.request.refused(refusalOf(error)).catch(() => {/* it has left meanwhile */});
    throw error;
  }
}

async function dialTarget(
  request: OpenRequest,
  { request: { target }, rules, client }: AskedTarget,
): Promise<Connection> {
  const { hostname, port } = target;
  const all = await addressesOf(hostname, requiredFamily(request), preferredFamily(request))
    .catch((error: Error) => {
      throw new RefusedTarget(error.message, "unknown_host");
    });
  const allowed = all.filter((address) => rules(target, address, client));
  let failure: unknown = new RefusedTarget(`${formatHostPort(hostname, port)} is not allowed`, "not_allowed");
  for (const address of allowed) {
    try {
      return await dialTcp(request, address, String(port), CONNECT_WITHIN);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

class RefusedTarget extends RelayError {
  constructor(message: string, readonly why: TargetRefusal) {
    super(message);
  }
}

function refusalOf(error: unknown): TargetRefusal {
  if (error instanceof RefusedTarget) return error.why;
  const cause = error instanceof RelayError ? error.cause : error;
  const failure = systemFailure(cause);
  return failure === "refused" || failure === "timed_out" || failure === "unreachable" ? failure : "failed";
}
