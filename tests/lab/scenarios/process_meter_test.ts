import { assert, assertEquals } from "@std/assert";
import { measureProcess } from "../../../mod/lab/scenarios/process_meter.ts";

const ignore = Deno.build.os !== "linux";

Deno.test({
  name: "measureProcess() counts a process and its children",
  ignore,
  async fn() {
    const child = new Deno.Command("sh", { args: ["-c", "sleep 9 & wait"] }).spawn();
    while (measureProcess(child.pid)?.processes !== 2) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const use = measureProcess(child.pid)!;
    assertEquals(use.threads, 2);
    assert(use.memory > 100_000 && use.memory < 100 << 20, `${use.memory} bytes`);
    const list = await Deno.readTextFile(`/proc/${child.pid}/task/${child.pid}/children`);
    Deno.kill(Number(list.trim()), "SIGKILL");
    await child.status;
    assertEquals(measureProcess(child.pid), undefined);
  },
});
