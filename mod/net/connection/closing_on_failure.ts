import { onAbort } from "./on_abort.ts";
/**
 * Does something with a connection that is not ready yet, such as a handshake. When that fails, or the signal
 * aborts meanwhile, the connection is closed.
 *
 * @throws what `work` throws, or the signal's reason.
 */
export async function closingOnFailure<Made>(
  connection: { close(): void },
  signal: AbortSignal | undefined,
  work: () => Promise<Made>,
): Promise<Made> {
  const close = () => {
    try {
      connection.close();
    } catch {
      // It was closed already.
    }
  };
  using _closing = onAbort(signal, close);
  try {
    return await work();
  } catch (error) {
    close();
    signal?.throwIfAborted();
    throw error;
  }
}
