import type { Connection } from "../connection.ts";
import { dialEach, type DialOptions, greeted, type HostPort } from "../tcp/dial.ts";
import { connectOwn, type OwnSocketOptions } from "./own_sockets.ts";

/**
 * Connects to a TCP server as `dial` does, with a socket made by the system's own calls, which takes what the
 * runtime has no option for.
 *
 * @returns the open connection; the caller closes it.
 * @throws {NetError} with the reason of the last address that was tried, a SettingError among them
 */
export function dialOwn(
  to: HostPort,
  own: Pick<OwnSocketOptions, "settings" | "network">,
  options: DialOptions,
): Promise<Connection> {
  return dialEach(
    to,
    options,
    async (address, signal) =>
      await greeted(await connect(address, { ...options, ...own }, signal), options, signal),
  );
}

async function connect(
  to: HostPort,
  options: DialOptions & OwnSocketOptions,
  signal: AbortSignal | undefined,
): Promise<Connection> {
  const { from } = options;
  if (from?.port !== "reserved") {
    return await connectOwn(to, from && { ...from, port: from.port }, options, signal);
  }
  const { onReservedPort } = await import("../tcp/reserved_port.ts");
  return await onReservedPort((port) => connectOwn(to, { ...from, port }, options, signal));
}
