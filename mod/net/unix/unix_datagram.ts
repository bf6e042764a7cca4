import { systemFailure } from "../errors/system_error.ts";

/** The calls of a bound datagram socket, as the runtime has them. */
export type RawUnixDatagram = Pick<Deno.DatagramConn, "receive" | "send" | "close">;

/** A UNIX datagram socket. A send may begin while a receive waits. */
export interface UnixDatagramSocket extends Disposable {
  /**
   * The next datagram.
   *
   * @param buffer where it goes; anything that does not fit is lost
   * @returns a view into `buffer`, perhaps empty, and the name of the sender; undefined when it has none
   * @throws {Deno.errors.Interrupted} once the socket is closed
   */
  receive(buffer: Uint8Array): Promise<{ readonly bytes: Uint8Array; readonly from: string | undefined }>;
  /** Sends one datagram to a name. @throws {Error} the system's, when nobody has that name. */
  send(bytes: Uint8Array, to: string): Promise<unknown>;
  /** Calling it again has no effect. */
  close(): void;
}

/**
 * Opens a UNIX datagram socket.
 *
 * @param path its name in the file system, where it stays until somebody removes it; a NUL and an
 *   abstract name without a file (Linux, unix(7)); or empty: a socket without a name can only send
 * @param options `toAbstract`: it will send to abstract names
 * @throws {Error} the system's own
 */
export async function bindUnixDatagram(
  path: string,
  { toAbstract = false }: { toAbstract?: boolean } = {},
): Promise<UnixDatagramSocket> {
  if (path === "" && !toAbstract) return wrap(Deno.listenDatagram({ transport: "unixpacket", path }));
  if (path !== "" && !path.startsWith("\0")) return wrap(twoWay(path));
  const { abstractDatagram } = await import("./abstract_datagram.ts");
  return wrap(abstractDatagram(path));
}

/**
 * A datagram socket that can send while a receive waits. The runtime's cannot, so there are two
 * under one name: the first takes the name and loses it again in the file system, then the second
 * takes it and gets the answers. Datagrams from the first still bear the name, but a peer that has connected
 * its socket takes them from the second only, which can send when no receive waits.
 */
function twoWay(path: string): RawUnixDatagram {
  const sender = Deno.listenDatagram({ transport: "unixpacket", path });
  Deno.removeSync(path);
  const receiver = Deno.listenDatagram({ transport: "unixpacket", path });
  let waiting = false;
  return {
    receive: (buffer) => {
      waiting = true;
      return receiver.receive(buffer).finally(() => waiting = false);
    },
    send: async (bytes, to) => {
      try {
        return await sender.send(bytes, to);
      } catch (error) {
        if (waiting || systemFailure(error) !== "not_permitted") throw error;
        return await receiver.send(bytes, to);
      }
    },
    close: () => (sender.close(), receiver.close()),
  };
}

function wrap(socket: RawUnixDatagram): UnixDatagramSocket {
  let open = true;
  const close = () => {
    if (open) socket.close();
    open = false;
  };
  return {
    receive: async (buffer) => {
      const [bytes, from] = await socket.receive(buffer);
      return { bytes, from: (from as Deno.UnixAddr | undefined)?.path || undefined };
    },
    send: (bytes, to) => socket.send(bytes, { transport: "unixpacket", path: to }),
    close,
    [Symbol.dispose]: close,
  };
}
