import type { Log } from "../log.ts";
import { PRIVILEGE_OPTIONS } from "../privileges/privilege_options.ts";
import { RelayError } from "../relay_endpoint.ts";
import type { Options } from "./options.ts";
import { OWNERSHIP } from "./refused_pairs.ts";

/**
 * Says which options of an address that is open now nothing came of. None is passed over in silence, and one
 * that would have protected something is an error.
 *
 * @param keyword the type of the address
 * @throws {RelayError}
 */
export function reportUnasked(options: Options, keyword: string, log: Log): void {
  for (const name of options.unasked().filter((each) => !isDoneElsewhere(each, keyword))) {
    const sentence = `option "${name}" has no effect on ${keyword.toUpperCase()} here`;
    if (OWNERSHIP.includes(name) || WHO_MAY.test(name)) throw new RelayError(sentence);
    log.inVain(sentence);
  }
}

/** Who may ask a proxy for what. */
const WHO_MAY = /^(auth|allow-target)(-file)?$/;

/** How the stream ends and whose rights there are is looked up in another way; a TCP port is always reusable. */
function isDoneElsewhere(name: string, keyword: string): boolean {
  return name.startsWith("shut-") || PRIVILEGE_OPTIONS.includes(name) ||
    name === "so-reuseaddr" && !keyword.startsWith("udp");
}
