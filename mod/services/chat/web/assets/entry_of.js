import { TEXTS } from "./texts.js";

/**
 * @typedef {import("./room_line.js").RoomLine} RoomLine
 * @typedef {import("./talk.js").Entry} Entry
 */

/** More names than these are counted instead of told one by one. */
const NAMED = 12;

/**
 * What a line of the room is in the log; undefined for one that is not shown there.
 *
 * @param {RoomLine} line
 * @param {string} ownName
 * @returns {Entry | undefined}
 */
export function entryOf(line, ownName) {
  const { type, from, to, text, at, seq } = line;
  if (type === "message" || type === "action" || type === "private") {
    /** @type {Entry} */
    const entry = { kind: type, from, text, at, seq };
    if (type === "private") entry.to = to;
    if (from !== ownName && namesPerson(text, ownName)) entry.mentions = true;
    return entry;
  }
  if (type === "topic") {
    return {
      kind: "news",
      text: from === undefined ? TEXTS.topicIs(text) : TEXTS.topicSet(from, text),
      at,
      seq,
    };
  }
  if (type === "missed") return { kind: "gap", text: gapOf(line) };
  const news = newsOf(line);
  return news === undefined ? undefined : { kind: type === "error" ? "error" : "news", text: news };
}

/**
 * Whether a text has a name in it as a word of its own, however it is capitalised.
 *
 * @param {string} text
 * @param {string} name
 */
export function namesPerson(text, name) {
  if (name === "") return false;
  const [within, wanted] = [text.toLowerCase(), name.toLowerCase()];
  for (let at = within.indexOf(wanted); at >= 0; at = within.indexOf(wanted, at + 1)) {
    // Two code units are enough to see the letter on either side
    const [before, after] = [within.slice(Math.max(0, at - 2), at), within.slice(at + wanted.length)];
    if (!ENDS_IN_WORD.test(before) && !BEGINS_WITH_WORD.test(after.slice(0, 2))) return true;
  }
  return false;
}

const ENDS_IN_WORD = /[\p{L}\p{M}\p{N}_]$/u;
const BEGINS_WITH_WORD = /^[\p{L}\p{M}\p{N}_]/u;

/**
 * Why the room did not take a line.
 *
 * @param {RoomLine} line
 */
export function refusalOf({ reason, text }) {
  return reason === "too_long" ? TEXTS.refusedTooLong : reason === "not_stored" ? TEXTS.notStored : text;
}

/**
 * How much is missing from the log.
 *
 * @param {RoomLine} line
 */
function gapOf({ count, atMost }) {
  return atMost ? TEXTS.missedAtMost(count) : TEXTS.missed(count);
}

/** @param {RoomLine} line */
function newsOf(line) {
  switch (line.type) {
    case "welcome":
      return welcome(line.others);
    case "joined":
      return TEXTS.joined(line.name);
    case "left":
      return TEXTS.left(line.name);
    case "kicked":
      return TEXTS.kicked(line.name, line.by);
    case "renamed":
      return TEXTS.renamed(line.from, line.to);
    case "members":
      return here(line);
    case "unreachable":
      return line.names.length > NAMED
        ? TEXTS.manyLost(line.names.length)
        : TEXTS.lost(line.names.join(", "));
    case "reachable":
      return back(line);
    case "bye":
      return "À bientôt " + line.name + " !";
    case "note":
    case "error":
      return line.text;
    default:
      return undefined;
  }
}

/**
 * Who is here, and who is on servers that this one cannot reach.
 *
 * @param {RoomLine} line
 */
function here({ names, unreachable = [] }) {
  const lost = new Set(unreachable);
  const near = TEXTS.members(names.filter((name) => !lost.has(name)).join(", "));
  return lost.size === 0 ? near : near + " – " + TEXTS.lost(unreachable.join(", "));
}

/**
 * Whose server is there again; some may have found their names taken.
 *
 * @param {RoomLine} line
 */
function back({ names, renamed = [] }) {
  if (names.length > NAMED) return TEXTS.manyFound(names.length);
  const before = new Map(renamed.map(({ from, to }) => [to, from]));
  const told = names.map((name) => {
    const was = before.get(name);
    return was === undefined ? name : TEXTS.was(name, was);
  });
  return TEXTS.found(told.join(", "));
}

/** @param {readonly string[]} others */
function welcome(others) {
  if (others.length === 0) return TEXTS.alone;
  return others.length > NAMED ? TEXTS.withManyOthers(others.length) : TEXTS.withYou(others.join(", "));
}
