/**
 * `deno task bench:calc`: expressions, against a Python server that calls `eval`.
 *
 * @module
 */
import { netlab, python } from "./_kit/peers.ts";
import { suite } from "./_kit/suite.ts";

const contenders = [
  netlab(["calc", "serve", "0", "--host", "127.0.0.1"]),
  python("calc_eval.py", "Python threads and eval"),
];
const expressions = ["3*5+1", "(1.5+2)*-3/7//2", "2**100%97+12345678901234567890*3"];

await suite("calc", Deno.args, async (run) => {
  for (const text of expressions) {
    await run.bench({
      name: `${text} poured in, 1 connection`,
      unit: "answers/s",
      contenders,
      measure: async ({ load }) => {
        const result = await load("lines", { count: run.quick ? 5000 : 100_000, text });
        return { "answers/s": result.per_second ?? 0 };
      },
    });
  }
  await run.bench({
    name: `${expressions[0]} there and back, 50 connections`,
    unit: "answers/s",
    contenders,
    measure: async ({ load }) => {
      const result = await load("echo", { conns: 50, text: expressions[0]!, seconds: run.seconds });
      return {
        "answers/s": result.per_second ?? 0,
        "p50 µs": result.p50_us ?? 0,
        "p99 µs": result.p99_us ?? 0,
      };
    },
  });
});
