import { assertEquals } from "@std/assert";
import { lineNumbers, LineOrder, nextLine } from "../../../mod/http/workers/line_order.ts";

/** An order with a look at what it hands out. */
function order(first = 0): { lines: string[]; order: LineOrder; counter: Int32Array } {
  const memory = lineNumbers();
  const counter = new Int32Array(memory);
  const lines: string[] = [];
  const made = new LineOrder(memory, (line) => lines.push(line));
  for (let number = 0; number < first; number++) made.say("");
  lines.length = 0;
  return { lines, order: made, counter };
}

Deno.test("LineOrder hands lines out in the order in which they were said, however they come", () => {
  for (const way of [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1]]) {
    const { lines, order: made, counter } = order();
    const numbers = Array.from("abcd", () => nextLine(counter));
    for (const at of way) made.take(numbers[at]!, "abcd"[at]!);
    made.say("e");
    assertEquals(lines.join(""), "abcde");
  }
});

Deno.test("LineOrder.giveUp() waits no longer for lines that do not come, and takes them if they do", () => {
  const { lines, order: made, counter } = order(1);
  const [lost, second, late, fourth] = Array.from("1234", () => nextLine(counter));
  made.take(second!, "second");
  made.take(fourth!, "fourth");
  assertEquals(lines, []);
  made.giveUp();
  made.take(late!, "late");
  made.say("fifth");
  assertEquals(lines, ["second", "fourth", "late", "fifth"]);
  made.take(lost!, "lost");
  assertEquals(lines.at(-1), "lost");
});

Deno.test("LineOrder goes on when its numbers begin again", () => {
  const { lines, order: made, counter } = order();
  counter[0] = 2 ** 31 - 2;
  made.take(nextLine(counter), "before");
  made.giveUp();
  const [first, second] = [nextLine(counter), nextLine(counter)];
  assertEquals([first, second], [2 ** 31 - 1, -(2 ** 31)]);
  made.take(second, "second");
  assertEquals(lines, ["before"]);
  made.take(first, "first");
  made.say("third");
  assertEquals(lines, ["before", "first", "second", "third"]);
});
