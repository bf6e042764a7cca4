import type { Failure } from "./rule_violation.ts";
import type { Part } from "./expectation.ts";

/**
 * The look of failures, by which causes are recognised. Each takes a failure and says whether it
 * looks like that.
 */
export type FailurePattern = (failure: Failure) => boolean;

/** The right answer has come, all but its line end. */
export function noLineEnd({ symptom, text, expected }: Failure): boolean {
  return (symptom === "silence" || symptom === "closed") && text !== "" && !text.includes("\n") &&
    (expected.exact === undefined || expected.exact === text);
}

/** The text of a bytes object instead of its bytes: `b'BONJOUR'`. */
export function pythonBytes({ text }: Failure): boolean {
  return /^b['"]/.test(text);
}

/** Python could not decode what one segment held. */
export function decodeError({ said }: Failure): boolean {
  return said.includes("UnicodeDecodeError");
}

/** A replacement character stands where a character was. */
export function replaced({ text, expected }: Failure): boolean {
  return text.includes("\ufffd") && expected.exact?.includes("\ufffd") !== true;
}

/** UTF-8 read as Latin-1: two characters where one was. */
export function mojibake({ text }: Failure): boolean {
  return /[\u00c2\u00c3][\u0080-\u00bf]/u.test(text);
}

/** Nothing came at all, and the connection is still open. */
export function nothing({ symptom, text }: Failure): boolean {
  return symptom === "silence" && text === "";
}

/** The connection ended instead of an answer. */
export function hungUp({ symptom }: Failure): boolean {
  return symptom === "closed" || symptom === "reset";
}

/** It was this part of the conversation that did not come. */
export function misses(part: Part): FailurePattern {
  return ({ expected }) => expected.part === part;
}

/** Nobody accepted the connection. */
export function refused({ symptom }: Failure): boolean {
  return symptom === "refused";
}

/** It ended with an exception, whose name is in its last words. */
export function crashed({ symptom, said }: Failure): boolean {
  const ended = symptom === "refused" || symptom === "closed" || symptom === "reset";
  return ended && /^(Traceback|\w*(Error|Exception)\b)|\bpanicked\b/m.test(said);
}

/** Its port was still taken. */
export function addressInUse({ said }: Pick<Failure, "said">): boolean {
  return /Address already in use|EADDRINUSE/.test(said);
}

/** The answer was not the expected one. */
export function different({ symptom }: Failure): boolean {
  return symptom === "different";
}

/** An empty line came where a line with something in it was expected. */
export function emptyLine({ symptom, text, expected }: Failure): boolean {
  return symptom === "different" && text === "" && expected.exact !== "";
}

/** All came but the characters that are not ASCII. */
export function onlyAscii({ text, expected }: Failure): boolean {
  const ascii = expected.exact?.replace(/[^\0-\x7f]/g, "");
  return ascii !== expected.exact && text.replace(/\r?\n$/, "") === ascii;
}

/** All came but the blanks around it. */
export function onlyTrimmed({ text, expected }: Failure): boolean {
  return text !== expected.exact && text.trim() === expected.exact?.trim();
}

/** The zero byte that ends a string in C. */
export function zeroByte({ text }: Failure): boolean {
  return text.includes("\0");
}

/** Control characters that no text has: UTF-8 that went through an encoding of single bytes. */
export function strayControls({ text }: Failure): boolean {
  return /[\u0080-\u009f]/.test(text);
}

/** The first client was accepted and a later one was not. */
export function anotherRefused({ symptom, expected }: Failure): boolean {
  return symptom === "refused" && expected.part === "another client";
}

/** The connection stayed open where it should have ended. */
export function stillOpen({ symptom }: Failure): boolean {
  return symptom === "open";
}

/** The answer is all there, but in the wrong case. */
export function sameButCase({ text, expected }: Failure): boolean {
  return text !== "" && text.replace(/\r?\n$/, "").toLowerCase() === expected.exact?.toLowerCase();
}

/** The answer contains this. */
export function contains(pattern: RegExp): FailurePattern {
  return ({ text }: Failure) => pattern.test(text);
}

/** Both. */
export function both(one: FailurePattern, other: FailurePattern): FailurePattern {
  return (failure) => one(failure) && other(failure);
}
