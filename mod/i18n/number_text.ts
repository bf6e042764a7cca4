import { format as formatBytes } from "@std/fmt/bytes";
import type { Language } from "./text.ts";

/** A number of bytes as people of a language read it: `1.5 MB`, in French `1,5 Mo`. */
export function sizeText(bytes: number, language: Language): string {
  const text = formatBytes(bytes);
  return language === "fr" ? decimalText(text, "fr").replace(" ", "\u00a0").replace(/B$/, "o") : text;
}

/** A number with the decimal sign of a language. @param number with a point */
export function decimalText(number: string, language: Language): string {
  return language === "fr" ? number.replace(".", ",") : number;
}

/** A day as people of a language write it: `2026-11-30`, in French `30/11/2026`. */
export function dayText(day: string, language: Language): string {
  return language === "fr" ? day.split("-").toReversed().join("/") : day;
}
