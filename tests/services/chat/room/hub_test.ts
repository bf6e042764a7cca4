import { assertEquals } from "@std/assert";
import { Hub, type HubOptions } from "../../../../mod/services/chat/room/hub.ts";
import { MemoryLog } from "../../../../mod/services/chat/log/memory_log.ts";
import { formatLine } from "../../../../mod/services/chat/format_line.ts";
import { type BatchPart, linesOf } from "../../../../mod/services/chat/line_batch.ts";

/** Somebody who writes down what is heard. */
function listener() {
  const heard: string[] = [];
  return {
    heard,
    ended: 0,
    deliver(parts: readonly BatchPart[]) {
      heard.push(...linesOf(parts).map((line) => formatLine(line, "text")!));
    },
    leave() {/* it is ended soon */},
    end: () => {},
    useJson() {/* a listener reads the lines themselves */},
  };
}

async function openHub(options: Partial<HubOptions> = {}): Promise<Hub> {
  const hub = new Hub({ log: new MemoryLog(), server: "s", ...options });
  await hub.open();
  return hub;
}

const say = (member: string, text: string) =>
  ({ type: "say", member, name: "x", text, at: 0, echo: false }) as const;

Deno.test("Hub lets one of two in who ask for the same name at once", async () => {
  const hub = await openHub();
  const members = await Promise.all([
    hub.enter(listener(), "Ginette", 0),
    hub.enter(listener(), "ginette", 0),
  ]);
  assertEquals(members.map((member) => member !== undefined), [true, false]);
});

Deno.test("Hub forgets a subscriber once it has left", async () => {
  const hub = await openHub();
  const ginette = listener();
  const member = await hub.enter(ginette, "Ginette", 0);
  await hub.leave(member!);
  hub.announce({ type: "note", text: "later" });
  await Promise.resolve();
  assertEquals(ginette.heard, ["* Nobody else is here yet"]);
});

Deno.test("Hub holds the talk until all expected are in, then says what was held in order", async () => {
  const hub = await openHub({ expect: 2 });
  const [ginette, roger] = [listener(), listener()];
  const first = (await hub.enter(ginette, "Ginette", 0))!;
  await hub.append(say(first, "un"));
  await hub.append(say(first, "deux"));
  await hub.enter(roger, "Roger", 0);
  assertEquals(ginette.heard[1], "* The talk begins when 1 more have come");
  assertEquals(roger.heard, [
    "* Here with you: Ginette",
    "* All 2 are here: the talk begins",
    "[Ginette] un",
    "[Ginette] deux",
  ]);
});

Deno.test("Hub makes a member wait who says too much before the talk begins", async () => {
  const hub = await openHub({ expect: 2 });
  const first = (await hub.enter(listener(), "Ginette", 0))!;
  const waits = Array.from({ length: 100 }, () => hub.append(say(first, "again")));
  assertEquals(waits.slice(0, 99).every((wait) => wait === undefined), true);
  assertEquals(waits[99] instanceof Promise, true);
});

Deno.test("Hub lists its own people alone in its roster", async () => {
  const hub = await openHub();
  await hub.enter(listener(), "Ginette", 0);
  hub.apply({ type: "join", member: "other:1", name: "Roger", replay: 0 });
  assertEquals(hub.roster(), [{ member: "s:1", name: "Ginette" }]);
});

Deno.test("Hub begins with its topic, unless the past has one or has taken one away", async () => {
  assertEquals((await openHub({ topic: "accueil" })).room.topic, "accueil");
  for (const kept of ["TP 3", ""]) {
    const log = new MemoryLog();
    const open = log.open.bind(log);
    log.open = (reader) => open(reader).then(() => reader.remember([], kept));
    assertEquals((await openHub({ topic: "accueil", log })).room.topic, kept);
  }
});
