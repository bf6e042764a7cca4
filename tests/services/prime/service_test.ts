import { assert, assertEquals } from "@std/assert";
import prime, { type PrimeOptions } from "../../../mod/services/prime/service.ts";
import { silent } from "../../../mod/trace/tracer.ts";
import { FakeConnection } from "../../_kit/net/fake_connection.ts";

/** What the service says to somebody who sends these pieces and then ends. */
async function answers(
  pieces: string[] | FakeConnection,
  options: Partial<PrimeOptions> = {},
): Promise<string> {
  const lifetime = new AbortController();
  const all: PrimeOptions = { maxDigits: 1000, timeLimit: 10, explain: false, protocol: "lines", ...options };
  const connection = pieces instanceof FakeConnection ? pieces : new FakeConnection(pieces);
  const handler = prime.create(all, lifetime.signal);
  await handler(connection, { signal: lifetime.signal, trace: silent, log() {} });
  lifetime.abort();
  return connection.written;
}

const largePrime = 10n ** 99n + 289n;

Deno.test("prime answers the sheet's numbers with the sheet's bytes", async () => {
  const numbers = ["4j", "4", "5", "-5", "17", "29", `${2n ** 50n}`, `${2n ** 50n - 1n}`];
  assertEquals(await answers([`${numbers.join("\n")}\n`]), "E\nF\nT\nF\nT\nT\nF\nF\n");
});

Deno.test("prime answers one byte at a time, without a last line end, and with carriage returns", async () => {
  assertEquals(await answers(FakeConnection.byteByByte("17\r\n4\n29")), "T\nF\nT\n");
});

Deno.test("prime keeps the order when a number goes to a worker", async () => {
  const connection = new FakeConnection([`17\n${largePrime}\n4\n`]);
  assertEquals(await answers(connection), "T\nT\nF\n");
  assertEquals(connection.writes[0], "T\n", "the first answer does not wait for the second");
});

Deno.test("prime explains when asked to", async () => {
  const text = await answers([`4294967297\n17\n${largePrime}\nx\n1\n12345678901\n`], {
    explain: true,
    maxDigits: 100,
  });
  assertEquals(
    text,
    "F 641\nT proved\nT probable: passes Baillie-PSW, as no known composite does, and 5 random bases\nE not an integer\nF below 2\nF 857\n",
  );
});

Deno.test("prime refuses a number of too many digits and goes on", async () => {
  assertEquals(
    await answers(["123456\n17\n"], { maxDigits: 5, explain: true }),
    "E more than 5 digits\nT proved\n",
  );
  const million = await answers([...Array(20).fill("9".repeat(50_000)), "\n17\n"], { explain: true });
  assertEquals(million, "E more than 1000 digits\nT proved\n");
});

Deno.test("prime gives up on a number that takes too long and goes on", async () => {
  const text = await answers([`${10n ** 999n + 7n}\n17\n`], { timeLimit: 0.02, explain: true });
  assertEquals(text, "E gave up after 0.02 s\nT proved\n");
});

Deno.test("prime gathers the answers to a thousand questions into few writes", async () => {
  const connection = new FakeConnection(["17\n".repeat(1000)]);
  assertEquals(await answers(connection), "T\n".repeat(1000));
  assert(connection.writes.length <= 10, `${connection.writes.length} writes`);
});

Deno.test("prime in JSON answers well-formed requests in order", async () => {
  const text = await answers(
    [
      '{"method":"isPrime","number":7}\n{"number":123.5,"method":"isPrime"}\n',
      `{"method":"isPrime","number":${largePrime}}\n`,
    ],
    { protocol: "json" },
  );
  assertEquals(text.split("\n").slice(0, 3).map((line) => JSON.parse(line)), [
    { method: "isPrime", prime: true },
    { method: "isPrime", prime: false },
    { method: "isPrime", prime: true },
  ]);
});

Deno.test("prime in JSON answers a malformed request once and closes", async () => {
  const connection = new FakeConnection([
    '{"method":"isPrime","number":7}\n{"method":"no"}\n{"method":"isPrime","number":7}\n',
  ]);
  const lines = (await answers(connection, { protocol: "json" })).trimEnd().split("\n");
  assertEquals(lines.length, 2);
  assertEquals(Object.keys(JSON.parse(lines[1]!)), ["error"]);
  assertEquals(connection.ends, ["closeWrite", "close"]);
});
