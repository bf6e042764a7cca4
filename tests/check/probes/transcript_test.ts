import { assertEquals } from "@std/assert";
import { KEPT, Transcript } from "../../../mod/check/probes/transcript.ts";

Deno.test("Transcript keeps the beginning of what was said, and how long it was", () => {
  const transcript = new Transcript();
  const bytes = new Uint8Array(KEPT + 1).fill(7);
  transcript.add(1, "send", bytes);
  bytes.fill(0);
  const [event] = transcript.events;
  assertEquals([event?.bytes, event?.size], [new Uint8Array(KEPT).fill(7), KEPT + 1]);
});

Deno.test("Transcript is bounded, however long a server talks, and counts what it leaves out", () => {
  const transcript = new Transcript();
  for (let count = 0; count < 1000; count++) transcript.add(1, "receive");
  assertEquals(transcript.events.length + transcript.omitted, 1000);
  assertEquals(transcript.events.length, 400);
});
