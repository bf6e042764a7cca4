import type { UnixAddress } from "../address/socket_address.ts";
import type { Connection } from "../connection.ts";
import { SocketConnection } from "../connection/socket_connection.ts";
import { fileIdentity, isAnotherFile } from "../../system/file_identity.ts";

/**
 * Connects to a UNIX stream socket, unnamed; see {@linkcode bindUnixClient} for a named client.
 *
 * @param path in the file system, or a NUL and an abstract name without a file (Linux, unix(7))
 * @throws {Error} the system's own
 */
export async function dialUnix(path: string): Promise<Connection> {
  return new SocketConnection(await Deno.connect({ transport: "unix", path }));
}

/** A UNIX stream socket that clients can connect to. The code that called listen closes it. */
export interface UnixListener extends Disposable {
  /** Its path. */
  readonly address: UnixAddress;
  /** The next client. @throws {Deno.errors.BadResource} or `Interrupted` once the listener is closed. */
  accept(): Promise<Connection>;
  /** Calling it again has no effect. */
  close(): void;
}

/**
 * Listens on a UNIX stream socket.
 *
 * @param path in the file system, where nothing may exist yet, or a NUL and an abstract name
 *   without a file
 * @param options `keepName`: the file stays when the listener is closed; one that somebody else has made anew
 *   under this name stays anyway
 * @throws {Error} the system's own
 */
export function listenUnix(path: string, { keepName = false }: { keepName?: boolean } = {}): UnixListener {
  const listener = Deno.listen({ transport: "unix", path });
  const made = fileIdentity(path);
  let accepting: Promise<unknown> | undefined;
  const close = () =>
    (keepName || isAnotherFile(path, made)) && !path.startsWith("\0")
      ? closeKeepingName(listener, path, accepting)
      : closeQuietly(listener);
  return {
    address: { transport: "unix", path },
    accept: async () => {
      const next = listener.accept();
      const ended = next.catch(() => {}).then(() => {
        if (accepting === ended) accepting = undefined;
      });
      accepting = ended;
      return new SocketConnection(await next);
    },
    close,
    [Symbol.dispose]: close,
  };
}

/**
 * The runtime removes the file of a closed listener, so the file is moved aside meanwhile: until an accept that
 * waits has ended, too, since it holds the listener.
 */
function closeKeepingName(listener: Deno.UnixListener, path: string, accepting?: Promise<unknown>): void {
  const aside = `${path}.${Deno.pid}`;
  try {
    Deno.renameSync(path, aside);
  } catch {
    // Closed before, or its name is gone.
  }
  closeQuietly(listener);
  if (accepting === undefined) putBack(aside, path);
  else void accepting.then(() => putBack(aside, path));
}

function putBack(aside: string, path: string): void {
  try {
    Deno.renameSync(aside, path);
  } catch {
    // Put back by an earlier call.
  }
}

function closeQuietly(listener: Deno.UnixListener): void {
  try {
    listener.close();
  } catch {
    // Closed before.
  }
}
