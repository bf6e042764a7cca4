import { assertEquals, assertInstanceOf } from "@std/assert";
import {
  joined,
  messageData,
  messageFrom,
  msg,
  plural,
  prefixed,
  renderMessage,
  secondsMessage,
  type Sentences,
  verbatim,
} from "../../mod/i18n/message.ts";
import { toFrench } from "../../mod/i18n/french/to_french.ts";
import { legible, MessageError, messageOf } from "../../mod/i18n/message_error.ts";

const SENTENCES: Readonly<Record<string, string>> = {
  "it rains": "il pleut",
  "Cannot open {1}: {2}": "Ouverture de {1} impossible : {2}",
  "{1} of {2} bytes": "{2} octets dont {1}",
  "{1} cat": "{1} chat",
  "{1} cats": "{1} chats",
};
const FRENCH: Sentences = { language: "fr", find: (id) => SENTENCES[id], isSingular: (count) => count < 2 };

Deno.test("msg`` is English by itself, and named by its fixed words", () => {
  const message = msg`Cannot open ${"a.txt"}: ${msg`it rains`}`;
  assertEquals(message.id, "Cannot open {1}: {2}");
  assertEquals(String(message), "Cannot open a.txt: it rains");
});

Deno.test("renderMessage() translates a message in a message, and puts values where the language wants them", () => {
  assertEquals(
    renderMessage(msg`Cannot open ${"a.txt"}: ${msg`it rains`}`, FRENCH),
    "Ouverture de a.txt impossible : il pleut",
  );
  assertEquals(renderMessage(msg`${7} of ${9} bytes`, FRENCH), "9 octets dont 7");
});

Deno.test("renderMessage() never looks at what stands between the fixed words", () => {
  for (const value of ["it rains", "{2}", "$& $1", "{1} cats", "", "Cannot open b: it rains", "\x1b[2J\n"]) {
    assertEquals(
      renderMessage(msg`Cannot open ${value}: ${value}`, FRENCH),
      `Ouverture de ${value} impossible : ${value}`,
    );
    assertEquals(String(msg`Cannot open ${value}: ${value}`), `Cannot open ${value}: ${value}`);
    assertEquals(renderMessage(verbatim(value), FRENCH), value);
  }
});

Deno.test("renderMessage() says in English what the language does not have", () => {
  assertEquals(renderMessage(msg`Nobody ${"x"} said ${msg`it rains`}`, FRENCH), "Nobody x said il pleut");
});

Deno.test("plural() lets each language decide what is one", () => {
  const cats = (count: number) => plural(count, msg`${count} cat`, msg`${count} cats`);
  assertEquals([0, 1, 2].map((count) => String(cats(count))), ["0 cats", "1 cat", "2 cats"]);
  assertEquals([0, 1, 2].map((count) => renderMessage(cats(count), FRENCH)), ["0 chat", "1 chat", "2 chats"]);
});

Deno.test("joined() and prefixed() need no words of any language", () => {
  const all = prefixed("netlab", joined([msg`it rains`, "it rains", msg`${3} cats`], ", "));
  assertEquals(renderMessage(all, FRENCH), "netlab: il pleut, it rains, 3 chats");
});

Deno.test("a message crosses an isolate as plain data", () => {
  const message = msg`Cannot open ${"a"}: ${plural(2, msg`${2} cat`, msg`${2} cats`)}`;
  const arrived = messageFrom(structuredClone(messageData(message)));
  assertEquals(renderMessage(arrived, FRENCH), "Ouverture de a impossible : 2 chats");
  assertEquals(JSON.stringify(messageData(arrived)), JSON.stringify(messageData(message)));
});

Deno.test("messageOf() is the sentence that an error carries, and somebody else's words as they are", () => {
  const error = new MessageError(msg`it rains`);
  assertInstanceOf(error, Error);
  assertEquals(error.message, "it rains");
  assertEquals(renderMessage(messageOf(error), FRENCH), "il pleut");
  assertEquals(renderMessage(messageOf(new Error("it rains")), FRENCH), "it rains");
  assertEquals(String(messageOf("it rains {1}")), "it rains {1}");
});

const THROWN: readonly [what: string, thrown: unknown, text: string][] = [
  ["text", "words", "words"],
  ["undefined", undefined, "undefined"],
  ["null", null, "null"],
  ["a symbol", Symbol("s"), "Symbol(s)"],
  ["an error", new TypeError("broken"), "broken"],
  ["an error whose message is none", Object.assign(new Error(), { message: undefined }), "undefined"],
  ["an error whose name is none", Object.assign(new Error("broken"), { name: Symbol("n") }), "broken"],
  ["an object without a text", Object.create(null), "something was thrown that has no text"],
  ["an object that throws", { toString: throwing }, "something was thrown that has no text"],
  [
    "an error whose message throws",
    Object.defineProperty(new Error(), "message", { get: throwing }),
    "something was thrown that has no text",
  ],
  [
    "an error whose code throws",
    Object.defineProperty(new Error("x"), "code", { get: throwing }),
    "something was thrown that has no text",
  ],
  ["a proxy", new Proxy({}, { getPrototypeOf: throwing }), "something was thrown that has no text"],
];

for (const [what, thrown, text] of THROWN) {
  Deno.test(`legible() makes of ${what} what can be read`, () => {
    assertEquals(String(messageOf(legible(thrown))), text);
  });
}

function throwing(): never {
  throw new Error("thrown on purpose");
}

Deno.test("secondsMessage() is singular where the language is", () => {
  const said = [0.5, 1, 1.5, 2].map((
    count,
  ) => [String(secondsMessage(count)), toFrench(secondsMessage(count))]);
  assertEquals(said, [
    ["0.5 seconds", "0,5 seconde"],
    ["1 second", "1 seconde"],
    ["1.5 seconds", "1,5 seconde"],
    ["2 seconds", "2 secondes"],
  ]);
});
