import { closestString } from "@std/text/closest-string";
import { type Message, msg } from "../../../i18n/message.ts";

/** A participant's request, made with one line. */
export type ChatCommand =
  | { verb: "say"; text: string; echo: boolean }
  | { verb: "act"; text: string }
  | { verb: "topic"; text: string }
  | { verb: "nick"; name: string }
  | { verb: "tell"; to: string; text: string }
  | { verb: "kick"; name: string }
  | { verb: "history"; count: number }
  | { verb: "who" | "subject" | "help" | "bye" }
  | { verb: "mistake"; sentence: string };

interface Entry {
  usage: string;
  help: Message;
  /** Only the server's own console may use it. */
  operator?: true;
  /**
   * `undefined` when the arguments do not fit the usage.
   *
   * @param rest without the blanks around it
   * @param whole all that stands behind the word and one blank
   */
  read(rest: string, whole: string): ChatCommand | undefined;
}

/** Past messages shown by `/history` without a number. */
const HISTORY_DEFAULT = 20;

const commands: Record<string, Entry> = {
  "/all": {
    usage: "/all TEXT",
    help: msg`say TEXT to everybody, yourself included`,
    read: (rest, whole) => rest === "" ? undefined : { verb: "say", text: whole.trimEnd(), echo: true },
  },
  "/me": {
    usage: "/me ACTION",
    help: msg`show what you do: * Ginette ACTION`,
    read: (rest) => rest === "" ? undefined : { verb: "act", text: rest },
  },
  "/msg": { usage: "/msg NAME TEXT", help: msg`say TEXT to NAME alone`, read: readTell },
  "/nick": {
    usage: "/nick NAME",
    help: msg`take another name`,
    read: (rest) => rest === "" ? undefined : { verb: "nick", name: rest },
  },
  "/who": { usage: "/who", help: msg`list who is here`, read: () => ({ verb: "who" }) },
  "/topic": {
    usage: "/topic [TEXT]",
    help: msg`show or say what the room is about; - takes it away`,
    read: (rest) => rest === "" ? { verb: "subject" } : { verb: "topic", text: rest === "-" ? "" : rest },
  },
  "/history": { usage: "/history [N]", help: msg`show the last N messages again`, read: readHistory },
  "/help": { usage: "/help", help: msg`show this list`, read: () => ({ verb: "help" }) },
  "/bye": { usage: "/bye", help: msg`leave`, read: () => ({ verb: "bye" }) },
  "/kick": {
    usage: "/kick NAME",
    help: msg`show NAME out`,
    operator: true,
    read: (rest) => rest === "" ? undefined : { verb: "kick", name: rest },
  },
};

/**
 * The request in one line; `undefined` for an empty line, which asks for nothing.
 *
 * A line without a slash is said to all the others. `//path` says `/path`. A command that does not exist is
 * answered with the nearest one that does.
 *
 * @param line without its line end
 * @param operator whether the commands of the server's console are open
 */
export function parseChatCommand(line: string, operator = false): ChatCommand | undefined {
  if (line.trim() === "") return undefined;
  if (!line.startsWith("/")) return { verb: "say", text: line, echo: false };
  if (line.startsWith("//")) return { verb: "say", text: line.slice(1), echo: false };
  const [word, rest] = splitWord(line);
  const entry = commandFor(word.toLowerCase(), operator);
  if (!entry) return { verb: "mistake", sentence: unknown(word, operator) };
  return entry.read(rest, line.slice(word.length + 1)) ??
    { verb: "mistake", sentence: `Usage: ${entry.usage}` };
}

/** One line for each command, for `/help`. */
export function chatCommandHelp(operator = false): string[] {
  return chatCommandUsages(operator).map(({ usage, help }) => `${usage.padEnd(16)}${help}`);
}

/** Each command as it is typed, such as `/msg NAME TEXT`, and what it does. */
export function chatCommandUsages(operator = false): { usage: string; help: Message }[] {
  return visible(operator).map(({ usage, help }) => ({ usage, help }));
}

function commandFor(word: string, operator: boolean): Entry | undefined {
  const entry = Object.hasOwn(commands, word) ? commands[word] : undefined;
  return entry?.operator && !operator ? undefined : entry;
}

function unknown(typed: string, operator: boolean): string {
  const word = typed.slice(0, 40);
  const names = visible(operator).map((entry) => splitWord(entry.usage)[0]);
  const nearest = names.find((name) => name.startsWith(word.toLowerCase())) ?? closestString(word, names);
  return `Unknown command ${word}: did you mean ${nearest}? (/help lists all)`;
}

function visible(operator: boolean): Entry[] {
  return Object.values(commands).filter((entry) => operator || !entry.operator);
}

function readTell(rest: string): ChatCommand | undefined {
  const [to, text] = splitWord(rest);
  return text === "" ? undefined : { verb: "tell", to, text };
}

function readHistory(rest: string): ChatCommand | undefined {
  if (rest === "") return { verb: "history", count: HISTORY_DEFAULT };
  return /^[1-9]\d{0,5}$/.test(rest) ? { verb: "history", count: Number(rest) } : undefined;
}

/** The first word, and the rest without the blanks around it. */
function splitWord(text: string): [string, string] {
  const end = text.search(/\s/);
  return end < 0 ? [text, ""] : [text.slice(0, end), text.slice(end).trim()];
}
