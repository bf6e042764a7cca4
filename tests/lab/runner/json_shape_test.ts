import { assertThrows } from "@std/assert";
import {
  requireKeys,
  requireList,
  requireNumbers,
  requireObject,
  requireTexts,
} from "../../../mod/lab/runner/json_shape.ts";

Deno.test("json_shape names the place of the mistake", () => {
  assertThrows(() => requireObject([], "step 2"), Error, "step 2 needs to be an object");
  assertThrows(() => requireObject(null, "step 2"), Error, "step 2 needs to be an object");
  assertThrows(() => requireList({}, "steps"), Error, "steps needs to be a list");
  assertThrows(() => requireTexts({ say: 1 }, ["say"], "step 1"), Error, "step 1: say needs to be a text");
  for (const within of [-1, 1.5, "1", null]) {
    assertThrows(
      () => requireNumbers({ within }, ["within"], "it"),
      Error,
      "it: within needs to be a number",
    );
  }
});

Deno.test("json_shape leaves out what is not there", () => {
  requireTexts({}, ["say"], "step 1");
  requireNumbers({ within: 0 }, ["within", "after"], "step 1");
});

Deno.test("requireKeys() refuses a name that is not known, says which there are, and leaves $ and _ to the author", () => {
  requireKeys({ say: "", $schema: "", _why: "" }, ["say"], "it");
  assertThrows(
    () => requireKeys({ sya: "" }, ["say", "hear"], "it"),
    Error,
    'it has no "sya"; it may have say, hear',
  );
});
