import type { BrokenServer } from "./broken_servers.ts";
import {
  by,
  changing,
  countingItself,
  encode,
  join,
  lengthBytes,
  littleEndian,
  marked,
  server,
  sized,
  upper,
  zeroEnded,
} from "./message_ways.ts";
import { servingClients } from "./tcp_server.ts";

const U8 = "echo_u8";
const U16 = "echo_u16";
const U32 = "echo_u32";
const NUL = "echo_nul";

/** Servers that mark messages off, or read their marks, in a wrong way. */
export const BROKEN_MESSAGE_MARKS: readonly BrokenServer[] = ([
  [U16, "no length is sent", "upper", "nothing that marks it off", by((answer) => answer)],
  [U16, "a line is sent", "upper", "the answer is a line", by((answer) => join(answer, Uint8Array.of(10)))],
  [
    U16,
    "the length is sent the wrong way round",
    "upper",
    "least significant byte first: network byte order",
    by(
      (answer) => join(lengthBytes(answer.length, 2).toReversed(), answer),
    ),
  ],
  [
    U16,
    "the length counts itself",
    "upper",
    "counts its own bytes, too",
    by((answer) => join(lengthBytes(answer.length + 2, 2), answer)),
  ],
  [U16, "the length has four bytes", "upper", "the length of the answer has 4 bytes", by(marked(4))],
  [
    U32,
    "the length has two bytes",
    "mirror",
    "the length of the answer has 2 bytes",
    server({
      read: sized(4),
      change: (data) => data,
      mark: marked(2),
    }),
  ],
  [
    U16,
    "the length is written in digits",
    "upper",
    "written in digits",
    by((answer) => join(encode(`${answer.length}`), answer)),
  ],
  [
    U16,
    "the zero byte of a string is sent",
    "upper",
    "ends a string in C is counted",
    by((answer) => marked(2)(zeroEnded(answer))),
  ],
  [
    U16,
    "the whole buffer is sent",
    "upper",
    "what the buffer held besides",
    by((answer) => marked(2)(join(answer, new Uint8Array(50)))),
  ],
  [
    U16,
    "a line end is added",
    "upper",
    "a line end more than the message",
    by((answer) => marked(2)(join(answer, Uint8Array.of(10)))),
  ],
  [U16, "nothing is changed", "upper", "not in upper case", changing((data) => data)],
  [
    U16,
    "a prefix is added",
    "upper",
    "something else around it",
    changing((data) => join(encode("> "), upper(data))),
  ],
  [
    U16,
    "the length is read the wrong way round",
    "upper",
    "reads the length with its least significant",
    server({
      read: littleEndian,
    }),
  ],
  [
    U16,
    "the length is read as one that counts itself",
    "upper",
    "takes the length to count its own",
    server({
      read: countingItself,
    }),
  ],
  [
    U16,
    "lines are read",
    "upper",
    "your server waits for a line",
    server({ read: (client) => client.until(10) }),
  ],
  [
    U8,
    "zero bytes are waited for",
    "upper",
    "your server waits for a zero byte",
    server({ read: (client) => client.until(0) }),
  ],
  [U16, "a length of four bytes is read", "upper", "reads a length of 4 bytes", server({ read: sized(4) })],
  [
    U16,
    "nothing is answered",
    "upper",
    "from outside nothing tells why",
    () =>
      servingClients(async (client) => {
        while (await client.some() !== null);
      }),
  ],
  [
    U16,
    "a length of one byte is read and sent",
    "length_split",
    "reads a length of one byte",
    server({
      read: sized(1),
      mark: marked(1),
    }),
  ],
  [
    U32,
    "a length of two bytes is read and sent",
    "body_split",
    "reads a length of 2 bytes",
    server({
      change: (data) => data,
    }),
  ],
  [
    U32,
    "what should come back as it was comes back in upper case",
    "mirror",
    "comes back in upper case",
    server({
      read: sized(4),
      mark: marked(4),
    }),
  ],
  [
    NUL,
    "no zero byte is sent",
    "upper",
    "nothing that marks it off",
    server({
      read: (client) => client.until(0),
      mark: (answer) => answer,
    }),
  ],
  [
    NUL,
    "a line is sent",
    "upper",
    "the answer is a line",
    server({
      read: (client) => client.until(0),
      mark: (answer) => join(answer, Uint8Array.of(10)),
    }),
  ],
] as const).map(([kind, mistake, rule, diagnosis, start]) => ({
  kind,
  mistake,
  rule: `echo.message_${rule}`,
  diagnosis,
  start,
  anew: true,
}));
