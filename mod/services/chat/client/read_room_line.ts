import type { ChatLine } from "../chat_line.ts";

/**
 * Reads a line of a room that was asked for JSON.
 *
 * @returns `undefined` for anything else, whoever wrote it: a type that we do not know, a field that is not what it should be
 */
export function readRoomLine(text: string): ChatLine | undefined {
  const line = parsed(text);
  if (typeof line !== "object" || line === null) return undefined;
  const { type } = line as { type?: unknown };
  if (typeof type !== "string" || !Object.hasOwn(FIELDS, type)) return undefined;
  const fields = Object.entries(FIELDS[type as ChatLine["type"]]);
  const fits = fields.every(([name, kind]) => isOf(kind, (line as Record<string, unknown>)[name]));
  return fits ? line as ChatLine : undefined;
}

type Kind = "text" | "text?" | "texts" | "texts?" | "renamings?" | "number" | "number?" | "true?";

const SPOKEN = { from: "text", text: "text", at: "number", seq: "number?", history: "true?" } as const;
const SENTENCE = { text: "text" } as const;
const REACH = { names: "texts", renamed: "renamings?" } as const;
const NAME = { name: "text" } as const;

/** The fields of each type of line that somebody relies on. */
const FIELDS: Readonly<Record<ChatLine["type"], Readonly<Record<string, Kind>>>> = {
  message: SPOKEN,
  action: SPOKEN,
  topic: { from: "text?", text: "text", at: "number?", seq: "number?", history: "true?" },
  private: { from: "text", to: "text", text: "text", at: "number" },
  joined: NAME,
  left: NAME,
  kicked: { name: "text", by: "text" },
  renamed: { from: "text", to: "text" },
  welcome: { you: "text", others: "texts", room: "text", seq: "number", since: "number?", said: "number?" },
  members: { names: "texts", unreachable: "texts?" },
  unreachable: REACH,
  reachable: REACH,
  prompt: { asks: "text", text: "text" },
  opened: {},
  note: SENTENCE,
  error: SENTENCE,
  missed: { count: "number", atMost: "true?" },
  said: { line: "number", seq: "number?", refused: "number?" },
  refused: { line: "number", reason: "text", text: "text" },
  alive: {},
  replaced: {},
  bye: NAME,
};

function isOf(kind: Kind, value: unknown): boolean {
  if (kind.endsWith("?") && value === undefined) return true;
  switch (kind) {
    case "text":
    case "text?":
      return typeof value === "string";
    case "texts":
    case "texts?":
      return Array.isArray(value) && value.every((each) => typeof each === "string");
    case "renamings?":
      return Array.isArray(value) &&
        value.every((each) => isOf("text", each?.from) && isOf("text", each?.to));
    case "true?":
      return value === true;
    default:
      return typeof value === "number" && Number.isFinite(value);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
