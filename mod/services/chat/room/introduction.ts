import { tidyNickname } from "./nickname.ts";

/**
 * # The first line of a client
 *
 * A person gives a name. A program gives `/json NAME` or `/bot NAME`, and may ask for more behind the name, as words
 * such as `ack` and `since=4711`. Nobody has to: what was not asked for is not sent.
 */

/** Somebody who wants to come in. */
export interface Introduction {
  verb: "enter";
  /** Tidied, but not checked. */
  name: string;
  /** Lines are JSON objects. */
  json: boolean;
  /** Nothing of the past is shown, unless {@linkcode Demands.since} asks for it. */
  bot: boolean;
  demands: Demands;
}

/** What a program asks for besides. */
export interface Demands {
  /** Everything after this number of the log, instead of the last few messages. */
  since?: number;
  /** The room in which that number counts; another room's past is shown as to a newcomer. */
  room?: string;
  /** The fate of each of its lines is told. */
  ack?: boolean;
  /** Its secret, by which it is known again after a broken connection. */
  session?: string;
  /** Something is sent every so many seconds. */
  alive?: number;
}

/** A first line that asks for nothing, or cannot be read. */
export type OtherFirstLine = { verb: "bye" } | { verb: "help" } | {
  verb: "mistake";
  sentence: string;
  /** Whether the answer is to be JSON. */
  json: boolean;
};

/** Reads the first line, without the blanks around it. */
export function parseIntroduction(line: string): Introduction | OtherFirstLine {
  const [, word, rest = line] = /^(\/(?:json|bot|nick|help|bye))(?:\s+(.*))?$/i.exec(line) ?? [];
  const command = word?.toLowerCase();
  if (command === "/bye") return { verb: "bye" };
  if (command === "/help") return { verb: "help" };
  const bot = command === "/bot";
  const json = bot || command === "/json";
  const [name = "", ...words] = json ? rest.split(/\s+/) : [rest];
  const demands: Demands = {};
  for (const each of words) {
    const [key, value] = splitAt(each, "=");
    // A name has no spaces: whatever is no demand was meant as its second word, and is refused with the name
    if (!isDemand(key)) return { verb: "enter", name: tidyNickname(rest), json, bot, demands: {} };
    if (!DEMANDS[key].fits.test(value ?? "")) {
      return { verb: "mistake", sentence: DEMANDS[key].sentence, json };
    }
    Object.assign(demands, { [key]: DEMANDS[key].read(value ?? "") });
  }
  return { verb: "enter", name: tidyNickname(name), json, bot, demands };
}

interface Demand {
  fits: RegExp;
  read(value: string): string | number | true;
  /** Said when it does not fit. */
  sentence: string;
}

const DEMANDS: Record<keyof Demands, Demand> = {
  since: { fits: /^\d{1,15}$/, read: Number, sentence: "since=N wants the number of a message" },
  room: { fits: /^[\w.:-]{1,64}$/, read: String, sentence: "room=ID wants the room of a welcome" },
  ack: { fits: /^$/, read: () => true, sentence: "ack takes no value" },
  session: {
    fits: /^[\w-]{16,64}$/,
    read: String,
    sentence: "session=SECRET wants 16 to 64 letters, digits, - and _, chosen at random",
  },
  alive: { fits: /^(?:[1-9]|[1-5]\d|60)$/, read: Number, sentence: "alive=SECONDS wants 1 to 60 seconds" },
};

function isDemand(key: string): key is keyof Demands {
  return Object.hasOwn(DEMANDS, key);
}

function splitAt(text: string, mark: string): [string, string | undefined] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
