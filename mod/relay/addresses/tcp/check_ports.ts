import { GrammarError } from "../../grammar/grammar_error.ts";
import type { SingleAddress } from "../../grammar/address.ts";
import { portNumber } from "../inet/port_number.ts";
import type { AddressType } from "../address_type.ts";

/**
 * Looks at the ports of an address before anything is opened: a relay whose right side can never work should
 * not wait for a client to find that out.
 *
 * @throws {GrammarError} pointing at the port
 */
export function checkPorts(type: AddressType, address: SingleAddress, parameters: readonly string[]): void {
  const syntax = parameters.length > type.parameters.least ? type.syntax : type.syntax.replace(/\[.*\]/, "");
  const names = syntax.match(/<[^>]+>/g) ?? [];
  const protocol = type.groups.includes("udp") ? "udp" : "tcp";
  names.forEach((name, index) => {
    const port = parameters[index];
    if (!/^<([\w-]+-)?port>$/.test(name) || port === undefined) return;
    try {
      portNumber(port, protocol);
    } catch (error) {
      throw new GrammarError((error as Error).message, address.text, address.parametersAt[index]!, {
        hint: hintFor(port),
      });
    }
  });
}

function hintFor(port: string): string {
  if (/^\s/.test(port)) return "no blank after a colon";
  if (port === "") return "a port is missing here";
  return "a number from 0 to 65535, or the name of a service, is wanted here";
}
