import { assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { peerTest } from "../../_kit/peers/peer.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { type Verdict, wrongVerdicts } from "./verdicts.ts";

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
];

peerTest("check says of each of these programs what is true of it", ["python3", "gcc"], async () => {
  using temp = new TempFolder();
  const folder = fromFileUrl(new URL("programs", import.meta.url));
  assertEquals(await wrongVerdicts(VERDICTS, folder, temp), []);
});
