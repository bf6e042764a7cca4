import { GrammarError } from "../../grammar/grammar_error.ts";
import { RelayError } from "../../relay_endpoint.ts";
import type { OpenRequest } from "../address_type.ts";

/** One end of a VSOCK connection (vsock(7)): a machine, host or guest, by its number (CID), and a port. */
export interface VsockName {
  readonly machine: number;
  readonly port: number;
}

/** Any machine of ours, any port: VMADDR_CID_ANY and VMADDR_PORT_ANY. */
export const ANY = 0xffffffff;

/** As socat's messages have it. */
export function vsockName({ machine, port }: VsockName): string {
  return `AF=40 cid:${machine} port:${port}`;
}

/**
 * A number of 32 bits; -1 is any.
 *
 * @throws {GrammarError} pointing at the parameter
 */
export function vsockNumber({ address, parameters }: OpenRequest, index: number): number {
  const number = readNumber(parameters[index]!);
  if (number !== undefined) return number;
  throw new GrammarError(
    `"${parameters[index]}" is no VSOCK number`,
    address.text,
    address.parametersAt[index]!,
    {
      hint: "a number from 0 to 4294967295 is wanted here",
    },
  );
}

/** `bind=cid` or `bind=cid:port`. @throws {RelayError} */
export function vsockBind({ options }: OpenRequest): VsockName | undefined {
  const text = options.text("bind");
  if (text === undefined) return undefined;
  const [machine, port = ANY] = text.split(":").map(readNumber);
  if (machine === undefined || port === undefined) {
    throw new RelayError(
      `option "bind=${text}": it takes the number of a machine and perhaps a port, cid:port`,
    );
  }
  return { machine, port };
}

function readNumber(text: string): number | undefined {
  if (text === "-1") return ANY;
  return /^(0x[0-9a-f]+|\d+)$/i.test(text) && Number(text) <= ANY ? Number(text) : undefined;
}
