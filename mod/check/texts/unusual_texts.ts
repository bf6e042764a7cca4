import type { CauseText } from "../causes/cause_text.ts";
import type { Expectation } from "../causes/expectation.ts";
import type { RuleText } from "../rule.ts";
import { protohackers } from "./source.ts";

const SOURCE = protohackers(4);

/** The rules of Protohackers' Unusual Database Program. */
export const UNUSUAL_TEXTS = {
  retrieve: {
    title: { en: "a key is answered with its value", fr: "une clé reçoit sa valeur" },
    rule: {
      en: "A datagram with = inserts a value; one without is a key, and is answered with key=value.",
      fr: "Un datagramme avec = insère une valeur ; sans =, c'est une clé, à laquelle on répond clé=valeur.",
    },
    source: SOURCE,
  },
  quiet: {
    title: { en: "an insertion gets no answer", fr: "une insertion ne reçoit pas de réponse" },
    rule: {
      en: "A request that inserts is not answered.",
      fr: "Une requête qui insère ne reçoit pas de réponse.",
    },
    source: SOURCE,
  },
  equals: {
    title: {
      en: "the first = ends the key; key and value may be empty",
      fr: "le premier = termine la clé ; clé et valeur peuvent être vides",
    },
    rule: {
      en:
        "The first = separates the key from the value; further ones belong to the value. Both may be empty.",
      fr:
        "Le premier = sépare la clé de la valeur ; les suivants font partie de la valeur. L'une et l'autre peuvent être vides.",
    },
    source: SOURCE,
  },
  update: {
    title: {
      en: "a key that is inserted again changes its value",
      fr: "une clé insérée à nouveau change de valeur",
    },
    rule: {
      en: "Where the key exists already, its value is replaced.",
      fr: "Si la clé existe déjà, sa valeur est remplacée.",
    },
    source: SOURCE,
  },
  unknown: {
    title: {
      en: "an unknown key has no value, and ends nothing",
      fr: "une clé inconnue n'a pas de valeur, et n'arrête rien",
    },
    rule: {
      en: "A key that was never inserted is answered with key= or not at all.",
      fr: "Une clé jamais insérée reçoit clé= ou pas de réponse.",
    },
    source: SOURCE,
  },
  version: {
    title: {
      en: "version tells the version, and cannot be changed",
      fr: "version dit la version, et ne se change pas",
    },
    rule: {
      en: "The key version always has a value, which is not empty; insertions for it are ignored.",
      fr: "La clé version a toujours une valeur, non vide ; les insertions pour cette clé sont ignorées.",
    },
    source: SOURCE,
  },
  bytes: {
    title: {
      en: "keys and values come back byte for byte",
      fr: "clés et valeurs reviennent octet pour octet",
    },
    rule: {
      en: "But for the = of the key, a key or a value may be anything: blanks, line ends, zero bytes.",
      fr: "Hormis le = pour la clé, clés et valeurs sont quelconques : espaces, fins de ligne, octets nuls.",
    },
    source: SOURCE,
  },
  binary: {
    title: { en: "a value may be what is no text", fr: "une valeur peut ne pas être du texte" },
    rule: {
      en: "A value is any data, and not always UTF-8.",
      fr: "Une valeur est une donnée quelconque, pas toujours de l'UTF-8.",
    },
    source: SOURCE,
  },
  long: {
    title: { en: "requests and answers of 999 bytes", fr: "requêtes et réponses de 999 octets" },
    rule: {
      en: "A request or an answer is one datagram of less than 1000 bytes.",
      fr: "Une requête ou une réponse est un seul datagramme de moins de 1000 octets.",
    },
    source: SOURCE,
  },
  clients: {
    title: {
      en: "all clients share the data, and who asks is answered",
      fr: "tous les clients partagent les données, et qui demande reçoit la réponse",
    },
    rule: {
      en: "An answer goes to the address and port that the request came from, from the port that it went to.",
      fr: "Une réponse va à l'adresse et au port d'où venait la requête, depuis le port où elle est arrivée.",
    },
    source: SOURCE,
  },
  many: {
    title: { en: "300 keys are kept", fr: "300 clés sont gardées" },
    rule: {
      en: "A value is kept until another one is inserted for its key.",
      fr: "Une valeur est gardée jusqu'à l'insertion d'une autre pour sa clé.",
    },
    source: SOURCE,
  },
} satisfies Record<string, RuleText>;

/** What is expected. */
export const UNUSUAL_EXPECTED = {
  pair: (pair: string, key: string): Expectation => ({
    en: `${pair} for the key ${key}`,
    fr: `${pair} pour la clé ${key}`,
  }),
  noAnswer: { en: "no answer to an insertion", fr: "pas de réponse à une insertion" },
  unknown: (key: string): Expectation => ({
    en: `"${key}=" or no answer to a key that was never inserted`,
    fr: `"${key}=" ou pas de réponse à une clé jamais insérée`,
  }),
  version: { en: '"version=" and something behind it', fr: '"version=" suivi de quelque chose' },
  sameVersion: (text: string): Expectation => ({
    en: `${JSON.stringify(text)}, as before, for the key "version"`,
    fr: `${JSON.stringify(text)}, comme avant, pour la clé "version"`,
  }),
};

/** The mistakes, each of which is told by the very answer. */
export const UNUSUAL_CAUSES = {
  keepsFirst: {
    en: "your server keeps the first value of a key: replace it where the key exists already",
    fr: "votre serveur garde la première valeur d'une clé : remplacez-la si la clé existe déjà",
  },
  lineEnd: {
    en: "your server adds a line end to the answer: a datagram has its own end, and every byte of it counts",
    fr:
      "votre serveur ajoute une fin de ligne à la réponse : un datagramme a sa propre fin, et chacun de ses octets compte",
  },
  zeroBytes: {
    en: "zero bytes follow the answer: send as many bytes as it has, not the whole buffer",
    fr: "des octets nuls suivent la réponse : envoyez autant d'octets qu'elle en a, pas tout le tampon",
  },
  endsAtZero: {
    en:
      "the answer ends where the value has a zero byte, as a string does in C: keep the length, and copy by it (memcpy, not strcpy or %s)",
    fr:
      "la réponse s'arrête à l'octet nul de la valeur, comme une chaîne en C : gardez la longueur, et copiez d'après elle (memcpy, pas strcpy ni %s)",
  },
  onlyValue: {
    en: "your server answers with the value alone: the key and = go before it",
    fr: "votre serveur répond par la valeur seule : elle doit être précédée de la clé et de =",
  },
  cutsValue: {
    en:
      "your server cuts the value at an = of its own: only the first = of a request separates, so split there once",
    fr:
      "votre serveur coupe la valeur à un = qui en fait partie : seul le premier = d'une requête sépare, ne découpez qu'une fois",
  },
  trims: {
    en: "your server takes blanks or line ends off: they belong to the key or the value",
    fr: "votre serveur enlève des espaces ou des fins de ligne : ils font partie de la clé ou de la valeur",
  },
  decodes: {
    en: "bytes that are no ASCII come back changed: keep keys and values as bytes, without decoding them",
    fr:
      "les octets qui ne sont pas de l'ASCII reviennent changés : gardez clés et valeurs comme des octets, sans les décoder",
  },
  smallBuffer: {
    en:
      "the answer is cut: the buffer for a datagram is too small, and what does not fit is lost; give it 1000 bytes",
    fr:
      "la réponse est coupée : le tampon d'un datagramme est trop petit, et ce qui dépasse est perdu ; donnez-lui 1000 octets",
  },
  noVersion: {
    en: "version has no value: it needs one that is not empty, without anybody inserting it",
    fr: "version n'a pas de valeur : il lui en faut une non vide, sans que personne ne l'insère",
  },
  versionChanged: {
    en: "a client has changed the version: ignore insertions for that key",
    fr: "un client a changé la version : ignorez les insertions pour cette clé",
  },
  answersInserts: {
    en: "your server answers an insertion, too: only a request without = gets an answer",
    fr: "votre serveur répond aussi à une insertion : seule une requête sans = reçoit une réponse",
  },
  emptyAnswer: {
    en:
      "an insertion is answered with an empty datagram, as Python's DatagramRequestHandler does for a handler that writes nothing; there should be none at all",
    fr:
      "une insertion reçoit un datagramme vide, comme le fait DatagramRequestHandler de Python pour un gestionnaire qui n'écrit rien ; il ne devrait y en avoir aucun",
  },
  otherAddress: {
    en:
      "the first client is answered, and another one is not, or not with what the first has inserted: answer to the address that came with the request, and keep one table for all",
    fr:
      "le premier client reçoit sa réponse, un autre non, ou pas avec ce que le premier a inséré : répondez à l'adresse venue avec la requête, et gardez une seule table pour tous",
  },
  otherPort: {
    en: "the answer came from another port than the one that was asked: answer with the same socket",
    fr: "la réponse venait d'un autre port que celui qui a été interrogé : répondez avec la même socket",
  },
  nothing: {
    en: "the request was sent several times, and no answer came; from outside nothing tells why",
    fr:
      "la requête a été envoyée plusieurs fois et aucune réponse n'est venue ; rien ne dit pourquoi, vu de l'extérieur",
  },
} satisfies Record<string, CauseText>;
