import type { BrokenServer } from "./broken_servers.ts";
import {
  ascii,
  bodyOfOneRead,
  brokenByReset,
  by,
  changing,
  closesAfterOne,
  cutAt,
  decode,
  emptyIsEnd,
  emptyIsSkipped,
  encode,
  forgetful,
  hurriedAtEnd,
  join,
  lengthBytes,
  lengthOfOneRead,
  marked,
  messageOfOneRead,
  oneAtATime,
  onlyFirst,
  server,
  signed,
  staysOpen,
  upper,
  zeroEnded,
} from "./message_ways.ts";
import { servingClients } from "./tcp_server.ts";

const U8 = "echo_u8";
const U16 = "echo_u16";
const NUL = "echo_nul";

/** Servers of messages, each with one mistake. */
export const BROKEN_MESSAGE_SERVERS: readonly BrokenServer[] = ([
  [
    NUL,
    "a message is cut at its line end",
    "content",
    "where the message has a line end",
    server({
      read: (client) => client.until(0),
      change: cutAt(13),
      mark: zeroEnded,
    }),
  ],
  [
    U16,
    "the connection is closed after one answer",
    "several",
    "closes the connection after one answer",
    () => servingClients(closesAfterOne),
  ],
  [
    U16,
    "characters are counted",
    "accents",
    "counts characters",
    by((answer) => join(lengthBytes(decode(answer).length, 2), answer)),
  ],
  [U16, "bytes are turned to upper case", "accents", "knows no letters but a to z", changing(ascii)],
  [
    U16,
    "what is not ASCII is dropped",
    "accents",
    "drops the characters that are not ASCII",
    changing((data) => upper(data).filter((byte) => byte < 0x80)),
  ],
  [
    U16,
    "UTF-8 is read as Latin-1",
    "accents",
    "as another encoding",
    changing((data) => encode(new TextDecoder("latin1").decode(data).toUpperCase())),
  ],
  [
    U16,
    "an empty message is taken for the end",
    "empty",
    "takes an empty message for the end",
    server({
      read: emptyIsEnd,
    }),
  ],
  [U16, "an empty message is skipped", "empty", "skips an empty message", server({ read: emptyIsSkipped })],
  [
    U16,
    "a message is cut at its zero byte",
    "content",
    "where the message has a zero byte",
    changing(cutAt(0)),
  ],
  [
    U16,
    "blanks are taken away",
    "content",
    "takes the blanks away",
    changing((data) => encode(decode(upper(data)).trim())),
  ],
  [
    U16,
    "the length is what one read returns",
    "length_split",
    "one recv for the whole length",
    server({
      read: lengthOfOneRead,
    }),
  ],
  [
    U16,
    "a message is what one read returns",
    "body_split",
    "one recv for the whole message",
    server({
      read: bodyOfOneRead,
    }),
  ],
  [
    U16,
    "what comes together is one message",
    "glued",
    "handles the first and loses the others",
    server({
      read: messageOfOneRead,
    }),
  ],
  [
    U16,
    "the beginning of a next message is forgotten",
    "random",
    "one recv for the whole message",
    () => servingClients(forgetful),
  ],
  [
    U16,
    "the buffer is small",
    "long",
    "1024 of 65535 bytes came back as a message",
    changing((data) => upper(data.subarray(0, 1024))),
  ],
  [
    U8,
    "a length above 127 is taken for less than 0",
    "long",
    "from outside nothing tells why",
    server({
      read: signed,
      mark: marked(1),
    }),
  ],
  [
    U16,
    "answers are lost at the end",
    "half_close",
    "closes at the end of the stream before",
    () => servingClients(hurriedAtEnd),
  ],
  [U16, "the connection stays open", "half_close", "the connection stays open", staysOpen],
  [U16, "only the first client is served", "next_client", "from outside nothing tells why", onlyFirst],
  [U16, "nobody is served after a reset", "reset", "from outside nothing tells why", brokenByReset],
  [
    U16,
    "who comes while another one is there is forgotten",
    "at_once",
    "the client that had waited",
    oneAtATime,
  ],
] as const).map(([kind, mistake, rule, diagnosis, start]) => ({
  kind,
  mistake,
  rule: `echo.message_${rule}`,
  diagnosis,
  start,
  anew: true,
}));
