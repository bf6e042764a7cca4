import { assertEquals, assertThrows } from "@std/assert";
import { suiteOptions } from "../../bench/_kit/suite_options.ts";

Deno.test("suiteOptions() takes more rounds when versions are compared: fewer would tell nothing", () => {
  assertEquals(suiteOptions([]).rounds, 3);
  assertEquals(suiteOptions(["--quick"]).rounds, 1);
  assertEquals(suiteOptions(["--compare", "HEAD"]).rounds, 12);
  assertEquals(suiteOptions(["--compare=HEAD", "--quick"]).rounds, 9);
  assertEquals(suiteOptions(["--compare", "HEAD", "--rounds", "7", "--fail", "5"]), {
    quick: false,
    peers: false,
    only: "",
    rounds: 7,
    seconds: 1,
    compare: "HEAD",
    fail: 0.05,
  });
});

Deno.test("suiteOptions() refuses what it does not know, instead of measuring something else", () => {
  const cases = [
    [["--fial", "5"], "there is no flag --fial"],
    [["HEAD"], "there is no flag HEAD"],
    [["--rounds", "many"], '--rounds "many" is no number'],
    [["--compare"], "--compare needs a commit"],
    [["--fail", "5"], "--fail says something about --compare only"],
    [["--keep", "a"], "--keep says something about --compare only"],
    [["--compare", "HEAD", "--keep", "../a"], "--keep takes a name of small letters"],
    [["--peers"], "--peers says something about --compare only"],
  ] as const;
  for (const [args, sentence] of cases) assertThrows(() => suiteOptions(args), Error, sentence);
});
