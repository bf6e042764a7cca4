import { assertEquals, assertMatch } from "@std/assert";
import { askDatagram } from "../../../mod/net/udp/ask_datagram.ts";
import { type DatagramSocket, listenDatagrams } from "../../../mod/net/udp/datagram_socket.ts";
import { answerDatagrams } from "../../../mod/services/prime/answer_datagrams.ts";
import { PrimalityTester } from "../../../mod/services/prime/primality_tester.ts";
import { SenderRate } from "../../../mod/server/datagrams/sender_rate.ts";
import { silent } from "../../../mod/trace/tracer.ts";

type Ask = (question: string | Uint8Array) => Promise<string>;

/** Runs the service on a real socket; the time it ended is when the returned promise settles. */
async function withService(
  options: { explain?: boolean; stopOnEmpty?: boolean; perSecond?: number },
  use: (ask: Ask, ended: Promise<void>, socket: DatagramSocket) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const [socket] = await listenDatagrams(0, { hostname: "127.0.0.1" });
  const tester = new PrimalityTester(
    { maxDigits: 1000, timeLimit: 10, explain: options.explain ?? false },
    stop.signal,
  );
  const rate = new SenderRate(options.perSecond ?? 1000, () => 0);
  const ended = answerDatagrams({
    socket: socket!,
    tester,
    rate,
    stopOnEmpty: options.stopOnEmpty ?? false,
    signal: stop.signal,
    trace: silent,
  });
  const ask: Ask = async (question) => {
    const bytes = typeof question === "string" ? new TextEncoder().encode(question) : question;
    const server = { hostname: "127.0.0.1", port: socket!.address.port };
    const answer = await askDatagram(server, bytes, { tries: 1, timeout: 15_000 });
    return new TextDecoder().decode(answer.bytes);
  };
  try {
    await use(ask, ended, socket!);
  } finally {
    stop.abort();
    await ended;
  }
}

/**
 * Sends a datagram that gets no answer, then a question: the answer to come first shows that the other was
 * ignored.
 */
async function ignores(bytes: Uint8Array, { port }: { port: number }): Promise<string> {
  const [client] = await listenDatagrams(0, { hostname: "127.0.0.1" });
  using own = client!;
  const to = { transport: "udp", hostname: "127.0.0.1", port } as const;
  await own.send(bytes, to);
  await own.send(new TextEncoder().encode("not a number at all"), to);
  const { bytes: answer } = await own.receive(new Uint8Array(100));
  return new TextDecoder().decode(answer);
}

Deno.test("answerDatagrams() answers one datagram by one letter", async () => {
  await withService({}, async (ask) => {
    const numbers = [
      "4j",
      "4",
      "5",
      "-5",
      "17",
      "29\n",
      `${2n ** 50n}`,
      `${2n ** 50n - 1n}`,
      `${10n ** 99n + 289n}`,
    ];
    const answers = [];
    for (const number of numbers) answers.push(await ask(number));
    assertEquals(answers, ["E", "F", "T", "F", "T", "T", "F", "F", "T"]);
  });
});

Deno.test("answerDatagrams() answers what is binary, or the largest there is, with E", async () => {
  await withService({}, async (ask) => {
    assertEquals(await ask(Uint8Array.of(0, 255)), "E");
    assertEquals(await ask("9".repeat(65_507)), "E");
    assertEquals(await ask("17\n19"), "E");
  });
});

Deno.test("answerDatagrams() never says more than it was asked", async () => {
  await withService({ explain: true }, async (ask) => {
    assertEquals(await ask("17"), "T");
    assertEquals(await ask("17      "), "T proved");
    assertEquals(await ask("4294967297"), "F 641");
    const large = `${2n ** 89n - 1n}`;
    assertEquals(await ask(large), "T probable");
    assertMatch(await ask(large.padStart(100, "0")), /^T probable: .* random bases$/);
    assertEquals(await ask("x"), "E");
  });
});

Deno.test("answerDatagrams() ignores empty datagrams and answers of other servers", async () => {
  await withService({}, async (_ask, _ended, { address }) => {
    for (const ignored of ["", "T", "F", "E"]) {
      assertEquals(await ignores(new TextEncoder().encode(ignored), address), "E");
    }
  });
});

Deno.test("answerDatagrams() ends on an empty datagram where that is wanted", async () => {
  await withService({ stopOnEmpty: true }, async (ask, ended, { address }) => {
    assertEquals(await ask("17"), "T");
    const [client] = await listenDatagrams(0, { hostname: "127.0.0.1" });
    using own = client!;
    await own.send(new Uint8Array(0), { transport: "udp", hostname: "127.0.0.1", port: address.port });
    await ended;
  });
});

Deno.test("answerDatagrams() answers one sender no faster than its rate", async () => {
  await withService({ perSecond: 2 }, async (ask) => {
    assertEquals([await ask("17"), await ask("4")], ["T", "F"]);
    const third = await ask("19").catch((error) => error.code);
    assertEquals(third, "connection_timed_out");
  });
});
