import type { Text } from "../../i18n/text.ts";

/** The words of the summary of a class. */
export const SUMMARY_TEXTS = {
  student: { en: "student", fr: "étudiant" },
  service: { en: "service", fr: "service" },
  passed: { en: "passed", fr: "respectées" },
  notes: { en: "notes", fr: "remarques" },
  brokenRules: { en: "broken rules", fr: "règles enfreintes" },
  brokenRule: { en: "broken rule", fr: "règle enfreinte" },
  by: { en: "by", fr: "par" },
  none: { en: "no rule is broken", fr: "aucune règle n'est enfreinte" },
  share: (count: number, all: number): Text => ({ en: `${count} of ${all}`, fr: `${count} sur ${all}` }),
} satisfies Record<string, Text | ((count: number, all: number) => Text)>;
