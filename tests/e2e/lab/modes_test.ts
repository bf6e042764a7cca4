import { assert, assertEquals, assertMatch } from "@std/assert";
import { type Ended, run } from "../../_kit/program/run.ts";

const FEW = ["--clients", "4"];
const QUICK = ["--seconds", "0.4", ...FEW, "--workers", "2"];

/** Measures for longer until everybody could be served: on a busy machine a thread may take long to start. */
async function measured(
  scenario: string,
  args: readonly string[],
  good: (stdout: string) => boolean,
): Promise<Ended> {
  for (const seconds of ["0.4", "2"]) {
    const ended = await run(["lab", "modes", "-s", scenario, "--seconds", seconds, ...FEW, ...args], {
      timeout: 120_000,
    });
    if (good(ended.stdout)) return ended;
  }
  return await run(["lab", "modes", "-s", scenario, "--seconds", "10", ...FEW, ...args], {
    timeout: 240_000,
  });
}

Deno.test("lab modes measures every mode and draws a table", async () => {
  const { code, stdout } = await measured(
    "equal",
    ["--workers", "2"],
    (said) => said.match(/ 4\/4 /g)?.length === 6,
  );
  assertEquals(code, 0);
  for (const mode of ["events", "iterative", "process", "thread", "pool", "symmetric"]) {
    assertMatch(stdout, new RegExp(`^${mode} +\\d+ .* 4/4 `, "m"));
  }
});

Deno.test("lab modes shows that N silent clients make a pool of N an iterative server", async () => {
  const args = ["lab", "modes", "-s", "n-silent", "--mode", "events", "--mode", "pool", "--json", ...QUICK];
  const [events, pool] = (await run(args)).stdout.trim().split("\n").map((line) => JSON.parse(line));
  assertEquals([events.mode, events.served, pool.mode, pool.served], ["events", 4, "pool", 0]);
  assert(events.p99 < 1000);
});

Deno.test("lab modes shows whom a crash takes along", async () => {
  const args = ["--mode", "events", "--mode", "thread", "--json"];
  const rows = (stdout: string) => stdout.trim().split("\n").map((line) => JSON.parse(line));
  const { stdout } = await measured("crash", args, (said) => rows(said)[1].served === 4);
  const [events, thread] = rows(stdout);
  assertEquals([events.died, thread.died, thread.served], [true, false, 4]);
});

Deno.test("lab modes refuses a scenario that there is not", async () => {
  const { code, stderr } = await run(["lab", "modes", "-s", "nonsense"]);
  assertEquals(code, 2);
  assertMatch(stderr, /--scenario needs one of equal, /);
});
