import type { Text } from "../../i18n/text.ts";

/** The words of recordings. */
export const RECORDING_TEXTS = {
  cut: (missing: number): Text => ({
    en: `the recording is cut here: ${missing} more ${missing === 1 ? "event was" : "events were"} not kept`,
    fr: `l'enregistrement est coupé ici : ${
      missing === 1
        ? "un autre événement n'a pas été gardé"
        : `${missing} autres événements n'ont pas été gardés`
    }`,
  }),
};
