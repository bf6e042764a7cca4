import type { SocketNumbers } from "../../../net/descriptor/descriptor_datagrams.ts";
import { SOCKET } from "../../../net/socket_constants.ts";
import { GrammarError } from "../../grammar/grammar_error.ts";
import type { SingleAddress } from "../../grammar/address.ts";
import type { Options } from "../../options/options.ts";
import { readBinaryData } from "../own_socket/binary_data.ts";

/** What a generic address says of its socket, in numbers and bytes. */
export interface GenericSocket extends SocketNumbers {
  /** The name that it is about, a `sockaddr`: of the peer, or our own where others come to it. */
  readonly name: Uint8Array<ArrayBuffer>;
  /** Our own name, of `bind=`. */
  readonly own: Uint8Array<ArrayBuffer> | undefined;
  /** Whether a peer of this name may come, by `range=`. */
  readonly accepts: (peer: Uint8Array) => boolean;
}

/** Where that is said. */
export interface GenericRequest {
  readonly address: SingleAddress;
  /** The keyword of the address. */
  readonly type: string;
  readonly parameters: readonly string[];
  readonly options: Options;
}

/**
 * Reads `SOCKET-CONNECT:domain:protocol:address`, or for datagrams `domain:type:protocol:address`. The address is
 * what follows the family in a `sockaddr`, in socat's notation for bytes: `x0050x7f000001x0000000000000000`.
 *
 * @throws {GrammarError} pointing at what cannot be read
 */
export function genericSocket(
  { address, type: keyword, parameters, options }: GenericRequest,
): GenericSocket {
  const numbers = parameters.slice(0, -1).map((text, index) => numberOf(address, text, index));
  const [family = 0, ...rest] = numbers;
  const [type = SOCKET.SOCK_STREAM, protocol = 0] = rest.length === 1 ? [undefined, rest[0]] : rest;
  const at = address.parametersAt[parameters.length - 1] ?? address.at;
  // What others come to has its own name already.
  const bind = /listen|recv/.test(keyword) ? undefined : options.text("bind");
  return {
    family,
    type,
    protocol,
    name: nameOf(family, bytesOf(address, parameters.at(-1)!, at)),
    own: bind === undefined ? undefined : nameOf(family, bytesOf(address, bind, placeOf(address, "bind"))),
    accepts: rangeTest(address, options),
  };
}

function numberOf(address: SingleAddress, text: string, index: number): number {
  if (/^(0x[0-9a-f]{1,8}|\d{1,9})$/i.test(text)) return Number(text);
  throw new GrammarError(`"${text}" is no number of socket(2)`, address.text, address.parametersAt[index]!, {
    hint: "a number is wanted here, such as 2 for IPv4, 1 for streams, 6 for TCP",
  });
}

/** A `sockaddr` of a family. */
function nameOf(family: number, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const name = new Uint8Array(2 + data.length);
  new Uint16Array(name.buffer, 0, 1)[0] = family;
  name.set(data, 2);
  return name;
}

/** Bytes, at most as many as the longest name of a socket has. */
function bytesOf(address: SingleAddress, text: string, at: number): Uint8Array {
  const bytes = readBinaryData(text);
  if (bytes !== undefined && bytes.length <= LONGEST) return bytes;
  throw new GrammarError(`"${text.slice(0, 80)}" is no name of a socket`, address.text, at, {
    hint: `up to ${LONGEST} bytes are wanted here, such as x0050x7f000001x0000000000000000 or "/tmp/sock\\0"`,
  });
}

/** `sockaddr_storage` without its family. */
const LONGEST = 126;

function placeOf({ options, at }: SingleAddress, name: string): number {
  const word = options.findLast((each) => each.name === name);
  return word === undefined ? at : word.at + name.length + 1;
}

/** `range=DATA:MASK`: where the mask has ones, a peer's name is that of the data. */
function rangeTest(address: SingleAddress, options: Options): (peer: Uint8Array) => boolean {
  const text = options.text("range");
  if (text === undefined) return () => true;
  const [data, mask] = text.split(":").map(readBinaryData);
  if (data === undefined || mask === undefined || data.length !== mask.length || data.length === 0) {
    throw new GrammarError(`bad range "${text}"`, address.text, placeOf(address, "range"), {
      hint: "data and a mask of the same length: range=x0000x7f000000:x0000xff000000",
    });
  }
  return (peer) =>
    data.every((byte, index) => ((peer[2 + index] ?? 0) & mask[index]!) === (byte & mask[index]!));
}
