import { assert, assertEquals } from "@std/assert";
import type { ChatLine } from "../../../../mod/services/chat/chat_line.ts";
import { type BatchPart, linesOf } from "../../../../mod/services/chat/line_batch.ts";
import { Turn } from "../../../../mod/services/chat/room/turn.ts";

const note = (text: string): ChatLine => ({ type: "note", text });

/** Somebody in that turn's room; `(end)` when the door closes. */
function inside(turn: Turn) {
  const one = listener();
  turn.enter(one);
  return one;
}

function listener() {
  const deliveries: (readonly BatchPart[])[] = [];
  const heard: string[] = [];
  return {
    deliveries,
    heard,
    deliver(parts: readonly BatchPart[]) {
      deliveries.push(parts);
      heard.push(...linesOf(parts).map((line) => "text" in line ? line.text : line.type));
    },
    leave() {/* it is ended soon */},
    end: () => void heard.push("(end)"),
    useJson() {/* a listener reads the lines themselves */},
  };
}

Deno.test("Turn hands out nothing before it is over, and then all at once", async () => {
  const turn = new Turn();
  const one = inside(turn);
  turn.toAll(note("a"));
  turn.toAll(note("b"));
  assertEquals(one.heard, []);
  await Promise.resolve();
  assertEquals([one.heard, one.deliveries.length], [["a", "b"], 1]);
});

Deno.test("Turn gives the same bytes to all who hear all of it, in each style", () => {
  const turn = new Turn();
  const [one, two] = [inside(turn), inside(turn)];
  turn.toAll(note("été"));
  turn.toAll(note("😀"));
  turn.settle();
  const bytes = [one, two].map(({ deliveries: [parts] }) => parts![0]!.batch.encode("text")!.bytes);
  assertEquals(new TextDecoder().decode(bytes[0]), "* été\n* 😀\n");
  assert(bytes[0] === bytes[1]);
  assertEquals(two.deliveries[0]![0]!.batch.encode("plain"), undefined);
});

Deno.test("Turn gives speakers everything but their own lines, as views of the same bytes", () => {
  const turn = new Turn();
  const [one, two, three] = [inside(turn), inside(turn), inside(turn)];
  for (const [text, speaker] of [["é", one], ["b", two], ["😀", one], ["d", two]] as const) {
    turn.toAll(note(text), speaker);
  }
  turn.settle();
  assertEquals([one.heard, two.heard, three.heard], [["b", "d"], ["é", "😀"], ["é", "b", "😀", "d"]]);
  const whole = three.deliveries[0]![0]!.batch.encode("text")!.bytes;
  const views = two.deliveries[0]!.map(({ batch, from, to }) => batch.encode("text", from, to)!);
  assertEquals(views.map(({ bytes, count }) => [new TextDecoder().decode(bytes), count]), [["* é\n", 1], [
    "* 😀\n",
    1,
  ]]);
  assert(views.every(({ bytes }) => bytes.buffer === whole.buffer));
});

Deno.test("Turn tells one person something in its place among what all hear", () => {
  const turn = new Turn();
  const [one, two, outside] = [inside(turn), inside(turn), listener()];
  turn.toAll(note("before"));
  turn.toOne(note("psst"), one);
  turn.toOne(note("not in"), outside);
  turn.toAll(note("after"));
  turn.settle();
  assertEquals([one.heard, two.heard, outside.heard], [["before", "psst", "after"], ["before", "after"], [
    "not in",
  ]]);
});

Deno.test("Turn lets a newcomer hear what comes after, and who leaves what came before", () => {
  const turn = new Turn();
  const early = inside(turn);
  turn.toAll(note("a"));
  const late = inside(turn);
  turn.toAll(note("b"));
  turn.end(early);
  turn.toAll(note("c"));
  turn.settle();
  assertEquals([early.heard, late.heard], [["a", "b", "(end)"], ["b", "c"]]);
});

Deno.test("Turn is over after so many lines and after so many characters", () => {
  for (const [text, most] of [["x", 256], ["x".repeat(4096), 16]] as const) {
    const turn = new Turn();
    const one = inside(turn);
    for (let i = 1; i < most; i++) turn.toAll(note(text));
    assertEquals(one.heard.length, 0);
    turn.toAll(note(text));
    assertEquals(one.heard.length, most);
  }
});
