import type { HostPort } from "../tcp/dial.ts";
import { isDatagramSocket } from "../udp/datagram_connector.ts";
import { namedDescriptors } from "../tcp/socket_descriptor.ts";
import { inetSocketAddress } from "../sockaddr.ts";
import type { Libc } from "../libc.ts";
import { requiredDescriptors } from "./descriptors.ts";
import { inNetwork } from "./network_namespace.ts";
import type { OwnSocketOptions } from "./own_sockets.ts";
import { applySettings } from "./socket_settings.ts";

/**
 * Makes a UDP socket of the runtime in another network and with further settings. They are made right after it was
 * bound, and what had come before is thrown away: no datagram is received that the settings would have kept out.
 *
 * @throws {Error} the system's, or a SettingError; the socket is closed then.
 */
export function makeDatagramSocket(
  at: HostPort,
  { network, settings }: Pick<OwnSocketOptions, "network" | "settings">,
  listen: () => Deno.DatagramConn,
): Deno.DatagramConn {
  if (settings.length === 0) return inNetwork(network, listen);
  const { libc } = requiredDescriptors();
  const before = datagramSockets(libc);
  const socket = inNetwork(network, listen);
  try {
    const { port } = socket.addr as Deno.NetAddr;
    const name = inetSocketAddress(at.hostname, port).toString();
    const [fd] = [...datagramSockets(libc)].find(([fd, each]) => each === name && before.get(fd) !== name) ??
      [];
    if (fd === undefined) throw new Deno.errors.NotSupported("the socket cannot be found");
    for (const phase of ["socket", "bind", "connected"] as const) applySettings(libc, fd, settings, phase);
    const sink = new Uint8Array(1);
    while (libc.read(fd, sink) !== undefined) continue;
    return socket;
  } catch (error) {
    socket.close();
    throw error;
  }
}

/**
 * Every UDP socket of this process, with its name. Other threads open and close theirs meanwhile: one that has
 * gone since its name was read is left out, and a number may belong to another socket the next time.
 */
function datagramSockets(libc: Libc): Map<number, string> {
  const found = new Map<number, string>();
  for (const [fd, name] of namedDescriptors((each) => libc.nameOf(each))) {
    if (isDatagramSocket(libc, fd)) found.set(fd, name.toString());
  }
  return found;
}
