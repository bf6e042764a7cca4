import { errorText } from "../../net/errors/system_error.ts";
import type { TtyCalls } from "../../process/tty/tty_calls.ts";
import { readBinaryData } from "../addresses/own_socket/binary_data.ts";
import type { Options } from "../options/options.ts";
import { RelayError } from "../relay_endpoint.ts";

/** What goes with a request: nothing, a number, or the place of a number, of bytes or of a text. */
const KINDS = ["ioctl-void", "ioctl-int", "ioctl-intp", "ioctl-bin", "ioctl-string"] as const;
type Kind = (typeof KINDS)[number];

/** A request to a device, by its number in ioctl(2). */
export interface DeviceRequest {
  readonly name: Kind;
  readonly number: number;
  /** Undefined where nothing goes with it. */
  readonly argument: number | Uint8Array<ArrayBuffer> | undefined;
}

/**
 * The requests that options ask for, in their order: `ioctl-void=REQUEST`, and `ioctl-int=REQUEST:NUMBER`,
 * `ioctl-intp=`, `ioctl-bin=REQUEST:DATA`, `ioctl-string=REQUEST:TEXT`.
 *
 * @throws {RelayError} for one that cannot be read
 */
export function deviceRequests(options: Options): DeviceRequest[] {
  for (const name of KINDS) options.has(name);
  return options.all.flatMap(([name, value]) => {
    const kind = KINDS.find((each) => each === name);
    return kind === undefined ? [] : [read(kind, String(value))];
  });
}

/**
 * Sends them to an open device.
 *
 * @throws {RelayError} `ioctl(5, 0x540c, NULL): Inappropriate ioctl for device`
 */
export function sendRequests(fd: number, options: Options, calls: TtyCalls): void {
  for (const { number, argument } of deviceRequests(options)) {
    try {
      if (typeof argument === "number") calls.controlByNumber(fd, number, argument);
      else calls.control(fd, number, argument ?? null);
    } catch (error) {
      const shown = argument === undefined ? "NULL" : typeof argument === "number" ? argument : "…";
      throw new RelayError(`ioctl(${fd}, 0x${number.toString(16)}, ${shown}): ${errorText(error)}`);
    }
  }
}

function read(name: Kind, text: string): DeviceRequest {
  const [, request = "", rest] = /^([^:]*)(?::(.*))?$/s.exec(text) ?? [];
  const number = whole(request);
  const argument = rest === undefined ? undefined : argumentOf(name, rest);
  if (number === undefined || number < 0 || (argument === undefined) !== (name === "ioctl-void")) {
    const form = name === "ioctl-void" ? "the number of a request" : "request:value, the first a number";
    throw new RelayError(`option "${name}=${text}": it takes ${form}`);
  }
  return { name, number, argument };
}

function argumentOf(name: Kind, text: string): DeviceRequest["argument"] {
  if (name === "ioctl-void") return new Uint8Array(); // too much
  if (name === "ioctl-string") return new TextEncoder().encode(`${text}\0`);
  const bytes = name === "ioctl-bin" ? readBinaryData(text) : undefined;
  if (bytes !== undefined) return new Uint8Array(bytes);
  const number = name === "ioctl-bin" ? undefined : whole(text);
  return name === "ioctl-intp" && number !== undefined
    ? new Uint8Array(new Int32Array([number]).buffer)
    : number;
}

function whole(text: string): number | undefined {
  return /^-?(0x[0-9a-f]{1,8}|\d{1,10})$/i.test(text)
    ? text.startsWith("-") ? -Number(text.slice(1)) : Number(text)
    : undefined;
}
