/**
 * @typedef {import("./recording.js").Recording} Recording
 * @typedef {import("./timeline.js").Row} Row
 */

/**
 * What is looked for, as it was typed: `lane:server call:recv -call:poll socket:client#1 wait:0.1 hello`.
 *
 * @typedef {object} Filter
 * @property {{ name: string, value: string, not: boolean }[]} terms all of which have to be true
 */

const NAMES = ["lane", "socket", "call", "wait", "state"];

/**
 * @param {string} typed words with spaces between them; one with spaces in it stands in quotes
 * @returns {Filter | undefined} undefined when nothing was typed
 */
export function parseFilter(typed) {
  const terms = [...typed.matchAll(/(-?)(?:(\w+):)?(?:"([^"]*)"?|(\S+))/g)].flatMap(
    ([whole, minus, name, quoted, plain]) => {
      const isKnown = name !== undefined && NAMES.includes(name);
      const value = quoted ?? plain ?? "";
      if (value === "") return [];
      return [
        isKnown || name === undefined
          ? { name: name ?? "text", value: value.toLowerCase(), not: minus === "-" }
          : { name: "text", value: whole.replace(/^-/, "").toLowerCase(), not: minus === "-" },
      ];
    },
  );
  return terms.length === 0 ? undefined : { terms };
}

/**
 * Whether a row is one of those that are looked for. What concerns a process as a whole is there whenever its lane is.
 *
 * @param {Filter} filter
 * @param {Recording} recording
 * @returns {(row: Row) => boolean}
 */
export function filterRows({ terms }, recording) {
  // Terms of one kind are alternatives, as in `call:send call:recv`; those with a minus are not.
  const wanted = new Map();
  for (const term of terms) {
    if (term.not || term.name === "text" || term.name === "wait") continue;
    wanted.set(term.name, [...wanted.get(term.name) ?? [], term.value]);
  }
  const others = terms.filter(({ name, not }) => not || name === "text" || name === "wait");
  return ({ event: index }) => {
    const event = recording.events[index];
    for (const [name, values] of wanted) {
      if (!values.some((/** @type {string} */ value) => isSo(name, value, event))) return false;
    }
    return others.every(({ name, value, not }) => isSo(name, value, event) !== not);
  };
}

/** @param {string} name @param {string} value @param {import("./recording.js").WatchEvent} event */
function isSo(name, value, event) {
  switch (name) {
    case "lane":
      return "lane" in event && event.lane !== undefined && belongs(event.lane.toLowerCase(), value);
    case "socket":
      return "socket" in event && event.socket?.toLowerCase() === value ||
        "listener" in event && event.listener?.toLowerCase() === value ||
        "peer" in event && event.peer?.toLowerCase() === value;
    case "call":
      return event.type === "call" ? event.call.toLowerCase() === value : event.type === value;
    case "wait":
      return event.type === "call" && event.at - event.start >= Number(value);
    case "state":
      return event.type === "state" && event.state === value;
    default:
      return words(event).toLowerCase().includes(value);
  }
}

/** `server` stands for its children and threads as well. @param {string} lane @param {string} value */
function belongs(lane, value) {
  return lane === value || lane.startsWith(value + "/") || lane.startsWith(value + ".");
}

/**
 * The words of an event, in which a text is looked for.
 *
 * @param {import("./recording.js").WatchEvent} event
 * @returns {string}
 */
export function words(event) {
  switch (event.type) {
    case "call":
      return `${event.lane} ${event.call} ${event.arguments} ${event.errno ?? ""} ${event.socket ?? ""} ${
        event.local ?? ""
      } ${event.remote ?? ""} ${latin1(event.data)}`;
    case "output":
      return `${event.lane} ${event.stream} ${event.text}`;
    case "signal":
      return `${event.lane} ${event.signal}`;
    case "end":
      return `${event.lane} exit ${event.code ?? ""} ${event.signal ?? ""}`;
    case "lane":
      return `${event.lane} ${event.language ?? ""}`;
    case "note":
      return `${event.message.en} ${event.message.fr}`;
    default:
      return event.type;
  }
}

/** The bytes, each as one letter. @param {string | undefined} base64 @returns {string} */
export function latin1(base64) {
  if (base64 === undefined) return "";
  try {
    return atob(base64);
  } catch {
    return "";
  }
}
