import type { OptionGroup, OptionRow } from "./option.ts";
import { PROCESS_OPTIONS } from "./process_options.ts";
import { SOCKET_OPTIONS } from "./socket_options.ts";
import { TERMINAL_OPTIONS } from "./terminal_options.ts";
import { TRANSFER_OPTIONS } from "./transfer_options.ts";
import { WEBSOCKET_OPTIONS } from "./websocket_options.ts";

/** Every option there is, in the order of the help. */
export function allOptions(): OptionRow[] {
  return [
    ...TRANSFER_OPTIONS,
    ...SOCKET_OPTIONS,
    ...WEBSOCKET_OPTIONS,
    ...PROCESS_OPTIONS,
    ...TERMINAL_OPTIONS,
  ];
}

/**
 * Finds an option by its name or one of its aliases (lower case).
 *
 * @param groups those of the address, where a name may mean something of its own: `protocol` is a sub-protocol of
 *   a WebSocket, and elsewhere the protocol of a socket
 */
export function findOption(name: string, groups: readonly OptionGroup[] = []): OptionRow | undefined {
  const wanted = name === "protocol" && groups.includes("ws") ? "subprotocol" : name;
  for (
    const table of [TRANSFER_OPTIONS, SOCKET_OPTIONS, WEBSOCKET_OPTIONS, PROCESS_OPTIONS, TERMINAL_OPTIONS]
  ) {
    const found = table.find((row) => row.name === wanted || row.aliases.includes(wanted));
    if (found !== undefined) return found;
  }
  return undefined;
}
