import type { RuleText } from "../rule.ts";

/** The rules that every service of questions and answers keeps. `source` is the service's own. */
export const COMMON_TEXTS = {
  several: {
    title: "several requests on one connection are answered in order",
    rule: "Several request/answer pairs are carried by the same TCP connection.",
  },
  bytewise: {
    title: "a line that arrives byte by byte is still one line",
    rule: "A request is a line: it is complete when its line end has come, however many segments it came in.",
  },
  glued: {
    title: "several lines in one segment are several requests",
    rule: "A request is a line: what comes after its line end is the next request, even in the same segment.",
  },
  split: {
    title: "a character that is split over two segments arrives whole",
    rule: "Text is UTF-8; a character of several bytes may be cut anywhere by the network.",
  },
  random: {
    title: "lines cut at random places are answered one for one",
    rule: "TCP keeps the order of bytes, not the boundaries of sends.",
  },
  slow: {
    title: "a slow client is waited for",
    rule: "A client may think between two keys; a request is complete when its line end has come.",
  },
  long: {
    title: "a long line is one line",
    rule: "A line may be longer than the buffer that one recv fills.",
  },
  crlf: {
    title: "a line that ends with carriage return and line feed is understood",
    rule: "`\\n` ends a line; `\\r\\n` is accepted, too (telnet, Windows).",
  },
  half_close: {
    title: "a client that has said everything still gets its answers, then the end",
    rule: "The two directions of a connection end separately; who half-closes goes on reading.",
  },
  last_line: {
    title: "a last line without a line end is answered",
    rule: "What comes after the last line end before the end of the stream is a request, too.",
  },
  next_client: {
    title: "after a client the next one is served",
    rule: "The server serves one client after another; it does not end with the first.",
  },
  silent_client: {
    title: "a client that leaves without a word harms nobody",
    rule: "A client may leave at any moment; the server goes on to the next.",
  },
  reset: {
    title: "a client that breaks off harms nobody",
    rule: "A connection may break at any moment (RST); the server goes on to the next client.",
  },
  garbage: {
    title: "bytes that are no text harm nobody",
    rule: "Anything can come over a network; the server lives on.",
  },
  at_once: {
    title: "five clients at once are served",
    rule: "A concurrent server serves several clients at once; an iterative one lets the others wait.",
  },
} satisfies Record<string, Omit<RuleText, "source">>;

/** The usual causes, each told to the student whose program it is. */
export const COMMON_CAUSES = {
  noLineEnd:
    'your server sends the answer without a line end, so its client cannot know that the answer is complete: add "\\n" (in the style of sheet 004, without line ends, check with --framing chunk)',
  pythonBytes: "your server sends str(bytes), which is b'…' with its quotes: use .decode()",
  decodeError:
    "your server decodes each segment on its own, so a character that is split over two segments raises UnicodeDecodeError: collect the bytes up to the line end, then decode",
  replaced:
    "your server decodes each segment on its own and replaces the halves of a split character: collect the bytes up to the line end, then decode",
  mojibake: 'your server reads UTF-8 as Latin-1: .decode() without an argument, or .decode("utf-8")',
  oneRecv:
    'your server takes one recv for one line: recv returns what has arrived, which may be part of a line or several; collect bytes until "\\n" (or read with makefile().readline())',
  waitsForMore:
    "no answer came: your server may wait for more bytes than a request has, or for the end of the stream, or keep its answer in a buffer that nobody flushes",
  closesEarly:
    "your server closes the connection after one answer: loop over the requests of a client until recv returns b''",
  diedOfIt:
    "your server, or the part of it that serves this client, ended with an exception; its last words are above",
  neverStarted:
    "nobody listens there: the server has not started, ended at once, or listens on another port or address",
  smallBuffer:
    'your server takes what one recv(1024) returns for the whole line: go on reading until "\\n" has come',
  halfClose:
    "your server closes at the first end of stream (recv returning b''), before it has answered all that came, so a client that half-closes (nc -N, socat, a pipe) loses its answers",
  ignoresEnd:
    "your server does not notice the end of the stream: recv returns b'' then, again and again; without a test for it the loop never ends",
  lastLine: "your server drops what follows the last line end when the stream ends",
  carriageReturn:
    'your server takes the carriage return for part of the request: strip "\\r\\n", not only "\\n"',
  stopsAfterFirst:
    "your server stops after the first client: put accept into a loop of its own around the loop that serves a client",
  stuckWithFirst:
    "your server goes on waiting for a client that has left: when recv returns b'' the client is gone, so close its socket and accept the next",
  resetKills:
    "a client that breaks off kills your server: recv and send raise ConnectionResetError or BrokenPipeError; catch OSError around the client, not around the server",
  garbageKills:
    'bytes that are not UTF-8 kill your server: .decode() raises UnicodeDecodeError; catch it, or decode with errors="replace"',
  timeout: "your server gives up on a slow client: remove the time limit on the socket, or make it longer",
  oneAtATime:
    "serves one client at a time: the second waits until the first has left (right for an iterative server; --concurrent demands more)",
  someAtATime: (n: number) =>
    `serves ${n} clients at a time: the next one waits (right for a pool of ${n}; --concurrent demands more)`,
  waiterForgotten: "your server did not serve the client that had waited, even after the others had left",
  notConcurrent:
    "your server serves one client at a time; a concurrent one hands each to a process, a thread, or an event loop",
} as const;
