import { assert, assertEquals } from "@std/assert";
import { translator } from "../../mod/i18n/translator.ts";

const translate = translator({
  "it rains": "il pleut",
  "Cannot open ${file}: ${reason*}": "Ouverture de ${file} impossible: ${reason*}",
  "${sum} of ${total} bytes": "${total} octets dont ${sum}",
  "the server says ${words}": "le serveur dit ${words}",
  "{port} [0] is (free)": "{port} [0] est (libre)",
  "netlab ${command}: ${sentence*}": "netlab ${command}: ${sentence*}",
  "${thing} is missing": "${thing} manque",
  "${file}: ${reason!}": "${file} : ${reason!}",
  "${count#} cats": "${count#} chats",
});

Deno.test("translator() knows sentences by their fixed words, whatever stands between", () => {
  assertEquals(translate("it rains"), "il pleut");
  assertEquals(translate("7 of 9 bytes"), "9 octets dont 7");
  assertEquals(translate("{port} [0] is (free)"), "{port} [0] est (libre)");
  assertEquals(translate("it rains cats"), "it rains cats");
});

Deno.test("translator() tries sentences that begin with their own words first", () => {
  assertEquals(translate("netlab files get: NAME is missing"), "netlab files get: NAME manque");
});

Deno.test("translator() translates reasons that it knows, and carries others over", () => {
  assertEquals(translate("Cannot open a: it rains"), "Ouverture de a impossible: il pleut");
  assertEquals(translate("Cannot open a: EPERM"), "Ouverture de a impossible: EPERM");
  assertEquals(
    translate("netlab files get: Cannot open a\nb: it rains"),
    "netlab files get: Ouverture de a\nb impossible: il pleut",
  );
});

Deno.test("translator() takes a sentence for another when what has to be known is not", () => {
  assertEquals(translate("a: it rains"), "a : il pleut");
  assertEquals(translate("a: it rains cats"), "a: it rains cats");
});

Deno.test("translator() takes only a number for a number", () => {
  assertEquals(translate("3 cats"), "3 chats");
  assertEquals(translate("1.5 cats"), "1.5 chats");
  assertEquals(translate("it rains cats and 3 cats"), "it rains cats and 3 cats");
});

Deno.test("translator() takes no longer for a text that was made to take long", () => {
  const started = performance.now();
  for (const text of ["a: ".repeat(4000), "Cannot open ".repeat(4000), ": it rains".repeat(4000)]) {
    translate(text);
  }
  assert(performance.now() - started < 20_000); // trying every way would take years
});

Deno.test("translator() leaves alone what a peer has said, even in our own words", () => {
  assertEquals(translate("the server says it rains"), "le serveur dit it rains");
  assertEquals(translate("Cannot open it rains: EPERM"), "Ouverture de it rains impossible: EPERM");
  assertEquals(translate("the server says ${sum} $&"), "le serveur dit ${sum} $&");
});

Deno.test("translator() polishes its own words, not what stands between them", () => {
  const loud = translator({ "say ${x}": "dire ${x}" }, (text) => text.replace("dire", "DIRE"));
  assertEquals(loud("say dire"), "DIRE dire");
});
