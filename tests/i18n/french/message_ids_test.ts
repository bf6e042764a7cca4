import { assertEquals } from "@std/assert";
import { parts } from "../../../mod/i18n/french/catalogue.ts";
import { FRENCH } from "../../../mod/i18n/french/to_french.ts";
import { Message, renderMessage, VALUE_PLACE } from "../../../mod/i18n/message.ts";
import type { Language } from "../../../mod/i18n/text.ts";
import { fillSystemWords } from "../../../mod/system/system_words.ts";
import { madeMessages } from "../../_kit/texts/message_ids.ts";

const made = await madeMessages();
const ids = [...new Set(made.map(({ id }) => id))];

/** Which catalogue of mod/i18n/french a folder's messages belong into; the first that fits. */
const CATALOGUES: readonly [folder: string, catalogue: string][] = [
  ["commands/chat", "messages_chat.ts"],
  ["commands/files/passwd.ts", "messages_accounts.ts"],
  ["commands/files", "messages_files.ts"],
  ["commands/lab/class.ts", "messages_class.ts"],
  ["commands/kv", "messages_kv.ts"],
  ["commands/lab", "messages_lab.ts"],
  ["commands/check", "messages_lab.ts"],
  ["commands/calc", "messages_questions.ts"],
  ["commands/echo", "messages_questions.ts"],
  ["commands/prime", "messages_questions.ts"],
  ["commands/options/accounts_option.ts", "messages_accounts.ts"],
  ["commands/options", "messages_web.ts"],
  ["commands/", "usage_errors.ts"],
  ["mod/check/script", "messages_script.ts"],
  ["mod/check", "messages_lab.ts"],
  ["mod/cli", "usage_errors.ts"],
  ["mod/fs", "messages_files.ts"],
  ["mod/http/client", "messages_web.ts"],
  ["mod/http/files/accounts", "messages_accounts.ts"],
  ["mod/http", "messages_http.ts"],
  ["mod/lab/class", "messages_class.ts"],
  ["mod/lab", "messages_lab.ts"],
  ["mod/relay", "relay_explained.ts"],
  ["mod/server", "messages_servers.ts"],
  ["mod/services/chat", "messages_chat.ts"],
  ["mod/services/files", "messages_files.ts"],
  ["mod/services/kv", "messages_kv.ts"],
  ["mod/services", "messages_questions.ts"],
  ["mod/system", "systems.ts"],
  ["mod/trace/diagram", "diagram.ts"],
  ["", "messages_network.ts"],
];

/** Messages of punctuation and values alone are the same in all languages. */
function hasWords(id: string): boolean {
  return /\p{L}/u.test(id);
}

Deno.test("every message has its French", () => {
  const missing = made.filter(({ id }) => hasWords(id) && FRENCH.find(id) === undefined);
  const advice = missing.map(({ file, line, id }) => {
    const [, catalogue] = rowOf(file);
    return `${file}:${line} write in mod/i18n/french/${catalogue}:  ${JSON.stringify(id)}: "…",`;
  });
  assertEquals(advice, []);
});

Deno.test("a new message is sent to the catalogue that has the others of its folder", () => {
  const wrong = [...Map.groupBy(made, ({ file }) => rowOf(file))].flatMap(([row, messages]) => {
    const counts = Object.entries(parts).map(([name, part]) => ({
      file: `${snakeCase(name)}.ts`,
      count: messages.filter(({ id }) => Object.hasOwn(part, id)).length,
    }));
    const most = Math.max(...counts.map(({ count }) => count));
    return counts.some(({ file, count }) => file === row[1] && count === most) ? [] : [
      `${row[0] || "the rest"}: most are in ${counts.find(({ count }) => count === most)?.file}, not ${
        row[1]
      }`,
    ];
  });
  assertEquals(wrong, [], "correct CATALOGUES above");
});

function rowOf(file: string): (typeof CATALOGUES)[number] {
  return CATALOGUES.find(([folder]) => file.startsWith(folder))!;
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

Deno.test("a number of seconds may be one", () => {
  const wrong = made.filter(({ id }) => /\{\d+\} seconds/.test(id) && id !== "{1} seconds")
    .map(({ file, line, id }) => `${file}:${line} ${id}`);
  assertEquals(wrong, [], "make the number and its word one value: ${secondsMessage(seconds)}");
});

Deno.test("no words of ours stand in a message as a plain string", () => {
  const wrong = made.flatMap(({ file, line, bareWords }) =>
    bareWords.map((words) => `${file}:${line} make it a message, or it stays English: msg\`${words}\``)
  );
  assertEquals(wrong, []);
});

Deno.test("no fixed words look like the place of a value", () => {
  const places = (id: string) => (id.match(VALUE_PLACE) ?? []).map((place) => Number(place.slice(1, -1)));
  const wrong = ids.filter((id) => places(id).some((place, index) => place !== index + 1));
  assertEquals(wrong, []);
});

/** What a peer, a file name or an error may hold to be taken for something of ours. */
const HOSTILE = [
  "no such file",
  "Cannot connect to {1}: {2}",
  "{1}",
  "{2} {99}",
  "${where} ${reason*}",
  "$& $1 $` $'",
  "\x1b[2J\x07\r\n\t",
  "« » : ; ! ?",
  "__proto__",
  "",
  "x".repeat(100_000),
];

Deno.test("what stands in a message is the same in both languages, whatever it is", () => {
  for (const id of ids) {
    const count = id.match(VALUE_PLACE)?.length ?? 0;
    for (const [turn, value] of HOSTILE.entries()) {
      const values = Array.from(
        { length: count },
        (_, index) => index === 0 ? value : HOSTILE[(turn + index) % 10]!,
      );
      const message = new Message(id, values);
      assertEquals(String(message), filled(id, values, "en"), id);
      assertEquals(renderMessage(message, FRENCH), filled(FRENCH.find(id) ?? id, values, "fr"), id);
    }
  }
});

/** The sentence with the values in it, put together without any look-up. */
function filled(sentence: string, values: readonly string[], language: Language): string {
  return fillSystemWords(sentence, language).split(/(\{\d+\})/).map((part) =>
    /^\{\d+\}$/.test(part) ? values[Number(part.slice(1, -1)) - 1] : part
  )
    .join("");
}
