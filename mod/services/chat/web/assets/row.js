import { withLinks } from "./links.js";

/** @typedef {import("./talk.js").Entry} Entry */

const clock = new Intl.DateTimeFormat([], { timeStyle: "short" });
const dateAndClock = new Intl.DateTimeFormat([], { dateStyle: "short", timeStyle: "short" });
const whole = new Intl.DateTimeFormat([], { dateStyle: "full", timeStyle: "medium" });

/**
 * An entry as it is seen in the log. What others wrote comes in as text only, never as markup, and each text
 * keeps its direction of writing to itself.
 *
 * @param {Entry} entry
 * @param {string} ownName
 */
export function rowOf(entry, ownName) {
  const row = document.createElement("p");
  row.className = "row " + entry.kind;
  if (entry.past) row.classList.add("past");
  if (entry.mentions) row.classList.add("mention");
  if (entry.from !== undefined && entry.from === ownName) row.classList.add("own");
  if (entry.at !== undefined) row.append(timeOf(entry.at), " ");
  row.append(...speakerOf(entry), textOf(entry.text));
  return row;
}

/**
 * What somebody wrote, with its links.
 *
 * @param {string} text
 */
export function textOf(text) {
  const said = document.createElement("span");
  said.className = "text";
  said.dir = "auto";
  for (const { text: piece, href } of withLinks(text)) {
    said.append(href === undefined ? piece : linkTo(href, piece));
  }
  return said;
}

/** @param {Entry} entry @returns {(string | Node)[]} */
function speakerOf({ kind, from, to }) {
  if (from === undefined) return [];
  if (kind === "action") return ["* ", person(from), " "];
  if (kind === "private") return ["[", person(from), " → ", person(to ?? ""), "] "];
  return ["[", person(from), "] "];
}

/** @param {string} name */
function person(name) {
  const who = document.createElement("bdi");
  who.className = "who";
  who.textContent = name;
  who.style.setProperty("--hue", String(hueOf(name)));
  return who;
}

/** @param {string} name */
function hueOf(name) {
  let sum = 0;
  for (const character of name.toLowerCase()) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 360;
  return sum;
}

/** @param {number} at milliseconds since 1970 */
function timeOf(at) {
  const time = document.createElement("time");
  const { dateTime, title, text } = wordsFor(Math.floor(at / 1000));
  time.dateTime = dateTime;
  time.title = title;
  time.textContent = text;
  return time;
}

/** What was worked out last: in a burst many are of the same second. */
let latest = { second: NaN, dateTime: "", title: "", text: "" };

/** @param {number} second since 1970 */
function wordsFor(second) {
  if (second === latest.second) return latest;
  const date = new Date(second * 1000);
  const isToday = date.toDateString() === new Date().toDateString();
  latest = {
    second,
    dateTime: date.toISOString(),
    title: whole.format(date),
    text: (isToday ? clock : dateAndClock).format(date),
  };
  return latest;
}

/**
 * The title tells where it really leads: letters of other alphabets stand there as `xn--…`.
 *
 * @param {string} href
 * @param {string} text
 */
function linkTo(href, text) {
  const link = document.createElement("a");
  link.href = link.title = href;
  link.target = "_blank";
  link.rel = "noopener noreferrer nofollow";
  link.referrerPolicy = "no-referrer";
  link.textContent = text;
  return link;
}
