import type { Text } from "../../i18n/text.ts";
import type { Nature } from "../survey/nature.ts";
import { endText } from "./start_texts.ts";

/** What a program is, in one sentence, before the rules. */
export function natureText(nature: Nature): Text {
  const parts = [
    ...(nature.speaksFirst ? [SPEAKS_FIRST] : []),
    nature.questions === undefined ? NO_ANSWER : QUESTIONS[nature.questions],
    ...(nature.clients === undefined ? [] : [CLIENTS[nature.clients]]),
    ...(nature.ended === undefined ? [] : [endsBy(endText(nature.ended))]),
  ];
  return {
    en: `It ${listed(parts.map(({ en }) => en), "and")}.`,
    fr: `Il ${listed(parts.map(({ fr }) => fr), "et")}.`,
  };
}

const SPEAKS_FIRST: Text = { en: "speaks first", fr: "parle le premier" };
const NO_ANSWER: Text = {
  en: "does not answer the first question",
  fr: "ne répond pas à la première question",
};
const QUESTIONS: Readonly<Record<NonNullable<Nature["questions"]>, Text>> = {
  one: { en: "answers one question on a connection", fr: "répond à une question par connexion" },
  several: {
    en: "answers several questions on a connection",
    fr: "répond à plusieurs questions par connexion",
  },
};
const CLIENTS: Readonly<Record<NonNullable<Nature["clients"]>, Text>> = {
  one: { en: "serves one client", fr: "sert un seul client" },
  in_turn: { en: "serves one client after another", fr: "sert un client après l'autre" },
  at_once: { en: "serves several clients at once", fr: "sert plusieurs clients à la fois" },
};

function endsBy(end: Text): Text {
  return { en: `ends by itself after it (${end.en})`, fr: `se termine ensuite de lui-même (${end.fr})` };
}

function listed(parts: readonly string[], and: string): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} ${and} ${parts.at(-1)}`;
}
