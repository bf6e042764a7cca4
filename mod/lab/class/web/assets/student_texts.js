import { inPageLanguage } from "../../../../http/assets/listing/language.js";

/** What the students' page says. */
export const TEXTS = inPageLanguage({
  en: {
    copy: "Copy",
    copied: "Copied",
    goOn: "Go on as",
    failed: "The class cannot be reached. Is it still open?",
    /** @param {string} time */
    deadline: (time) => "Hand in until " + time,
    /** @param {string} time */
    over: (time) => "The deadline was " + time + ": what you hand in now is marked as late",
    notYet: "Not checked yet. Type, in the folder of your program:",
    again: "Check it again at each change:",
    yourProgram: "python3 server.py {port}",
    /** @param {number} stage @param {number} total */
    stage: (stage, total) => "Stage " + stage + " of " + total,
    done: "Every rule is kept.",
    firstMistake: "The first mistake:",
    hint: "A hint",
    nextHint: "The next hint",
    hints: {
      rule: "The rule",
      exchange: "What came back",
      cause: "What usually causes it",
      transcript: "What happened",
    },
    expected: "Expected",
    received: "Received",
    nothing: "Nothing yet.",
    late: "late",
    version: "version",
    /** @param {string} file @param {number} version @param {string} time */
    receipt: (file, version, time) => file + " was taken, version " + version + ", at " + time,
  },
  fr: {
    copy: "Copier",
    copied: "Copié",
    goOn: "Continuer en tant que",
    failed: "La classe est injoignable. Est-elle encore ouverte\u00a0?",
    /** @param {string} time */
    deadline: (time) => "À rendre avant le " + time,
    /** @param {string} time */
    over: (time) =>
      "L’échéance était le " + time + "\u00a0: ce que vous rendez maintenant est noté en retard",
    notYet: "Pas encore vérifié. Tapez, dans le dossier de votre programme\u00a0:",
    again: "Revérifier à chaque modification\u00a0:",
    yourProgram: "python3 serveur.py {port}",
    /** @param {number} stage @param {number} total */
    stage: (stage, total) => "Étape " + stage + " sur " + total,
    done: "Toutes les règles sont respectées.",
    firstMistake: "La première erreur\u00a0:",
    hint: "Un indice",
    nextHint: "L’indice suivant",
    hints: {
      rule: "La règle",
      exchange: "Ce qui est revenu",
      cause: "La cause habituelle",
      transcript: "Ce qui s’est passé",
    },
    expected: "Attendu",
    received: "Reçu",
    nothing: "Rien pour l’instant.",
    late: "en retard",
    version: "version",
    /** @param {string} file @param {number} version @param {string} time */
    receipt: (file, version, time) => file + " est bien arrivé, version " + version + ", à " + time,
  },
});
