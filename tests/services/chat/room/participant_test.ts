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
  assertEquals(bot.heard, ['{"type":"welcome","you":"Bot","others":["Ginette","Page"]}']);
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
