import { assertEquals } from "@std/assert";
import type { Text } from "../../mod/i18n/text.ts";
import { BOOK_CAUSES, BOOK_TEXTS } from "../../mod/check/texts/book_texts.ts";
import { RESP_CAUSES } from "../../mod/check/texts/resp_causes.ts";
import { RESP_NOTES, RESP_TEXTS } from "../../mod/check/texts/resp_texts.ts";
import { CALC_CAUSES, CALC_TEXTS } from "../../mod/check/texts/calc_texts.ts";
import {
  CHAT_MESSAGE_CAUSES,
  CHAT_MESSAGE_SEEN,
  CHAT_MESSAGE_TEXTS,
} from "../../mod/check/texts/chat_message_texts.ts";
import { CHAT_CAUSES, CHAT_TEXTS } from "../../mod/check/texts/chat_texts.ts";
import { CLIENT_MESSAGE_CAUSES, CLIENT_MESSAGE_TEXTS } from "../../mod/check/texts/client_message_texts.ts";
import { CLIENT_CAUSES, CLIENT_SEEN, CLIENT_TEXTS } from "../../mod/check/texts/client_texts.ts";
import {
  CLIENT_UDP_CAUSES,
  CLIENT_UDP_EXPECTED,
  CLIENT_UDP_SEEN,
  CLIENT_UDP_TEXTS,
} from "../../mod/check/texts/client_udp_texts.ts";
import { COMMON_CAUSES, UNEXPLAINED } from "../../mod/check/texts/common_causes.ts";
import { COMMON_TEXTS } from "../../mod/check/texts/common_texts.ts";
import { ECHO_BYTES_CAUSES } from "../../mod/check/texts/echo_bytes_texts.ts";
import {
  ECHO_MESSAGE_CAUSES,
  ECHO_MESSAGE_SEEN,
  ECHO_MESSAGE_TEXTS,
} from "../../mod/check/texts/echo_message_texts.ts";
import { ECHO_UDP_CAUSES, ECHO_UDP_SEEN, ECHO_UDP_TEXTS } from "../../mod/check/texts/echo_udp_texts.ts";
import { ECHO_CAUSES, ECHO_TEXTS } from "../../mod/check/texts/echo_texts.ts";
import { FILES_CAUSES, FILES_TEXTS } from "../../mod/check/texts/files_texts.ts";
import { MEANS_CAUSES, MEANS_TEXTS } from "../../mod/check/texts/means_texts.ts";
import { HTTP_CAUSES, HTTP_NOTES, HTTP_SEEN, HTTP_SKIPPED } from "../../mod/check/texts/http_causes.ts";
import { BAD_REQUESTS, HTTP_EXPECTED } from "../../mod/check/texts/http_expected.ts";
import {
  HTTP_CLIENT_CAUSES,
  HTTP_CLIENT_EXPECTED,
  HTTP_CLIENT_SEEN,
  HTTP_CLIENT_TEXTS,
} from "../../mod/check/texts/http_client_texts.ts";
import { HTTP_TEXTS } from "../../mod/check/texts/http_texts.ts";
import { PUT_CAUSES, PUT_EXPECTED, PUT_SEEN, PUT_TEXTS } from "../../mod/check/texts/put_texts.ts";
import { PRIME_CAUSES, PRIME_TEXTS } from "../../mod/check/texts/prime_texts.ts";
import { MOB_CAUSES, MOB_TEXTS } from "../../mod/check/texts/mob_texts.ts";
import { SLOW_READER_CAUSES, SLOW_READER_NOTES } from "../../mod/check/texts/slow_reader_texts.ts";
import { SPEED_CAUSES, SPEED_TEXTS } from "../../mod/check/texts/speed_texts.ts";
import { LEFT_BEHIND } from "../../mod/check/texts/left_behind_texts.ts";
import { SCRIPT_SEEN } from "../../mod/check/texts/script_texts.ts";
import { TALK_CAUSES, TALK_NOTES, TALK_SEEN, TALK_TEXTS } from "../../mod/check/texts/talk_texts.ts";
import { TIME_CAUSES, TIME_NOTES, TIME_SEEN, TIME_TEXTS } from "../../mod/check/texts/time_texts.ts";
import { CONCEPTS, hint } from "../../mod/check/texts/hints.ts";
import type { ProgramLanguage } from "../../mod/check/causes/program_language.ts";
import { UNUSUAL_CAUSES, UNUSUAL_TEXTS } from "../../mod/check/texts/unusual_texts.ts";

const CAUSES = [
  BOOK_CAUSES,
  CALC_CAUSES,
  CHAT_CAUSES,
  CHAT_MESSAGE_CAUSES,
  CHAT_MESSAGE_SEEN,
  CLIENT_CAUSES,
  CLIENT_MESSAGE_CAUSES,
  CLIENT_SEEN,
  CLIENT_UDP_CAUSES,
  CLIENT_UDP_SEEN,
  COMMON_CAUSES,
  UNEXPLAINED,
  ECHO_CAUSES,
  ECHO_BYTES_CAUSES,
  ECHO_MESSAGE_CAUSES,
  ECHO_MESSAGE_SEEN,
  ECHO_UDP_CAUSES,
  ECHO_UDP_SEEN,
  FILES_CAUSES,
  LEFT_BEHIND,
  MEANS_CAUSES,
  HTTP_CAUSES,
  HTTP_SEEN,
  HTTP_CLIENT_CAUSES,
  HTTP_CLIENT_SEEN,
  PUT_CAUSES,
  PUT_SEEN,
  PRIME_CAUSES,
  RESP_CAUSES,
  MOB_CAUSES,
  SLOW_READER_CAUSES,
  SPEED_CAUSES,
  SCRIPT_SEEN,
  TALK_CAUSES,
  TALK_SEEN,
  TIME_CAUSES,
  TIME_SEEN,
  UNUSUAL_CAUSES,
];
const RULES = [
  BOOK_TEXTS,
  CALC_TEXTS,
  CHAT_TEXTS,
  CHAT_MESSAGE_TEXTS,
  CLIENT_MESSAGE_TEXTS,
  CLIENT_TEXTS,
  CLIENT_UDP_TEXTS,
  COMMON_TEXTS,
  ECHO_TEXTS,
  ECHO_MESSAGE_TEXTS,
  ECHO_UDP_TEXTS,
  FILES_TEXTS,
  HTTP_TEXTS,
  HTTP_CLIENT_TEXTS,
  PUT_TEXTS,
  MEANS_TEXTS,
  PRIME_TEXTS,
  RESP_TEXTS,
  MOB_TEXTS,
  SPEED_TEXTS,
  TALK_TEXTS,
  TIME_TEXTS,
  UNUSUAL_TEXTS,
];
const OTHERS = [
  RESP_NOTES,
  SLOW_READER_NOTES,
  HTTP_NOTES,
  HTTP_SKIPPED,
  HTTP_EXPECTED,
  BAD_REQUESTS,
  PUT_EXPECTED,
  HTTP_CLIENT_EXPECTED,
  CLIENT_UDP_EXPECTED,
  TIME_NOTES,
  [
    TALK_NOTES.late,
    TALK_NOTES.endsWithError,
    TALK_NOTES.more("a", "b"),
  ],
];

/** A failure, and an end, as far as texts look at them. */
const ANYTHING = { en: "3", fr: "3", language: "python", text: "", expected: {}, received: new Uint8Array() };

/** Everything that is said about rules and their causes. */
function texts(): Text[] {
  const rules = RULES.flatMap((table) => Object.values(table) as { title: Text; rule: Text }[]);
  const others = OTHERS.flatMap((table) => Object.values(table) as (Text | ((of: unknown) => Text))[]);
  const causes = [...CAUSES.flatMap((table) => Object.values<unknown>(table)), ...others].map((cause) => {
    let text: unknown = cause;
    // Some are made of figures first, and then of a failure
    while (typeof text === "function") text = text(ANYTHING);
    return text as Text;
  });
  return [...rules.flatMap(({ title, rule }) => [title, rule]), ...causes];
}

Deno.test("no text of the checks was left in English", () => {
  assertEquals(texts().filter(({ fr, en }) => fr === en), []);
});

Deno.test("a French text has its spaces before double punctuation, and none of its own kind", () => {
  const code = /"[^"]*"|`[^`]*`|«[^»]*»|\([^)]*\)|range\S*/g;
  const wrong = texts().map(({ fr }) => fr).filter((fr) =>
    /[^\s:][;:!?]( |$)|\u00a0/.test(fr.replace(code, ""))
  );
  assertEquals(wrong, []);
});

Deno.test("no English word stands in a French text, nor in the hint of any language", () => {
  const languages = [..."python c java javascript go rust ruby perl php".split(" "), undefined];
  const hints = CONCEPTS.flatMap((concept) =>
    languages.map((language) => hint(concept, language as ProgramLanguage | undefined))
  );
  const code = /"[^"]*"|`[^`]*`|'[^' ]*'/g;
  const wrong = [...texts(), ...hints].map(({ fr }) => fr).filter((fr) =>
    /\b(the|of|and|with|when|around|your|each|returns|its)\b/.test(fr.replace(code, ""))
  );
  assertEquals(wrong, []);
});

Deno.test("a cause that is told where nobody knows the language names the calls of none", () => {
  // These are recognised by bytes that only programs of that language send
  const told = CAUSES.flatMap((table) => Object.entries<unknown>(table)).filter(([name]) =>
    name !== "pythonBytes" && name !== "zeroByte"
  );
  const calls =
    /\b(os\.path|sendall|recvfrom|OSError|BigInt|struct\.pack|getsize|makefile)\b|\b(open|int|range|len|float|print|input)\(|\.(en|de)code\(/;
  const { language: _, ...unknown } = ANYTHING;
  const named = told.map(([name, cause]) => {
    let text: unknown = cause;
    while (typeof text === "function") text = text(unknown);
    return `${name}: ${(text as Text).en}`;
  });
  assertEquals(named.filter((text) => calls.test(text)), []);
});
