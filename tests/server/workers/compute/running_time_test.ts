import { assert, assertEquals } from "@std/assert";
import { afterRunning } from "../../../../mod/server/workers/compute/running_time.ts";
import { peerTest } from "../../../_kit/peers/peer.ts";

const MODULE = new URL("../../../../mod/server/workers/compute/running_time.ts", import.meta.url).href;
/** One that always computes. */
const BUSY = () => Promise.resolve(() => performance.now());
const LIMIT = 800;
/** What one look may count at most: the one before the stop and the one after it. */
const TWO_LOOKS = 400;
const STOPPED = 1500;

Deno.test("afterRunning() calls when the time is over, not before, and once", async () => {
  const began = performance.now();
  let calls = 0;
  await new Promise<void>((resolve) => {
    afterRunning(250, () => (calls++, resolve()), BUSY);
  });
  assert(performance.now() - began >= 249);
  await new Promise((resolve) => setTimeout(resolve, 300));
  assertEquals(calls, 1);
});

Deno.test("afterRunning() is over in time even when somebody keeps the event loop in between", async () => {
  let over = false;
  using _limit = afterRunning(300, () => over = true, BUSY);
  for (let turn = 0; turn < 6 && !over; turn++) {
    const until = performance.now() + 150;
    while (performance.now() < until) continue;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  assert(over);
});

Deno.test("afterRunning() does not call when it was disposed of", async () => {
  let calls = 0;
  afterRunning(100, () => calls++)[Symbol.dispose]();
  await new Promise((resolve) => setTimeout(resolve, 300));
  assertEquals(calls, 0);
});

Deno.test("afterRunning() leaves a process that gets a tenth of a processor the more time", async () => {
  const began = performance.now();
  const slow = () => Promise.resolve(() => performance.now() / 10);
  await new Promise<void>((resolve) => void afterRunning(300, resolve, slow));
  // The time until the first look is counted whole
  assert(performance.now() - began >= 1000);
});

Deno.test("afterRunning() gives up who computes nothing at all", async () => {
  await new Promise<void>((resolve) => void afterRunning(50, resolve, () => Promise.resolve(() => 0)));
});

Deno.test("afterRunning() finds out by itself what the process has used", async () => {
  let over = false;
  using _limit = afterRunning(300, () => over = true);
  while (!over) {
    const until = performance.now() + 50;
    while (performance.now() < until) continue;
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
});

peerTest("afterRunning() does not count the time in which the process is stopped", ["sh"], async () => {
  // It stops itself, within the same turn of the event loop: nothing that this machine does can come in between
  const source = `import { afterRunning } from "${MODULE}";
    const began = performance.now();
    const busy = () => Promise.resolve(() => performance.now());
    afterRunning(${LIMIT}, () => console.log(performance.now() - began), busy);
    Deno.kill(Deno.pid, "SIGSTOP");`;
  const args = ["eval", source];
  const child = new Deno.Command(Deno.execPath(), { args, stdout: "piped", env: { NO_COLOR: "1" } }).spawn();
  while (!isStopped(child.pid)) await new Promise((resolve) => setTimeout(resolve, 20));
  await new Promise((resolve) => setTimeout(resolve, STOPPED));
  child.kill("SIGCONT");
  const { stdout } = await child.output();
  const passed = Number(new TextDecoder().decode(stdout));
  assert(passed >= STOPPED + LIMIT - TWO_LOOKS, `over after ${passed} ms`);
});

function isStopped(pid: number): boolean {
  return /^State:\s+T/m.test(Deno.readTextFileSync(`/proc/${pid}/status`));
}
