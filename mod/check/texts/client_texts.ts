import type { RuleText } from "../rule.ts";

/** What is said about the rules of clients. */
export const CLIENT_TEXTS = {
  line: {
    title: "what is typed is sent as one line",
    rule: "A request is a line of text, ended by a line end, that was read from the keyboard.",
    source: "sheet 000 §2",
  },
  waits: {
    title: "the next request waits for the answer",
    rule: "The client sends a request, then waits for the answer before it sends another one.",
    source: "sheet 000 §2",
  },
  shows: {
    title: "the answer is shown",
    rule: "The client shows the answer that it has received.",
    source: "sheet 000 §2",
  },
  bytewise: {
    title: "an answer that arrives in pieces is still one answer",
    rule: "An answer is a line: it is complete when its line end has come.",
    source: "sheet 000 §2",
  },
  split: {
    title: "a character that is split over two segments is shown whole",
    rule: "Text is UTF-8; a character may be cut anywhere by the network.",
    source: "sheet 000 §2",
  },
  ctrlD: {
    title: "the end of the keyboard ends the client",
    rule: "Ctrl-D closes the keyboard; the client ends.",
    source: "sheet 000 §2.1",
  },
  gone: {
    title: "a server that closes ends the client",
    rule: "When recv returns b'' the server is gone.",
    source: "sheet 000 §2",
  },
  pushed: {
    title: "what the server says by itself is shown at once",
    rule: "Each side may send and receive a line at any time.",
    source: "sheet 001 Q4",
  },
  asks: {
    title: "the name is asked for with one line",
    rule: "The client sends the name of the file, then a line end.",
    source: "sheet 000 §3",
  },
  saves: {
    title: "the file is saved, byte for byte",
    rule: "The client creates a local file (in /tmp by default) and writes what it reads from the socket.",
    source: "sheet 000 §3",
  },
  savesPieces: {
    title: "a file that arrives in pieces is saved, byte for byte",
    rule: "The head is two lines, the content is bytes; the network cuts where it likes.",
    source: "sheet 000 §3",
  },
  refused: {
    title: "after KO the reason is shown and no file is made",
    rule: "KO, then a description of the problem.",
    source: "sheet 000 §3",
  },
} satisfies Record<string, RuleText>;

/** The usual causes. */
export const CLIENT_CAUSES = {
  never:
    "the client has not connected: does it take the port from its command line ({port} in --run), and does it connect to localhost?",
  noLineEnd: 'your client sends what input() returns, which has no line end: add "\\n"',
  otherText: "your client sends something else than what was typed",
  doesNotWait: "your client sends the next request before the answer to the last one has come",
  notShown: "the answer does not appear on standard output: print it (and flush, if there is no line end)",
  oneRecv:
    'your client takes one recv for one answer: go on reading until "\\n" has come (or read with makefile().readline())',
  decode: "your client decodes each segment on its own: collect the bytes up to the line end, then decode",
  ctrlD:
    "at the end of the keyboard input() raises EOFError, and sys.stdin ends: leave the loop and close the socket",
  gone: "your client does not notice that the server has closed: recv returns b'' then",
  pushed:
    "your client only listens after it has spoken: read the keyboard and the socket at once (two threads, or select)",
  notSaved: "there is no such file after the download, neither in /tmp nor in the folder the client ran in",
  mangled:
    'the saved file differs from what was sent: write to a file opened with "wb", and write the bytes that recv returned; what comes behind the size in the same segment belongs to the file',
  refusedFile: "after KO there is nothing to save",
  reasonHidden: "the reason that follows KO should be shown to the user",
} as const;
