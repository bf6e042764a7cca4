import { errorText } from "../../net/errors/system_error.ts";
import type { PseudoTerminal, Terminals } from "../../process/tty/terminals.ts";
import type { OpenRequest } from "../addresses/address_type.ts";
import { RelayError } from "../relay_endpoint.ts";
import { tellHangUp } from "./terminal_endpoint.ts";

/**
 * A new pseudo terminal, with `sitout-eio=`.
 *
 * @throws {RelayError} `open("/dev/ptmx", O_RDWR|O_NOCTTY): No space left on device`
 */
export function makeTerminal({ options, context }: OpenRequest, terminals: Terminals): PseudoTerminal {
  try {
    return terminals.make({ absence: options.number("sitout-eio") ?? 0, hungUp: tellHangUp(context) });
  } catch (error) {
    throw new RelayError(`open("/dev/ptmx", O_RDWR|O_NOCTTY): ${errorText(error)}`);
  }
}
