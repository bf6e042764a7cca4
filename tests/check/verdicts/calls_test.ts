import { assertEquals } from "@std/assert";
import { fromFileUrl } from "@std/path";
import { peerTest } from "../../_kit/peers/peer.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { type Verdict, wrongVerdicts } from "./verdicts.ts";

/*
What check tells of a program's own calls, and which cause it does not tell because of them. One rule of each program is
tried: a recorded start more is what is at stake.
*/
const QUICK = ["--timeout", "0.5"];
const only = (rule: string, ...more: string[]) => ["--only", rule, ...QUICK, ...more];
const LANGUAGES = "../../languages";

const VERDICTS: readonly Verdict[] = [
  {
    program: "first_served_only.py",
    check: ["echo", "--concurrent", ...only("at_once")],
    fails: { "echo.at_once": "the line was sent whole, and no answer came" },
    calls: { "echo.at_once": "brought the whole line, 9 bytes, and nothing was sent after it" },
    never: /one client at a time/,
  },
  {
    program: "one_at_a_time.py",
    check: ["echo", "--concurrent", ...only("at_once")],
    fails: { "echo.at_once": "your server serves one client at a time" },
    calls: {
      "echo.at_once": "#2 waits in the queue of accept, while the program has been waiting in recv on #1",
    },
  },
  {
    program: "sends_once.c",
    check: ["files", ...only("large")],
    fails: { "files.large": "part of the content is missing" },
    calls: { "files.large": "bytes, and the other" },
  },
  {
    program: "waits_for_all.c",
    check: ["echo", ...only("upper")],
    fails: {
      "echo.upper": ["the answer came only once the client had said", "waits for more bytes than a request"],
    },
    calls: { "echo.upper": "it asks for more, and for all of it at once (MSG_WAITALL)" },
  },
  {
    program: "told_once.c",
    check: ["echo", ...only("glued")],
    fails: {
      "echo.glued": ["with EPOLLET or EPOLLONESHOT it is told of them once", "waits for its sockets while"],
    },
    calls: { "echo.glued": "bytes and was not called again; the program has been waiting in epoll_wait" },
  },
  {
    program: "forgets_listen.c",
    check: ["echo", ...only("upper")],
    fails: { "echo.upper": "your server never calls listen" },
    calls: { "echo.upper": "and listen was never called" },
  },
  {
    program: "gives_up.py",
    check: ["echo", ...only("slow")],
    fails: {
      "echo.slow": ["closed the connection while a slow client was still typing", "gives up waiting"],
    },
    calls: { "echo.slow": "on #1 gave up after 0.1 s, and the connection was closed then" },
  },
  {
    program: "small_datagrams.py",
    check: ["echo", "--udp", ...only("udp_large")],
    fails: {},
    calls: { "echo.udp_large": "recvfrom(512) took 512 bytes of a datagram of 1472; the other 960 are lost" },
  },
  {
    program: `${LANGUAGES}/no_end.c`,
    check: ["echo", ...only("half_close")],
    fails: { "echo.half_close": "does not notice the end of the stream" },
    calls: { "echo.half_close": "returned 0, which is the end of the stream, and was called" },
  },
  {
    program: `${LANGUAGES}/one_recv.js`,
    check: ["echo", ...only("bytewise")],
    fails: { "echo.bytewise": "takes one recv for one line" },
    calls: {
      "echo.bytewise": "'data' (read(65536)) on #1 brought 1 of 9 bytes without a line end, and socket.write",
    },
  },
];

peerTest("check tells of a broken rule what the program called", ["python3", "gcc", "strace"], async () => {
  using temp = new TempFolder();
  const folder = fromFileUrl(new URL("calls", import.meta.url));
  const wrong = await wrongVerdicts(VERDICTS, folder, temp);
  // On a busy machine a recorded start may come out otherwise, and then nothing is told of its calls.
  const unseen = VERDICTS.filter(({ program }) =>
    wrong.some((what) => what.startsWith(`${program}: of the calls`))
  );
  const others = wrong.filter((what) => !what.includes(": of the calls"));
  assertEquals([...others, ...await wrongVerdicts(unseen, folder, temp)], []);
});
