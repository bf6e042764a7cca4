import { assertEquals } from "@std/assert";
import type { ChatEvent } from "../../../../mod/services/chat/chat_event.ts";
import { ServerRegister } from "../../../../mod/services/chat/log/server_register.ts";

const say: ChatEvent = { type: "say", member: "a:1", name: "Ginette", text: "x", at: 0, echo: false };
const enter = (server: string): ChatEvent => ({ type: "enter", server, members: [] });
const gone = (server: string, entry: number): ChatEvent => ({ type: "gone", server, entry });

Deno.test("ServerRegister counts what a server says from its coming in to its being gone, and again after that", () => {
  const register = new ServerRegister();
  const said: boolean[] = [];
  const says = (number: number) => said.push(register.counts(number, "a", say));
  says(1);
  register.counts(2, "a", enter("a"));
  says(3);
  register.counts(4, "b", enter("b"));
  assertEquals(register.counts(5, "b", gone("a", 2)), true);
  says(6);
  register.counts(7, "a", enter("a"));
  says(8);
  assertEquals(said, [false, true, false, true]);
});

Deno.test("ServerRegister lets nobody take a server for gone that has come in again, nor one that is gone itself", () => {
  const register = new ServerRegister();
  register.counts(1, "a", enter("a"));
  register.counts(2, "b", enter("b"));
  register.counts(3, "c", enter("c"));
  register.counts(4, "b", gone("a", 1));
  register.counts(5, "a", enter("a"));
  assertEquals(register.counts(6, "c", gone("a", 1)), false, "an old guess");
  assertEquals(register.counts(7, "a", gone("b", 2)), true);
  assertEquals(register.counts(8, "b", gone("a", 5)), false, "of one that does not count");
  assertEquals(register.entries, [["c", 3], ["a", 5]]);
});

Deno.test("ServerRegister lets a server in by its own word alone, and once", () => {
  const register = new ServerRegister();
  assertEquals(register.counts(1, "a", enter("b")), false);
  assertEquals([register.counts(2, "a", enter("a")), register.counts(3, "a", enter("a"))], [true, false]);
  assertEquals(register.entryOf("a"), 2);
});
