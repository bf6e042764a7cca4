import { bindUnixDatagram, type UnixDatagramSocket } from "../../../net/unix/unix_datagram.ts";
import type { OpenRequest } from "../address_type.ts";
import { namedEarly, underUmask } from "../file/named.ts";
import { listenFailure } from "./unix_failures.ts";
import { isAbstract } from "./unix_path.ts";

/**
 * A datagram socket, and a function that removes its name, which happens at the end of the relay
 * anyway.
 */
export interface NamedDatagrams {
  readonly socket: UnixDatagramSocket;
  readonly leave: () => void;
}

/** A datagram socket bound to a name; the name is removed when the relay ends. */
export async function bindNamed(request: OpenRequest, path: string): Promise<NamedDatagrams> {
  try {
    if (isAbstract(request)) return { socket: await bindUnixDatagram(path), leave: () => {} };
    const ours = namedEarly(request, path, true);
    // The name is made before the first wait, and so under this umask.
    const socket = await underUmask(request, () => bindUnixDatagram(path));
    return { socket, leave: ours() };
  } catch (error) {
    throw listenFailure(path, error);
  }
}
