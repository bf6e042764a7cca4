import { systemFailure } from "../errors/system_error.ts";

/** How many ports are tried. */
const ATTEMPTS = 50;

/**
 * Opens something on a port from 640 to 1023, which only the administrator may use, and which some
 * old servers take as a sign of trust (rresvport(3)).
 *
 * @param open called with one port after another, until one is free.
 * @throws what `open` throws, unless the port is just taken and there are attempts left.
 */
export async function onReservedPort<Opened>(open: (port: number) => Promise<Opened>): Promise<Opened> {
  for (let attempt = 1;; attempt++) {
    try {
      return await open(640 + Math.floor(Math.random() * 384));
    } catch (error) {
      const failure = systemFailure(error);
      const taken = failure === "address_in_use" || failure === "address_not_available";
      if (!taken || attempt === ATTEMPTS) throw error;
    }
  }
}
