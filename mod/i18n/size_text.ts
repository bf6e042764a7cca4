import { format as formatBytes } from "@std/fmt/bytes";
import type { Language } from "./text.ts";

/** A number of bytes as people of a language read it: `1.5 MB`, in French `1,5 Mo`. */
export function sizeText(bytes: number, language: Language): string {
  const text = formatBytes(bytes);
  return language === "fr" ? text.replace(".", ",").replace(" ", "\u00a0").replace(/B$/, "o") : text;
}
