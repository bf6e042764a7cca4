import type { Language } from "../mod/language/text.ts";
import { ENGLISH, type Voice } from "../mod/language/voice.ts";

/** How netlab speaks a language; the French catalogue is loaded only when French is spoken. */
export async function voice(language: Language): Promise<Voice> {
  if (language === "en") return ENGLISH;
  const { toFrench } = await import("./french/to_french.ts");
  return { language, translate: toFrench };
}
