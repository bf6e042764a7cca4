import { assert, assertEquals, assertMatch } from "@std/assert";
import { run } from "../_kit/program.ts";

const QUICK = ["--seconds", "0.4", "--clients", "4", "--workers", "2"];

Deno.test("lab modes measures every mode and draws a table", async () => {
  const { code, stdout } = await run(["lab", "modes", "-s", "equal", ...QUICK], { timeout: 60_000 });
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
  const args = ["lab", "modes", "-s", "crash", "--mode", "events", "--mode", "thread", "--json", ...QUICK];
  const [events, thread] = (await run(args)).stdout.trim().split("\n").map((line) => JSON.parse(line));
  assertEquals([events.died, thread.died, thread.served], [true, false, 4]);
});

Deno.test("lab modes refuses a scenario that there is not", async () => {
  const { code, stderr } = await run(["lab", "modes", "-s", "nonsense"]);
  assertEquals(code, 2);
  assertMatch(stderr, /--scenario needs one of equal, /);
});
