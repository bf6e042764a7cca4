import { assertEquals } from "@std/assert";
import { ChatCompletion } from "../../../../mod/services/chat/client/chat_completion.ts";

const completion = new ChatCompletion();
completion.learn(["Roger", "Ginette", "gérard"]);

const cases: [string, string[]][] = [
  ["/h", ["/help", "/history"]],
  ["/WH", ["/who"]],
  ["/msg g", ["Ginette", "gérard"]],
  ["salut Ro", ["Roger"]],
  ["salut ", []],
  ["", []],
];
for (const [text, words] of cases) {
  Deno.test(`Completion of ${JSON.stringify(text)}`, () => assertEquals(completion.of(text), words));
}
