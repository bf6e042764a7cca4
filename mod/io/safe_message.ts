import { type Message, withTexts } from "../i18n/message.ts";
import { messageOf } from "../i18n/message_error.ts";
import { escapeName } from "./visible_text.ts";

/**
 * The message for an error that carries words of a peer or names that somebody else chose: whatever a
 * terminal would obey in its values is escaped.
 */
export function safeMessageOf(error: unknown): Message {
  return withTexts(messageOf(error), escapeName);
}
