import type { CauseText } from "../causes/cause_text.ts";
import type { Text } from "../../i18n/text.ts";
import { type Expectation, quoted } from "../causes/expectation.ts";
import type { RuleText } from "../rule.ts";
import { sheet } from "./source.ts";

/** Where the server of the book is named. */
export const BOOK_SOURCE: Text = sheet("003 §1.1");
const SOURCE = BOOK_SOURCE;
const STORE: Text = {
  en: "1key|value stores the value under the key, and is answered 1.",
  fr: "1clé|valeur stocke la valeur sous la clé, et reçoit 1.",
};
const READ: Text = {
  en: "0key is answered with the value of the key, or 0 when there is none.",
  fr: "0clé reçoit la valeur de la clé, ou 0 quand il n'y en a pas.",
};

/** The rules of the book's key/value server. */
export const BOOK_TEXTS = {
  store: { title: { en: "a value is stored", fr: "une valeur est stockée" }, rule: STORE, source: SOURCE },
  read: {
    title: { en: "a key is answered with its value", fr: "une clé reçoit sa valeur" },
    rule: READ,
    source: SOURCE,
  },
  unknown: {
    title: { en: "an unknown key is answered with 0", fr: "une clé inconnue reçoit 0" },
    rule: READ,
    source: SOURCE,
  },
  again: {
    title: {
      en: "a value stored anew takes the old one's place",
      fr: "une nouvelle valeur remplace l'ancienne",
    },
    rule: STORE,
    source: SOURCE,
  },
  several: {
    title: {
      en: "several requests on one connection are answered",
      fr: "plusieurs requêtes sur une connexion reçoivent leurs réponses",
    },
    rule: {
      en: "The first version answers the requests of a client until it leaves.",
      fr: "La première version répond aux requêtes d'un client jusqu'à ce qu'il parte.",
    },
    source: SOURCE,
  },
  end: {
    title: { en: "after its answer the connection ends", fr: "après sa réponse, la connexion se termine" },
    rule: {
      en: "The second version reads one line, answers with one, and closes.",
      fr: "La seconde version lit une ligne, répond par une ligne, et ferme.",
    },
    source: SOURCE,
  },
  pieces: {
    title: {
      en: "a line that arrives byte by byte is still one line",
      fr: "une ligne qui arrive octet par octet reste une ligne",
    },
    rule: {
      en: "A request is complete when its line end has come, however many segments it came in.",
      fr: "Une requête est complète quand sa fin de ligne est arrivée, quel que soit le nombre de segments.",
    },
    source: SOURCE,
  },
  crlf: {
    title: {
      en: "a carriage return is no part of the value",
      fr: "un retour chariot ne fait pas partie de la valeur",
    },
    rule: {
      en: 'A line may end with "\\r\\n" as well.',
      fr: 'Une ligne peut aussi se terminer par "\\r\\n".',
    },
    source: SOURCE,
  },
  malformed: {
    title: { en: "what is no request is answered with 0", fr: "ce qui n'est pas une requête reçoit 0" },
    rule: {
      en: "1key without |, a second |, or another first byte than 0 and 1 is answered 0, and stores nothing.",
      fr: "1clé sans |, un deuxième |, ou un premier octet autre que 0 et 1 reçoit 0, et ne stocke rien.",
    },
    source: SOURCE,
  },
  accents: {
    title: { en: "keys and values may have accents", fr: "clés et valeurs peuvent avoir des accents" },
    rule: { en: "Text is UTF-8.", fr: "Le texte est en UTF-8." },
    source: SOURCE,
  },
  clients: {
    title: {
      en: "what one client has stored another one reads",
      fr: "ce qu'un client a stocké, un autre le lit",
    },
    rule: {
      en: "The server outlives its clients, and so do the keys.",
      fr: "Le serveur survit à ses clients, et les clés aussi.",
    },
    source: SOURCE,
  },
  leaves: {
    title: {
      en: "a client that leaves harms nobody else",
      fr: "un client qui part ne nuit à personne d'autre",
    },
    rule: {
      en: "A conversation that ends, however it does, ends no other.",
      fr: "Une conversation qui se termine, de quelque façon que ce soit, n'en termine pas d'autre.",
    },
    source: SOURCE,
  },
  at_once: {
    title: {
      en: "a client that says nothing keeps nobody waiting",
      fr: "un client muet ne fait attendre personne",
    },
    rule: {
      en: "A concurrent server serves several clients at once; the book's serve one after another.",
      fr: "Un serveur concurrent sert plusieurs clients à la fois ; ceux du livre, l'un après l'autre.",
    },
    source: SOURCE,
  },
} satisfies Record<string, RuleText>;

/** What is expected. */
export const BOOK_EXPECTED = {
  answer: (text: string): Expectation => quoted(text),
};

/** What usually breaks them. */
export const BOOK_CAUSES = {
  nothing: {
    en: "the request was sent whole, and no answer came; from outside nothing tells why",
    fr:
      "la requête a été envoyée entière et aucune réponse n'est venue ; rien ne dit pourquoi, vu de l'extérieur",
  },
  noLineEnd: {
    en:
      'your server sends the answer without a line end: add "\\n" (the first version of the book, without line ends, is checked with --framing chunk)',
    fr:
      'votre serveur envoie la réponse sans fin de ligne : ajoutez "\\n" (la première version du livre, sans fins de ligne, se vérifie avec --framing chunk)',
  },
  keepsFirst: {
    en: "your server keeps the first value of a key: storing it again replaces it",
    fr: "votre serveur garde la première valeur d'une clé : la stocker à nouveau la remplace",
  },
  wholeEntry: {
    en: "your server answers with key and value: the value alone is the answer",
    fr: "votre serveur répond par la clé et la valeur : la valeur seule est la réponse",
  },
  echoes: {
    en: "your server answers an unknown key with the key itself: the answer is 0",
    fr: "votre serveur répond à une clé inconnue par la clé elle-même : la réponse est 0",
  },
  noneInWords: {
    en: "your server sends what its language has for nothing: an unknown key is answered 0",
    fr: "votre serveur envoie ce que son langage a pour rien : une clé inconnue reçoit 0",
  },
  otherWords: {
    en: "your server has other words for its answers than 0 and 1",
    fr: "votre serveur a d'autres mots pour ses réponses que 0 et 1",
  },
  storesAnything: {
    en:
      "your server stores what is no request: test the first byte, and that there is one | with something on each side",
    fr:
      "votre serveur stocke ce qui n'est pas une requête : testez le premier octet, et qu'il y a un seul | avec quelque chose de chaque côté",
  },
  splitsBlanks: {
    en: "your server cuts a value at its first blank: blanks belong to it",
    fr: "votre serveur coupe une valeur à son premier espace : les espaces en font partie",
  },
  trims: {
    en: "your server takes blanks off a value: they belong to it",
    fr: "votre serveur retire des espaces d'une valeur : ils en font partie",
  },
  notShared: {
    en:
      "what one client has stored the next one does not see: the keys belong to the server, not to a connection or a process",
    fr:
      "ce qu'un client a stocké, le suivant ne le voit pas : les clés appartiennent au serveur, non à une connexion ou à un processus",
  },
} satisfies Record<string, CauseText>;
