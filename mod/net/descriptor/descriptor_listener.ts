import type { SocketAddress } from "../address/socket_address.ts";
import type { Connection } from "../connection.ts";
import type { TcpOptions } from "../tcp/apply_tcp_options.ts";
import { adoptDescriptor, readAddress } from "./adopt_descriptor.ts";
import { OwnedDescriptor } from "./owned_descriptor.ts";
import { applySettings, type SocketSetting } from "./socket_settings.ts";

/**
 * A listening socket of the system: one that we made because the runtime has no option for what it must be, or
 * one that was handed to us. The system's own call accepts on it, and the runtime takes over the connections where
 * it can. (It could take over the listener too, as a `node:net` server, but that never accepts again once it has
 * run out of descriptors.) It owns the descriptor.
 */
export class DescriptorListener extends OwnedDescriptor {
  /** Where it listens. */
  readonly address: SocketAddress;
  readonly #tcp: TcpOptions;
  readonly #settings: readonly SocketSetting[];

  /** @param settings those with the phase `connected` are made on each connection. */
  constructor(fd: number, tcp: TcpOptions = {}, settings: readonly SocketSetting[] = []) {
    super(fd);
    this.#tcp = tcp;
    this.#settings = settings;
    this.address = readAddress(this.system.libc.nameOf(fd) ?? new Uint8Array(2));
  }

  /** The next client. @throws {Deno.errors.BadResource} once it is closed. */
  async accept(): Promise<Connection> {
    const { libc, poller } = this.system;
    while (this.isOpen) {
      const fd = libc.accept(this.fd);
      if (fd === undefined) await poller.wait(this.fd, "read");
      else {
        this.#apply(fd);
        return await adoptDescriptor(libc, fd, this.#tcp);
      }
    }
    throw new Deno.errors.BadResource();
  }

  #apply(fd: number): void {
    try {
      applySettings(this.system.libc, fd, this.#settings, "connected");
    } catch (error) {
      this.system.libc.close(fd);
      throw error;
    }
  }
}
