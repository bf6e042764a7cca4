import type { ChatLine, LineStyle, TopicLine } from "./chat_line.ts";

/** The question a fresh connection is asked; clients that answer by themselves wait for this line. */
export const NAME_PROMPT = "What is your name? (1 to 20 visible characters, no spaces)";

/** The question in front of a room that has a password; clients that answer by themselves wait for this line, too. */
export const PASSWORD_PROMPT = "What is the password of this room? (it comes before the name)";
/** What somebody reads who has given the right password. */
export const OPENED = "The door is open";

/**
 * One line as a participant of that style reads it, without the line end; `undefined` when that style has no
 * such line.
 *
 * Everything that is not a live message begins with `* `, so that a line client tells the room's own words
 * from its members' (the sheet's `* Ginette applaudit` is the one exception, and names no command).
 */
export function formatLine(line: ChatLine, style: LineStyle): string | undefined {
  if (style === "json") return JSON.stringify(line);
  if (line.type === "said" || line.type === "alive") return undefined; // a person has not asked
  return style === "plain" ? plain(line) : text(line);
}

/** The sheet's bare relay: the message, and the things a reader must not miss. */
function plain(line: Readable): string | undefined {
  if (line.type === "message") return line.history ? undefined : line.text;
  const isDoor = line.type === "opened" || (line.type === "prompt" && line.asks === "password");
  return isDoor || line.type === "missed" || line.type === "error" ? text(line) : undefined;
}

function text(line: Readable): string {
  switch (line.type) {
    case "message":
      return `${past(line)}[${line.from}] ${line.text}`;
    case "topic":
      return `${past(line) || "* "}${topic(line)}`;
    case "action":
      return `${past(line)}* ${line.from} ${line.text}`;
    case "private":
      return `[${line.from} -> ${line.to}] ${line.text}`;
    case "bye":
      return `À bientôt ${line.name} !`;
    case "prompt":
      return line.text;
    default:
      return `* ${announcement(line)}`;
  }
}

/** The lines that a person can be told. */
type Readable = Exclude<ChatLine, { type: "said" | "alive" }>;
type Announced = Exclude<Readable, { type: "message" | "action" | "topic" | "private" | "bye" | "prompt" }>;

function announcement(line: Announced): string {
  switch (line.type) {
    case "joined":
    case "left":
      return `${line.name} ${line.type}`;
    case "kicked":
      return `${line.name} was shown out by ${line.by}`;
    case "renamed":
      return `${line.from} is now ${line.to}`;
    case "welcome":
      return line.others.length === 0
        ? "Nobody else is here yet"
        : `Here with you: ${line.others.join(", ")}`;
    case "members":
      return here(line);
    case "unreachable":
      return `Out of reach: ${some(line.names)}`;
    case "reachable":
      return `Within reach again: ${some(line.names, line.renamed)}`;
    case "opened":
      return OPENED;
    case "missed":
      return `You missed ${line.atMost ? "at most " : ""}${line.count} ${
        line.count === 1 ? "line" : "lines"
      }`;
    case "replaced":
      return "Another connection of yours has taken your place";
    default:
      return line.text;
  }
}

function here({ names, unreachable = [] }: { names: string[]; unreachable?: string[] }): string {
  const away = new Set(unreachable);
  const near = `Here: ${names.filter((name) => !away.has(name)).join(", ")}`;
  return away.size === 0 ? near : `${near}; out of reach: ${unreachable.join(", ")}`;
}

/** The first of some names, each with the one it had before, if that was another. */
function some(names: string[], renamed: { from: string; to: string }[] = []): string {
  const before = new Map(renamed.map(({ from, to }) => [to, from]));
  const shown = names.slice(0, NAMES_SHOWN)
    .map((name) => before.has(name) ? `${name} (was ${before.get(name)})` : name);
  const more = names.length - shown.length;
  return shown.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** Of a server that is out of reach; there may be thousands on it. */
const NAMES_SHOWN = 20;

/** The mark of a line that was said before its reader came: `* (history 14:03) `. */
function past(line: { at?: number | undefined; history?: true }): string {
  return line.history ? `* (history ${when(new Date(line.at ?? 0), new Date())}) ` : "";
}

function topic({ from, text }: TopicLine): string {
  if (from === undefined) return text === "" ? "There is no topic" : `The topic is: ${text}`;
  return text === "" ? `${from} took the topic away` : `${from} set the topic: ${text}`;
}

function when(then: Date, now: Date): string {
  const clock = `${two(then.getHours())}:${two(then.getMinutes())}`;
  if (then.toDateString() === now.toDateString()) return clock;
  return `${then.getFullYear()}-${two(then.getMonth() + 1)}-${two(then.getDate())} ${clock}`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}
