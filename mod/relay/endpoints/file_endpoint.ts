import type { RelayContext } from "../context.ts";
import type { RelayEndpoint } from "../relay_endpoint.ts";

/** The calls that a file, a FIFO and a terminal have in common. */
export interface FileHandles {
  /** Absent: not open for reading. */
  readonly read?: (buffer: Uint8Array) => Promise<number | null>;
  /** Absent: not open for writing. Returns how many bytes were taken. */
  readonly write?: (bytes: Uint8Array) => Promise<number>;
  readonly close: () => unknown;
  readonly fds?: readonly [number, number];
}

/** Files, FIFOs and the standard streams: no half-close, so `shutdown` does nothing. */
export function fileEndpoint(handles: FileHandles, context: RelayContext): RelayEndpoint {
  const fd = handles.fds === undefined ? context.descriptors.take() : -1;
  let open = true;
  return {
    fds: handles.fds ?? [fd, fd],
    readable: handles.read !== undefined,
    writable: handles.write !== undefined,
    datagram: false,
    environment: {},
    read: (buffer) => handles.read!(buffer),
    write: async (bytes) => {
      let written = 0;
      while (written < bytes.length) written += await handles.write!(bytes.subarray(written));
    },
    shutdown: () => Promise.resolve(),
    close: async () => {
      if (!open) return;
      open = false;
      context.descriptors.release(fd);
      await handles.close();
    },
  };
}
