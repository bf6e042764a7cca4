import { assertEquals, assertStringIncludes } from "@std/assert";
import { runRelay } from "../../../mod/relay/run.ts";
import { peerTest } from "../../_kit/peers/peer.ts";
import { runCommand } from "../../_kit/program/run.ts";
import { POSIX, testOn } from "../../_kit/test_on.ts";

interface Told {
  readonly code: number;
  readonly said: string;
}

/** Runs `netlab relay …` within the test's own process. */
async function scan(
  args: string[],
  signal = new AbortController().signal,
  kept: string[] = [],
  heard: (text: string) => void = () => {},
): Promise<Told> {
  let said = "";
  const write = (text: string | Uint8Array) => {
    said += text;
    heard(`${text}`);
  };
  const code = await runRelay({
    args,
    signal,
    writeOutput: write,
    writeError: write,
    variable: () => undefined,
    keep: ({ permissions }) => (kept.push(...permissions), { kept: permissions, lost: [] }),
  });
  return { code, said };
}

/** A server whose queue of clients takes them all. */
function server(): Deno.TcpListener {
  return Deno.listen({ hostname: "127.0.0.1", port: 0 });
}

/** Rows for both programs. OPEN is a port with a server; ports 1 to 3 have none. */
const ROWS = [
  "-z 127.0.0.1 OPEN",
  "-z 127.0.0.1 1",
  "-z 127.0.0.1 1 OPEN",
  "-z 127.0.0.1 OPEN 1",
  "-zv 127.0.0.1 OPEN",
  "-zv 127.0.0.1 1",
  "-zv localhost OPEN 1 OPEN",
  "-zv localhost OPEN-OPEN 1-3",
  "-vz 127.0.0.1 3-1",
  "-z -v -w 3 127.0.0.1 OPEN",
  "-zvw3 127.0.0.1 OPEN",
  "-vw 3 -z 127.0.0.1 OPEN",
  "-z 127.0.0.1 OPEN -v -w1",
  "-zvn 127.0.0.1 OPEN 1",
  "-4zv localhost OPEN",
  "-zv 127.0.0.1 tcpmux",
  "-zv 127.0.0.1 +OPEN 0001",
  "-zvn localhost OPEN",
  "-zv -4 ::1 OPEN",
  "-zv -6 127.0.0.1 OPEN",
  "-zv ::1 1",
  "-z 127.0.0.1",
  "-zv 127.0.0.1 OPEN nosuch",
  "-zv 127.0.0.1 OPEN 0",
  "-zv 127.0.0.1 1-65536",
  "-zv 127.0.0.1 OPEN,1",
  "-zv 127.0.0.1 http-https",
  "-zv -w soon 127.0.0.1 OPEN",
  "-zv -w -1 127.0.0.1 OPEN",
  "-zv -w 99999999999 127.0.0.1 OPEN",
];

peerTest("relay -z says what nc says, and ends as it does", ["nc.openbsd"], async () => {
  using open = server();
  for (const row of ROWS) {
    const args = row.replaceAll("OPEN", `${open.addr.port}`).split(" ");
    const nc = await runCommand("nc.openbsd", args);
    const wanted = { code: nc.code, said: nc.stderr.replaceAll(/^nc(?:\.openbsd)?: /gm, "netlab: ") };
    assertEquals(await scan(args), wanted, row);
  }
});

Deno.test("relay -z tries many ports and tells of them in order, with the network alone", async () => {
  using open = server();
  const { port } = open.addr;
  const kept: string[] = [];
  const { code, said } = await scan(["-zvn", "127.0.0.1", "1-6", `${port}`, "1-130"], undefined, kept);
  const told = said.trimEnd().split("\n").map((line) => Number(/(\d+) (?:port \[|\(tcp\))/.exec(line)?.[1]));
  const few = Array.from({ length: 6 }, (_, index) => index + 1);
  const many = Array.from({ length: 130 }, (_, index) => index + 1);
  assertEquals([code, told, kept], [0, [...few, port, ...many], ["net"]]);
});

Deno.test("relay -z closes at once what it has opened, and sends nothing", async () => {
  using open = server();
  const scanning = scan(["-z", "127.0.0.1", `${open.addr.port}`]);
  using client = await open.accept();
  assertEquals(await client.read(new Uint8Array(1)), null);
  assertEquals((await scanning).code, 0);
});

/** A port that answers nothing: the queue of its server is full. */
async function silentPort(): Promise<{ port: number } & Disposable> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0, tcpBacklog: 1 });
  const { port } = listener.addr;
  const clients: Deno.Conn[] = [];
  try {
    for (;;) {
      const signal = AbortSignal.timeout(500);
      clients.push(await Deno.connect({ hostname: "127.0.0.1", port, signal }));
    }
  } catch {
    return { port, [Symbol.dispose]: () => [listener, ...clients].forEach((each) => each.close()) };
  }
}

testOn(["linux"], "a full queue refuses there", "relay -z waits no longer than -w says", async () => {
  using silent = await silentPort();
  const { code, said } = await scan(["-zv", "-w", "0.1", "127.0.0.1", `${silent.port}`]);
  const wanted = `netlab: connect to 127.0.0.1 port ${silent.port} (tcp) failed: Connection timed out\n`;
  assertEquals([code, said], [1, wanted]);
});

testOn(["linux"], "a full queue refuses there", "relay -z ends at once when it is told to", async () => {
  using silent = await silentPort();
  using open = server();
  const stop = new AbortController();
  const args = ["-zvw", "3600", "127.0.0.1", `${open.addr.port}`, `${silent.port}`, "1-65535"];
  let said = "";
  const ended = scan(args, stop.signal, [], (text) => {
    said += text;
    stop.abort();
  });
  assertEquals((await ended).code, 1);
  assertEquals(said, `Connection to 127.0.0.1 ${open.addr.port} port [tcp/*] succeeded!\n`);
});

testOn(
  POSIX,
  "names are looked up by other words there",
  "relay -z tells of a host that is not there",
  async () => {
    const { code, said } = await scan(["-z", "a..b", "80"]);
    assertEquals(code, 1);
    assertStringIncludes(said, 'netlab: getaddrinfo for host "a..b" port 80: ');
  },
);

Deno.test("relay -z shows its help", async () => {
  const { code, said } = await scan(["-zh"]);
  assertEquals(code, 0);
  assertStringIncludes(said, "netlab relay -z [-v] [-n] [-w <seconds>] [-4|-6] <host> <port>...");
});
