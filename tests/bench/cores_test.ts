import { assertEquals } from "@std/assert";
import { coreList, divideCores } from "../../bench/_kit/cores.ts";
import { prepareLoadGenerator } from "../../bench/_kit/load_generator.ts";
import { isInstalled } from "../_kit/program/is_installed.ts";
import { TempFolder } from "../_kit/temp_folder.ts";

const alone = (core: number) => [core];

Deno.test("divideCores() gives the load the last core and the server the others", () => {
  assertEquals(divideCores([0, 1], alone), { server: [0], load: 1 });
  assertEquals(divideCores([2, 5, 7], alone), { server: [2, 5], load: 7 });
  assertEquals(divideCores([3], alone), undefined);
  assertEquals(divideCores([], alone), undefined);
});

Deno.test("divideCores() leaves the load's sibling to nobody, unless nothing else is there", () => {
  const paired = (core: number) => [core % 4, core % 4 + 4];
  assertEquals(divideCores([0, 1, 2, 3, 4, 5, 6, 7], paired), { server: [0, 1, 2, 4, 5, 6], load: 7 });
  assertEquals(divideCores([3, 7], paired), { server: [3], load: 7 });
});

Deno.test("coreList() reads the system's lists", () => {
  assertEquals(coreList("0-3,8"), [0, 1, 2, 3, 8]);
  assertEquals(coreList("5"), [5]);
  assertEquals(coreList(""), []);
});

Deno.test({
  name: "the load generator keeps programs on a core",
  ignore: Deno.build.os !== "linux" || !["cc", "gcc", "clang"].some(isInstalled),
  fn: async () => {
    using folder = new TempFolder();
    const load = await prepareLoadGenerator(folder.path);
    const core = load.cores?.server[0];
    if (core === undefined) return; // a machine with one core
    const [program, ...args] = [...load.on([core]), "cat", "/proc/self/status"];
    const { stdout } = await new Deno.Command(program!, { args }).output();
    const allowed = /^Cpus_allowed_list:\s*(\S+)/m.exec(new TextDecoder().decode(stdout))?.[1];
    assertEquals(allowed, `${core}`);
  },
});
