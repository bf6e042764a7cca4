import { formatHostPort, type InetAddress } from "../../net/address.ts";
import type { Connection } from "../../net/connection.ts";
import type { Listener, ListenOptions } from "../../net/listen.ts";
import { listen } from "../../net/listen.ts";
import { NetError } from "../../net/net_error.ts";
import { TcpConnection } from "../../net/tcp_connection.ts";
import type { Certificate } from "./certificate.ts";

/**
 * Makes a `listen` whose connections are encrypted (TLS 1.2 and 1.3). The handshake is done when a connection is first read, so a
 * client that never shakes hands holds up nobody but itself.
 *
 * @throws {NetError} from the function returned, when the certificate and the key do not fit
 */
export function listenWithTls(certificate: Certificate): typeof listen {
  return async (port, options) => {
    // The plain sockets find out which addresses there are, and say in their own words why one cannot be had.
    const addresses = await claim(port, options ?? {});
    return addresses.map((address) => open(address, certificate));
  };
}

async function claim(port: number, options: ListenOptions): Promise<InetAddress[]> {
  const listeners = await listen(port, options);
  for (const listener of listeners) listener.close();
  return listeners.map((listener) => listener.address);
}

function open({ hostname, port }: InetAddress, { cert, key }: Certificate): Listener {
  try {
    const socket = Deno.listenTls({ hostname, port, cert, key, alpnProtocols: ["http/1.1"] });
    return new TlsListener(socket);
  } catch (cause) {
    const reason = cause instanceof Deno.errors.AddrInUse ? "the port is taken" : (cause as Error).message;
    throw new NetError(
      "listen_failed",
      `Cannot listen on ${formatHostPort(hostname, port)} with TLS: ${reason}`,
      { cause },
    );
  }
}

class TlsListener implements Listener {
  readonly address: InetAddress;
  readonly #socket: Deno.TlsListener;
  #open = true;

  constructor(socket: Deno.TlsListener) {
    this.#socket = socket;
    const { hostname, port } = socket.addr as Deno.NetAddr;
    this.address = { transport: "tcp", hostname, port };
  }

  async accept(): Promise<Connection> {
    return new TcpConnection(await this.#socket.accept());
  }

  close(): void {
    if (this.#open) this.#socket.close();
    this.#open = false;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
