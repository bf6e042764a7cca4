/**
 * `deno task bench:numbers`: what primes and the powers behind them take without a network, beside the libraries that
 * people use, in processor time; docs/prime.md shows it.
 *
 * @module
 */
import { join } from "@std/path";
import { type Computation, computations } from "./_kit/computations.ts";
import { root } from "./_kit/root.ts";
import { suite } from "./_kit/suite.ts";
import { isInstalled } from "../tests/_kit/program/is_installed.ts";

const PRIMES = {
  "20 digits (64 bits)": 18446744073709551557n,
  "100 digits": 10n ** 99n + 289n,
  "300 digits": 10n ** 299n + 669n,
  "1000 digits": 10n ** 999n + 7n,
};

/** The random bases that netlab takes after Baillie–PSW. */
const BASES = { "300 digits": "5", "1000 digits": "2" };

await suite("numbers", Deno.args, async (run) => {
  for (const at of ["300 digits", "1000 digits"] as const) {
    const n = `${PRIMES[at]}`;
    await computations(run, {
      name: "one prime",
      at,
      unit: "ms",
      programs: [
        here("netlab", "test", n),
        ...(at === "1000 digits"
          ? [here("netlab, were it five bases", "test with three bases more", n)]
          : []),
        library("GMP, as many bases", "gmpy2", "gmpy2", n, BASES[at]),
        library("sympy with GMP, no base", "sympy", "sympy", n),
        openssl(n),
      ],
    });
  }
  for (const at of ["100 digits", "300 digits", "1000 digits"] as const) {
    const n = `${PRIMES[at]}`;
    await computations(run, {
      name: "one modular power",
      at,
      unit: "ms",
      programs: [
        here("netlab", "power", n),
        here("BigInt, the engine's division", "division", n),
        here("gmp-wasm 1.3.2", "gmp-wasm", n),
        library("GMP", "gmpy2", "power", n),
      ],
    });
  }
  const largest = `${PRIMES["20 digits (64 bits)"]}`;
  await computations(run, {
    name: "strong test of a 64-bit prime to seven bases",
    unit: "µs",
    programs: [
      here("64-bit words in WebAssembly", "strong test in WebAssembly", largest),
      here("BigInt", "strong test in BigInt", largest),
    ],
  });
});

/** In this runtime. */
function here(name: string, what: string, number: string): Computation {
  const script = join(root, "bench/_peers/numbers.ts");
  const lock = join(root, "dev.lock");
  return {
    name,
    command: [Deno.execPath(), "run", "-A", "--no-check", `--lock=${lock}`, script, what, number],
    version: [Deno.execPath(), "--version"],
  };
}

/** With the system's own Python, for which the libraries are packaged. */
function library(name: string, module: string, what: string, ...words: string[]): Computation {
  const versions = { gmpy2: "gmpy2.mp_version()", sympy: "'sympy ' + sympy.__version__" }[module];
  return {
    name,
    command: ["/usr/bin/python3", join(root, "bench/_peers/big_numbers.py"), what, ...words],
    version: ["/usr/bin/python3", "-c", `import ${module}; print(${versions})`],
    missing: imports(module) ? undefined : `not installed: python3-${module}`,
  };
}

/** A whole program each time, as there is no other way to ask it. */
function openssl(number: string): Computation {
  return {
    name: "openssl prime (whole program)",
    command: ["/usr/bin/python3", join(root, "bench/_peers/big_numbers.py"), "openssl", number],
    version: ["openssl", "version"],
    missing: isInstalled("openssl") && imports("sys") ? undefined : "not installed: openssl",
  };
}

function imports(module: string): boolean {
  try {
    const python = new Deno.Command("/usr/bin/python3", { args: ["-c", `import ${module}`], stderr: "null" });
    return python.outputSync().success;
  } catch {
    return false; // no Python there
  }
}
