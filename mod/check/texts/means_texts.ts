import type { CauseText } from "../causes/cause_text.ts";
import type { Text } from "../../i18n/text.ts";
import type { Expectation } from "../causes/expectation.ts";
import type { RuleText } from "../rule.ts";
import { hinted } from "./common_causes.ts";
import { protohackers } from "./source.ts";

const SOURCE = protohackers(2);
const MEAN: Text = {
  en:
    "The answer to a query is the mean of the session's prices whose time is from mintime to maxtime, both included, as one int32; it may be rounded either way.",
  fr:
    "La réponse à une question est la moyenne des prix de la session dont l'instant va de mintime à maxtime, bornes comprises, en un int32 ; elle peut être arrondie dans un sens ou dans l'autre.",
};

/** The rules of Protohackers' Means to an End. */
export const MEANS_TEXTS = {
  mean: {
    title: { en: "a query is answered with the mean", fr: "une question reçoit la moyenne" },
    rule: MEAN,
    source: SOURCE,
  },
  negative: {
    title: {
      en: "prices and times may be negative",
      fr: "les prix et les instants peuvent être négatifs",
    },
    rule: {
      en: "All numbers are int32: signed, in two's complement, in network byte order.",
      fr: "Tous les nombres sont des int32 : signés, en complément à deux, dans l'ordre d'octets du réseau.",
    },
    source: SOURCE,
  },
  bounds: {
    title: {
      en: "both ends of a range belong to it, and nothing beyond them does",
      fr: "les deux bornes font partie d'un intervalle, et rien au-delà",
    },
    rule: MEAN,
    source: SOURCE,
  },
  none: {
    title: {
      en: "where no price is in the range the answer is 0",
      fr: "sans prix dans l'intervalle, la réponse est 0",
    },
    rule: {
      en: "With no price in the range, or mintime after maxtime, the answer is 0.",
      fr: "Sans prix dans l'intervalle, ou si mintime vient après maxtime, la réponse est 0.",
    },
    source: SOURCE,
  },
  order: {
    title: { en: "prices may come in any order", fr: "les prix peuvent arriver dans n'importe quel ordre" },
    rule: {
      en: "Insertions may come in any order of their times.",
      fr: "Les prix n'arrivent pas forcément dans l'ordre de leurs instants.",
    },
    source: SOURCE,
  },
  rounding: {
    title: { en: "a mean is rounded once, at its end", fr: "une moyenne n'est arrondie qu'à la fin" },
    rule: MEAN,
    source: SOURCE,
  },
  sums: {
    title: {
      en: "the sum may need more than 32 bits",
      fr: "la somme peut demander plus de 32 bits",
    },
    rule: MEAN,
    source: SOURCE,
  },
  sessions: {
    title: { en: "each session has its own prices", fr: "à chaque session ses prix" },
    rule: {
      en: "Each connection is a session of its own and sees only the prices that it has sent itself.",
      fr: "Chaque connexion est une session à part, et ne voit que les prix qu'elle a envoyés elle-même.",
    },
    source: SOURCE,
  },
  pieces: {
    title: {
      en: "messages may be cut anywhere, and several may come in one segment",
      fr: "les messages peuvent être coupés n'importe où, et arriver à plusieurs dans un segment",
    },
    rule: {
      en: "A message has nine bytes, however many segments they came in.",
      fr: "Un message a neuf octets, quel que soit le nombre de segments qui les apportent.",
    },
    source: SOURCE,
  },
  many: {
    title: { en: "20 000 prices in one session", fr: "20 000 prix dans une session" },
    rule: MEAN,
    source: SOURCE,
  },
  leaves: {
    title: {
      en: "a client that leaves in the middle of a message harms nobody else",
      fr: "un client qui part au milieu d'un message ne nuit à personne d'autre",
    },
    rule: {
      en: "A session that ends, however it does, ends no other.",
      fr: "Une session qui se termine, de quelque façon que ce soit, n'en termine pas d'autre.",
    },
    source: SOURCE,
  },
} satisfies Record<string, RuleText>;

/** What is expected, and how an answer is told. */
export const MEANS_EXPECTED = {
  mean: (mean: number, { from, to }: { from: number; to: number }): Expectation => ({
    en: `${either(mean, "or")} for the range ${from} to ${to}`,
    fr: `${either(mean, "ou")} pour l'intervalle de ${from} à ${to}`,
  }),
  received: (bytes: string, number: number): Text => ({
    en: `${bytes}, which is ${number}`,
    fr: `${bytes}, c'est-à-dire ${number}`,
  }),
  onlyAnswers: {
    en: "four bytes for each query and nothing more",
    fr: "quatre octets par question et rien de plus",
  },
};

/** Either rounding of a mean; one number where it is whole. */
function either(mean: number, or: string): string {
  const [low, high] = [Math.floor(mean), Math.ceil(mean)];
  return low === high ? String(low) : `${low} ${or} ${high}`;
}

/** The mistakes, each of which is told by a number that only it answers with. */
export const MEANS_CAUSES = {
  littleEndian: hinted({
    en: "your server has the bytes of its numbers in the wrong order: turned round, this answer fits",
    fr: "votre serveur a les octets de ses nombres dans le mauvais ordre : retournée, cette réponse convient",
  }, "int32"),
  unsigned: hinted({
    en:
      "your server takes numbers as unsigned: this is what it answers where a negative one counts as a big one",
    fr:
      "votre serveur prend les nombres sans leur signe : c'est ce qu'il répond quand un nombre négatif passe pour un grand",
  }, "int32"),
  asText: hinted({
    en: "your server answers with the digits of the mean, where four bytes are asked for",
    fr: "votre serveur répond par les chiffres de la moyenne, alors que quatre octets sont demandés",
  }, "int32"),
  asFloat: hinted({
    en: "your server sends the mean as a floating-point number: round it, then send an int32",
    fr: "votre serveur envoie la moyenne en virgule flottante : arrondissez-la, puis envoyez un int32",
  }, "int32"),
  eightBytes: hinted({
    en: "your server answers with eight bytes, where four are asked for",
    fr: "votre serveur répond par huit octets, alors que quatre sont demandés",
  }, "int32"),
  upperBound: {
    en:
      "your server leaves out the price at maxtime itself (this is the mean without it): compare with <= there",
    fr: "votre serveur écarte le prix à l'instant maxtime (c'est la moyenne sans lui) : comparez avec <=",
  },
  lowerBound: {
    en:
      "your server leaves out the price at mintime itself (this is the mean without it): compare with <= there",
    fr: "votre serveur écarte le prix à l'instant mintime (c'est la moyenne sans lui) : comparez avec <=",
  },
  bothBounds: {
    en:
      "your server leaves out the prices at mintime and maxtime themselves (this is the mean without them): compare with <= there",
    fr:
      "votre serveur écarte les prix aux instants mintime et maxtime (c'est la moyenne sans eux) : comparez avec <=",
  },
  wholeSession: {
    en: "your server answers with the mean of all prices of the session, whatever range is asked for",
    fr:
      "votre serveur répond par la moyenne de tous les prix de la session, quel que soit l'intervalle demandé",
  },
  turnsRange: {
    en: "your server turns a range round whose mintime is after its maxtime: no price is in it",
    fr: "votre serveur retourne un intervalle dont mintime vient après maxtime : aucun prix n'y est",
  },
  sortedOnly: {
    en:
      "your server stops at the first price beyond maxtime (this is the mean of those before it): prices may come in any order of their times, so look at all, or keep them sorted",
    fr:
      "votre serveur s'arrête au premier prix au-delà de maxtime (c'est la moyenne de ceux d'avant) : les prix arrivent dans n'importe quel ordre d'instants, regardez-les tous, ou triez-les",
  },
  shared: {
    en: "the prices of another session count here, too: each connection needs a list of its own",
    fr: "les prix d'une autre session comptent ici aussi : à chaque connexion sa propre liste",
  },
  sum: {
    en: "your server answers with the sum of the prices: divide it by how many they are",
    fr: "votre serveur répond par la somme des prix : divisez-la par leur nombre",
  },
  lastPrice: {
    en: "your server answers with the last price of the range, not with the mean",
    fr: "votre serveur répond par le dernier prix de l'intervalle, pas par la moyenne",
  },
  overflow: hinted({
    en: "the sum overflows (this is the mean of what is left of it in 32 bits)",
    fr: "la somme déborde (c'est la moyenne de ce qu'il en reste sur 32 bits)",
  }, "wide"),
  roundsOften: {
    en:
      "your server rounds at each price, so the errors add up to this number: keep the sum, and divide once, at the end",
    fr:
      "votre serveur arrondit à chaque prix, et les erreurs s'accumulent jusqu'à ce nombre : gardez la somme, et divisez une seule fois, à la fin",
  },
  halves: {
    en:
      "your server takes the mean of the mean so far and the next price, so that the last prices weigh most: divide the sum by how many they are",
    fr:
      "votre serveur fait la moyenne de la moyenne précédente et du prix suivant, et les derniers prix pèsent le plus : divisez la somme par leur nombre",
  },
  oneRecv: hinted({
    en:
      "your server takes what one recv returns for one message (the same messages are answered rightly when each comes in a segment of its own)",
    fr:
      "votre serveur prend ce que rend un recv pour un message (aux mêmes messages il répond bien quand chacun arrive dans son propre segment)",
  }, "exact_read"),
  nothing: {
    en: "the query was sent whole, and no answer came; from outside nothing tells why",
    fr:
      "la question a été envoyée entière et aucune réponse n'est venue ; rien ne dit pourquoi, vu de l'extérieur",
  },
} satisfies Record<string, CauseText>;
