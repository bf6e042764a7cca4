import { servicePort } from "../../../net/address/service_port.ts";
import { RelayError } from "../../relay_endpoint.ts";

/**
 * The number of a port given as a number or as a service name. Where socat takes 99999 for 34463 and `1x` for
 * 1, this says no.
 *
 * @throws {RelayError}
 */
export function portNumber(text: string, protocol: "tcp" | "udp"): number {
  if (/^\d+$/.test(text) && Number(text) <= 65535) return Number(text);
  if (/^\d+$/.test(text)) throw new RelayError(`port ${text} is out of range (0..65535)`);
  const number = /^[a-z]/i.test(text) ? servicePort(text, protocol) : undefined;
  if (number !== undefined) return number;
  throw new RelayError(
    `unknown ${protocol} port or service "${text}": Servname not supported for ai_socktype`,
  );
}
