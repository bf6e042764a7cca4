/**
 * The few lines of a room that a line client recognises; the rest it only shows.
 *
 * @module
 */
import { NAME_PROMPT } from "../format_line.ts";

/** Whether a room asks for a name with this line, as text or as JSON. */
export function isNamePrompt(line: string): boolean {
  return line === NAME_PROMPT || line.startsWith('{"type":"prompt"');
}

/** Whether a room refuses a name with this line, as text or as JSON. */
export function isNameRefusal(line: string): boolean {
  return /^\* (The|A|No usable) name /.test(line) || line.startsWith('{"type":"error"');
}

/** The sentence in such a refusal. */
export function refusalText(line: string): string {
  return line.startsWith("{") ? String(JSON.parse(line).text) : line.replace(/^\* /, "");
}

/** Whether a room shows this member out with this line, as text or as JSON. */
export function isKicked(line: string, name: string): boolean {
  return line.startsWith(`* ${name} was shown out by `) ||
    line.startsWith(`{"type":"kicked","name":${JSON.stringify(name)},`);
}
