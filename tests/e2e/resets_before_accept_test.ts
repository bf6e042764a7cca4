/**
 * Clients that hang up while they queue: `accept` fails for each of them (ENOTCONN), and says nothing about the server. Ten
 * thousand of them, and then somebody who wants to be served.
 */
import { assert, assertEquals } from "@std/assert";
import { peerTest } from "../_kit/peer.ts";
import { Server } from "../_kit/program.ts";
import { resetBeforeAccept, whileStopped } from "../_kit/resetting_clients.ts";
import { TempFolder } from "../_kit/temp_folder.ts";

/** As many as surely fit into the queue of a server that does not run. */
const QUEUED = 400;
const ALL = 10_000;
/** Milliseconds: far less than any pause for each of those before, and much for a machine that does other things besides. */
const SOON = 5000;

interface Row {
  readonly args: readonly string[];
  /** What a client says at the server's n-th socket, and what it hears at once. */
  readonly talk: readonly Talk[];
}
type Talk = readonly [said: string, heard: string];

const ECHO: Talk = ["hello\n", "HELLO\n"];
const GET: Talk = ["GET /a.txt HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n", "HTTP/1.1 200 OK"];

const MODES = ["events", "iterative", "process", "thread", "pool", "symmetric"];
const ROWS: readonly Row[] = [
  ...MODES.map((mode) => ({ args: ["echo", "serve", "0", "--mode", mode], talk: [ECHO] })),
  { args: ["lab", "serve", "0"], talk: [["hello\n", "HELLO\n"]] },
  { args: ["files", "serve", "0", "--http-port", "0"], talk: [["a.txt\n", "OK"], GET] },
  {
    args: ["files", "share", "a.txt", "--port", "0"],
    talk: [["GET / HTTP/1.1\r\nhost: localhost\r\n\r\n", "HTTP/1.1 "]],
  },
  { args: ["chat", "serve", "0"], talk: [["Roger\n", ""]] },
  { args: ["prime", "serve", "0"], talk: [["97\n", "T\n"]] },
  { args: ["calc", "serve", "0"], talk: [["6*7\n", "42"]] },
];

for (const { args, talk } of ROWS) {
  peerTest(
    `${args.join(" ")} serves at once behind ${ALL} who reset before they were accepted`,
    ["python3"],
    async () => {
      using folder = new TempFolder();
      folder.write("a.txt", "one\n");
      await using server = await Server.start([...args, "--host", "127.0.0.1"], { cwd: folder.path });
      for (const [index, [said, heard]] of talk.entries()) {
        const port = server.ports[index]!;
        await whileStopped(server.child, () => resetBeforeAccept(port, QUEUED));
        assertEquals(await resetBeforeAccept(port, ALL - QUEUED), ALL - QUEUED, "the queue stood still");
        const begun = performance.now();
        assert((await ask(port, said)).startsWith(heard));
        const ms = performance.now() - begun;
        assert(ms < SOON, `${ms} ms`);
      }
      assertEquals(
        server.lines.filter((line) => line.includes("cannot accept")),
        [],
        "nobody was told of it",
      );
      await server.stop();
    },
  );
}

/** One line or request, and the first that comes back. */
async function ask(port: number, said: string): Promise<string> {
  using conn = await Deno.connect({ hostname: "127.0.0.1", port });
  await conn.write(new TextEncoder().encode(said));
  const buffer = new Uint8Array(1000);
  return new TextDecoder().decode(buffer.subarray(0, await conn.read(buffer) ?? 0));
}
