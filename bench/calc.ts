/**
 * `deno task bench:calc`: expressions, against a Python server that calls `eval`.
 *
 * @module
 */
import { netlab, python } from "./_kit/peers.ts";
import { type Suite, suite } from "./_kit/suite.ts";

const candidates = [
  netlab(["calc", "serve", "0", "--host", "127.0.0.1"]),
  python("calc_eval.py", "Python threads and eval"),
];
const short = "3*5+1";
const expressions = [short, "(1.5+2)*-3/7//2", "2**100%97+12345678901234567890*3"];

await suite("calc", Deno.args, async (run) => {
  for (const text of expressions) {
    await poured(run, { name: "expressions poured in, 1 connection", at: text, text });
  }
  for (const terms of run.sizes(10, 100, 1000)) {
    const text = Array(terms).fill("1").join("+");
    await poured(run, {
      name: "sums poured in, 1 connection",
      at: `${terms} terms`,
      text,
      count: 1_000_000 / terms,
    });
  }
  for (const conns of run.sizes(1, 50, 200)) await thereAndBack(run, conns);
});

/** One client that never waits for an answer. */
async function poured(
  run: Suite,
  { text, count = 100_000, ...what }: { name: string; at: string; text: string; count?: number },
): Promise<void> {
  await run.bench({
    ...what,
    unit: "answers/s",
    candidates,
    measure: async ({ load }) => {
      const result = await load("lines", { count: run.quick ? Math.max(200, count / 20) : count, text });
      return { "answers/s": result.per_second ?? 0 };
    },
  });
}

async function thereAndBack(run: Suite, conns: number): Promise<void> {
  await run.bench({
    name: `${short} there and back`,
    at: `${conns} connection${conns > 1 ? "s" : ""}`,
    unit: "answers/s",
    candidates,
    measure: async ({ load }) => {
      const result = await load("echo", { conns, text: short, seconds: run.seconds });
      return {
        "answers/s": result.per_second ?? 0,
        "p50 µs": result.p50_us ?? 0,
        "p99 µs": result.p99_us ?? 0,
      };
    },
  });
}
