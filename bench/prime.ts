/**
 * `deno task bench:prime`: primes over TCP and UDP, against the sheet's servers, the libraries people use,
 * and a C loop.
 *
 * @module
 */
import { delay } from "@std/async";
import { join } from "@std/path";
import { datagramBench } from "./_kit/datagram_bench.ts";
import type { Candidate } from "./_kit/candidate.ts";
import { netlab, python } from "./_kit/peers.ts";
import { root } from "./_kit/root.ts";
import { type Suite, suite } from "./_kit/suite.ts";

/** The largest prime below 2^64: a prime costs every base of the test, a composite usually one. */
const largest64 = "18446744073709551557";
const digits100 = `${10n ** 99n + 289n}`;
const digits300 = `${10n ** 299n + 669n}`;
const digits1000 = `${10n ** 999n + 7n}`;

const netlabPrime = netlab(["prime", "serve", "0", "--host", "127.0.0.1", "--time-limit", "60"]);
const sheet = python("prime_tcp.py", "the sheet's Python server");
const [sympy, gmpy2] = ["sympy", "gmpy2"].map(library);

await suite("prime", Deno.args, async (run) => {
  await poured(run, "7 digits", "1000003", [netlabPrime, sheet, sympy!, gmpy2!]);
  await poured(run, "20 digits (64 bits)", largest64, [netlabPrime, sympy!, gmpy2!]);
  for (
    const [digits, text] of run.sizes<readonly [number, string]>([100, digits100], [300, digits300], [
      1000,
      digits1000,
    ])
  ) {
    await large(run, `${digits} digits`, text);
  }
  await datagramBench(run, {
    words: ["prime", "serve", "0", "--host", "127.0.0.1"],
    text: "1000003",
    others: [python("prime_udp.py", "the sheet's Python server", "udp")],
  });
  await company(run);
});

/**
 * A server of `bench/_peers/prime_library.py`, with the system's own Python, for which the libraries are
 * packaged.
 */
function library(name: string): Candidate {
  const script = join(root, "bench/_peers/prime_library.py");
  const has = new Deno.Command("/usr/bin/python3", { args: ["-c", `import ${name}`], stderr: "null" });
  return {
    name: `Python and ${name}`,
    command: (port) => ["/usr/bin/python3", script, name, `${port}`],
    version: [
      "/usr/bin/python3",
      "-c",
      `import ${name}; print("${name}", ${name}.${name === "sympy" ? "__version__" : "version()"})`,
    ],
    missing: works(has) ? undefined : `not installed: python3-${name}`,
  };
}

function works(command: Deno.Command): boolean {
  try {
    return command.outputSync().success;
  } catch {
    return false; // no Python there at all
  }
}

/** One client that never waits for an answer. */
async function poured(run: Suite, what: string, text: string, candidates: Candidate[]): Promise<void> {
  await run.bench({
    name: "primes poured in, 1 connection",
    at: what,
    unit: "answers/s",
    candidates,
    measure: async ({ load }) => {
      const result = await load("lines", { count: run.quick ? 5000 : 50_000, text });
      return { "answers/s": result.per_second ?? 0 };
    },
  });
}

async function large(run: Suite, at: string, text: string): Promise<void> {
  await run.bench({
    name: "large primes, one after another",
    // They are computed beside the loop
    placing: "every core",
    at,
    unit: "answers/s",
    candidates: [netlabPrime, sympy!, gmpy2!],
    measure: async ({ load }) => {
      const result = await load("echo", {
        conns: 1,
        text,
        seconds: Math.max(2, run.seconds),
      });
      return { "answers/s": result.per_second ?? 0, "p50 ms": (result.p50_us ?? 0) / 1000 };
    },
  });
}

/**
 * The delay for a client that asks for 17 while eight others send the largest numbers there are.
 */
async function company(run: Suite): Promise<void> {
  await run.bench({
    name: "17, while eight clients send 1000-digit primes",
    placing: "every core",
    unit: "p99 µs",
    better: "lower",
    candidates: [netlabPrime, sympy!, gmpy2!],
    measure: async ({ load }) => {
      const busy = load("echo", { conns: 8, text: digits1000, seconds: run.seconds + 2 });
      await delay(1500); // until all eight are there
      const result = await load("echo", { conns: 1, text: "17", seconds: run.seconds });
      await busy;
      // A client that was never answered has waited all the time.
      const [p99, p50, longest] = result.answers
        ? [result.p99_us, result.p50_us, result.max_us]
        : Array(3).fill(run.seconds * 1e6);
      return { "p99 µs": p99 ?? 0, "p50 µs": p50 ?? 0, "longest µs": longest ?? 0 };
    },
  });
}
