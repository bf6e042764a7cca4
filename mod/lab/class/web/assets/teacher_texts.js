import { inPageLanguage } from "../../../../http/assets/listing/language.js";

/** What the teacher's page says. */
export const TEXTS = inPageLanguage({
  en: {
    student: "Student",
    stage: "Stage",
    first: "Fails first",
    since: "since",
    tries: "Runs",
    points: "Points",
    files: "Files",
    here: "here",
    away: "away",
    stuck: "stuck",
    done: "done",
    late: "late",
    none: "nothing reported yet",
    nobody: "Nobody is in the class yet.",
    noMistake: "Nobody has a mistake that is known.",
    makes: "makes this mistake",
    /** @param {number} number */
    anonymous: (number) => "Student " + number,
    /** @param {number} here @param {number} all */
    counts: (here, all) => here + " of " + all + " here",
    /** @param {number} count */
    students: (count) => count === 1 ? "1 student" : count + " students",
    /** @param {number} number */
    mistake: (number) => "Mistake " + number,
    /** @param {string} time */
    deadline: (time) => "Hand in until " + time,
    reports: "Reports",
    reported: "Reported by the student's machine",
    handIns: "Hand-ins",
    nothing: "none",
    partial: "some rules only",
    version: "version",
    release: "Release the name",
    releaseHelp:
      "Whoever asks for it next has the name, with all that is kept under it: for a student who has lost the key.",
    released: "The name is free: whoever asks for it next has it.",
    failed: "That did not work. Is the class still open?",
    wrongKey: "That is not the teacher's key.",
    tooMany: "Too many wrong keys from here: try again in a minute.",
  },
  fr: {
    student: "Étudiant",
    stage: "Étape",
    first: "Échoue d’abord",
    since: "depuis",
    tries: "Essais",
    points: "Points",
    files: "Fichiers",
    here: "présent",
    away: "absent",
    stuck: "bloqué",
    done: "terminé",
    late: "en retard",
    none: "rien d’envoyé pour l’instant",
    nobody: "La classe est encore vide.",
    noMistake: "Personne n’a d’erreur connue.",
    makes: "fait cette erreur",
    /** @param {number} number */
    anonymous: (number) => "Étudiant " + number,
    /** @param {number} here @param {number} all */
    counts: (here, all) => here + " sur " + all + " présents",
    /** @param {number} count */
    students: (count) => count > 1 ? count + " étudiants" : count + " étudiant",
    /** @param {number} number */
    mistake: (number) => "Erreur " + number,
    /** @param {string} time */
    deadline: (time) => "À rendre avant le " + time,
    reports: "Rapports",
    reported: "Envoyé par la machine de l’étudiant",
    handIns: "Rendus",
    nothing: "aucun",
    partial: "quelques règles seulement",
    version: "version",
    release: "Libérer le nom",
    releaseHelp:
      "Le prochain qui demandera ce nom l’aura, avec tout ce qui est conservé\u00a0: pour un étudiant qui a perdu sa clé.",
    released: "Le nom est libre\u00a0: le prochain qui le demandera l’aura.",
    failed: "Cela n’a pas marché. La classe est-elle encore ouverte\u00a0?",
    wrongKey: "Ce n’est pas la clé de l’enseignant.",
    tooMany: "Trop de clés fausses depuis cette adresse\u00a0: réessayez dans une minute.",
  },
});
