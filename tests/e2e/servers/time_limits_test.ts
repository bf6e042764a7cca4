import { assert, assertEquals, assertMatch } from "@std/assert";
import { deadline, delay } from "@std/async";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { usageOf } from "../../_kit/program/proc.ts";
import { listenDatagrams } from "../../../mod/net/udp/datagram_socket.ts";
import { abortiveClose } from "../../../mod/net/tcp/abortive_close.ts";
import { Server } from "../../_kit/program/server.ts";
const ignore = Deno.build.os !== "linux";
const MODES = ["events", "iterative", "process", "thread", "pool", "symmetric"];

/** Many seconds of a processor, when nobody ends it. */
const BOMB = `(${Array(100).fill("gcd(7**46000,3**82000)").join("+")})\n`;
const LONG_PRIME = `${10n ** 9999n + 7n}\n`;

interface Subject {
  readonly name: string;
  readonly args: readonly string[];
  readonly bomb: string;
  readonly gaveUp: RegExp;
  /** Takes a worker a moment. */
  readonly harmless: readonly [question: string, answer: string];
}

const SUBJECTS: readonly Subject[] = [
  {
    name: "calc",
    args: ["calc", "serve", "0", "--host", "127.0.0.1", "--lang", "en", "--time-limit", "0.3"],
    bomb: BOMB,
    gaveUp: /^Error: given up after 0.3 s$/,
    harmless: ["2**5000%97\n", `${2n ** 5000n % 97n}`],
  },
  {
    name: "prime",
    args: [
      "prime",
      "serve",
      "0",
      "--host",
      "127.0.0.1",
      "--explain",
      "--time-limit",
      "0.3",
      "--max-digits",
      "10000",
    ],
    bomb: LONG_PRIME,
    gaveUp: /^E gave up after 0.3 s$/,
    harmless: [
      `${10n ** 99n + 289n}\n`,
      "T probable: passes Baillie-PSW, as no known composite does, and 5 random bases",
    ],
  },
];

for (const { name, args, bomb, gaveUp, harmless } of SUBJECTS) {
  for (const mode of MODES) {
    Deno.test({
      name: `netlab ${name} serve --mode ${mode} computes no longer than its limit, and not for who has left`,
      ignore,
      async fn() {
        await using server = await Server.start([...args, "--mode", mode]);
        {
          using client = await Client.dial(server.port);
          client.ask(bomb);
          assertMatch(await client.answer(), gaveUp);
          assertLittle(await untilIdle(server));
          client.ask(bomb.repeat(200));
        }
        assertLittle(await untilIdle(server));
        using after = await Client.dial(server.port);
        after.ask(harmless[0]);
        assertEquals(await after.answer(), harmless[1]);
      },
    });
  }

  Deno.test({
    name: `netlab ${name} serve answers somebody else while one client asks too much a hundred times over`,
    ignore,
    async fn() {
      await using server = await Server.start([...args]);
      using _crowd = await crowd(100, server.port, bomb);
      using other = await Client.dial(server.port, "127.0.0.2");
      other.ask(harmless[0]);
      // In turn, a job of the crowd goes first, which takes 0.3 s; behind all of them it would take 30 s
      const began = performance.now();
      assertEquals(await other.answer(), harmless[1]);
      assert(performance.now() - began < 25_000);
    },
  });
}

Deno.test({
  name: "netlab prime serve --udp answers one host while another sends more than can be examined",
  ignore,
  async fn() {
    const limits = ["--time-limit", "0.3", "--max-digits", "10000", "--host", "127.0.0.1"];
    await using server = await Server.start(["prime", "serve", "0", "--udp", "0", ...limits]);
    await server.line((line) => line.endsWith("(udp)"));
    const to = { transport: "udp", hostname: "127.0.0.1", port: server.ports[1]! } as const;
    const [[greedy], [other]] = await Promise.all([
      listenDatagrams(0, { hostname: "127.0.0.1" }),
      listenDatagrams(0, { hostname: "127.0.0.2" }),
    ]);
    using sockets = new DisposableStack();
    for (const socket of [greedy!, other!]) sockets.use(socket);
    const question = new TextEncoder().encode(LONG_PRIME);
    // Not more at once than a socket's buffer holds
    for (let sent = 0; sent < 100; sent++) {
      await greedy!.send(question, to);
      if (sent % 10 === 9) await delay(20);
    }
    await other!.send(new TextEncoder().encode(`${10n ** 99n + 289n}`), to);
    const answer = await deadline(other!.receive(new Uint8Array(64)), 15_000);
    assertEquals(new TextDecoder().decode(answer.bytes), "T");
    await untilIdle(server);
  },
});

/** One bomb that nobody ends takes more than three seconds of a processor. */
function assertLittle(seconds: number): void {
  assert(seconds < 1.5, `${seconds} s of a processor for nobody`);
}

async function crowd(count: number, port: number, question: string): Promise<Disposable> {
  const clients = new DisposableStack();
  for (let i = 0; i < count; i++) clients.use(await Client.dial(port)).ask(question);
  return clients;
}

/**
 * Waits until the server and its children use no processor any more.
 *
 * @returns seconds of a processor that they used until then; a busy machine does not make them more.
 */
async function untilIdle({ child }: Server): Promise<number> {
  const began = usageOf(child.pid).cpuSeconds!;
  for (let look = 0; look < 100; look++) {
    const before = usageOf(child.pid).cpuSeconds!;
    await delay(300);
    const now = usageOf(child.pid).cpuSeconds!;
    if (now - before < 0.1) return now - began;
  }
  throw new Error("It goes on computing");
}

/** A client that asks lines, and at the end breaks off. */
class Client implements Disposable {
  readonly #socket: Socket;
  readonly #lines: AsyncIterator<string>;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#lines = createInterface({ input: socket })[Symbol.asyncIterator]();
    socket.on("error", () => {/* an answer that never comes tells */});
  }

  static async dial(port: number, localAddress = "127.0.0.1"): Promise<Client> {
    const socket = connect({ host: "127.0.0.1", port, localAddress });
    await once(socket, "connect");
    return new Client(socket);
  }

  ask(text: string): void {
    this.#socket.write(text);
  }

  async answer(): Promise<string> {
    return (await this.#lines.next()).value ?? "(end)";
  }

  /** By an RST: an older runtime's node:net has no `resetAndDestroy`. */
  [Symbol.dispose](): void {
    const { localAddress, localPort, remoteAddress, remotePort } = this.#socket;
    abortiveClose({
      localAddr: { transport: "tcp", hostname: localAddress, port: localPort },
      remoteAddr: { transport: "tcp", hostname: remoteAddress, port: remotePort },
    } as Deno.Conn);
    this.#socket.destroy();
  }
}
