import type { Language } from "../i18n/text.ts";
import { ENGLISH, type Locale } from "../i18n/locale.ts";

/** How netlab speaks a language; the French catalogue is loaded only when French is spoken. */
export async function loadLocale(language: Language): Promise<Locale> {
  if (language === "en") return ENGLISH;
  const { toFrench } = await import("../i18n/french/to_french.ts");
  return { language, translate: toFrench };
}
