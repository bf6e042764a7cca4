/**
 * The texts of the page's language. Each module brings its own in both.
 *
 * @template Texts
 * @param {{ en: Texts, fr: Texts }} texts
 * @returns {Texts}
 */
export function inPageLanguage(texts) {
  return document.documentElement.lang === "fr" ? texts.fr : texts.en;
}
