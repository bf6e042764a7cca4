import { assertEquals } from "@std/assert";
import { Opening } from "../../../../mod/services/chat/client/opening.ts";

/** What is done about each of these; a number lets so many milliseconds pass, a text with `\n` is a whole line. */
function done(name: string | undefined, ...words: (string | number)[]): string[] {
  const opening = new Opening();
  let now = 1000;
  const all: string[] = [];
  for (const word of words) {
    if (typeof word === "number") now += word;
    else if (word === "said") opening.ends();
    else all.push(opening.hears(word.trimEnd(), word.endsWith("\n"), { name, now }) ?? "-");
  }
  return all;
}

Deno.test("Opening answers the question for a name, whether it has a line end or not", () => {
  assertEquals(done("Bob", "Welcome to budgetchat! What shall I call you?\n"), ["answer"]);
  assertEquals(done("Bob", 200, "Your name: "), ["answer"]);
  assertEquals(done("Bob", "Hello\n", 1, "Two lines\n", 1, "Your name?\n"), ["-", "-", "answer"]);
  assertEquals(done("Bob", "Hello\n", 900, "Your name: "), ["-", "answer"]);
});

Deno.test("Opening lets the person answer where no name is known", () => {
  assertEquals(done(undefined, "Your name?\n"), ["ask"]);
});

Deno.test("Opening answers once: another question is the person's", () => {
  assertEquals(done("Bob", "Your name?\n", 900, "Taken. Your name?\n", "said", "Your name?\n"), [
    "answer",
    "ask",
    "-",
  ]);
});

Deno.test("Opening answers nobody later on", () => {
  assertEquals(done("Bob", "[eve] hello\n", 100, "What is your name?\n"), ["-", "-"]);
  assertEquals(done("Bob", "hello\n", 6000, "Your name: "), ["-", "-"]);
  assertEquals(done("Bob", "hello\n", "said", "Your name: "), ["-", "-"]);
});
