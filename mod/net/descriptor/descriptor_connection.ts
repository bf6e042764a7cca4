import type { SocketAddress } from "../address/socket_address.ts";
import type { Connection } from "../connection.ts";
import { SOCKET } from "../socket_constants.ts";
import { OwnedDescriptor } from "./owned_descriptor.ts";

/**
 * A {@linkcode Connection} over a non-blocking stream socket that the runtime has not made and cannot take over:
 * of a kind that it does not know (VSOCK), or before Deno 2.9. It owns the descriptor.
 */
export class DescriptorConnection extends OwnedDescriptor implements Connection {
  bytesRead = 0;
  bytesWritten = 0;

  constructor(fd: number, readonly local: SocketAddress, readonly remote: SocketAddress) {
    super(fd);
  }

  async read(buffer: Uint8Array): Promise<number | null> {
    while (this.isOpen) {
      const count = this.system.libc.read(this.fd, buffer);
      if (count === 0) return null;
      if (count === undefined) await this.system.poller.wait(this.fd, "read");
      else {
        this.bytesRead += count;
        return count;
      }
    }
    throw new Deno.errors.BadResource("closed");
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) at += await this.writeSome(bytes.subarray(at));
  }

  async writeSome(bytes: Uint8Array): Promise<number> {
    while (this.isOpen) {
      const count = this.system.libc.write(this.fd, bytes);
      if (count === undefined) await this.system.poller.wait(this.fd, "write");
      else {
        this.bytesWritten += count;
        return count;
      }
    }
    throw new Deno.errors.BadResource("closed");
  }

  closeWrite(): Promise<void> {
    if (this.isOpen) this.system.libc.endSending(this.fd);
    return Promise.resolve();
  }

  /** With no time to linger, closing sends a reset (socket(7)). */
  reset(): void {
    if (this.isOpen) {
      const noTime = new Uint8Array(new Int32Array([1, 0]).buffer);
      this.system.libc.setOptionBytes(this.fd, SOCKET.SOL_SOCKET, SOCKET.SO_LINGER, noTime);
    }
    this.close();
  }
}
