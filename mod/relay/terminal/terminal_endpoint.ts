import type { Terminals } from "../../process/tty/terminals.ts";
import type { TerminalStream } from "../../process/tty/terminal_stream.ts";
import type { RelayContext } from "../context.ts";
import type { RelayEndpoint } from "../relay_endpoint.ts";

/** How an endpoint of a terminal is used and given back. */
export interface TerminalUse {
  readonly access: "both" | "read" | "write";
  readonly context: RelayContext;
  readonly terminals: Terminals;
  /** What is done before the descriptor is closed, once; a failure that it throws is told. */
  readonly closing?: () => void | Promise<void>;
  /** What is done afterwards. */
  readonly closed?: () => void;
}

/** A terminal as one side of a relay. It has no half-close: `shutdown` does nothing. */
export function terminalEndpoint(stream: TerminalStream, use: TerminalUse): RelayEndpoint {
  const { context } = use;
  const fd = context.descriptors.take();
  let open = true;
  return {
    fds: [fd, fd],
    readable: use.access !== "write",
    writable: use.access !== "read",
    datagram: false,
    environment: {},
    read: (buffer) => stream.read(buffer),
    write: (bytes) => stream.write(bytes),
    shutdown: () => Promise.resolve(),
    close: async () => {
      if (!open) return;
      open = false;
      context.descriptors.release(fd);
      try {
        await use.closing?.();
      } finally {
        stream.close();
        use.closed?.();
        await use.terminals[Symbol.asyncDispose]();
      }
    },
  };
}

/** What the log says when nobody has the other end open any more. */
export function tellHangUp(context: RelayContext): () => void {
  return () => context.log.notice("read(): Input/output error (probably PTY closed)");
}
