import { assertEquals } from "@std/assert";
import { ChatSessions } from "../../../../mod/services/chat/room/chat_sessions.ts";

Deno.test("ChatSessions knows the last line of each, whoever has come by it", () => {
  const sessions = new ChatSessions();
  sessions.begin("a", "s:1");
  assertEquals([sessions.say("a", "s:1", 1), sessions.say("a", "s:1", 2)], [true, true]);
  sessions.begin("a", "s:2");
  assertEquals(sessions.get("a"), { member: "s:2", line: 2 });
  assertEquals([sessions.of("s:1"), sessions.of("s:2")], [undefined, "a"]);
});

Deno.test("ChatSessions lets nobody speak whose session somebody else has by now", () => {
  const sessions = new ChatSessions();
  sessions.begin("a", "s:1");
  sessions.begin("a", "s:2");
  assertEquals(sessions.say("a", "s:1", 7), false);
  assertEquals(sessions.get("a")?.line, 0);
  assertEquals(sessions.say(undefined, "s:1", 7), true);
});

Deno.test("ChatSessions forgets the one that was not used for longest", () => {
  const sessions = new ChatSessions(2);
  for (const session of ["a", "b", "a", "c"]) sessions.say(session, "s:1", 1);
  assertEquals(["a", "b", "c"].map((session) => sessions.get(session)?.line), [1, undefined, 1]);
});
