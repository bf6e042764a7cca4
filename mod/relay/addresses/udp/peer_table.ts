import type { InetAddress } from "../../../net/address/socket_address.ts";

/**
 * Something for each peer of a datagram socket. It is looked up for every datagram, so no text is made of an
 * address: first comes the port, which is mostly a peer's alone, then the host.
 */
export class PeerTable<Kept> {
  readonly #ports = new Map<number, Map<string, Kept>>();

  get({ port, hostname }: InetAddress): Kept | undefined {
    return this.#ports.get(port)?.get(hostname);
  }

  set({ port, hostname }: InetAddress, kept: Kept): void {
    const hosts = this.#ports.get(port);
    if (hosts === undefined) this.#ports.set(port, new Map([[hostname, kept]]));
    else hosts.set(hostname, kept);
  }

  delete({ port, hostname }: InetAddress): void {
    const hosts = this.#ports.get(port);
    hosts?.delete(hostname);
    if (hosts?.size === 0) this.#ports.delete(port);
  }
}
