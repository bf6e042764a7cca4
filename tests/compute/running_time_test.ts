import { assert, assertEquals } from "@std/assert";
import { afterRunning } from "../../mod/compute/running_time.ts";
import { peerTest } from "../_kit/peer.ts";

const MODULE = new URL("../../mod/compute/running_time.ts", import.meta.url).href;
const LIMIT = 800;
/** What one look may count at most: the one before the stop and the one after it. */
const TWO_LOOKS = 400;
const STOPPED = 1500;

Deno.test("afterRunning() calls when the time is over, not before, and once", async () => {
  const began = performance.now();
  let calls = 0;
  await new Promise<void>((resolve) => {
    afterRunning(250, () => (calls++, resolve()));
  });
  assert(performance.now() - began >= 249);
  await new Promise((resolve) => setTimeout(resolve, 300));
  assertEquals(calls, 1);
});

Deno.test("afterRunning() is over in time even when somebody keeps the event loop in between", async () => {
  let over = false;
  using _limit = afterRunning(300, () => over = true);
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

peerTest("afterRunning() does not count the time in which the process is stopped", ["sh"], async () => {
  // It stops itself, within the same turn of the event loop: nothing that this machine does can come in between
  const source = `import { afterRunning } from "${MODULE}";
    const began = performance.now();
    afterRunning(${LIMIT}, () => console.log(performance.now() - began));
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
