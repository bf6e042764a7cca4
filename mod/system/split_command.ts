/**
 * # A command line as words
 *
 * Quotes and backslashes as in a shell and nothing else of a shell: no variables, no wildcards, no pipes.
 *
 * What a backslash means depends on the system. On POSIX it takes the meaning of the character after it away,
 * whatever that is. On Windows it stands between the parts of a path, so there it quotes only what could not be
 * written otherwise: a double quote, a blank, and the backslashes in front of these (as programs there read
 * their command line, CommandLineToArgvW). `C:\srv\server.py`, `\\host\share\x` and `C:\My\ Files` are what they
 * look like; a folder's last backslash in front of a blank is written twice. A single quote opens a quotation
 * there only at the beginning of a word: `C:\Users\O'Brien` is a name.
 */
import { type Message, msg } from "../i18n/message.ts";
import { MessageError } from "../i18n/message_error.ts";
import { type System, thisSystem } from "./system.ts";

/**
 * Cuts a command line into its words.
 *
 * @throws {MessageError} when a quote is not closed.
 */
export function splitCommand(command: string, system: System = thisSystem()): string[] {
  return system === "windows" ? windowsWords(command) : posixWords(command);
}

function posixWords(command: string): string[] {
  const words: string[] = [];
  let end = 0;
  for (const match of command.matchAll(/\s*((?:[^\s"'\\]+|"(?:[^"\\]|\\.)*"|'[^']*'|\\.)+)/gsy)) {
    words.push(unquote(match[1]!));
    end = match.index + match[0].length;
  }
  if (command.slice(end).trim() !== "") throw new MessageError(msg`a quote is not closed in ${command}`);
  return words;
}

function unquote(word: string): string {
  return word.replace(
    /"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)/gs,
    (_, double: string | undefined, single: string | undefined, escaped: string | undefined) =>
      double?.replace(/\\(["\\$`])/g, "$1") ?? single ?? escaped ?? "",
  );
}

function windowsWords(command: string): string[] {
  const words: string[] = [];
  for (let at = blanks(command, 0); at < command.length; at = blanks(command, at)) {
    const { word, next } = windowsWord(command, at);
    words.push(word);
    at = next;
  }
  return words;
}

function blanks(text: string, from: number): number {
  return from + /^\s*/.exec(text.slice(from))![0].length;
}

function windowsWord(command: string, from: number): { word: string; next: number } {
  const single = /^'([^']*)'/.exec(command.slice(from));
  let at = from + (single?.[0].length ?? 0);
  let word = single?.[1] ?? "";
  let quoted = false;
  while (at < command.length && (quoted || !/\s/.test(command[at]!))) {
    const [slashes] = /^\\*/.exec(command.slice(at))!;
    const after = command[at + slashes.length] ?? "";
    const protects = after === '"' || (!quoted && /\s/.test(after));
    const odd = protects && slashes.length % 2 === 1;
    word += protects ? slashes.slice(0, slashes.length / 2) : slashes;
    at += slashes.length;
    if (odd || (after !== '"' && !protects)) word += after;
    else if (after === '"') quoted = !quoted;
    if (after === '"' || odd || !protects) at += after.length;
  }
  if (quoted || command[from] === "'" && single === null) throw new MessageError(unclosed(command));
  return { word, next: at };
}

function unclosed(command: string): Message {
  if (!command.includes('\\"')) return msg`a quote is not closed in ${command}`;
  return msg`a quote is not closed in ${command}: a backslash in front of a quote quotes it; write it twice`;
}
