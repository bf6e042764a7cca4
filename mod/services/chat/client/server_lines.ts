/**
 * The few lines of a room that a line client recognises; the rest it only shows.
 *
 * @module
 */
import { NAME_PROMPT, OPENED, PASSWORD_PROMPT } from "../format_line.ts";

/** Whether a room asks for a name with this line, as text or as JSON. */
export function isNamePrompt(line: string): boolean {
  return line === NAME_PROMPT || (line.startsWith('{"type":"prompt"') && !isPasswordPrompt(line));
}

/** Whether a room asks for its password with this line, as text or as JSON. */
export function isPasswordPrompt(line: string): boolean {
  return line === PASSWORD_PROMPT || line.startsWith('{"type":"prompt","asks":"password"');
}

/** Whether this may be the beginning of one of these questions, whose rest is still on its way. */
export function beginsSign(text: string): boolean {
  return text.startsWith("{") || [NAME_PROMPT, PASSWORD_PROMPT].some((sign) => sign.startsWith(text));
}

/** Whether a room has taken the password with this line, as text or as JSON. */
export function isOpened(line: string): boolean {
  return line === `* ${OPENED}` || line.startsWith('{"type":"opened"');
}

/** Whether a room lets somebody in with this line, as text or as JSON. */
export function isWelcome(line: string): boolean {
  return /^\* (Here with you: |Nobody else is here yet$)/.test(line) || line.startsWith('{"type":"welcome"');
}

/** The sentence with which a room refuses a name or a password, as text or as JSON. */
export function refusalText(line: string): string {
  return line.startsWith("{") ? String(JSON.parse(line).text) : line.replace(/^\* /, "");
}

/** Whether a room refuses a name because somebody has it, or will not be asked again. */
export function isNameRefusal(sentence: string): boolean {
  return /^(The name .* is taken$|No usable name in )/u.test(sentence);
}

/** Whether a room shows this member out with this line, as text or as JSON. */
export function isKicked(line: string, name: string): boolean {
  return line.startsWith(`* ${name} was shown out by `) ||
    line.startsWith(`{"type":"kicked","name":${JSON.stringify(name)},`);
}
