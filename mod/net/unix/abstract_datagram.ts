import { readAddress } from "../descriptor/adopt_descriptor.ts";
import { openDatagrams } from "../descriptor/descriptor_datagrams.ts";
import { descriptors } from "../descriptor/descriptors.ts";
import { unixSocketAddress } from "../sockaddr.ts";
import { SOCKET } from "../socket_constants.ts";
import type { RawUnixDatagram } from "./unix_datagram.ts";

/**
 * A datagram socket with an abstract name, or with none for sending to one, made by the system's own calls: the runtime's cannot send while a
 * receive waits, no second socket can have the same name, and before Deno 2.9 it takes no such name at all.
 */
export function abstractDatagram(path: string): RawUnixDatagram {
  if (descriptors() === undefined) return Deno.listenDatagram({ transport: "unixpacket", path });
  const socket = openDatagrams(
    { family: SOCKET.AF_UNIX, type: SOCKET.SOCK_DGRAM, protocol: 0 },
    { name: path === "" ? undefined : unixSocketAddress(path), settings: [] },
  );
  return {
    receive: async (buffer) => {
      const { bytes, from } = await socket.receive(buffer!);
      return [bytes as Uint8Array<ArrayBuffer>, {
        transport: "unixpacket",
        path: (readAddress(from) as Deno.UnixAddr).path,
      }];
    },
    send: async (bytes, to) => {
      await socket.send(bytes, unixSocketAddress((to as Deno.UnixAddr).path));
      return bytes.length;
    },
    close: () => socket.close(),
  };
}
