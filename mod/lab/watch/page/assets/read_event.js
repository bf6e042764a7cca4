/** @typedef {import("../../watch_event.ts").WatchEvent} WatchEvent */

/** The longest line of a recording that is looked at, characters: the data of a call are 4096 bytes at most. */
const LONGEST_LINE = 64 * 1024;
/** The longest text of an event that is kept, characters; data are longer by base64. */
const LONGEST_TEXT = 8192;
/** The most sockets of one look at the queues, and words of a command. */
const LONGEST_LIST = 5000;

/** @param {unknown} value */
const text = (value) => typeof value === "string" && value.length <= LONGEST_TEXT;
/** @param {unknown} value */
const number = (value) => typeof value === "number" && Number.isFinite(value);
/** @param {unknown} value */
const time = (value) => number(value) && /** @type {number} */ (value) >= 0;
/** @param {unknown} value */
const truth = (value) => value === true;
/** @param {unknown} value */
const both = (value) => object(value) && text(value.en) && text(value.fr);
/** @param {(value: unknown) => boolean} each */
const list = (each) => (/** @type {unknown} */ value) =>
  Array.isArray(value) && value.length <= LONGEST_LIST && value.every(each);

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function object(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @typedef {Readonly<Record<string, (value: unknown) => boolean>>} Shape */

/** @type {Shape} */
const PROGRAM = { name: text, command: list(text) };
/** @type {Shape} */
const QUEUES = { local: text, state: text, receive: time, send: time };
/** @type {Shape} */
const QUEUES_MORE = { socket: text, remote: text, backlog: time, limit: time };

/** What each type of event has, and what it may have besides. @type {Readonly<Record<string, [Shape, Shape]>>} */
const SHAPES = {
  head: [{ source: text, programs: list((each) => fits(each, PROGRAM)), started: text, version: number }, {}],
  lane: [{ lane: text, program: text, pid: number }, { tid: number, parent: text, language: text }],
  call: [{ start: time, lane: text, call: text, arguments: text }, {
    fd: number,
    socket: text,
    listener: text,
    peer: text,
    local: text,
    remote: text,
    transport: text,
    wanted: number,
    result: number,
    errno: text,
    data: text,
    length: time,
    unfinished: truth,
    last: truth,
  }],
  state: [{ socket: text, state: text }, { lane: text, local: text, remote: text }],
  queues: [{ sockets: list((each) => fits(each, QUEUES, QUEUES_MORE)) }, {}],
  signal: [{ lane: text, signal: text }, { from: number }],
  end: [{ lane: text }, { code: number, signal: text, closes: list(text) }],
  output: [{ lane: text, stream: text, text }, {}],
  advice: [{ lane: text, code: text, call: number, message: both }, { socket: text, topic: text }],
  note: [{ message: both }, {}],
};

/**
 * @param {unknown} value
 * @param {Shape} needed
 * @param {Shape} [allowed]
 */
function fits(value, needed, allowed = {}) {
  return object(value) && Object.entries(needed).every(([name, is]) => is(value[name])) &&
    Object.entries(allowed).every(([name, is]) => value[name] === undefined || is(value[name]));
}

/**
 * The event on a line of a recording. A recording is a file from anywhere: nothing is taken from it that has not the
 * shape of an event, and no more of an event than its shape has.
 *
 * @param {string} line
 * @returns {WatchEvent | undefined} undefined for anything else
 */
export function readEvent(line) {
  if (line[0] !== "{" || line.length > LONGEST_LINE) return undefined;
  let value;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined; // a line of something else that begins with a brace
  }
  if (!object(value) || typeof value.type !== "string" || !Object.hasOwn(SHAPES, value.type)) {
    return undefined;
  }
  const [needed, more] = SHAPES[value.type];
  if (!time(value.at) || !fits(value, needed, more)) return undefined;
  /** @type {Record<string, unknown>} */
  const event = { type: value.type, at: value.at };
  for (const name of [...Object.keys(needed), ...Object.keys(more)]) {
    if (value[name] !== undefined) event[name] = value[name];
  }
  return /** @type {WatchEvent} */ (/** @type {unknown} */ (event));
}
