import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { RECORDING_LIMITS } from "../../mod/check/command/strace_recorder.ts";
import { compilePattern } from "../../mod/check/script/pattern/match_pattern.ts";
import { run } from "../_kit/program/run.ts";
import { TempFolder } from "../_kit/temp_folder.ts";
import { figures, heldBy, prove } from "./claims.ts";

prove("security.md", "What is bounded", "check", {
  "check: events of a recording of calls, their bytes": ({ says }) => {
    assertEquals(figures(says[0]!), [RECORDING_LIMITS.events, RECORDING_LIMITS.bytes]);
    heldBy(["tests/check/calls/strace_recorder_test.ts", "of a recording that is too long"])({
      what: "",
      says,
    });
  },
  "check: file of a script, pattern, line that is matched": async ({ says }) => {
    const [bytes, parts, characters] = figures(says[0]!);
    using temp = new TempFolder();
    const sheet = JSON.stringify({ id: "a", title: "a", rules: [{ id: "b", title: "b", steps: [{}] }] });
    const [most, more] = [bytes!, bytes! + 1].map((size) => temp.write(`${size}.json`, sheet.padEnd(size)));
    assertEquals((await run(["check", "script", most!, "--list"])).code, 0);
    const refused = await run(["check", "script", more!, "--list"]);
    assertEquals(refused.code, 1);
    assertStringIncludes(refused.stderr, `a sheet has ${bytes} bytes at most`);
    // The end of a match is a part, too
    const fits = compilePattern(`(?:a{${parts! - 2}})?`);
    assertThrows(() => compilePattern(`(?:a{${parts! - 1}})?`), Error, "too large");
    assertEquals(fits.match("a".repeat(parts! - 2)), {});
    assertEquals(compilePattern("a*").match("a".repeat(characters!)), {});
    assertEquals(compilePattern("a*").match("a".repeat(characters! + 1)), undefined);
  },
});
