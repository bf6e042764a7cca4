import type { RuleText } from "../rule.ts";

const SOURCE = "sheet 000 §3";
const OK =
  "The line OK, the line with the size in bytes, then the content as raw bytes; then the connection is closed.";
const KO = "The line KO, then a line that describes the problem.";
const BELOW = "Only the files of the served folder are available.";

/** What is said about the rules of files. */
export const FILES_TEXTS = {
  text: { title: "a file comes with OK, its size and its bytes", rule: OK, source: SOURCE },
  closes: {
    title: "the connection is closed after the answer",
    rule: "One request and one answer per connection.",
    source: SOURCE,
  },
  accents: { title: "the size of a text with accents is in bytes", rule: OK, source: SOURCE },
  binary: {
    title: "any bytes arrive unchanged",
    rule: "A file may hold data of any kind: its content is sent as raw bytes.",
    source: SOURCE,
  },
  empty: { title: "an empty file is a file", rule: OK, source: SOURCE },
  large: {
    title: "a large file arrives whole",
    rule: "A file may be of any size; it may be necessary to send it in pieces.",
    source: SOURCE,
  },
  name: {
    title: "a name with spaces and accents is found",
    rule: "The name is a line of text; text is UTF-8.",
    source: SOURCE,
  },
  unknown: { title: "an unknown name gets KO and a reason", rule: KO, source: SOURCE },
  reasonOnce: { title: "after KO there is one line of reason, then the end", rule: KO, source: SOURCE },
  traversal: { title: "files outside the folder are not given away", rule: BELOW, source: SOURCE },
  folder: { title: "a folder is no file", rule: BELOW, source: SOURCE },
  noName: { title: "an empty name gets KO", rule: KO, source: SOURCE },
  longName: { title: "a name of 5000 letters gets KO", rule: KO, source: SOURCE },
  bytewise: {
    title: "a name that arrives byte by byte is one name",
    rule: "The name ends with its line end, however many segments it came in.",
    source: SOURCE,
  },
  split: {
    title: "a name with a split character is one name",
    rule: "Text is UTF-8; a character may be cut anywhere by the network.",
    source: SOURCE,
  },
  slow: { title: "a slow client is waited for", rule: "The name ends with its line end.", source: SOURCE },
  halfClose: {
    title: "a client that half-closes after the name gets its file",
    rule: "The two directions of a connection end separately (nc -N).",
    source: SOURCE,
  },
  crlf: {
    title: "a name that ends with carriage return and line feed is understood",
    rule: "`\\n` ends a line; `\\r\\n` is accepted, too.",
    source: SOURCE,
  },
  next: {
    title: "after a client the next one is served",
    rule: "Who wants several files connects several times.",
    source: SOURCE,
  },
  after: {
    title: "the server lives on after a refusal",
    rule: "A mistake of one client is not felt by the next.",
    source: SOURCE,
  },
  silent: {
    title: "a client that leaves without a word harms nobody",
    rule: "A client may leave at any moment.",
    source: SOURCE,
  },
  reset: {
    title: "a client that breaks off its download harms nobody",
    rule: "A connection may break at any moment (RST).",
    source: SOURCE,
  },
  atOnce: {
    title: "a client that says nothing holds up nobody else",
    rule: "A concurrent file server serves several downloads at once.",
    source: "sheet 000 §4",
  },
} satisfies Record<string, RuleText>;

/** The usual causes. */
export const FILES_CAUSES = {
  noSize: "the size is missing: after OK comes a line with the number of bytes (os.path.getsize)",
  noOk: "the answer has to begin with the line OK; without it the client cannot tell a file from a refusal",
  noLineEnd: "OK and the size each end with a line end",
  characters:
    'the size counts characters, not bytes: len() of a str is not the length of its UTF-8 bytes; open the file with "rb"',
  textMode:
    'the file is opened in text mode, which translates line ends and decodes: open(name, "rb"), and send the bytes as they are',
  binaryDied:
    'your server reads the file as text: what is no text raises UnicodeDecodeError: open(name, "rb")',
  truncated:
    "part of the content is missing: send may take only a part of what it is given, and one read only a part of a file; loop, or use sendall",
  wrong: "the content that arrives is not the file's",
  staysOpen:
    "after the answer the connection has to be closed; a client that reads to the end would wait for ever",
  koMissing: "an unknown name has to be answered with KO and a reason: catch what open() raises and send it",
  hangs:
    "an unknown name is not answered at all, so the client waits for ever: catch what open() raises, answer KO and close the connection",
  dies:
    "an unknown name ends the session without an answer (the exception of open() was not caught): catch it and answer KO",
  noReason: "after KO comes a line that describes the problem",
  manyReasons: "the reason is one line: a traceback does not belong there",
  traversal:
    "your server gives away files outside its folder: check os.path.realpath(name) against the folder before opening it",
  folder: "open() of a folder raises IsADirectoryError: answer KO",
  oneRecv: 'your server takes one recv for the whole name: collect bytes until "\\n"',
  decode: "your server decodes each segment on its own: collect the bytes of the name, then decode",
  carriageReturn: "your server takes the carriage return for part of the name",
  halfClose: "your server closes at the end of the stream although a whole name has come",
  stops: "your server stops after the first client: accept belongs into a loop",
  resetKills: "a client that breaks off kills your server: catch OSError around the service of one client",
  oneAtATime:
    "serves one download at a time: the others wait (right for an iterative server; --concurrent demands more)",
  encoding: "a name with accents is not found: decode the name as UTF-8",
  strip: "the name is everything before the line end: do not split it at spaces, do not keep the line end",
} as const;
