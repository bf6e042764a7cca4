import type { Server } from "node:net";
import { RelayError } from "../endpoint.ts";
import { Libc } from "./libc.ts";
import { AF_INET6, anyIpv6Address, SOCK_STREAM } from "./socket_address.ts";
import { inetName } from "./socket_name.ts";
import { errorText } from "../../net/system_error.ts";

const [SOL_SOCKET, SO_REUSEADDR, IPPROTO_IPV6, IPV6_V6ONLY] = [1, 2, 41, 26];
const BACKLOG = 511;

/**
 * Lets a server listen on every IPv6 address and on no IPv4 address, which the runtime has no option for: the system's own
 * calls make the socket, and the server takes it over.
 *
 * @returns false where that cannot be had; the server then listens on nothing yet
 */
export async function listenOnlyIpv6(server: Server, port: number, backlog = BACKLOG): Promise<boolean> {
  const libc = Libc.open();
  if (libc === undefined) return false;
  const fd = boundSocket(libc, port, backlog);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen({ fd }, () => resolve());
    });
    return true;
  } catch {
    libc.close(fd);
    return false; // a runtime before Deno 2.9
  }
}

function boundSocket(libc: Libc, port: number, backlog: number): number {
  const fd = libc.socket(AF_INET6, SOCK_STREAM);
  try {
    libc.setOption(fd, SOL_SOCKET, SO_REUSEADDR, 1);
    libc.setOption(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1);
    libc.bind(fd, anyIpv6Address(port));
    libc.listen(fd, backlog);
    return fd;
  } catch (error) {
    libc.close(fd);
    throw new RelayError(`bind(5, {${inetName({ host: "::", port })}}, 28): ${errorText(error)}`);
  }
}
