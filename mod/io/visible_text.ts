/**
 * Text that is safe to print on somebody else's terminal.
 *
 * A terminal obeys what it is sent: `ESC ] 0 ; … BEL` renames the window, `ESC [ 2 J` wipes the screen, some sequences
 * make it type back. In a chat the bytes of a stranger end on the terminal of everybody, so nothing that a terminal obeys
 * may pass. What was there stays visible, because a message that silently loses characters puzzles both sides:
 * a C0 control becomes its picture (ESC is shown as ␛), a C1 control and a character that reorders the text of its
 * neighbours (the "bidi overrides") become the replacement character, and a tab becomes spaces.
 */

/** Characters that turn the reading direction of what follows, and the two Unicode line ends. */
const UNSAFE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const EVERY_UNSAFE = new RegExp(UNSAFE, "gu");

/** Spaces shown instead of one tab: enough to keep pasted code readable. */
const TAB = "    ";

/**
 * The text with every control, escape and direction character made visible and harmless.
 *
 * @param text one line, already decoded; invalid UTF-8 has become U+FFFD on the way in
 */
export function visibleText(text: string): string {
  return UNSAFE.test(text) ? text.replace(EVERY_UNSAFE, pictureOf) : text;
}

function pictureOf(character: string): string {
  const code = character.charCodeAt(0);
  if (code === 0x09) return TAB;
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : "\ufffd";
}
