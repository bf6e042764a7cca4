import { assertEquals } from "@std/assert";
import { type Stored, StreamStart } from "../../../../mod/services/chat/log/stream_start.ts";

const message = (number: number): Stored => ({ number, at: 0, id: `a.${number}` });
const state = (number: number, at: number): Stored => ({
  number,
  at: 0,
  id: `state.${at}`,
  state: { at, servers: [["a", 1]], room: { members: [{ member: "a:1", name: "Ginette" }] }, unsaid: [] },
});

Deno.test("StreamStart begins with the first state whose every later message was read", () => {
  const start = new StreamStart(10);
  assertEquals(start.next(state(10, 5)), undefined, "6 to 9 are no longer kept");
  assertEquals(start.next(message(11)), undefined);
  assertEquals(start.next(message(12)), undefined);
  const last = state(13, 11);
  assertEquals(start.next(last), {
    state: last.state!,
    past: [state(10, 5), message(11)],
    rest: [message(12), last],
  });
});

Deno.test("StreamStart takes a state of the last message that is no longer kept", () => {
  const first = state(10, 9);
  assertEquals(new StreamStart(10).next(first), { state: first.state!, past: [], rest: [first] });
});

Deno.test("StreamStart begins with nobody where the room was begun anew", () => {
  const start = new StreamStart(10);
  start.next(message(10));
  const reset: Stored = { number: 11, at: 0, id: "b.1", reset: true };
  const found = start.next(reset)!;
  assertEquals(found.state, { at: 11, servers: [], room: { members: [] }, unsaid: [] });
  assertEquals([found.past, found.rest], [[message(10), reset], []]);
});

Deno.test("StreamStart believes no state of the future", () => {
  assertEquals(new StreamStart(10).next(state(10, 4000)), undefined);
});
