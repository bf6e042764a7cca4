import { assertEquals, assertRejects } from "@std/assert";
import { askLines } from "../../mod/services/ask_lines.ts";
import { FakeConnection } from "../_kit/net/fake_connection.ts";

Deno.test("askLines() pairs answers with questions in their order, however they arrive", async () => {
  const connection = new FakeConnection(["A\nB", "\nC\n"]);
  const pairs: string[] = [];
  await askLines(connection, [["a", "b"], ["c"]], (answered) => {
    pairs.push(...answered.map(({ question, answer }) => question + answer));
    return Promise.resolve();
  });
  assertEquals(pairs, ["aA", "bB", "cC"]);
  assertEquals(connection.written, "a\nb\nc\n");
});

Deno.test("askLines() tells what was answered, then that the server left", async () => {
  const told: string[] = [];
  const asking = askLines(new FakeConnection(["A\n"]), [["a", "b"]], (answered) => {
    told.push(...answered.map(({ answer }) => answer));
    return Promise.resolve();
  });
  await assertRejects(() => asking, Error, "before it had answered");
  assertEquals(told, ["A"]);
});

Deno.test("askLines() with nothing to ask ends at once", async () => {
  await askLines(new FakeConnection([]), [], () => Promise.reject(new Error("nothing was asked")));
});
