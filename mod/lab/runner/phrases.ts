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
  ctrlD: { fr: "tape Ctrl-D", en: "types Ctrl-D" },
  stopped: { fr: "reçoit SIGTERM", en: "receives SIGTERM" },
  exits: { fr: "se termine avec le code", en: "ends with code" },
  never: { fr: "rien de tel pendant", en: "nothing of the kind for" },
  missing: { fr: "NON OBSERVÉ", en: "NOT OBSERVED" },
  pause: { fr: "Entrée pour continuer…", en: "Enter to go on…" },
  right: { fr: "Tout ce que dit la feuille a été observé.", en: "All that the sheet says was observed." },
  wrong: {
    fr: "L'observation ne correspond pas à la feuille.",
    en: "What was observed is not what the sheet says.",
  },
  askForAnswer: { fr: "La réponse : ajoutez --answer.", en: "For the answer, add --answer." },
} as const satisfies Record<string, Text>;
