import { type Message, msg, verbatim } from "../../i18n/message.ts";

/**
 * What an event's `detail` says, for a person. Traces have one language, which programs read; these
 * are the few details in our own words, as the servers and the traced connections write them.
 * Anything else is copied as it is.
 */
export function detailMessage(detail: string): Message {
  const fixed = FIXED[detail];
  if (fixed !== undefined) return fixed;
  const [, place = "", worker, number = "", what = ""] =
    /^(?:(by|to) )?(worker|child)(?: (\d+))?(?: (started|ended|is free))?$/.exec(detail) ?? [];
  if (worker === "worker") return WORKER[`${place}${what}`]?.(number) ?? verbatim(detail);
  if (worker === "child") return CHILD[`${place}${what}`]?.(number) ?? verbatim(detail);
  const waiting = /^(\d+) waiting$/.exec(detail)?.[1];
  return waiting === undefined ? verbatim(detail) : msg`${waiting} waiting`;
}

const FIXED: Readonly<Record<string, Message>> = {
  "the peer has said everything": msg`the peer has said everything`,
  "we have said everything": msg`we have said everything`,
  "not shown: a secret": msg`not shown: a secret`,
  "by worker": msg`by worker`,
  "to worker": msg`to worker`,
  "worker": msg`worker`,
  "child": msg`child`,
};

const WORKER: Readonly<Record<string, (number: string) => Message>> = {
  "": (number) => msg`worker ${number}`,
  started: (number) => msg`worker ${number} started`,
  ended: (number) => msg`worker ${number} ended`,
  "is free": (number) => msg`worker ${number} is free`,
  by: (number) => msg`by worker ${number}`,
  to: (number) => msg`to worker ${number}`,
};

const CHILD: Readonly<Record<string, (pid: string) => Message>> = {
  started: (pid) => msg`child ${pid} started`,
  ended: (pid) => msg`child ${pid} ended`,
  to: (pid) => msg`to child ${pid}`,
};
