/**
 * What may stand in an address as it is written. Controls and characters that are not seen may not, because they
 * make a text look like another; neither may what people put around an address.
 */
const ADDRESS = /\bhttps?:\/\/[^\s\p{C}\p{Z}<>"`“”«»„‹›]+/giu;
/** What ends a sentence and not an address. */
const SENTENCE_END = /[.,;:!?…'’*_~|]$/u;
/** @type {Readonly<Record<string, string>>} */
const OPENING = { ")": "(", "]": "[", "}": "{" };

/**
 * A piece of what somebody said: text alone, or with an address that it leads to.
 *
 * @typedef {{ text: string, href?: string }} TextPiece
 */

/**
 * What was said, with the addresses of the web in it apart. The text of the pieces, one after the other, is what
 * was said, character for character; an address is shown as it was written, whatever it means.
 *
 * @param {string} text
 * @returns {TextPiece[]}
 */
export function withLinks(text) {
  /** @type {TextPiece[]} */
  const pieces = [];
  let done = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = withoutSentenceEnd(found);
    const href = webAddressOf(address);
    if (href === undefined) continue;
    if (index > done) pieces.push({ text: text.slice(done, index) });
    pieces.push({ text: address, href });
    done = index + address.length;
  }
  if (done < text.length) pieces.push({ text: text.slice(done) });
  return pieces;
}

/**
 * `(see https://example.org/a_(b)).` leads to `https://example.org/a_(b)`.
 *
 * @param {string} address
 */
function withoutSentenceEnd(address) {
  for (;;) {
    const opening = OPENING[address.at(-1) ?? ""];
    const isLeftOver = opening === undefined
      ? SENTENCE_END.test(address)
      : count(address, address.at(-1) ?? "") > count(address, opening);
    if (!isLeftOver) return address;
    address = address.slice(0, -1);
  }
}

/**
 * @param {string} text
 * @param {string} character
 */
function count(text, character) {
  return text.split(character).length - 1;
}

/**
 * Where it leads; nowhere when it is no address, or one with a name in front of the host, which is there to be
 * mistaken for the host: `https://bank.example@elsewhere.example`.
 *
 * @param {string} address
 */
function webAddressOf(address) {
  if (!URL.canParse(address)) return undefined;
  const { protocol, username, password, href } = new URL(address);
  if (protocol !== "http:" && protocol !== "https:") return undefined;
  return username === "" && password === "" ? href : undefined;
}
