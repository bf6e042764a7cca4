import type { CauseText } from "../causes/cause_text.ts";
import type { Text } from "../../i18n/text.ts";
import { hinted } from "./common_causes.ts";
import type { RuleText } from "../rule.ts";
import { protohackers, sheet } from "./source.ts";

const TCP = sheet("003 §1.1");
const UDP = sheet("003 §1.2");
const LETTERS: Text = {
  en: "T for a prime, F for a number that is none, E for what is no integer.",
  fr: "T pour un nombre premier, F pour un nombre qui ne l'est pas, E pour ce qui n'est pas un entier.",
};
const DIGITS: Text = {
  en: "An integer has any number of digits.",
  fr: "Un entier a autant de chiffres qu'il veut.",
};

/** The texts about the rules of prime alone. */
export const PRIME_TEXTS = {
  sheet: {
    title: {
      en: "the sheet's own numbers get the sheet's answers, one connection each",
      fr: "les nombres de la feuille reçoivent ses réponses, une connexion pour chacun",
    },
    rule: {
      en: `${LETTERS.en} The sheet's client sends 4j, 4, 5, -5, 17, 29, 2**50, 2**50-1.`,
      fr: `${LETTERS.fr} Le client de la feuille envoie 4j, 4, 5, -5, 17, 29, 2**50, 2**50-1.`,
    },
    source: TCP,
  },
  simple: {
    title: { en: "17 gets T, 18 gets F", fr: "17 reçoit T, 18 reçoit F" },
    rule: LETTERS,
    source: TCP,
  },
  edges: {
    title: { en: "0, 1, 2 and negative numbers", fr: "0, 1, 2 et les nombres négatifs" },
    rule: {
      en: "Numbers below 2 are no primes; 2 is.",
      fr: "Les nombres inférieurs à 2 ne sont pas premiers ; 2 l'est.",
    },
    source: TCP,
  },
  squares: {
    title: {
      en: "squares of primes are no primes",
      fr: "les carrés de nombres premiers ne sont pas premiers",
    },
    rule: {
      en: "The loop over divisors goes up to the square root, and includes it.",
      fr: "La boucle sur les diviseurs va jusqu'à la racine carrée, comprise.",
    },
    source: TCP,
  },
  notIntegers: {
    title: {
      en: "what is no integer gets E, and the connection lives on",
      fr: "ce qui n'est pas un entier reçoit E, et la connexion continue",
    },
    rule: LETTERS,
    source: TCP,
  },
  imposters: {
    title: {
      en: "numbers that only look like primes are found out",
      fr: "les nombres qui ont seulement l'air premiers sont démasqués",
    },
    rule: LETTERS,
    source: TCP,
  },
  big: {
    title: { en: "a prime above 2**53 is a prime", fr: "un nombre premier au-delà de 2**53 est premier" },
    rule: DIGITS,
    source: TCP,
  },
  twenty: {
    title: {
      en: "a prime of 20 digits is found quickly",
      fr: "un nombre premier de 20 chiffres est vite reconnu",
    },
    rule: DIGITS,
    source: TCP,
  },
  udpSimple: {
    title: {
      en: "a datagram with 17 gets one with T, 18 one with F",
      fr: "un datagramme avec 17 en reçoit un avec T, 18 un avec F",
    },
    rule: {
      en: "The server answers each datagram to the address it came from.",
      fr: "Le serveur répond à chaque datagramme, à l'adresse d'où il vient.",
    },
    source: UDP,
  },
  udp: {
    title: {
      en: "the sheet's own numbers get the sheet's answers, a datagram each",
      fr: "les nombres de la feuille reçoivent ses réponses, un datagramme pour chacun",
    },
    rule: {
      en: "The server answers each datagram to the address it came from.",
      fr: "Le serveur répond à chaque datagramme, à l'adresse d'où il vient.",
    },
    source: UDP,
  },
  udpBad: {
    title: {
      en: "a datagram that is no integer gets E",
      fr: "un datagramme qui n'est pas un entier reçoit E",
    },
    rule: LETTERS,
    source: UDP,
  },
  udpTwo: {
    title: {
      en: "two clients in turn each get their own answers",
      fr: "deux clients à tour de rôle reçoivent chacun ses réponses",
    },
    rule: {
      en: "recvfrom returns the data and the address of the client; the answer goes there.",
      fr: "recvfrom renvoie la donnée et l'adresse du client ; c'est là que va la réponse.",
    },
    source: UDP,
  },
  udpEmpty: {
    title: {
      en: "an empty datagram does not end the service",
      fr: "un datagramme vide ne met pas fin au service",
    },
    rule: {
      en: "A datagram may be empty. (The sheet's own server stops on one, for the demonstration.)",
      fr:
        "Un datagramme peut être vide. (Le serveur de la feuille s'arrête quand il en reçoit un, pour l'exemple.)",
    },
    source: UDP,
  },
  json: {
    title: {
      en: "requests in JSON are answered in JSON",
      fr: "des requêtes en JSON reçoivent des réponses en JSON",
    },
    rule: {
      en: 'A line {"method":"isPrime","number":N} gets a line {"method":"isPrime","prime":true or false}.',
      fr:
        'Une ligne {"method":"isPrime","number":N} reçoit une ligne {"method":"isPrime","prime":true ou false}.',
    },
    source: protohackers(1),
  },
  wellFormed: {
    title: {
      en: "extra fields, floats and big numbers are well formed",
      fr: "des champs de trop, des flottants et de grands nombres sont bien formés",
    },
    rule: {
      en: 'A line {"method":"isPrime","number":N} gets a line {"method":"isPrime","prime":true or false}.',
      fr:
        'Une ligne {"method":"isPrime","number":N} reçoit une ligne {"method":"isPrime","prime":true ou false}.',
    },
    source: protohackers(1),
  },
  bigNumbers: {
    title: {
      en: "primes beyond 2**53 are told apart",
      fr: "les nombres premiers au-delà de 2**53 sont reconnus",
    },
    rule: {
      en: "Be sure to support numbers of any size that your language's JSON can hold.",
      fr: "Les nombres peuvent dépasser ce que tient un flottant.",
    },
    source: protohackers(1),
  },
  malformed: {
    title: {
      en: "a malformed request gets a malformed answer and the end",
      fr: "une requête mal formée reçoit une réponse mal formée, puis la fin",
    },
    rule: {
      en: "On a malformed request send one malformed answer and disconnect that client.",
      fr: "À une requête mal formée, répondez par une réponse mal formée et déconnectez ce client.",
    },
    source: protohackers(1),
  },
} satisfies Record<string, RuleText>;

/** The usual causes. */
export const PRIME_CAUSES = {
  /** Numbers of 64 bits are decided rightly, and this one is not. */
  registers: hinted({
    en: "numbers of more than 64 bits are answered wrongly, and those below rightly",
    fr: "les nombres de plus de 64 bits reçoivent une réponse fausse, et ceux d'en dessous la bonne",
  }, "any_size"),
  numberPrecision: hinted({
    en:
      "your server decides with floating-point numbers, which are exact only up to 2 to the power of 53 (n % x is exact for integers, n / x is not)",
    fr:
      "votre serveur décide avec des nombres flottants, exacts jusqu'à 2 à la puissance 53 seulement (n % x est exact pour des entiers, n / x ne l'est pas)",
  }, "any_size"),
  squares: hinted({
    en: "your loop ends one step before the square root",
    fr: "votre boucle s'arrête un pas avant la racine carrée",
  }, "square_root"),
  fermat: {
    en: "your server uses Fermat's test, or one base only: numbers exist that pass it and are composite",
    fr:
      "votre serveur utilise le test de Fermat, ou une seule base : des nombres composés le passent pourtant",
  },
  edges: {
    en: "numbers below 2 are no primes, and 2 is the only even one",
    fr: "les nombres inférieurs à 2 ne sont pas premiers, et 2 est le seul nombre premier pair",
  },
  notInteger: hinted({
    en: "what is no integer is answered with E",
    fr: "ce qui n'est pas un entier reçoit la réponse E",
  }, "parse_int"),
  noE: {
    en: "what is no integer is to be answered, too, with E: otherwise the client waits for ever",
    fr:
      "ce qui n'est pas un entier doit aussi recevoir une réponse, E : sinon le client attend pour toujours",
  },
  tooLarge: hinted({
    en:
      "a number that is too large for the integers of your program is answered with E: it is an integer, too",
    fr:
      "un nombre trop grand pour les entiers de votre programme reçoit la réponse E : c'est aussi un entier",
  }, "any_size"),
  negative: hinted({
    en: "a negative number is an integer, too",
    fr: "un nombre négatif est aussi un entier",
  }, "sign"),
  words: {
    en: "the answer is the single letter T, F or E, in upper case",
    fr: "la réponse est une seule lettre, T, F ou E, en majuscule",
  },
  wrong: { en: "the answer is wrong for this number", fr: "la réponse est fausse pour ce nombre" },
  udpDied: hinted({
    en:
      "the server did not answer any more after that datagram: what goes wrong with one is caught inside the loop",
    fr:
      "le serveur n'a plus répondu après ce datagramme : une erreur sur l'un d'eux s'attrape à l'intérieur de la boucle",
  }, "parse_int"),
  udpSilent: hinted({
    en: "no datagram came back",
    fr: "aucun datagramme n'est revenu",
  }, "answer_to"),
  udpStops: {
    en: "your server answers one datagram and no more: receiving and answering belong into a loop",
    fr:
      "votre serveur répond à un datagramme et pas au suivant : la place de la réception et de la réponse est dans une boucle",
  },
  udpTwice: {
    en: "a datagram gets one answer, not several",
    fr: "un datagramme reçoit une seule réponse",
  },
  udpEmptyEnds: {
    en:
      "your server takes an empty datagram for the end: with UDP there is no end (fine if yours follows the sheet to the letter)",
    fr:
      "votre serveur prend un datagramme vide pour la fin : en UDP il n'y a pas de fin (normal si le vôtre suit la feuille à la lettre)",
  },
  udpWrongAddress: {
    en: "the answer came from another port than the one that was asked, or went to another client",
    fr: "la réponse est venue d'un autre port que celui de la question, ou est allée à un autre client",
  },
  notJson: {
    en: "each answer is one JSON object on a line of its own",
    fr: "chaque réponse est un objet JSON, seul sur sa ligne",
  },
  malformedTaken: {
    en:
      "a malformed request was answered as if it were well formed: check the method, and that number is a number",
    fr: "une requête mal formée a reçu une vraie réponse : vérifiez la méthode, et que number est un nombre",
  },
  malformedSilent: {
    en:
      "a malformed request gets no answer at all: send one that is malformed, too, and close the connection",
    fr:
      "une requête mal formée ne reçoit aucune réponse : envoyez-en une mal formée aussi, et fermez la connexion",
  },
  fraction: {
    en: "a number with a fraction is no integer, so no prime: do not cut the fraction off",
    fr: "un nombre à virgule n'est pas entier, donc pas premier : ne coupez pas ses décimales",
  },
  negativePrime: {
    en: "a negative number is no prime: the test has to begin at 2, not with the absolute value",
    fr: "un nombre négatif n'est pas premier : le test commence à 2, sans valeur absolue",
  },
  malformedIgnored: {
    en: "after a malformed answer the connection of this client has to be closed, and only this one",
    fr: "après une réponse mal formée, il faut fermer la connexion de ce client, et seulement celle-là",
  },
} satisfies Record<string, CauseText>;

const HOW: Text = {
  en: "trial division needs the square root of n steps; the test of Miller and Rabin needs a few dozen",
  fr:
    "les divisions successives demandent racine de n étapes ; le test de Miller et Rabin en demande quelques dizaines",
};

/** The texts about an answer that takes its time. */
export const PRIME_NOTES = {
  slow: (seconds: number): Text => ({
    en: `took ${seconds.toFixed(1)} s: ${HOW.en}`,
    fr: `a mis ${seconds.toFixed(1).replace(".", ",")} s : ${HOW.fr}`,
  }),
  noAnswerInTime: (seconds: number): Text => ({
    en: `no answer in ${seconds.toFixed(0)} s: ${HOW.en}`,
    fr: `pas de réponse en ${seconds.toFixed(0)} s : ${HOW.fr}`,
  }),
};
