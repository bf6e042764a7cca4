import { assertEquals } from "@std/assert";
import { readReport, reasonFor } from "./redis.ts";

const REPORT = `Testing unit/type/string
[\x1b[0;32;49mok\x1b[0m]: SET and GET an item (5 ms)
[ignore]: Tag: slow denied
[\x1b[0;31;49merr\x1b[0m]: GETEX EX option in tests/unit/type/string.tcl
ERR unknown command 'getex', with args beginning with: 'foo'
    while executing
[\x1b[0;31;49merr\x1b[0m]: SET GET in tests/unit/type/string.tcl
Expected 'a' to be equal to 'b'
[\x1b[0;32;49mok\x1b[0m]: SETNX target key exists (0 ms)
[1/1 done]: unit/type/string (3 seconds)

*** [err]: GETEX EX option in tests/unit/type/string.tcl
ERR unknown command 'getex', with args beginning with: 'foo'
`;

Deno.test("of Redis' own suite what is not there is told from what has failed", () => {
  const { passed, broken, hasEnded } = readReport(REPORT);
  assertEquals([passed, broken.length, hasEnded], [2, 2, true]);
  assertEquals(broken.map(({ test }) => test), ["GETEX EX option", "SET GET"]);
  assertEquals(broken.map(reasonFor), ["other forms of commands that are there", undefined]);
  assertEquals(readReport(REPORT.split("[1/1")[0]!).hasEnded, false);
});
