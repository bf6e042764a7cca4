import { assertEquals } from "@std/assert";
import { peerTest } from "../../_kit/peers/peer.ts";
import { freePort } from "../../_kit/net/free_port.ts";
import { untilListening } from "../../_kit/net/until_listening.ts";
import { relay, socat } from "../../_kit/program/relay.ts";
import { TempFolder } from "../../_kit/temp_folder.ts";
import { until } from "../../_kit/until.ts";

/*
 * What scripts wait for in the output of -d -d: each line of the real socat has to come from relay as well, in the same
 * order. `%` stands for a free port, `@` for a folder.
 */

type Run = (args: string[], stdin?: string) => Promise<{ stderr: string; code: number }>;

/** Command lines that end by themselves when standard input does. */
const ALONE = [
  "- PIPE",
  "-U STDOUT STDIN",
  "-u 0 1",
  "- EXEC:cat",
  "-u - OPEN:@/made,creat",
  "-u - CREATE:@/made",
  "-u OPEN:@ -",
  "- OPEN:@/missing",
  "- TCP4:127.0.0.1:%",
  "-u - UDP4:127.0.0.1:%",
  "-u - UDP4-DATAGRAM:127.0.0.1:%",
  "TCP4-LISTEN:%,accept-timeout=0.1 -",
];

peerTest("relay -d -d says of each address what socat says", ["socat"], async () => {
  const failed: string[] = [];
  await inTurns(ALONE, async (line) => {
    const [theirs, ours] = [await said(line, socat), await said(line, relay)];
    if (theirs.join("\n") !== ours.join("\n")) failed.push([line, ...theirs, "---", ...ours].join("\n"));
  });
  assertEquals(failed, []);
});

peerTest("relay hears that nobody listens at a UDP port, as socat does", ["socat"], async () => {
  const to = `UDP4:127.0.0.1:${freePort()}`;
  for (const more of [[], ["-u"]]) {
    const script = `SYSTEM:"echo one; sleep 0.3; echo two; sleep 0.3"`;
    const [theirs, ours] = await Promise.all([socat, relay].map(async (run) => {
      const { code, stderr } = await run(["-t", "5", ...more, script, to]);
      // Of a read, socat tells an address and the size of its block.
      return [code, stderr.match(/ E .*/g)?.map((line) => line.replace(/\(\d+, .*?\):/, "(F):"))];
    }));
    assertEquals(ours, theirs, more.join());
  }
});

async function said(line: string, run: Run): Promise<string[]> {
  using folder = new TempFolder();
  const port = freePort();
  const filled = line.split(" ").map((word) => word.replace("%", String(port)).replace("@", folder.path));
  const { stderr, code } = await run(["-d", "-d", "-t", "5", ...filled], "hello\n");
  return [...notices(stderr, { port, folder: folder.path }), `status ${code}`];
}

/** Command lines that wait for a client, and the client: socat, to have the same for both. */
const SERVERS = [
  ["TCP4-LISTEN:%,reuseaddr PIPE", "TCP4:127.0.0.1:%"],
  ["UNIX-LISTEN:@/s PIPE", "UNIX:@/s"],
  ["UDP4-RECVFROM:% PIPE", "UDP4-SENDTO:127.0.0.1:%"],
  ["UNIX-RECVFROM:@/s PIPE", "UNIX-SENDTO:@/s,bind=@/c"],
] as const;

peerTest("relay -d -d says of each client what socat says", ["socat"], async () => {
  await inTurns(SERVERS, async ([server, client]) => {
    const [theirs, ours] = [await served(server, client, socat), await served(server, client, relay)];
    assertEquals(ours, theirs, server);
  });
});

async function served(server: string, client: string, run: Run): Promise<string[]> {
  using folder = new TempFolder();
  const port = freePort();
  const fill = (text: string) => text.replaceAll("%", String(port)).replaceAll("@", folder.path);
  const serving = run(["-d", "-d", ...fill(server).split(" ")]);
  if (server.includes("@")) await until(() => folder.names().includes("s"));
  else await untilListening(port, server.startsWith("UDP") ? "udp" : "tcp");
  await socat(["-t", "5", ...server.includes("UDP") ? ["-T", "1"] : [], "-", fill(client)], "hello\n");
  const { stderr, code } = await serving;
  return [...notices(stderr, { port, folder: folder.path }), `status ${code}`];
}

/** What only one of the two says, and why. */
const SAID_BY_ONE = [
  // socat says it twice: once for a program, once for the process that becomes it
  / N forked off child process/,
  // comes when it comes, in the middle of other lines
  / N (childdied|execvp'ing)/,
  / W waitpid\(-1/,
  // looks for details of a refused connection, and finds none
  / W recvmsg\(\)/,
  // told after each datagram
  / N local address: /,
  // a wait that has no session to wait for
  / N (Waiting for child processes|exiting with status 0)/,
  // the same as a status, told in two ways
  / W system\("/,
  // ours alone: sums, reasons, advice
  / N (in all transferred|no data for|the one connection is over)/,
  // as socat ends at an error, these do not come
  / N socket \d to socket \d is in error/,
  / N socket \d \(fd \d+\) is at EOF/,
];

function notices(stderr: string, where: { port: number; folder: string }): string[] {
  return stderr.split("\n").filter((line) =>
    /\] [NWE] /.test(line) && !SAID_BY_ONE.some((each) => each.test(line))
  )
    .map((line) =>
      line.replace(/^.*?\] /, "").replaceAll(where.folder, "@").replaceAll(String(where.port), "%")
        .replace(/using socket/, "using pipes")
        .replaceAll(/\(\d+, [^)]*\): /g, "(F): ").replaceAll(/\d+(?=,|\])/g, "F")
        .replace(/child \d+/, "child").replaceAll(/(127\.0\.0\.1|0\.0\.0\.0):\d+/g, "$1:P")
        .replace(/opening block device "@"/, 'opening directory "@"')
    );
}

/** A few at a time. */
async function inTurns<Item>(items: readonly Item[], run: (item: Item) => Promise<void>): Promise<void> {
  const rest = [...items];
  await Promise.all([1, 2, 3].map(async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await run(item);
  }));
}
