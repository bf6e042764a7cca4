import type { Text } from "../../i18n/text.ts";

/** The laboratory's own sentences. */
export const PHRASES = {
  question: { fr: "Question", en: "Question" },
  answer: { fr: "Réponse", en: "Answer" },
  inTheTrace: { fr: "Dans la trace", en: "In the trace" },
  sheet: { fr: "feuille", en: "sheet" },
  prints: { fr: "affiche", en: "shows" },
  says: { fr: "dit", en: "says" },
  types: { fr: "tape", en: "types" },
  ctrlD: { fr: "tape {end-key}", en: "types {end-key}" },
  stopped: { fr: "reçoit SIGTERM", en: "receives SIGTERM" },
  asked: { fr: "reçoit une demande d'arrêt", en: "receives a request to stop" },
  killed: {
    fr: "subit un arrêt forcé : ce système n'a pas SIGTERM",
    en: "is ended by force: this system has no SIGTERM",
  },
  exits: { fr: "se termine avec le code", en: "ends with code" },
  printsNot: { fr: "n'affiche pas", en: "does not show" },
  saysNot: { fr: "ne dit pas", en: "does not say" },
  doesNot: { fr: "ne fait pas", en: "does not do" },
  during: { fr: "pendant", en: "for" },
  missing: { fr: "NON OBSERVÉ", en: "NOT OBSERVED" },
  pause: { fr: "Entrée pour continuer…", en: "Enter to go on…" },
  guess: {
    fr:
      "Que va-t-il se passer ? Des appels (accept, read…), ce que quelqu'un affiche, ou rien ; Entrée pour voir : ",
    en: "What will happen? Calls (accept, read…), what somebody shows, or nothing; Enter to see: ",
  },
  youSaid: { fr: "Vous aviez dit", en: "You had said" },
  nobody: { fr: "pas à cette étape", en: "not in this step" },
  also: { fr: "il y a eu aussi", en: "there was also" },
  compare: { fr: "à vous de comparer", en: "compare it yourself" },
  stillRuns: { fr: "il tourne encore", en: "it is still running" },
  instead: { fr: "c'était", en: "it was" },
  right: { fr: "Tout ce que dit la feuille a été observé.", en: "All that the sheet says was observed." },
  rightHere: {
    fr: "Tout ce que ce système peut montrer a été observé ; il lui manque :",
    en: "All that this system can show was observed; it does not have:",
  },
  leftOut: { fr: "étape omise : ce système n'a pas", en: "left out: this system does not have" },
  noRole: { fr: "étape omise : personne n'a lancé", en: "left out: nobody has started" },
  noSockets: {
    fr: "(Ce système ne laisse pas voir les sockets ; netstat les montre.)",
    en: "(This system does not let us see the sockets; netstat shows them.)",
  },
  wrong: {
    fr: "L'observation ne correspond pas à la feuille.",
    en: "What was observed is not what the sheet says.",
  },
  askForAnswer: { fr: "La réponse : ajoutez --answer.", en: "For the answer, add --answer." },
} as const satisfies Record<string, Text>;
