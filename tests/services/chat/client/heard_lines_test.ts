import { assertEquals } from "@std/assert";
import { heardLines, PAUSE } from "../../../../mod/services/chat/client/heard_lines.ts";
import { FakeClock } from "../../../_kit/fake_clock.ts";

/** What is heard when these pieces arrive; a number is a pause in milliseconds. `>` marks what has no end. */
async function heard(...pieces: (string | Uint8Array | number)[]): Promise<string[]> {
  using clock = new FakeClock();
  let waiting: ((length: number | null) => void) | undefined;
  let room: Uint8Array = new Uint8Array(0);
  const connection = {
    read(buffer: Uint8Array): Promise<number | null> {
      room = buffer;
      return new Promise((resolve) => waiting = resolve);
    },
  };
  const found: string[] = [];
  const listening = (async () => {
    for await (const { text, began, ended } of heardLines(connection, 1000)) {
      found.push((began === "" ? "" : `(${began})`) + text + (ended ? "" : ">"));
    }
  })();
  for (const piece of [0, ...pieces]) {
    if (typeof piece === "number") await clock.tick(piece);
    else {
      const bytes = typeof piece === "string" ? new TextEncoder().encode(piece) : piece;
      room.set(bytes);
      waiting!(bytes.length);
      await clock.tick(0);
    }
  }
  waiting!(null);
  await listening;
  return found;
}

const LONG = PAUSE + 1;

Deno.test("heardLines() gives lines as they come", async () => {
  assertEquals(await heard("un\nde", "ux\r\n", 10, "trois\n"), ["un", "deux", "trois"]);
});

Deno.test("heardLines() gives what has no end when the server pauses, and the rest of the line after it", async () => {
  assertEquals(await heard("Your name: ", LONG, "Welcome\n"), ["Your name: >", "(Your name: )Welcome"]);
  assertEquals(await heard("Hi\nName? ", LONG, LONG, "Bob\nx\n"), ["Hi", "Name? >", "(Name? )Bob", "x"]);
});

Deno.test("heardLines() gives each piece of a server that ends no line", async () => {
  assertEquals(await heard("Bienvenue", LONG, "[bob] salut", LONG, "[bob] ça va"), [
    "Bienvenue>",
    "(Bienvenue)[bob] salut>",
    "(Bienvenue[bob] salut)[bob] ça va",
  ]);
});

Deno.test("heardLines() cuts no character in two, and no line that is slow but not too slow", async () => {
  const accent = new TextEncoder().encode("é");
  assertEquals(await heard("caf", accent.slice(0, 1), LONG, accent.slice(1), "s\n"), ["caf>", "(caf)és"]);
  assertEquals(await heard("slow", PAUSE - 10, "ly", PAUSE - 10, " said\n"), ["slowly said"]);
});
