import { assertEquals } from "@std/assert";
import type { ChatEvent } from "../../../../mod/services/chat/chat_event.ts";
import { Room } from "../../../../mod/services/chat/room/room.ts";
import { formatLine } from "../../../../mod/services/chat/format_line.ts";

/** What each event makes whom hear, as `member: line` texts. */
function heard(room: Room, ...events: ChatEvent[]): string[] {
  return events.flatMap((event) => room.apply(event)).map(({ to, except, line }) =>
    `${to}${except ? `-${except}` : ""}: ${formatLine(line, "text")}`
  );
}

const join = (member: string, name: string, replay = 0): ChatEvent => ({
  type: "join",
  member,
  name,
  replay,
});
const say = (member: string, name: string, text: string, echo = false): ChatEvent => //
({ type: "say", member, name, text, echo, at: Date.now() });

function pair(): Room {
  const room = new Room();
  heard(room, join("1", "Ginette"), join("2", "Roger"));
  return room;
}

Deno.test("Room shows a newcomer who is there before telling the others", () => {
  const room = new Room();
  assertEquals(heard(room, join("1", "Ginette"), join("2", "Roger")), [
    "1: * Nobody else is here yet",
    "all-1: * Ginette joined",
    "2: * Here with you: Ginette",
    "all-2: * Roger joined",
  ]);
});

Deno.test("Room gives a name to the first who asks", () => {
  const room = pair();
  assertEquals(heard(room, join("3", "GINETTE")), []);
  assertEquals([room.nameOf("3"), room.ownerOf("ginette")], [undefined, "1"]);
});

Deno.test("Room sends a line to all the others, /all to everybody", () => {
  const room = pair();
  assertEquals(heard(room, say("1", "Ginette", "Salut"), say("1", "Ginette", "tous", true)), [
    "all-1: [Ginette] Salut",
    "all: [Ginette] tous",
  ]);
});

Deno.test("Room shows an action to everybody", () => {
  const act: ChatEvent = { type: "act", member: "1", name: "Ginette", text: "applaudit", echo: true, at: 0 };
  assertEquals(heard(pair(), act), ["all: * Ginette applaudit"]);
});

Deno.test("Room announces a leave once", () => {
  const room = pair();
  assertEquals(heard(room, { type: "leave", member: "1" }), ["all-1: * Ginette left"]);
  assertEquals(heard(room, { type: "leave", member: "1" }), []);
  assertEquals(room.names, ["Roger"]);
});

Deno.test("Room says nothing of somebody who never was in", () => {
  assertEquals(heard(pair(), { type: "leave", member: "9" }), []);
});

Deno.test("Room frees the name of who left", () => {
  const room = pair();
  heard(room, { type: "leave", member: "1" }, join("3", "Ginette"));
  assertEquals(room.ownerOf("Ginette"), "3");
});

Deno.test("Room renames unless the name is taken", () => {
  const room = pair();
  assertEquals(heard(room, { type: "nick", member: "1", name: "roger" }), []);
  assertEquals(heard(room, { type: "nick", member: "1", name: "Gigi" }), ["all: * Ginette is now Gigi"]);
  assertEquals([room.ownerOf("Ginette"), room.ownerOf("gigi")], [undefined, "1"]);
});

Deno.test("Room lets somebody change the capitals of their own name", () => {
  assertEquals(heard(pair(), { type: "nick", member: "1", name: "GINETTE" }), [
    "all: * Ginette is now GINETTE",
  ]);
});

Deno.test("Room hands a private line to two people and nobody else", () => {
  const tell: ChatEvent = { type: "tell", member: "1", name: "Ginette", to: "ROGER", text: "psst", at: 0 };
  assertEquals(heard(pair(), tell), ["2: [Ginette -> Roger] psst", "1: [Ginette -> Roger] psst"]);
});

Deno.test("Room replays the past to a newcomer, marked, after the list", () => {
  const room = pair();
  heard(room, say("1", "Ginette", "un"), say("2", "Roger", "deux"));
  const lines = heard(room, join("3", "Marcel", 1));
  assertEquals(lines[0], "3: * Here with you: Ginette, Roger");
  assertEquals(lines[1]!.replace(/\d\d:\d\d/, "TIME"), "3: * (history TIME) [Roger] deux");
  assertEquals(lines[2], "all-3: * Marcel joined");
});

Deno.test("Room tells who is shown out, and the others", () => {
  assertEquals(heard(pair(), { type: "leave", member: "1", kickedBy: "console" }), [
    "1: * Ginette was shown out by console",
    "all-1: * Ginette was shown out by console",
  ]);
});

/** Ginette is on server `a`, which is ours, and Roger on `b`. */
function twoServers(): Room {
  const room = new Room({ here: "a" });
  heard(room, join("a:1", "Ginette"), join("b:1", "Roger"));
  return room;
}

const gone = (server: string): ChatEvent => ({ type: "gone", server, entry: 1 });
const enter = (server: string, ...names: string[]): ChatEvent => ({
  type: "enter",
  server,
  members: names.map((name, index) => ({ member: `${server}:${index + 1}`, name })),
});

Deno.test("Room tells in one line who is out of reach and who is back", () => {
  const room = twoServers();
  heard(room, join("b:2", "Marcel"));
  assertEquals(heard(room, gone("b")), ["all: * Out of reach: Roger, Marcel"]);
  assertEquals(room.names, ["Ginette"]);
  assertEquals(heard(room, enter("b", "Roger", "Marcel")), ["all: * Within reach again: Roger, Marcel"]);
  assertEquals(room.names, ["Ginette", "Roger", "Marcel"]);
  assertEquals(heard(room, gone("c"), enter("c")), []);
});

Deno.test("Room gives a number to the name of who comes back and finds it taken", () => {
  const room = twoServers();
  heard(room, gone("b"), join("a:2", "roger"));
  assertEquals(heard(room, enter("b", "Roger")), ["all: * Within reach again: Roger2 (was Roger)"]);
  assertEquals(room.names, ["Ginette", "roger", "Roger2"]);
});

Deno.test("Room keeps its own people while the others take them for gone, and tells who has lost a name", () => {
  const room = twoServers();
  assertEquals(heard(room, gone("a")), []);
  assertEquals(room.names, ["Roger", "Ginette"]);
  assertEquals(heard(room, join("b:2", "GINETTE")).slice(0, 2), [
    "all: * Ginette is now Ginette2",
    "a:1: * While the other servers were out of reach, somebody there has taken the name Ginette: you are Ginette2 now",
  ]);
  assertEquals(room.own, [{ member: "a:1", name: "Ginette" }], "the old one is still asked for");
  assertEquals(heard(room, enter("a", "Ginette")), []);
  assertEquals(room.names, ["Roger", "GINETTE", "Ginette2"]);
});

Deno.test("Room gives a name back that is free again", () => {
  const room = twoServers();
  heard(room, gone("a"), join("b:2", "Ginette"), { type: "leave", member: "b:2" });
  assertEquals(heard(room, enter("a", "Ginette")), [
    "all: * Ginette2 is now Ginette",
    "a:1: * The name Ginette is free again, and yours",
  ]);
});

Deno.test("Room says under the name that a speaker has at that place in the order", () => {
  const room = twoServers();
  heard(room, gone("a"), join("b:2", "Ginette"), enter("a", "Ginette"));
  assertEquals(heard(room, say("a:1", "Ginette", "Salut")), ["all-a:1: [Ginette2] Salut"]);
});

Deno.test("Room lets nobody in again whose place another connection has taken meanwhile", () => {
  const session = (event: ChatEvent) => ({ ...event, session: "secret" }) as ChatEvent;
  for (const here of ["a", "b"]) {
    const room = new Room({ here });
    heard(room, session(join("a:1", "Ginette")), gone("a"), session(join("b:1", "Ginette")));
    const back: ChatEvent = {
      type: "enter",
      server: "a",
      members: [{ member: "a:1", name: "Ginette", session: "secret" }],
    };
    heard(room, back);
    assertEquals(room.members, [{ member: "b:1", name: "Ginette" }], here);
  }
});

Deno.test("Room takes over what somebody else has read, and tells what has changed", () => {
  const room = twoServers();
  heard(room, join("b:2", "Lucette"));
  const snapshot = {
    members: [{ member: "b:2", name: "Lulu" }, { member: "c:1", name: "Marcel" }, {
      member: "a:1",
      name: "Gigi",
    }],
  };
  const lines = room.restore(snapshot, true).map(({ line }) => formatLine(line, "text"));
  assertEquals(lines, [
    "* Out of reach: Roger",
    "* Ginette is now Gigi",
    "* Lucette is now Lulu",
    "* Within reach again: Marcel",
  ]);
  assertEquals(room.snapshot(), snapshot);
});

const back = (member: string, name: string, session: string): ChatEvent => ({
  type: "join",
  member,
  name,
  replay: 0,
  session,
});
const line = (member: string, session: string, count: number): ChatEvent => //
({
  type: "say",
  member,
  name: "Ginette",
  text: `n${count}`,
  echo: false,
  at: 0,
  seq: count,
  line: count,
  session,
});

Deno.test("Room lets a session take the place of its lost connection, and the others notice nothing", () => {
  const room = new Room();
  heard(room, back("1", "Ginette", "secret"), join("2", "Roger"), line("1", "secret", 1));
  const [told, welcome, ...others] = room.apply(back("3", "Ginette", "secret"));
  assertEquals(told, { to: "1", line: { type: "replaced" } });
  assertEquals(welcome, {
    to: "3",
    line: { type: "welcome", you: "Ginette", others: ["Roger"], room: "", seq: 1, said: 1 },
  });
  assertEquals(others, []);
  assertEquals(heard(room, line("1", "secret", 2), line("3", "secret", 2)), ["all-3: [Ginette] n2"]);
  assertEquals(room.names, ["Roger", "Ginette"]);
});

Deno.test("Room tells the others when a session comes back under another name", () => {
  const room = new Room();
  heard(room, back("1", "Ginette", "secret"), join("2", "Roger"));
  assertEquals(heard(room, back("3", "Gigi", "secret")), [
    "1: * Another connection of yours has taken your place",
    "all-1: * Ginette left",
    "3: * Here with you: Roger",
    "all-3: * Gigi joined",
  ]);
});

Deno.test("Room gives a name to no other session, nor back to one whose member has left", () => {
  const room = new Room();
  heard(room, back("1", "Ginette", "secret"));
  assertEquals(heard(room, back("2", "Ginette", "another")), []);
  heard(room, { type: "leave", member: "1" }, join("3", "Ginette"));
  assertEquals(heard(room, back("4", "Ginette", "secret")), []);
});

Deno.test("Room tells everybody a new topic, and a newcomer the one there is, between the list and the past", () => {
  const room = pair();
  const topic = (text: string, name = "Roger"): ChatEvent => //
  ({ type: "topic", member: "2", name, text, echo: true, at: Date.now() });
  assertEquals(room.topic, undefined);
  assertEquals(heard(room, topic("le TP 3")), ["all: * Roger set the topic: le TP 3"]);
  const [list, now, past] = heard(room, join("3", "Lucette", 5));
  assertEquals([list, now], ["3: * Here with you: Ginette, Roger", "3: * The topic is: le TP 3"]);
  assertEquals(past!.replace(/\d\d:\d\d/, "…"), "3: * (history …) Roger set the topic: le TP 3");
  assertEquals(heard(room, topic("")), ["all: * Roger took the topic away"]);
  assertEquals(heard(room, join("4", "Marcel"))[0], "4: * Here with you: Ginette, Roger, Lucette");
  assertEquals(room.topic, "");
  assertEquals(heard(room, topic("accueil", "")), ["all: * The topic is: accueil"]);
});

Deno.test("Room knows its topic from the past, even when the message that said it is remembered no more", () => {
  const room = new Room();
  room.remember([], "d'avant");
  assertEquals(heard(room, join("1", "Ginette"))[1], "1: * The topic is: d'avant");
});
