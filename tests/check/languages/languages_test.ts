import { assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { peerTest } from "../../_kit/peers/peer.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { type Verdict, wrongVerdicts } from "../verdicts/verdicts.ts";

/*
The classic mistakes in the languages that they are made in: which rules break, what is said of them, and that nothing
is said in the words of another language. Go and Rust are tried where they are installed: CI does not wait for them.
*/

/** Words that only programs of this language know, as the hints have them. */
const OWN_WORDS: Readonly<Record<string, RegExp>> = {
  py: /b''|makefile|OSError|EOFError|input\(\)/,
  c: /SIG_IGN|fdopen|strcspn/,
  java: /readLine|IOException|null\b/,
  js: /'data'|'error'|'line'|readline\.create/,
  go: /io\.EOF|bufio|goroutine|Scanner\.Text/,
  rs: /Ok\(0\)|unwrap|BufReader|lines\(\)/,
  rb: /\bnil\b|\brescue\b|chomp/,
  pl: /<\$client>|\bundef\b/,
  php: /fgets returns|fgets\(STDIN|fwrite|stream_select/,
};

type Fails = Verdict["fails"];
const ONE_RECV = "before the line end had come): ";
const LOOP = "turns in a loop that uses the processor: ";
const OPEN = "the connection stays open";
/** By its calls, where a busy machine does not show the loop. */
const UNNOTICED = "does not notice the end of the stream, and reads on in a loop: ";
const LEFT = "the client before was served and has left, and this one is not served";
const DIES = "a client that breaks off ends your server with an error, which it tells above: ";

const RULES = [
  "mirror",
  "several",
  "empty_line",
  "bytewise",
  "half_close",
  "next_client",
  "silent_client",
  "reset",
];

const server = (program: string, fails: Fails, rules = RULES): Verdict =>
  verdict(program, fails, [
    "echo",
    ...["--transform", "none", "--timeout", "1"],
    ...rules.flatMap((rule) => ["--only", rule]),
  ]);
const client = (program: string, fails: Fails): Verdict =>
  verdict(program, fails, ["echo", "--listen", "0", "--timeout", "1"]);

function verdict(program: string, fails: Fails, check: Verdict["check"]): Verdict {
  const [, ending = ""] = /\.(\w+)/.exec(program) ?? [];
  const others = Object.entries(OWN_WORDS).filter(([language]) => language !== ending);
  return { program, check, fails, never: new RegExp(others.map(([, words]) => words.source).join("|")) };
}

const SERVERS: readonly Verdict[] = [
  server("right.c", {}),
  server("one_recv.c", { "echo.bytewise": `${ONE_RECV}append what each recv returns to a buffer` }),
  server("no_end.c", {
    "echo.half_close": [`${LOOP}recv returns 0 then`, `${UNNOTICED}recv returns 0 then`, OPEN],
  }, ["mirror", "half_close"]),
  server("dies_of_send.c", {
    "echo.reset": "killed by SIGPIPE: it sent to a client that had left: ignore SIGPIPE",
  }),
  server("Right.java", {}),
  server("NoEnd.java", { "echo.next_client": "read returns -1 (readLine: null) then" }),
  server("Reset.java", { "echo.reset": `${DIES}catch IOException` }),
  server("right.js", {}),
  server("one_recv.js", { "echo.bytewise": `${ONE_RECV}a 'data' event is a piece, not a line` }),
  server("no_handler.js", {
    "echo.reset": "give each socket, and the readline interface on it, a handler of 'error'",
  }),
  server("right.pl", {}),
  server("no_end.pl", { "echo.next_client": "<$client> returns undef (sysread: 0) then" }),
  server("echo.rb right", {}),
  server("echo.rb one_recv", { "echo.bytewise": `${ONE_RECV}read with gets` }),
  server("echo.rb no_end", {
    "echo.next_client": [`${LOOP}gets returns nil then`, `${UNNOTICED}gets returns nil then`, LEFT],
  }, [
    "mirror",
    "next_client",
  ]),
  server("echo.rb dies", { "echo.reset": `${DIES}rescue SystemCallError` }),
  server("echo.php right", {}),
  server("echo.php one_recv", { "echo.bytewise": `${ONE_RECV}read with fgets` }),
  server("echo.php no_end", {
    "echo.next_client": [`${LOOP}fgets returns false then`, `${UNNOTICED}fgets returns false then`, LEFT],
  }, [
    "mirror",
    "next_client",
  ]),
  server("echo.go right", {}),
  server("echo.go one_recv", { "echo.bytewise": `${ONE_RECV}read with bufio.Scanner` }),
  server("echo.go no_end", {
    "echo.half_close": [`${LOOP}Read returns io.EOF then`, `${UNNOTICED}Read returns io.EOF then`, OPEN],
  }),
  server("echo.go dies", { "echo.reset": `${DIES}return from the client's goroutine` }),
  server("echo.rs right", {}),
  server("echo.rs one_recv", { "echo.bytewise": `${ONE_RECV}read with BufReader` }),
  server("echo.rs no_end", {
    "echo.half_close": [`${LOOP}read returns Ok(0) then`, `${UNNOTICED}read returns Ok(0) then`, OPEN],
  }),
  server("echo.rs dies", { "echo.reset": `${DIES}match the Err` }),
];

/** Right programs of other rules. */
const OTHERS: readonly Verdict[] = [
  verdict("right_udp.c", {}, ["echo", "--udp", "--transform", "none"]),
  verdict("right_u32.c", {}, ["echo", "--framing", "u32", "--transform", "none"]),
];

const NO_LINE_END =
  "sends what was typed without a line end, so its server cannot know that the line is complete: ";
const PART = "takes one recv for one answer (it went on after a part of it): ";

const CLIENTS: readonly Verdict[] = [
  client("asks.c right", {}),
  client("asks.c no_line_end", { "echo.client_line": `${NO_LINE_END}scanf and strcspn` }),
  client("asks.c one_recv", { "echo.client_bytewise": `${PART}append what each recv` }),
  client("asks.c whole_buffer", { "echo.client_line": "sends zero bytes along" }),
  client("asks.c shows_nothing", {
    "echo.client_shows": "does not appear on standard output, although your client went on",
  }),
  client("Asks.java right", {}),
  client("Asks.java no_line_end", { "echo.client_line": `${NO_LINE_END}readLine() leaves` }),
  client("Asks.java one_recv", { "echo.client_bytewise": `${PART}read with BufferedReader.readLine()` }),
  client("Asks.java crashes", {}),
  client("asks.js right", {}),
  client("asks.js no_line_end", { "echo.client_line": `${NO_LINE_END}a 'line' event leaves` }),
  client("asks.js one_recv", { "echo.client_bytewise": `${PART}a 'data' event is a piece` }),
  client("asks.js does_not_wait", { "echo.client_waits": "before the answer to the last one has come" }),
  client("asks.rb right", {}),
  client("asks.rb no_line_end", { "echo.client_line": `${NO_LINE_END}chomp leaves` }),
  client("asks.rb one_recv", { "echo.client_bytewise": `${PART}read with gets` }),
  client("asks.go right", {}),
  client("asks.go no_line_end", { "echo.client_line": `${NO_LINE_END}Scanner.Text() leaves` }),
  client("asks.go one_recv", { "echo.client_bytewise": `${PART}read with bufio.Scanner` }),
];

const LANGUAGES = ["gcc", "javac", "node", "perl", "ruby", "php"];
const here = fromFileUrl(new URL(".", import.meta.url));

for (const [side, verdicts] of [["servers", [...SERVERS, ...OTHERS]], ["clients", CLIENTS]] as const) {
  peerTest(`check names the classic mistakes of ${side} in their own languages`, LANGUAGES, async () => {
    using temp = new TempFolder();
    assertEquals(await wrongVerdicts(verdicts, here, temp), []);
  });
}
