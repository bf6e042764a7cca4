import { Message, verbatim } from "./message.ts";

/**
 * An error that is told to a person: it carries its sentence as a {@linkcode Message}, so that whoever shows it can do so in
 * the reader's language. `error.message` is the English.
 *
 * Not for mistakes of the program itself, nor for errors that are caught and never shown.
 */
export class MessageError extends Error {
  override readonly name: string = "MessageError";
  /** What is said about it. */
  readonly sentence: Message;

  constructor(sentence: Message, options?: ErrorOptions) {
    super(String(sentence), options);
    this.sentence = sentence;
  }
}

/** What there is to say about an error; the words of one that knows nothing of messages are carried over as they are. */
export function messageOf(error: unknown): Message {
  const sentence = error instanceof Error ? (error as Partial<MessageError>).sentence : undefined;
  if (sentence instanceof Message) return sentence;
  return verbatim(error instanceof Error ? error.message : String(error));
}
