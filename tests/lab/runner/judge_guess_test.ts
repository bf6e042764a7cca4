import { assertEquals } from "@std/assert";
import { judgeGuess } from "../../../mod/lab/runner/judge_guess.ts";

const FACTS = {
  events: [{ role: "roger", event: "connect" }, { role: "server", event: "read" }],
  shown: [{ role: "ginette", line: "BONJOUR" }],
};

/** What is said, and what becomes of each part: its words, whether it came, who. */
const GUESSES: readonly [string, [string, boolean, string[]][]][] = [
  ["accept, recv", [["accept", false, []], ["recv", true, ["server"]]]],
  ["SYN then read", [["SYN", true, ["roger"]], ["read", true, ["server"]]]],
  ["BONJOUR", [["BONJOUR", true, ["ginette"]]]],
  ["« BONJOUR »", [["BONJOUR", true, ["ginette"]]]],
  ["bonjour", [["bonjour", false, []]]],
  ["rien", [["rien", false, []]]],
];

for (const [guess, judged] of GUESSES) {
  Deno.test(`judgeGuess() compares "${guess}" with what happened`, () => {
    assertEquals(
      judgeGuess(guess, FACTS).judged.map(({ words, came, roles }) => [words, came, roles]),
      judged,
    );
  });
}

Deno.test("judgeGuess() tells what nobody had thought of", () => {
  assertEquals(judgeGuess("read", FACTS).missed, [{ words: "connect", came: true, roles: ["roger"] }]);
});

Deno.test("judgeGuess() believes in nothing where nothing happened", () => {
  assertEquals(judgeGuess("nothing", { events: [], shown: [] }).judged[0]!.came, true);
});
