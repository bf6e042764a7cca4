import { assert, assertEquals } from "@std/assert";
import { FrameReader } from "../../mod/io/frame_reader.ts";
import { textLines } from "../../mod/io/lines.ts";
import { dial } from "../../mod/net/tcp/dial.ts";
import { openServer, type Server, type ServerOptions } from "../../mod/server/open_server.ts";
import type { ConnectionHandler } from "../../mod/server/service.ts";
import { testOn } from "../_kit/test_on.ts";
import { until } from "../_kit/until.ts";
import passing from "./passing_service.ts";

const SPREADS = "only Linux spreads the connections to a port";

/** A server of two workers whose service has this in common. */
class Common implements AsyncDisposable {
  readonly heard: unknown[] = [];
  readonly said: string[] = [];
  workers = 0;
  ended = 0;

  private constructor(readonly server: Server) {}

  static async open(handler: ConnectionHandler, options: Partial<ServerOptions> = {}): Promise<Common> {
    const early = { heard: [] as unknown[], said: [] as string[], workers: 0, ended: 0 };
    let common: Common | typeof early = early;
    const server = await openServer(passing, {}, {
      hostname: "127.0.0.1",
      mode: "symmetric",
      workers: 2,
      grace: 5000,
      log: (message) => common.said.push(String(message)),
      inCommon: {
        handler,
        worker(port) {
          common.workers++;
          port.onmessage = ({ data }) => common.heard.push(data);
          return { [Symbol.dispose]: () => void common.ended++ };
        },
      },
      ...options,
    });
    const made = new Common(server);
    made.heard.push(...early.heard);
    made.said.push(...early.said);
    made.workers = early.workers;
    common = made;
    return made;
  }

  async connect(): Promise<Client> {
    return new Client(await dial({ hostname: "127.0.0.1", port: this.server.port }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server.stop();
  }
}

class Client implements Disposable {
  readonly #lines: FrameReader<string>;

  constructor(readonly connection: Awaited<ReturnType<typeof dial>>) {
    this.#lines = new FrameReader(connection, textLines());
  }

  async ask(line: string): Promise<string | null> {
    await this.connection.write(new TextEncoder().encode(`${line}\n`));
    return (await this.#lines.next())?.frame ?? null;
  }

  [Symbol.dispose](): void {
    this.connection.close();
  }
}

/** Answers each line with how many have come so far, from all clients together. */
function counting(): ConnectionHandler {
  let lines = 0;
  return async (connection) => {
    for await (const line of new FrameReader(connection, textLines())) {
      await connection.write(new TextEncoder().encode(`${++lines} ${line}\n`));
    }
  };
}

testOn(["linux"], SPREADS, "workers pass clients on to what they have in common", async () => {
  await using common = await Common.open(counting());
  assertEquals(common.workers, 2);
  using one = await common.connect();
  using two = await common.connect();
  assertEquals(await one.ask("here"), "HERE");
  assertEquals(await one.ask("home a"), "1 home a");
  assertEquals(await two.ask("home b"), "2 home b");
  assertEquals(await one.ask("c"), "3 c");
  await until(() => common.heard.length === 2);
  await common.server.stop();
  assertEquals(common.ended, 2);
});

testOn(
  ["linux"],
  SPREADS,
  "a client that was passed on ends with the worker that has its socket",
  async () => {
    const broken: unknown[] = [];
    const answering = counting();
    const handler: ConnectionHandler = (connection, context) =>
      answering(connection, context).catch((error) => {
        broken.push(error);
        throw error;
      });
    await using common = await Common.open(handler, { workers: 1 });
    using client = await common.connect();
    assertEquals(await client.ask("home a"), "1 home a");
    using killer = await common.connect();
    await killer.ask("crash").catch(() => {/* the worker may be gone before it answers */});
    await until(() => broken.length === 1);
    assert(String(broken[0]).includes("worker 1 crashed: on purpose"), String(broken[0]));
    await until(() => common.said.some((line) => line.includes("another one takes its place")));
    const again = async (): Promise<string | null> => {
      using next = await common.connect().catch(() => undefined);
      return await next?.ask("home b").catch(() => null) ?? null;
    };
    await until(async () => (await again())?.endsWith("home b") === true);
  },
);

testOn(["linux"], SPREADS, "workers together serve no more clients at once than there may be", async () => {
  await using common = await Common.open(counting(), { maxConnections: 2, grace: 0 });
  const clients = await Promise.all(Array.from({ length: 8 }, () => common.connect()));
  const answered = new Set<number>();
  clients.forEach((client, at) => client.ask("here").then(() => answered.add(at), () => {}));
  await until(() => answered.size === 2);
  // Whoever would have been served has had the time in which another one was, again and again
  const [first] = answered;
  for (let turn = 0; turn < 20; turn++) assertEquals(await clients[first!]!.ask("again"), "AGAIN");
  assertEquals(answered.size, 2);
  for (let left = 8; left > 2; left--) {
    const at = [...answered].find((each) => clients[each] !== undefined)!;
    clients[at]![Symbol.dispose]();
    delete clients[at];
    await until(() => answered.size === 8 - left + 3);
  }
  clients.forEach((client) => client?.[Symbol.dispose]());
});

testOn(["linux"], SPREADS, "workers together say once how many clients may finish", async () => {
  await using common = await Common.open(counting());
  const clients = await Promise.all(Array.from({ length: 6 }, () => common.connect()));
  for (const client of clients) assertEquals(await client.ask("here"), "HERE");
  const stopped = common.server.stop();
  await until(() => common.said.length > 0);
  clients.forEach((client) => client[Symbol.dispose]());
  await stopped;
  assertEquals(common.said, ["stopping: 6 open connections may finish"]);
});
