import { assertEquals } from "@std/assert";
import { Hub } from "../../../../mod/services/chat/room/hub.ts";
import { MemoryLog } from "../../../../mod/services/chat/log/memory_log.ts";
import { Participant } from "../../../../mod/services/chat/room/participant.ts";
import { formatLine, NAME_PROMPT } from "../../../../mod/services/chat/format_line.ts";
import { type BatchPart, linesOf } from "../../../../mod/services/chat/line_batch.ts";
import { SqliteLog } from "../../../../mod/services/chat/log/sqlite_log.ts";
import { TempFolder } from "../../../_kit/temp_folder.ts";

async function newRoom(): Promise<Hub> {
  const hub = new Hub({ log: new MemoryLog(), server: "s" });
  await hub.open();
  return hub;
}

/** Somebody in that room, and what is said to them; `(end)` when the door closes. */
function guest(hub: Hub, options: { operator?: boolean } = {}) {
  const heard: string[] = [];
  let style: "text" | "json" = "text";
  const subscriber = {
    deliver(parts: readonly BatchPart[]) {
      heard.push(...linesOf(parts).map((line) => formatLine(line, style)!));
    },
    leave() {/* it is ended soon */},
    end: () => void heard.push("(end)"),
    useJson: () => void (style = "json"),
  };
  const person = new Participant(hub, subscriber, { replay: 5, ...options });
  return { heard, person, clear: () => void heard.splice(0) };
}

/** Somebody in the room under a name, who has heard nothing yet. */
async function member(hub: Hub, name: string, options: { operator?: boolean } = {}) {
  const one = guest(hub, options);
  await one.person.receive(name);
  one.clear();
  return one;
}

Deno.test("Participant is asked for a name and shown who is there", async () => {
  const hub = await newRoom();
  await member(hub, "Roger");
  const { heard, person } = guest(hub);
  await person.greet();
  await person.receive("  Ginette ");
  assertEquals(heard, [NAME_PROMPT, "* Here with you: Roger"]);
});

Deno.test("Participant may try three names", async () => {
  const { heard, person } = guest(await newRoom());
  for (const name of ["", "a b", "x".repeat(21)]) await person.receive(name);
  assertEquals(heard, [
    "* A name needs at least one character",
    NAME_PROMPT,
    "* A name is made of visible characters, without spaces",
    NAME_PROMPT,
    "* A name has at most 20 characters",
    "* No usable name in 3 attempts: good bye",
    "(end)",
  ]);
});

Deno.test("Participant who asks for JSON gets it, a bot without the past", async () => {
  const hub = await newRoom();
  const ginette = await member(hub, "Ginette");
  await ginette.person.receive("hello");
  const [page, bot] = [guest(hub), guest(hub)];
  await page.person.receive("/json Page");
  await bot.person.receive("/bot Bot");
  assertEquals(page.heard.map((line) => JSON.parse(line).type), ["welcome", "message", "joined"]);
  const { type, you, others, seq } = JSON.parse(bot.heard[0]!);
  assertEquals([bot.heard.length, type, you, others, seq], [1, "welcome", "Bot", ["Ginette", "Page"], 1]);
});

Deno.test("Participant who never had a name leaves silently", async () => {
  const hub = await newRoom();
  const ginette = await member(hub, "Ginette");
  await guest(hub).person.leave();
  assertEquals(ginette.heard, []);
});

Deno.test("Participant says good bye by name and is announced once", async () => {
  const hub = await newRoom();
  const [ginette, roger] = [await member(hub, "Ginette"), await member(hub, "Roger")];
  ginette.clear();
  await ginette.person.receive("/bye");
  await ginette.person.leave();
  assertEquals(ginette.heard, ["À bientôt Ginette !", "(end)"]);
  assertEquals(roger.heard, ["* Ginette left"]);
});

Deno.test("Participant cannot take a name that is taken, nor an impossible one", async () => {
  const hub = await newRoom();
  await member(hub, "Roger");
  const ginette = await member(hub, "Ginette");
  for (const line of ["/nick roger", "/nick a\u202eb", "/nick Gigi"]) await ginette.person.receive(line);
  assertEquals(ginette.heard, [
    "* The name roger is taken",
    "* A name is made of visible characters, without spaces",
    "* Ginette is now Gigi",
  ]);
});

Deno.test("Participant's escapes reach nobody", async () => {
  const hub = await newRoom();
  const [ginette, roger] = [await member(hub, "Ginette"), await member(hub, "Roger")];
  for (const line of ["\x1b[2J", "/me \x1b[2J", "/msg Roger \x1b[2J"]) await ginette.person.receive(line);
  assertEquals(roger.heard, ["[Ginette] ␛[2J", "* Ginette ␛[2J", "[Ginette -> Roger] ␛[2J"]);
});

Deno.test("Participant may say what the room is about, and ask", async () => {
  const hub = await newRoom();
  const [ginette, roger] = [await member(hub, "Ginette"), await member(hub, "Roger")];
  ginette.clear();
  const said = ["/topic", "/topic le TP\x1b 3", `/topic ${"é".repeat(201)}`, "/topic", "/topic -"];
  for (const line of said) await ginette.person.receive(line);
  assertEquals(ginette.heard, [
    "* There is no topic",
    "* Ginette set the topic: le TP␛ 3",
    "* A topic has at most 200 characters",
    "* The topic is: le TP␛ 3",
    "* Ginette took the topic away",
  ]);
  assertEquals(roger.heard, ["* Ginette set the topic: le TP␛ 3", "* Ginette took the topic away"]);
  const program = guest(hub);
  await ginette.person.receive(`/topic ${"😀".repeat(200)}`);
  await program.person.receive("/json Page");
  assertEquals(program.heard[1], `{"type":"topic","text":"${"😀".repeat(200)}"}`);
});

Deno.test("Participant at the console may show somebody out", async () => {
  const hub = await newRoom();
  const [ginette, operator] = [
    await member(hub, "Ginette"),
    await member(hub, "console", { operator: true }),
  ];
  ginette.clear();
  await operator.person.receive("/kick Ginette");
  await operator.person.receive("/kick Ginette");
  assertEquals(ginette.heard, ["* Ginette was shown out by console", "(end)"]);
  assertEquals(operator.heard, ["* Ginette was shown out by console", "* Nobody here is called Ginette"]);
});

Deno.test("Participant has what it said in the log before it is answered", async () => {
  using folder = new TempFolder();
  await using hub = new Hub({ log: new SqliteLog(`${folder.path}/talk.db`, 10), server: "s" });
  await hub.open();
  const ginette = await member(hub, "Ginette");
  for (let i = 0; i < 10; i++) await ginette.person.receive(`line ${i}`);
  await ginette.person.receive("/history 3");
  assertEquals(ginette.heard.map((line) => line.slice(-6)), ["line 7", "line 8", "line 9"]);
});

/** Somebody who is told the fate of each line. */
async function acknowledged(hub: Hub, first: string) {
  const one = guest(hub);
  await one.person.receive(first);
  const [welcome] = one.heard.splice(0).map((line) => JSON.parse(line));
  const fates = () => one.heard.splice(0).filter((line) => line !== "(end)").map((line) => JSON.parse(line));
  return { ...one, welcome, fates };
}

Deno.test("Participant who asks for it is told the fate of each line", async () => {
  const hub = await newRoom();
  await member(hub, "Roger");
  const { person, fates } = await acknowledged(hub, "/json Ginette ack");
  for (const line of ["un", "", "/hlep", "/msg Nobody x", "/nick Roger", "/msg Roger psst", "/who"]) {
    await person.receive(line);
  }
  person.refuseTooLong(4096);
  await person.receive("deux");
  await new Promise((resolve) => setTimeout(resolve));
  const told = fates().filter(({ type }) => type === "said" || type === "refused");
  assertEquals(
    told.map((
      { type, line, reason, seq, refused },
    ) => [type, line, type === "said" ? [seq, refused ?? 0] : reason])
      .filter(([type]) => type === "refused"),
    [[2, "empty"], [3, "command"], [4, "command"], [5, "command"], [8, "too_long"]].map((
      each,
    ) => ["refused", ...each]),
  );
  assertEquals(told.at(-1), { type: "said", line: 9, seq: 2, refused: 5 });
});

Deno.test("Participant who does not ask for it hears no new lines", async () => {
  const hub = await newRoom();
  const page = guest(hub);
  await page.person.receive("/json Page");
  for (const line of ["un", "", "/hlep", "/me x"]) await page.person.receive(line);
  page.person.refuseTooLong(4096);
  await Promise.resolve();
  assertEquals(page.heard.map((line) => JSON.parse(line).type), ["welcome", "error", "action", "error"]);
});

Deno.test("Participant's last lines have their fates before the door closes", async () => {
  using folder = new TempFolder();
  const memory = await newRoom();
  await using disk = new Hub({ log: new SqliteLog(`${folder.path}/talk.db`, 10), server: "s" });
  await disk.open();
  for (const hub of [memory, disk]) {
    for (const bye of [true, false]) {
      const { person, fates } = await acknowledged(hub, "/json Ginette ack");
      const waits = ["un", "deux"].map((line) => person.receive(line));
      await (bye ? person.receive("/bye") : person.leave());
      await Promise.all(waits);
      await new Promise((resolve) => setTimeout(resolve));
      const said = fates().filter(({ type }) => type === "said").at(-1);
      assertEquals(said?.line, bye ? 3 : 2);
    }
  }
});

Deno.test("Participant is told that held lines are said only when they are", async () => {
  const hub = new Hub({ log: new MemoryLog(), server: "s", expect: 2 });
  await hub.open();
  const { person, fates } = await acknowledged(hub, "/json Ginette ack");
  await person.receive("early");
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals(fates().filter(({ type }) => type === "said"), []);
  await member(hub, "Roger");
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals(fates().filter(({ type }) => type === "said"), [{ type: "said", line: 1, seq: 1 }]);
});

Deno.test("Participant whose session is tried for a name that another one has stays where it is", async () => {
  const session = "session=0123456789abcdef";
  const hub = await newRoom();
  const first = await acknowledged(hub, `/json Ginette ${session}`);
  const roger = await member(hub, "Roger");
  const second = guest(hub);
  await second.person.receive(`/json Roger ${session}`);
  assertEquals(second.heard.map((line) => JSON.parse(line).type), ["error", "prompt"]);
  await first.person.receive("still here");
  assertEquals([first.fates().map(({ type }) => type), roger.heard], [["joined"], ["[Ginette] still here"]]);
});

Deno.test("Participant who comes back learns what was said before the connection broke", async () => {
  const session = "session=0123456789abcdef";
  const hub = await newRoom();
  const first = await acknowledged(hub, `/json Ginette ${session}`);
  const roger = await member(hub, "Roger");
  assertEquals(first.welcome.said, 0);
  await first.person.receive("un");
  await first.person.receive("deux");
  await roger.person.receive("trois");
  roger.clear();
  const second = await acknowledged(hub, `/json Ginette ${session} room=${first.welcome.room} since=1`);
  assertEquals([second.welcome.said, second.welcome.since, second.welcome.seq], [2, 1, 3]);
  await first.person.receive("too late");
  assertEquals(first.heard.slice(-2), ['{"type":"replaced"}', "(end)"]);
  await second.person.receive("quatre");
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals(second.fates().map(({ type, line }) => [type, line]), [["said", 3]]);
  assertEquals(roger.heard, ["[Ginette] quatre"]);
});

Deno.test("Participant gets the past from another room as a newcomer does", async () => {
  const hub = await newRoom();
  const roger = await member(hub, "Roger");
  for (let i = 0; i < 9; i++) await roger.person.receive(`n${i}`);
  const asked = guest(hub);
  await asked.person.receive("/json Ginette room=elsewhere since=2");
  const [welcome, ...past] = asked.heard.map((line) => JSON.parse(line));
  assertEquals(welcome.since, undefined);
  assertEquals(past.filter(({ history }) => history).length, 5);
});
