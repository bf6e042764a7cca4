import { assertEquals } from "@std/assert";
import { localNames } from "../../../../mod/http/client/tree/local_names.ts";

Deno.test("localNames() gives each entry a name of its own that every system has, the same in any order", () => {
  const rows: readonly [names: string[], local: (string | undefined)[]][] = [
    [["a.txt", "sub"], ["a.txt", "sub"]],
    [["a.txt", "A.txt"], ["a (1).txt", "A.txt"]],
    [["A.txt", "a.txt"], ["A.txt", "a (1).txt"]],
    [["..", ".", "../../etc/passwd", "/abs"], [undefined, undefined, "passwd", "abs"]],
    [[".env", "CON", "nul.c", "12:30", "x\\y", "C:\\x"], ["_env", "_CON", "_nul.c", "12_30", "x_y", "x"]],
    [["e\u0301", "\u00e9"], ["e\u0301", "\u00e9 (1)"]],
    [["a", "a.part", "a.part.json", "b.part"], ["a", "a.part_", "a.part.json_", "b.part"]],
    [["same", "same"], ["same", "same (1)"]],
  ];
  for (const [names, local] of rows) assertEquals(localNames(names), local, names.join(" | "));
});
