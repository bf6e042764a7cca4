import { assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { peerTest } from "../../_kit/peers/peer.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { type Verdict, wrongVerdicts } from "./verdicts.ts";

/** No more than these rules. */
function only(...rules: readonly string[]): string[] {
  return ["--timeout", "1", ...rules.flatMap((rule) => ["--only", rule])];
}

/*
Programs of which check once said what is not so: those that are right and were accused, those that were told another
mistake than theirs, and one that was passed. Each opens with what is true of it.
*/
const VERDICTS: readonly Verdict[] = [
  { program: "keyboard_and_clients.py", check: ["echo", "--transform", "none"], fails: {} },
  {
    program: "talks_on.py",
    check: ["echo"],
    fails: { "echo.upper": "another answer came" },
    never: /end of the stream|flush/,
  },
  { program: "shows_lines.c", check: ["echo", "--listen", "0"], fails: {}, never: /flush/ },
  {
    program: "one_client_calculates.py",
    check: ["calc", "--framing", "chunk"],
    fails: { "calc.next_client": "serves one client and is over then (exit status 0)" },
    never: /evaluates|exception|eval\(/,
  },
  {
    program: "one_client_primes.py",
    check: ["prime", "--framing", "chunk"],
    fails: { "prime.next_client": "serves one client and is over then (exit status 0)" },
    never: /error|exception|floating/,
  },
  {
    program: "one_client_mirror.py",
    check: ["echo", "--transform", "none", "--framing", "chunk"],
    fails: { "echo.next_client": "serves one client and is over then (exit status 0)" },
    never: /decode|UTF-8|breaks off/,
  },
  {
    program: "one_client_mirror.py",
    check: ["echo", "--transform", "none", "--framing", "chunk", "--one-client"],
    fails: {},
  },
  {
    program: "writes_to_who_left.c",
    check: ["files"],
    fails: { "files.reset": "killed by SIGPIPE: it sent to a client that had left: ignore SIGPIPE (signal(" },
    never: /accept|loop/,
  },
  {
    program: "name_keeps_its_end.py",
    check: ["files"],
    fails: { "files.text": "the line end stays on the name" },
    never: /the file is there/,
  },
  {
    program: "answers_the_end.py",
    check: ["calc", "--framing", "chunk"],
    fails: {
      "calc.errors": "the connection ended instead of an answer",
      "calc.no_eval": "your server evaluates what it is given as a program",
      "calc.half_close":
        "answers the end of the stream again and again, as if it were a request: recv returns b''",
    },
    never: /closes at the end|half-closes/,
  },
  {
    program: "full_box_drops.py",
    check: ["chat"],
    fails: { "chat.in_order": "your server loses lines when many come at once" },
    never: /the first of several/,
  },
  {
    program: "sign_does_not_count.py",
    check: ["prime", "--protocol", "protohackers"],
    fails: { "prime.json_simple": "a negative number is no prime" },
    never: /floating/,
  },
  {
    program: "large_takes_long.py",
    check: ["prime", "--protocol", "protohackers", "--timeout", "0.5"],
    fails: {},
    never: /floating|2 ?\*\* ?53/,
  },
  { program: "names_in_turn.py", check: ["chat", "--login", "--commands", "--one-client"], fails: {} },
  {
    program: "one_answer_and_bye.py",
    check: ["echo"],
    fails: {
      "echo.several": "closes the connection after one answer",
      "echo.bytewise": "takes one recv for one line (it has answered before the line end had come)",
    },
    never: /empty line for the end/,
  },
  {
    program: "no_end_in_sight.py",
    check: ["echo"],
    fails: {
      "echo.half_close": [
        "does not notice the end of the stream, and turns in a loop",
        "has its answers, and the connection stays open",
      ],
    },
    never: /add "\\n"/,
  },
  {
    program: "select_beside_makefile.py",
    check: ["echo", ...only("upper", "several", "bytewise", "glued", "half_close")],
    fails: {
      "echo.glued":
        "until something new comes: it waits for its sockets while there is still something in its",
    },
    never: /readline\(\)/,
  },
  {
    program: "poll_beside_fgets.c",
    check: ["echo", ...only("upper", "several", "bytewise", "glued")],
    fails: { "echo.glued": "fgets on fdopen() reads ahead, and select, poll and epoll see only" },
    never: /or read with fgets/,
  },
  {
    program: "new_file_for_each_line.py",
    check: ["echo", ...only("upper", "several", "bytewise", "glued", "half_close")],
    fails: { "echo.glued": "a makefile() reads ahead, so make it once for each client" },
    never: /half-closes/,
  },
  {
    program: "keeps_what_was_not_sent.py",
    check: ["chat", ...only("all", "any_order", "burst", "slow_reader")],
    fails: {},
  },
  {
    program: "sends_what_came.c",
    check: ["chat", ...only("all", "any_order", "in_order", "mixed", "burst")],
    fails: { "chat.mixed": "sends on the pieces of unfinished lines, which mix with those of others" },
    never: /loses lines/,
  },
  {
    program: "hopes_it_will_not_block.py",
    check: ["echo", "--framing", "chunk", "--transform", "none", ...only("mirror", "several", "unread")],
    fails: { "echo.unread": "ends with an error when its client does not read at once" },
  },
  {
    program: "fatal_at_the_end.go",
    check: ["echo", ...only("upper", "next_client")],
    fails: { "echo.next_client": "test for the end before you use what was read: Read returns io.EOF" },
    never: /does not say why/,
  },
  {
    program: "line_after_the_end.js",
    check: ["echo", ...only("upper", "next_client", "silent_client", "last_line")],
    fails: { "echo.silent_client": "on a stream that is ended already" },
    never: /emits 'end'/,
  },
  {
    program: "time_limit_is_an_empty_line.py",
    check: ["echo", ...only("upper", "bytewise", "slow", "empty_line")],
    fails: { "echo.slow": "while a slow client was still typing: remove the time limit" },
    never: /empty line for the end/,
  },
  {
    program: "Int32Primes.java",
    check: ["prime", ...only("simple", "sheet", "above_2_53")],
    fails: { "prime.sheet": "too large for the integers of your program is answered with E" },
    never: /negative|isDigit|floating/,
  },
  {
    program: "atoi_primes.c",
    check: ["prime", ...only("simple", "sheet", "not_integers")],
    fails: { "prime.sheet": "what is no integer is answered with E: see by strtoll's second argument" },
    never: /wrong for this number/,
  },
  {
    program: "answers_the_one_before.py",
    check: ["prime", "--udp"],
    fails: { "prime.udp_simple": "answers each datagram with the answer to the one before" },
  },
  {
    program: "waits_for_the_rest.py {name}",
    check: ["files", "--listen", "0", ...only("client_asks", "client_cut")],
    fails: { "files.client_cut": "does not notice that the server has closed, and turns in a loop" },
  },
  {
    program: "one_recv_one_message.py",
    check: [
      "chat",
      "--framing",
      "u16",
      ...only("message_all", "message_length_split", "message_body_split", "message_glued"),
    ],
    fails: { "chat.message_length_split": "sends on what one recv returned, before the message was whole" },
  },
  {
    program: "file_as_text.js",
    check: ["files", ...only("text", "accents", "binary", "large")],
    fails: { "files.accents": "the size counts characters, not bytes" },
    never: /open\(|len\(/,
  },
];

peerTest("check says of each of these programs what is true of it", ["python3", "gcc"], async () => {
  using temp = new TempFolder();
  const folder = fromFileUrl(new URL("programs", import.meta.url));
  assertEquals(await wrongVerdicts(VERDICTS, folder, temp), []);
});
