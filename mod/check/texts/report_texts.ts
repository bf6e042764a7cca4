import type { Text } from "../../i18n/text.ts";
import type { Symptom } from "../causes/rule_violation.ts";
import type { RuleOutcome } from "../reports/report.ts";
import type { TranscriptEvent } from "../probes/transcript.ts";

/** The words of the reports for people. */
export const REPORT_TEXTS = {
  rule: (source: string): Text => ({ en: `Rule (${source}):`, fr: `Règle (${source}) :` }),
  expected: { en: "Expected", fr: "Attendu :" },
  received: { en: "Received", fr: "Reçu :" },
  nothing: { en: "nothing", fr: "rien" },
  cause: { en: "Cause:", fr: "Cause :" },
  unexplained: { en: "No sign of the cause:", fr: "Aucun signe de la cause :" },
  calls: { en: "Its calls:", fr: "Ses appels :" },
  note: { en: "Note:", fr: "Remarque :" },
  said: { en: "It said:", fr: "Le programme a dit :" },
  happened: { en: "What happened:", fr: "Déroulement :" },
  again: { en: "Again:", fr: "Pour recommencer :" },
  seed: { en: "seed", fr: "graine" },
  omitted: (count: number): Text => ({ en: `(${count} more)`, fr: `(et ${count} de plus)` }),
  more: (times: number, bytes: number): Text => ({
    en: `${times} times more, ${bytes} bytes in all`,
    fr: `${times} fois de plus, ${bytes} octets en tout`,
  }),
  size: (bytes: number): Text => ({ en: `… ${bytes} bytes`, fr: `… ${bytes} octets` }),
  sizeInAll: (bytes: number): Text => ({ en: `… ${bytes} bytes in all`, fr: `… ${bytes} octets en tout` }),
} satisfies Record<string, Text | ((...of: never[]) => Text)>;

/** The word in front of a rule. */
export const OUTCOME_WORDS: Readonly<Record<RuleOutcome, Text>> = {
  passed: { en: "ok", fr: "ok" },
  failed: { en: "FAIL", fr: "ÉCHEC" },
  note: { en: "note", fr: "note" },
  same: { en: "same", fr: "idem" },
  skipped: { en: "skip", fr: "omis" },
};

/** How the answer ended, told after the answer itself; empty where that says it all. */
export const SYMPTOMS: Readonly<Record<Symptom, Text>> = {
  silence: { en: "nothing more in time", fr: "rien de plus à temps" },
  closed: { en: "the connection was closed", fr: "la connexion a été fermée" },
  reset: { en: "the connection was broken off", fr: "la connexion a été rompue" },
  different: { en: "", fr: "" },
  extra: { en: "it should not have come", fr: "cela n'aurait pas dû arriver" },
  open: { en: "the connection stayed open", fr: "la connexion est restée ouverte" },
  stuck: { en: "it does not read", fr: "le programme ne lit pas" },
  refused: { en: "", fr: "" },
};

/** The events on a connection; « it » is the program under test. */
export const TRANSCRIPT_EVENTS: Readonly<Record<TranscriptEvent["what"], Text>> = {
  connect: { en: "connected", fr: "connexion établie" },
  accept: {
    en: "it connected to the server behind it, which is us",
    fr: "le programme s'est connecté au serveur derrière lui, qui est nous",
  },
  send: { en: "sent", fr: "envoyé" },
  receive: { en: "received", fr: "reçu" },
  "half-close": {
    en: "we have said everything (half-close)",
    fr: "nous avons tout dit (fermeture du sens d'émission)",
  },
  end: { en: "it has said everything", fr: "le programme a tout dit" },
  reset: { en: "we broke off (reset)", fr: "nous avons rompu la connexion (RST)" },
  close: { en: "we closed", fr: "nous avons fermé" },
  broken: { en: "it broke off (reset)", fr: "le programme a rompu la connexion (RST)" },
  silence: { en: "waited in vain", fr: "attente vaine" },
  type: { en: "typed", fr: "tapé" },
  show: { en: "on the screen", fr: "à l'écran" },
};

/** How many rules had which outcome; each that failed is a mistake of its own. */
export function total(passed: number, failed: number, notes: number, same: number, skipped: number): Text {
  return {
    en: [
      `${passed} passed`,
      `${failed} failed`,
      ...(notes > 0 ? [`${notes} worth a note`] : []),
      ...(same > 0 ? [`${same} for the same reason`] : []),
      ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ].join(", "),
    fr: [
      `${passed} ${passed > 1 ? "respectées" : "respectée"}`,
      `${failed} ${failed > 1 ? "enfreintes" : "enfreinte"}`,
      ...(notes > 0 ? [`${notes} avec une remarque`] : []),
      ...(same > 0 ? [`${same} pour la même raison`] : []),
      ...(skipped > 0 ? [`${skipped} ${skipped > 1 ? "omises" : "omise"}`] : []),
    ].join(", "),
  };
}
