import type { Text } from "../../i18n/text.ts";
import type { Nature, ServedSite, TalkNature, WebNature } from "../survey/nature.ts";
import { endText } from "./start_texts.ts";

/** What a program is, in one sentence, before the rules. */
export function natureText(nature: Nature): Text {
  const parts = nature.talk === undefined ? serverParts(nature) : talkParts(nature.talk);
  return {
    en: `It ${listed(parts.map(({ en }) => en), "and")}.`,
    fr: `Il ${listed(parts.map(({ fr }) => fr), "et")}.`,
  };
}

function talkParts({ manner, opens, asks }: TalkNature): Text[] {
  const how = manner === undefined
    ? TALKS.nothing
    : manner === "any_time"
    ? TALKS.anyTime
    : opens
    ? TALKS.turnsFirst
    : TALKS.turnsSecond;
  return [...(asks ? [TALKS.asks] : []), how];
}

const TALKS = {
  asks: {
    en: "takes a line for itself first (such as a name)",
    fr: "prend d'abord une ligne pour lui (un nom, par exemple)",
  },
  nothing: { en: "sends nothing of what is typed", fr: "n'envoie rien de ce qui est tapé" },
  anyTime: { en: "sends what is typed at any time", fr: "envoie à tout moment ce qui est tapé" },
  turnsFirst: { en: "takes turns, and speaks first", fr: "parle à tour de rôle, et commence" },
  turnsSecond: {
    en: "takes turns, and waits for the other side to speak first",
    fr: "parle à tour de rôle, et attend que l'autre commence",
  },
} satisfies Record<string, Text>;

function serverParts({ speaksFirst, web, questions, clients, ended }: Nature): Text[] {
  return [
    ...(speaksFirst ? [SPEAKS_FIRST] : []),
    ...(web === undefined ? [] : webParts(web)),
    ...(questions === undefined ? [] : [(web === undefined ? QUESTIONS : REQUESTS)[questions]]),
    ...(questions === undefined && web === undefined ? [NO_ANSWER] : []),
    ...(clients === undefined ? [] : [CLIENTS[clients]]),
    ...(ended === undefined ? [] : [endsBy(endText(ended))]),
  ];
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

function webParts({ version, site }: WebNature): Text[] {
  if (version === undefined) return [NO_RESPONSE];
  const speaks = { en: `speaks HTTP/${version}`, fr: `parle HTTP/${version}` };
  return [speaks, ...(site === undefined ? [] : [SITES[site]])];
}

const NO_RESPONSE: Text = {
  en: "answers, but not with a whole response of HTTP",
  fr: "répond, mais pas par une réponse HTTP entière",
};
const SITES: Readonly<Record<ServedSite, Text>> = {
  folder: { en: "serves the files of its folder", fr: "sert les fichiers de son dossier" },
  own_pages: {
    en: "serves pages of its own, not the folder that it was started in",
    fr: "sert des pages à lui, pas le dossier où il a été lancé",
  },
  one_page: {
    en: "answers every path with a page of its own",
    fr: "répond à tout chemin par une page à lui",
  },
  nothing: { en: "has no page at / or for a file", fr: "n'a de page ni pour / ni pour un fichier" },
};
const REQUESTS: typeof QUESTIONS = {
  one: { en: "closes the connection after an answer", fr: "ferme la connexion après une réponse" },
  several: {
    en: "keeps the connection for further requests",
    fr: "garde la connexion pour d'autres requêtes",
  },
};

function endsBy(end: Text): Text {
  return { en: `ends by itself after it (${end.en})`, fr: `se termine ensuite de lui-même (${end.fr})` };
}

function listed(parts: readonly string[], and: string): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} ${and} ${parts.at(-1)}`;
}
