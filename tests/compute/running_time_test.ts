import { assert, assertEquals } from "@std/assert";
import { peerTest } from "../_kit/peer.ts";

const MODULE = new URL("../../mod/compute/running_time.ts", import.meta.url).href;

peerTest("afterRunning() does not count the time in which the process is stopped", ["sh"], async () => {
  const source = `import { afterRunning } from "${MODULE}";
    console.log("ready");
    afterRunning(600, () => console.log("over"));`;
  const args = ["eval", source];
  const child = new Deno.Command(Deno.execPath(), { args, stdout: "piped", env: { NO_COLOR: "1" } }).spawn();
  const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
  assertEquals((await reader.read()).value, "ready\n");
  child.kill("SIGSTOP");
  await new Promise((resolve) => setTimeout(resolve, 1500));
  child.kill("SIGCONT");
  const woken = performance.now();
  assertEquals((await reader.read()).value, "over\n");
  // A timer would be over at once; what was used up before the stop is at most the start of the program
  assert(performance.now() - woken > 100);
  await reader.cancel();
  await child.status;
});
