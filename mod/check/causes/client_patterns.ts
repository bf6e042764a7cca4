import type { TranscriptEvent } from "../probes/transcript.ts";
import type { Failure } from "./rule_violation.ts";

/* The look of failures of clients: what is « received » is what the client sent, or shows, or has saved. */

/** What was typed has come, all but a line end. */
export function typedWithoutEnd({ symptom, text, expected: { exact } }: Failure): boolean {
  return (symptom === "silence" || symptom === "closed") && exact !== undefined && exact !== "" &&
    text.startsWith(exact) && !text.includes("\n");
}

/** What was typed has come, with something that is no UTF-8 in the places of its accents. */
export function otherEncoding({ text, expected: { exact = "" } }: Failure): boolean {
  const ascii = (all: string) => all.replace(/[^\0-\x7f]|\r?\n$/g, "");
  return text.includes("\ufffd") && ascii(exact) !== exact && ascii(text) === ascii(exact);
}

/** The client sent something after the answer was on its way to it. */
export function wentOn({ transcript: { events } }: Failure): boolean {
  const answered = events.findIndex(isSent);
  return answered !== -1 && events.slice(answered).some(({ what }) => what === "receive");
}

/** The client sent something after the end of its keyboard, where it had nothing to send. */
export function sentAtEnd({ symptom, received }: Failure): boolean {
  return symptom === "open" && received.length > 0;
}

function isSent({ what }: TranscriptEvent): boolean {
  return what === "send";
}
