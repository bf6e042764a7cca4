import { assertEquals } from "@std/assert";
import { runtimeIsFrom } from "../../mod/system/runtime_version.ts";

Deno.test("runtimeIsFrom() compares versions number by number", () => {
  const cases: [runtime: string, wanted: string, is: boolean][] = [
    ["2.9.6", "2.9", true],
    ["2.9.0", "2.9", true],
    ["2.9.0-rc.1", "2.9", true],
    ["2.9.0+abc", "2.9.0", true],
    ["2.10.0", "2.9", true],
    ["3.0.0", "2.9.2", true],
    ["2.9.2", "2.9.2", true],
    ["2.9.1", "2.9.2", false],
    ["2.7.11", "2.9", false],
    ["1.46.3", "2.9", false],
  ];
  for (const [runtime, wanted, is] of cases) {
    assertEquals(runtimeIsFrom(wanted, runtime), is, `${runtime}, ${wanted}`);
  }
});
