import { assert, assertEquals, assertMatch } from "@std/assert";
import { Server } from "../_kit/program/server.ts";
import { figures, heldBy, prove } from "./claims.ts";
import { exchange } from "./stranger.ts";

/**
 * A prime of a thousand digits and more takes long; of these, half a thousand is enough for the limits here.
 */
const serve = (...args: string[]) => Server.start([...args, "--host", "127.0.0.1"]);

prove("security.md", "What is bounded", "prime", {
  "prime: digits, time": async ({ says }) => {
    const [digits, seconds] = figures(says[0]!);
    await using server = await serve("prime", "serve", "0", "--explain");
    assertMatch(await exchange(server.port, `${"2".repeat(digits!)}\n`), /^F/);
    assertMatch(
      await exchange(server.port, `${"2".repeat(digits! + 1)}\n`),
      new RegExp(`^E more than ${digits} digits`),
    );
    await using quick = await serve("prime", "serve", "0", "--explain", "--max-digits", "10000");
    const began = performance.now();
    assertMatch(
      await exchange(quick.port, `${(10n ** 9999n + 7n)}\n${2n ** 30_402n - 1n}\n7\n`),
      /^[FE].*\n[FE].*\nT/,
    );
    assert(performance.now() - began < 1000 * (2 * seconds! + 20));
  },
  "prime: numbers that wait": heldBy([
    "tests/server/workers/compute/compute_pool_test.ts",
    "ComputePool.run() refuses when too many wait",
  ]),
  "prime: datagrams answered to one address": async ({ says }) => {
    const [rate] = figures(says[0]!);
    assert(rate! >= 1000);
    await using server = await serve("prime", "serve", "0", "--udp", "0", "--udp-rate", "10");
    const port = Number(/:(\d+) /.exec(await server.line((line) => line.includes("udp")))![1]);
    const socket = Deno.listenDatagram({ transport: "udp", hostname: "127.0.0.1", port: 0 });
    let answers = 0;
    const counting = (async () => {
      for (let text = await heard(socket); text !== "over"; text = await heard(socket)) answers++;
    })();
    for (let asked = 0; asked < 200; asked++) {
      await socket.send(new TextEncoder().encode("17"), { transport: "udp", hostname: "127.0.0.1", port });
    }
    // The answer to what was asked over TCP afterwards comes after all that was asked before it was handled.
    assertEquals(await exchange(server.port, "17\n"), "T\n");
    // And so does what is sent to this socket afterwards
    await socket.send(new TextEncoder().encode("over"), {
      ...(socket.addr as Deno.NetAddr),
      hostname: "127.0.0.1",
    });
    await counting;
    socket.close();
    assert(answers >= 1 && answers <= 30, `${answers} answers to 200 questions`);
  },
});

async function heard(socket: Deno.DatagramConn): Promise<string> {
  const [bytes] = await socket.receive();
  return new TextDecoder().decode(bytes);
}

prove("security.md", "What is bounded", "calc", {
  "calc: expression, time": async ({ says }) => {
    const [bytes, seconds] = figures(says[0]!);
    await using server = await serve("calc", "serve", "0");
    const sum = (length: number) => `${"1+".repeat((length - 1) / 2)}1${length % 2 === 0 ? " " : ""}`;
    assertEquals(await exchange(server.port, `${sum(bytes!)}\n`), `${bytes! / 2}\n`);
    assertMatch(await exchange(server.port, `${sum(bytes! + 1)}\n`), new RegExp(`^Erreur.*${bytes}`));
    const began = performance.now();
    assertMatch(
      await exchange(server.port, "factorial(99999)*0+factorial(99998)*0+7**7**7\n2+2\n"),
      /^Erreur.*\n4\n$/,
    );
    assert(performance.now() - began < 1000 * (seconds! + 20));
  },
  "calc: variables, expressions that wait": heldBy(
    ["tests/services/calc/service_test.ts", "calc keeps a bounded number of variables"],
    ["tests/server/workers/compute/compute_pool_test.ts", "ComputePool.run() refuses when too many wait"],
  ),
});
