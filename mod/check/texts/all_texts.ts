/** What the table of many programs says. */
export const ALL_TEXTS = {
  name: { en: "student", fr: "étudiant" },
  file: { en: "file", fr: "fichier" },
  kept: { en: "kept", fr: "respectées" },
  first: { en: "first broken rule", fr: "première règle enfreinte" },
  late: { en: "it took too long", fr: "il a pris trop de temps" },
} as const;
