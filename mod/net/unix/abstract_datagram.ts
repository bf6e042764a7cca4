import { delay } from "@std/async";
import { Libc } from "../libc.ts";
import { unixSocketAddress } from "../sockaddr.ts";
import type { RawUnixDatagram } from "./unix_datagram.ts";

/** How soon a full receiver is tried again, milliseconds. */
const AGAIN = 2;

/**
 * A datagram socket with an abstract name that can send while a receive waits. The runtime's own
 * cannot, and no second socket can have the same name: so datagrams are sent past the runtime,
 * through the same descriptor.
 */
export function abstractDatagram(path: string): RawUnixDatagram {
  const socket = Deno.listenDatagram({ transport: "unixpacket", path });
  const libc = Libc.open();
  const fd = libc === undefined ? undefined : descriptorOf(libc, path);
  if (libc === undefined || fd === undefined) return socket;
  let open = true;
  return {
    receive: (buffer) => socket.receive(buffer),
    close: () => {
      open = false;
      socket.close();
    },
    send: async (bytes, to) => {
      const name = unixSocketAddress((to as Deno.UnixAddr).path);
      const whole = new Uint8Array(bytes);
      while (open && !libc.sendTo(fd, whole, name)) await delay(AGAIN);
      return bytes.length;
    },
  };
}

/** The descriptor of the socket with that name, found by trying every one we have. */
function descriptorOf(libc: Libc, path: string): number | undefined {
  const wanted = unixSocketAddress(path).toString();
  return [...Deno.readDirSync("/proc/self/fd")]
    .map(({ name }) => Number(name))
    .find((fd) => libc.nameOf(fd)?.toString() === wanted);
}
