import { connectSocket, dialEach } from "../../net/tcp/dial.ts";
import { errorText } from "../../net/errors/system_error.ts";
import { hexControls } from "../../io/visible_text.ts";
import type { Scan } from "./read_scan.ts";

/** A host, and what is looked up once for all its ports. */
export interface ScannedHost extends Pick<Scan, "host" | "limitMs"> {
  /** Numeric, in the order in which they are tried. */
  readonly addresses: string[];
  /** Names of services by their port. */
  readonly services: ReadonlyMap<number, string>;
}

/** What became of one port. */
export interface PortState {
  readonly open: boolean;
  /** A line for each address that was tried, in nc's words. */
  readonly lines: readonly string[];
}

/** Connects to a port and closes at once. After an abort, the port counts as closed. */
export async function tryPort(port: number, target: ScannedHost, signal: AbortSignal): Promise<PortState> {
  const lines: string[] = [];
  try {
    const reached = await dialEach({ hostname: target.host, port }, {
      resolve: () => Promise.resolve(target.addresses),
      timeout: target.limitMs,
      signal,
      failed: ({ hostname }, error) => {
        lines.push(
          `netlab: connect to ${shown(target.host, hostname)} port ${port} (tcp) failed: ${errorText(error)}`,
        );
      },
    }, async (address, limit) => {
      using socket = await connectSocket(address, {}, limit);
      if (isItself(socket)) throw new Deno.errors.ConnectionRefused();
      return address.hostname;
    });
    const service = target.services.get(port) ?? "*";
    const peer = shown(target.host, reached);
    return {
      open: true,
      lines: [...lines, `Connection to ${peer} ${port} port [tcp/${service}] succeeded!`],
    };
  } catch {
    return { open: false, lines };
  }
}

/** `localhost (127.0.0.1)`; a numeric host by itself. */
function shown(host: string, address: string): string {
  return hexControls(host === address ? host : `${host} (${address})`);
}

/**
 * Whether both ends are one socket: the system may choose for our end the very port that is tried, and then
 * TCP connects it to itself (simultaneous open, RFC 9293 §3.5).
 */
function isItself({ localAddr, remoteAddr }: Deno.TcpConn): boolean {
  return localAddr.port === remoteAddr.port && localAddr.hostname === remoteAddr.hostname;
}
