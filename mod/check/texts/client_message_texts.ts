import type { RuleText } from "../rule.ts";
import { hinted } from "./common_causes.ts";
import { sheet } from "./source.ts";

const SOURCE = sheet("000 §2");
const WHOLE = {
  en: "An answer is complete when all its bytes have come, however many segments they came in.",
  fr:
    "Une réponse est complète quand tous ses octets sont arrivés, quel que soit le nombre de segments qui les ont apportés.",
};

/** The texts about the rules of clients whose messages a length or a zero byte marks off. */
export const CLIENT_MESSAGE_TEXTS = {
  sent: {
    title: {
      en: "what is typed is sent as one message",
      fr: "ce qui est tapé est envoyé comme un seul message",
    },
    rule: {
      en:
        "A message is marked off by its length in front, the most significant byte first, or by a zero byte behind.",
      fr:
        "Un message est délimité par sa longueur devant, octet de poids fort en tête, ou par un octet nul derrière.",
    },
    source: SOURCE,
  },
  lengthSplit: {
    title: {
      en: "a length that arrives in two segments is still one length",
      fr: "une longueur qui arrive en deux segments reste une seule longueur",
    },
    rule: WHOLE,
    source: SOURCE,
  },
  bodySplit: {
    title: {
      en: "an answer that arrives in pieces is still one answer",
      fr: "une réponse qui arrive en morceaux reste une seule réponse",
    },
    rule: WHOLE,
    source: SOURCE,
  },
} satisfies Record<string, RuleText>;

/** The causes that something shows. */
export const CLIENT_MESSAGE_CAUSES = {
  mark: hinted({
    en:
      "your client sends what was typed, and marks it off in another way: compare its first bytes, or its last, with those expected",
    fr:
      "votre client envoie ce qui a été tapé, mais le délimite autrement : comparez ses premiers octets, ou les derniers, à ceux attendus",
  }, "network_order"),
  lengthOneRecv: hinted({
    en:
      "your client takes one recv for the whole length (the same answer is read rightly when its length comes in one piece)",
    fr:
      "votre client prend un recv pour la longueur entière (il lit bien la même réponse quand sa longueur arrive d'un seul tenant)",
  }, "exact_read"),
  bodyOneRecv: hinted({
    en:
      "your client takes one recv for the whole answer (the same answer is read rightly when it comes in one piece)",
    fr:
      "votre client prend un recv pour la réponse entière (il lit bien la même réponse quand elle arrive d'un seul tenant)",
  }, "exact_read"),
};
