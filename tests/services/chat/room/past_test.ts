import { assertEquals } from "@std/assert";
import type { MessageEvent } from "../../../../mod/services/chat/chat_event.ts";
import { Past } from "../../../../mod/services/chat/room/past.ts";

const message = (seq: number): MessageEvent => ({
  type: "say",
  member: "1",
  name: "Ginette",
  text: `n${seq}`,
  at: 0,
  echo: false,
  seq,
});

function past(kept: number, seqs: number[], log = { id: "here", before: 0, hasGaps: false }): Past {
  const made = new Past(kept);
  made.numbered(log);
  for (const seq of seqs) made.push(message(seq));
  return made;
}

const after = (made: Past, since: number, room?: string) => {
  const found = made.after(since, room);
  return found && { seqs: found.messages.map(({ seq }) => seq), missed: found.missed };
};

Deno.test("Past gives all that came after a number", () => {
  const made = past(10, [1, 2, 3]);
  assertEquals(after(made, 0), { seqs: [1, 2, 3], missed: [] });
  assertEquals(after(made, 2, "here"), { seqs: [3], missed: [] });
  assertEquals(after(made, 3), { seqs: [], missed: [] });
});

Deno.test("Past counts what it no longer has", () => {
  const made = past(2, [1, 2, 3, 4, 5]);
  assertEquals(after(made, 1), { seqs: [4, 5], missed: [{ type: "missed", count: 2 }] });
  assertEquals(after(made, 3), { seqs: [4, 5], missed: [] });
  assertEquals(after(past(2, [8, 9], { id: "here", before: 7, hasGaps: false }), 5), {
    seqs: [8, 9],
    missed: [{ type: "missed", count: 2 }],
  });
});

Deno.test("Past says that it counts at most so many where numbers have gaps", () => {
  const made = past(1, [3, 8], { id: "here", before: 0, hasGaps: true });
  assertEquals(after(made, 1), { seqs: [8], missed: [{ type: "missed", count: 2, atMost: true }] });
  assertEquals(after(made, 5), { seqs: [8], missed: [] });
});

Deno.test("Past knows no number of another log, and none that was not given yet", () => {
  const made = past(10, [1, 2]);
  assertEquals([after(made, 1, "elsewhere"), after(made, 3), made.after(undefined, "here")], [
    undefined,
    undefined,
    undefined,
  ]);
});

Deno.test("Past keeps what was said under the numbers of another log, without its numbers", () => {
  const made = past(10, [40, 41]);
  made.numbered({ id: "here", before: 0, hasGaps: false }); // the same log again changes nothing
  assertEquals(made.seq, 41);
  made.numbered({ id: "anew", before: 0, hasGaps: true });
  made.push(message(1));
  assertEquals(made.last(3).map(({ text }) => text), ["n40", "n41", "n1"]);
  assertEquals([after(made, 0, "anew"), after(made, 40)], [{ seqs: [1], missed: [] }, undefined]);
});
