import type { OpenRequest } from "./address_type.ts";

/**
 * One accept, for no longer than `accept-timeout=` says.
 *
 * @returns null when the time is over: the address then ends without a connection, which is not an error
 */
export async function acceptWithin<Conn>(
  listener: { accept(): Promise<Conn> },
  request: OpenRequest,
): Promise<Conn | null> {
  const ms = request.options.number("accept-timeout");
  if (ms === undefined) return await listener.accept();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => timer = setTimeout(() => resolve(null), ms));
  const accepting = listener.accept();
  const conn = await Promise.race([accepting, late]).finally(() => clearTimeout(timer));
  if (conn !== null) return conn;
  accepting.catch(() => {/* the listener is closed next */});
  request.context.log.warning("accept: Connection timed out");
  return null;
}
