import { type Message, msg } from "../../../i18n/message.ts";

/** Longest topic, in characters: it stands at the head of a page. */
const LONGEST = 200;

/** Why a text cannot be the topic of a room, as a sentence; `undefined` when it can. */
export function topicProblem(text: string): Message | undefined {
  return [...text].length > LONGEST ? msg`A topic has at most ${LONGEST} characters` : undefined;
}
