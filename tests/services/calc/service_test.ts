import { assert, assertEquals } from "@std/assert";
import calc, { type CalcOptions } from "../../../mod/services/calc/service.ts";
import { silent } from "../../../mod/trace/tracer.ts";
import { FakeConnection } from "../../_kit/net/fake_connection.ts";

/** What the calculator says, write by write, to somebody who sends these pieces and then ends. */
async function converse(connection: FakeConnection, options: Partial<CalcOptions> = {}): Promise<string> {
  const lifetime = new AbortController();
  const all: CalcOptions = { framing: "line", lang: "fr", maxLength: 4096, timeLimit: 10, ...options };
  await calc.create(all, lifetime.signal)(connection, { signal: lifetime.signal, trace: silent, log() {} });
  lifetime.abort();
  return connection.written;
}

const lines = (text: string, options?: Partial<CalcOptions>) => converse(new FakeConnection([text]), options);

Deno.test("calc answers a line with its result and a mistake with a sentence, and lives on", async () => {
  const text = await lines("3*5+1\n1/0\n2**-1\n");
  assertEquals(text, "16\nErreur: division par zéro (position 2)\n0.5\n");
});

Deno.test("calc speaks English when asked to", async () => {
  assertEquals(await lines("1/0\n", { lang: "en" }), "Error: division by zero (position 2)\n");
});

Deno.test("calc counts positions in characters, not in bytes", async () => {
  assertEquals(
    await lines("𝟙\n1+(😀)\n"),
    [
      "Erreur: caractère inattendu 𝟙 (U+1D7D9) (position 1)\n",
      "Erreur: caractère inattendu 😀 (U+1F600) (position 4)\n",
    ].join(""),
  );
});

Deno.test("calc never sends control characters back", async () => {
  assertEquals(await lines("1+\x1b[2J\n"), "Erreur: caractère inattendu U+001B (position 3)\n");
});

Deno.test("calc remembers ans and variables, and a mistake changes neither", async () => {
  const text = await lines("6*7\nans+1\nx = ans*2\n1/0\nx = 1/0\nans\nx\n");
  const mistake = (at: number) => `Erreur: division par zéro (position ${at})\n`;
  assertEquals(text, `42\n43\n86\n${mistake(2)}${mistake(6)}86\n86\n`);
});

Deno.test("calc gives each connection its own memory", async () => {
  const lifetime = new AbortController();
  const handler = calc.create({ framing: "line", lang: "fr", maxLength: 99, timeLimit: 9 }, lifetime.signal);
  const context = { signal: lifetime.signal, trace: silent, log() {} };
  await handler(new FakeConnection(["x=1\n"]), context);
  const other = new FakeConnection(["x\nans\n"]);
  await handler(other, context);
  assertEquals(
    other.written,
    "Erreur: nom inconnu x (position 1)\nErreur: pas encore de résultat pour ans (position 1)\n",
  );
});

Deno.test("calc keeps a bounded number of variables", async () => {
  const many = Array.from({ length: 70 }, (_, i) => `v${i} = ${i}\n`).join("");
  const answers = (await lines(many)).trimEnd().split("\n");
  assertEquals([answers[0], answers[63]?.startsWith("Erreur"), answers[69]?.startsWith("Erreur")], [
    "0",
    false,
    true,
  ]);
});

Deno.test("calc in chunk framing takes a read for an expression and sends no line end", async () => {
  const connection = new FakeConnection(["3*5+1", "1/0", "2\n"]);
  await converse(connection, { framing: "chunk" });
  assertEquals(connection.writes, ["16", "Erreur: division par zéro (position 2)", "2"]);
});

Deno.test("calc refuses an expression that is too long, or no text, and goes on", async () => {
  assertEquals(
    await lines(`${"1+".repeat(50_000)}1\n2\n`),
    "Erreur: expression trop longue, 4096 octets au plus\n2\n",
  );
  const binary = new FakeConnection([Uint8Array.of(0x31, 0xff, 0x0a), "2\n"]);
  assertEquals(await converse(binary), "Erreur: l'expression n'est pas du texte UTF-8\n2\n");
});

Deno.test("calc computes long numbers in a worker, with the variables of the connection", async () => {
  const text = await lines("x = 97\n2**5000%x\ny = 3**5000%1000\nx+y\n");
  assertEquals(text, `97\n${2n ** 5000n % 97n}\n${3n ** 5000n % 1000n}\n${97n + 3n ** 5000n % 1000n}\n`);
});

Deno.test("calc gives up after the time limit and goes on", async () => {
  const text = await lines(`${Array(20).fill("isqrt(3**80000)").join("-")}\n1+1\n`, {
    timeLimit: 0.01,
  });
  assert(text.endsWith("calcul abandonné après 0.01 s\n2\n"), text.slice(-100));
});
