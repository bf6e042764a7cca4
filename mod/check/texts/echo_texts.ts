import type { RuleText } from "../rule.ts";

const LINES = "A request is a line of text ended by a line end; the answer is the same line in upper case.";
const MIRROR = "The server receives a message and sends it back at once, unchanged.";

/** What is said about the rules of echo alone. */
export const ECHO_TEXTS = {
  welcome: {
    title: "the server speaks first",
    rule:
      "Once the connection is there the server sends a welcome; the client waits for it before its first request.",
    source: "sheet 000 §4",
  },
  upper: { title: "a line comes back in upper case", rule: LINES, source: "sheet 000 §2" },
  mirror: { title: "a message comes back as it was", rule: MIRROR, source: "sheet 004 §2.2" },
  accents: {
    title: "accents and emoji come back right",
    rule: "Text is UTF-8; try accents and emoji.",
    source: "sheet 004 §2.2",
  },
  empty: { title: "an empty line is a line", rule: LINES, source: "sheet 000 §2" },
  end: {
    title: "the word that ends the session ends it, and the next client is served",
    rule:
      "The exchange goes on until the message that ends it is sent; the server closes and takes the next client.",
    source: "sheet 004 §2.2–2.3",
  },
  reply: {
    title: "a message gets its reply",
    rule: "The client says « Bonjour serveur ! », the server « Bonjour client ! ».",
    source: "sheet 004 §2.1",
  },
  replyEnd: {
    title: "one exchange, then the connection is closed",
    rule: "A single exchange, then the connection is closed.",
    source: "sheet 004 §2.1",
  },
  binary: {
    title: "any bytes come back unmodified",
    rule: "Send back every byte unmodified; binary data, too.",
    source: "Protohackers 0",
  },
} satisfies Record<string, RuleText>;

/** The usual causes. */
export const ECHO_CAUSES = {
  unchanged:
    "the line comes back, but not in upper case: use .upper() on the text (for the mirror of sheet 004 check with --transform none)",
  notMirrored:
    "the message comes back in upper case, where it should come back as it was (without --transform none upper case is checked)",
  asciiUpper:
    "your server turns bytes to upper case, which knows no letters but a to z: decode, then .upper(), then encode",
  different:
    "the answer is not the request: look for strip(), for a prompt or a prefix that is sent along, for print() formats",
  emptyIsEnd:
    "your server takes an empty line for the end of the stream: only b'' (before the line end is stripped) is the end",
  endIgnored:
    "your server does not end the session at the word, or echoes it: compare the message without its line end",
  noWelcome: "the server has to speak first, before its first recv",
  replyMissing: "the reply is not what was asked for with --reply",
  notBinary:
    "your server decodes the bytes to text and back, which loses what is no text: send the bytes that recv returned",
} as const;
