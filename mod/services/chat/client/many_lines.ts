import { type Message, msg } from "../../../i18n/message.ts";

/** The question before so many pasted lines are said: each of them is read by all the others. */
export function asksWhetherMeant(count: number): Message {
  return msg`Say these ${count} lines? (y: yes, n: no, e: edit) `;
}
