import type { CauseText } from "../causes/cause_text.ts";
import type { RuleText } from "../rule.ts";
import { hinted } from "./common_causes.ts";
import { sheet } from "./source.ts";

const SOURCE = sheet("004 §2.5");

/** The texts about the rules of calc alone. */
export const CALC_TEXTS = {
  sheet: {
    title: { en: "3*5+1 is 16", fr: "3*5+1 donne 16" },
    rule: {
      en: "The client sends an expression (3*5+1); the server sends the result back.",
      fr: "Le client envoie une expression (3*5+1) ; le serveur renvoie le résultat.",
    },
    source: SOURCE,
  },
  arithmetic: {
    title: {
      en: "priorities, parentheses, signs and fractions",
      fr: "priorités, parenthèses, signes et fractions",
    },
    rule: {
      en: "The server evaluates the expression and sends the result back.",
      fr: "Le serveur évalue l'expression et renvoie le résultat.",
    },
    source: SOURCE,
  },
  big: {
    title: {
      en: "integers are exact however long they are",
      fr: "les entiers sont exacts, quelle que soit leur longueur",
    },
    rule: {
      en: "The result is what Python's arithmetic gives.",
      fr: "Le résultat est celui que donne l'arithmétique de Python.",
    },
    source: SOURCE,
  },
  plain: {
    title: {
      en: "a whole result has no fraction",
      fr: "un résultat entier s'écrit sans partie décimale",
    },
    rule: {
      en: "3*5+1 is answered with 16, as Python's arithmetic gives it.",
      fr: "À 3*5+1, la réponse est 16, comme le donne l'arithmétique de Python.",
    },
    source: SOURCE,
  },
  errors: {
    title: {
      en: "a mistake gets « Erreur: … » and the connection lives on",
      fr: "une erreur reçoit « Erreur: … » et la connexion continue",
    },
    rule: {
      en: "A mistake is answered with « Erreur: … »; the server does not crash.",
      fr: "À une erreur, le serveur répond « Erreur: … » sans planter.",
    },
    source: SOURCE,
  },
  noEval: {
    title: {
      en: "nothing but arithmetic is evaluated",
      fr: "rien d'autre que de l'arithmétique n'est évalué",
    },
    rule: {
      en: "What are the risks of eval()? The server computes; it does not run the client's program.",
      fr: "Quels sont les risques d'eval() ? Le serveur calcule ; il n'exécute pas le programme du client.",
    },
    source: SOURCE,
  },
  bounded: {
    title: {
      en: "an expression with a gigantic result does not stop the server",
      fr: "une expression au résultat gigantesque n'arrête pas le serveur",
    },
    rule: {
      en: "One client's huge computation must not be felt by another.",
      fr: "Le calcul démesuré d'un client ne doit pas gêner les autres.",
    },
    source: SOURCE,
  },
} satisfies Record<string, RuleText>;

/** The usual causes. */
export const CALC_CAUSES = {
  wrong: {
    en:
      "the result is wrong: look for the priority of operators, the order of - and /, and for the sign of a number",
    fr:
      "le résultat est faux : vérifiez la priorité des opérateurs, l'ordre dans lequel - et / s'enchaînent, et le signe des nombres",
  },
  onlyResult: {
    en: "the answer is the result alone, without the expression or a word in front of it",
    fr: "la réponse est le résultat seul, sans l'expression ni un mot devant",
  },
  refuses: {
    en:
      "your server refuses an expression that is right: think of blanks, of a sign in front, of parentheses",
    fr:
      "votre serveur refuse une expression correcte : pensez aux espaces, au signe d'un nombre, aux parenthèses",
  },
  integerDivision: {
    en: "your server divides integers, which drops the rest: 7/2 is 3.5",
    fr: "votre serveur fait une division entière, qui perd le reste : 7/2 donne 3.5",
  },
  fraction: {
    en: "your server writes every result as a floating-point number: 16, not 16.0",
    fr: "votre serveur écrit chaque résultat comme un nombre flottant : 16, et non 16.0",
  },
  oneLine: {
    en: "the answer to a mistake is one line: a traceback does not belong there",
    fr: "la réponse à une erreur tient en une ligne : une trace d'exception n'a rien à y faire",
  },
  notExact: {
    en: "your server computes with floating-point numbers, which have 16 digits: keep integers as integers",
    fr:
      "votre serveur calcule en virgule flottante, soit avec 16 chiffres : gardez les entiers sous forme d'entiers",
  },
  noError: {
    en: "a mistake was answered with something else than a line that begins with « Erreur: »",
    fr: "une erreur a reçu une autre réponse qu'une ligne qui commence par « Erreur: »",
  },
  otherWord: {
    en: "the answer to a mistake begins with « Erreur: »",
    fr: "la réponse à une erreur commence par « Erreur: »",
  },
  closedOnError: {
    en: "the connection ended where a mistake should have been answered; from outside nothing tells why",
    fr:
      "la connexion s'est terminée là où une erreur devait recevoir une réponse ; rien ne dit pourquoi, vu de l'extérieur",
  },
  evaluates: hinted({
    en:
      "your server evaluates what it is given as a program: anyone who can connect can run any program on your machine",
    fr:
      "votre serveur évalue ce qu'il reçoit comme un programme : quiconque peut se connecter peut exécuter n'importe quel programme sur votre machine",
  }, "no_eval"),
  unbounded: {
    en:
      "your server computes whatever it is given: estimate the size of a power before computing it, and limit the time",
    fr:
      "votre serveur calcule tout ce qu'on lui donne : estimez la taille d'une puissance avant de la calculer, et limitez la durée du calcul",
  },
} satisfies Record<string, CauseText>;
