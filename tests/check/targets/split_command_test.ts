import { assertEquals, assertThrows } from "@std/assert";
import { splitCommand } from "../../../mod/check/targets/split_command.ts";

Deno.test("splitCommand() knows blanks, quotes and backslashes", () => {
  assertEquals(splitCommand(`  python3 "my server.py" {port} `), ["python3", "my server.py", "{port}"]);
  assertEquals(splitCommand(String.raw`a\ b 'c "d"' e"f"g ""`), ["a b", `c "d"`, "efg", ""]);
});

Deno.test("splitCommand() refuses a quote that is not closed", () => {
  assertThrows(() => splitCommand(`python3 "server.py`), SyntaxError, "not closed");
});
