import { assertEquals, assertThrows } from "@std/assert";
import { RelayError } from "../../../mod/relay/relay_endpoint.ts";
import { firstSession, parseRecording } from "../../../mod/relay/extensions/replay.ts";

const RECORDING = [
  '{"session":1,"event":"open","at":5}',
  '{"session":1,"way":">","at":7,"data":"YQ=="}',
  '{"session":1,"way":"<","at":8,"data":"eA=="}',
  '{"session":2,"way":">","at":9,"data":"eg=="}',
].join("\n");

Deno.test("parseRecording() leaves out a last line that was cut off", () => {
  assertEquals(parseRecording(`${RECORDING}\n{"session":1,"wa`).length, 4);
});

Deno.test("parseRecording() refuses a file that is something else", () => {
  assertThrows(() => parseRecording(`hello\n${RECORDING}`), RelayError, "line 1");
});

Deno.test("firstSession() is what the left side said, with times from its opening", () => {
  assertEquals(firstSession(parseRecording(RECORDING)), [{ at: 2, bytes: Uint8Array.of(97) }]);
});
