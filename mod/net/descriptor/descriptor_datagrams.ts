import { delay } from "@std/async";
import { SOCKET } from "../socket_constants.ts";
import { requiredDescriptors } from "./descriptors.ts";
import { OwnedDescriptor } from "./owned_descriptor.ts";
import { inNetwork } from "./network_namespace.ts";
import type { OwnSocketOptions } from "./own_sockets.ts";
import { applySettings } from "./socket_settings.ts";

/** What kind of socket, by the numbers of socket(2). */
export interface SocketNumbers {
  readonly family: number;
  readonly type: number;
  readonly protocol: number;
}

/** How {@linkcode openDatagrams} opens a socket. */
export interface DescriptorDatagramOptions extends Pick<OwnSocketOptions, "settings" | "network"> {
  /** Our own name, a `sockaddr`; undefined: the system chooses. */
  readonly name?: Uint8Array<ArrayBuffer> | undefined;
  readonly reuseAddress?: boolean;
}

/** A datagram that was received, and the name of its sender, a `sockaddr`; empty where that has none. */
export interface NamedDatagram {
  readonly bytes: Uint8Array;
  readonly from: Uint8Array<ArrayBuffer>;
}

/** How soon a full receiver is tried again, milliseconds. */
const AGAIN = 2;

/** A socket for datagrams of any family, made by the system's own calls (Linux). */
export class DescriptorDatagrams extends OwnedDescriptor {
  /** Takes ownership of a descriptor that does not block. */
  constructor(fd: number) {
    super(fd);
  }

  /** Our own name, a `sockaddr`. */
  get name(): Uint8Array {
    return this.system.libc.nameOf(this.fd) ?? new Uint8Array(2);
  }

  /**
   * The next datagram.
   *
   * @param buffer where it goes; what does not fit is lost
   * @throws {Deno.errors.Interrupted} once the socket is closed
   */
  async receive(buffer: Uint8Array): Promise<NamedDatagram> {
    while (this.isOpen) {
      const received = this.system.libc.receiveFrom(this.fd, buffer);
      if (received !== undefined) {
        return { bytes: buffer.subarray(0, received.count), from: received.from };
      }
      await this.system.poller.wait(this.fd, "read");
    }
    throw new Deno.errors.Interrupted("closed");
  }

  /** Sends one datagram, as soon as there is room for it. @throws {Error} the system's */
  async send(bytes: Uint8Array, to: Uint8Array<ArrayBuffer>): Promise<void> {
    while (!this.system.libc.sendTo(this.fd, bytes as Uint8Array<ArrayBuffer>, to)) {
      if (!await this.system.poller.wait(this.fd, "write")) throw new Deno.errors.Interrupted("closed");
      // Between UNIX sockets it is the receiver who has no room, which cannot be waited for.
      await delay(AGAIN);
    }
  }
}

/**
 * Opens a socket for datagrams of any family.
 *
 * @throws {Error} the system's, or a SettingError
 */
export function openDatagrams(
  { family, type, protocol }: SocketNumbers,
  { name, settings, network, reuseAddress = false }: DescriptorDatagramOptions,
): DescriptorDatagrams {
  const { libc } = requiredDescriptors();
  const fd = inNetwork(network, () => libc.socket(family, type, protocol));
  try {
    applySettings(libc, fd, settings, "socket");
    if (reuseAddress) libc.setOption(fd, SOCKET.SOL_SOCKET, SOCKET.SO_REUSEADDR, 1);
    applySettings(libc, fd, settings, "bind");
    if (name !== undefined) libc.bind(fd, name);
    applySettings(libc, fd, settings, "connected");
    return new DescriptorDatagrams(fd);
  } catch (error) {
    libc.close(fd);
    throw error;
  }
}
