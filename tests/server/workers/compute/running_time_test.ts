import { assert, assertEquals } from "@std/assert";
import { afterRunning } from "../../../../mod/server/workers/compute/running_time.ts";
import { peerTest } from "../../../_kit/peers/peer.ts";
import { pause, until } from "../../../_kit/until.ts";
import { FakeClock } from "../../../_kit/fake_clock.ts";

const MODULE = new URL("../../../../mod/server/workers/compute/running_time.ts", import.meta.url).href;
/** One that always computes. */
const BUSY = () => Promise.resolve(() => performance.now());
const LIMIT = 800;
/** What one look may count at most: the one before the stop and the one after it. */
const TWO_LOOKS = 400;
const STOPPED = 1500;

Deno.test("afterRunning() calls when the time is over, not before, and once", async () => {
  using clock = new FakeClock();
  let calls = 0;
  afterRunning(250, () => calls++, BUSY);
  await clock.tick(249);
  assertEquals(calls, 0);
  await clock.tick(3_600_000);
  assertEquals(calls, 1);
});

Deno.test("afterRunning() is over in time even when somebody keeps the event loop in between", async () => {
  using clock = new FakeClock();
  let over = false;
  using _limit = afterRunning(300, () => over = true, BUSY);
  for (let turn = 0; turn < 3; turn++) await clock.jump(150);
  assert(over);
});

Deno.test("afterRunning() does not call when it was disposed of", async () => {
  using clock = new FakeClock();
  let calls = 0;
  afterRunning(100, () => calls++, BUSY)[Symbol.dispose]();
  await clock.tick(3_600_000);
  assertEquals(calls, 0);
});

Deno.test("afterRunning() leaves a process that gets a tenth of a processor the more time", async () => {
  using clock = new FakeClock();
  let over = false;
  afterRunning(300, () => over = true, () => Promise.resolve(() => performance.now() / 10));
  // The time until the first look is counted whole
  await clock.tick(1999);
  assertEquals(over, false);
  await clock.tick(1000);
  assertEquals(over, true);
});

Deno.test("afterRunning() gives up who computes nothing at all", async () => {
  using clock = new FakeClock();
  let over = false;
  afterRunning(300, () => over = true, () => Promise.resolve(() => 0));
  await clock.tick(1000);
  assertEquals(over, false);
  await clock.tick(10_000);
  assertEquals(over, true);
});

Deno.test("afterRunning() finds out by itself what the process has used", async () => {
  let over = false;
  using _limit = afterRunning(300, () => over = true);
  while (!over) {
    const until = performance.now() + 50;
    while (performance.now() < until) continue;
    await pause(1);
  }
});

peerTest("afterRunning() does not count the time in which the process is stopped", ["sh"], async () => {
  // It stops itself, within the same turn of the event loop: nothing that this machine does can come in
  // between
  const source = `import { afterRunning } from "${MODULE}";
    const began = performance.now();
    const busy = () => Promise.resolve(() => performance.now());
    afterRunning(${LIMIT}, () => console.log(performance.now() - began), busy);
    Deno.kill(Deno.pid, "SIGSTOP");`;
  const args = ["eval", source];
  const child = new Deno.Command(Deno.execPath(), { args, stdout: "piped", env: { NO_COLOR: "1" } }).spawn();
  await until(() => isStopped(child.pid));
  await pause(STOPPED);
  child.kill("SIGCONT");
  const { stdout } = await child.output();
  const passed = Number(new TextDecoder().decode(stdout));
  assert(passed >= STOPPED + LIMIT - TWO_LOOKS, `over after ${passed} ms`);
});

function isStopped(pid: number): boolean {
  return /^State:\s+T/m.test(Deno.readTextFileSync(`/proc/${pid}/status`));
}
