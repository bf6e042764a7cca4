import type { Failure } from "./broken.ts";

/** How failures look: what causes are recognised by. Each takes a failure and says whether it looks like that. */
export type Sign = (failure: Failure) => boolean;

/** The right answer has come, all but its line end. */
export const noLineEnd: Sign = ({ symptom, text, expected }) =>
  (symptom === "silence" || symptom === "closed") && text !== "" && !text.includes("\n") &&
  (!expected.startsWith('"') || expected === `${JSON.stringify(text).slice(0, -1)}\\n"`);

/** The text of a bytes object instead of its bytes: `b'BONJOUR'`. */
export const pythonBytes: Sign = ({ text }) => /^b['"]/.test(text);

/** Python could not decode what one segment held. */
export const decodeError: Sign = ({ said }) => said.includes("UnicodeDecodeError");

/** A replacement character stands where a character was. */
export const replaced: Sign = ({ text, expected }) => text.includes("\ufffd") && !expected.includes("\ufffd");

/** UTF-8 read as Latin-1: two characters where one was. */
export const mojibake: Sign = ({ text }) => /[\u00c2\u00c3][\u0080-\u00bf]/u.test(text);

/** Nothing came at all, and the connection is still open. */
export const nothing: Sign = ({ symptom, text }) => symptom === "silence" && text === "";

/** The connection ended instead of an answer. */
export const hungUp: Sign = ({ symptom }) => symptom === "closed" || symptom === "reset";

/** Nobody accepted the connection. */
export const refused: Sign = ({ symptom }) => symptom === "refused";

/** The first client was accepted and a later one was not. */
export const anotherRefused: Sign = ({ symptom, expected }) =>
  symptom === "refused" && expected.includes("another");

/** The connection stayed open where it should have ended. */
export const stillOpen: Sign = ({ symptom }) => symptom === "open";

/** What came is all there, but in the wrong case. */
export const sameButCase: Sign = ({ text, expected }) =>
  text !== "" &&
  `"${text.replace(/\r?\n$/, "")}"`.toLowerCase() === expected.replace("\\n", "").toLowerCase();

/** What came contains this. */
export function contains(pattern: RegExp): Sign {
  return ({ text }) => pattern.test(text);
}

/** Both. */
export function both(one: Sign, other: Sign): Sign {
  return (failure) => one(failure) && other(failure);
}
