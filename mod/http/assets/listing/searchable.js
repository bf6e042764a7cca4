/** Letters that no accent is taken off from, and how they are typed where the keyboard lacks them. */
const SPELLINGS = /** @type {Record<string, string>} */ ({
  "œ": "oe",
  "æ": "ae",
  "ø": "o",
  "ł": "l",
  "đ": "d",
  "ı": "i",
});

/**
 * A text as it is searched: `Élysée`, in either Unicode form, is `elysee`. The page and the server search
 * alike.
 *
 * @param {string} text
 * @returns {string} lower case without accents; ligatures and other forms of a letter are the letter
 */
export function searchable(text) {
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase();
  // ß has no small form but SS has
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase().toLowerCase()
    .replace(/[œæøłđı]/g, (letter) => SPELLINGS[letter] ?? letter);
}
