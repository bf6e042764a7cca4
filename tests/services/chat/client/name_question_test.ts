import { assertEquals } from "@std/assert";
import { asksForName } from "../../../../mod/services/chat/client/name_question.ts";

const lines: [text: string, asks: boolean][] = [
  ["Welcome to budgetchat! What shall I call you?", true],
  ["What is your name?", true],
  ["Enter your nickname", true],
  ["Username:", true],
  ["NICK", false],
  ["Bienvenue ! Quel est ton pseudo ?", true],
  ["Entrez votre prénom", true],
  ["Votre nom :", true],
  ["Comment t'appelles-tu ?", true],
  ["Qui êtes-vous ?", true],
  ["* The room contains: bob, dave", false],
  ["Hello, your name has been noted.", false],
  ["Il y a un nombre impair de personnes : 3", false],
  ["nominal speed?", false],
  ["How are you?", false],
  [`${"x".repeat(300)} your name?`, false],
];
for (const [text, asks] of lines) {
  Deno.test(`asksForName() of ${JSON.stringify(text.slice(0, 60))} is ${asks}`, () => {
    assertEquals(asksForName(text, true), asks);
  });
}

Deno.test("asksForName() takes a beginning for a question that would be none as a line", () => {
  for (const text of ["name", "Your name ", "pseudo = "]) {
    assertEquals([asksForName(text, true), asksForName(text, false)], [false, true]);
  }
  assertEquals(asksForName("[bob] hello", false), false);
});
