import { parseSystemText, plainText, withoutNumber } from "../net/errors/errno.ts";
import { Message, msg, ownText, prefixed, verbatim } from "./message.ts";

/**
 * An error that is told to a person: it carries its sentence as a {@linkcode Message}, so that the
 * code that shows it can do so in the reader's language. `error.message` is the English.
 *
 * Not for mistakes of the program itself, and not for errors that are caught and never shown.
 */
export class MessageError extends Error {
  /** The kind of error. */
  override readonly name: string = "MessageError";
  /** The sentence about it. */
  readonly sentence: Message;

  /** Makes an error that says this. */
  constructor(sentence: Message, options?: ErrorOptions) {
    super(String(sentence), options);
    this.sentence = sentence;
  }
}

/**
 * A mistake of the calling program that reaches a person all the same, with the sentence about it.
 */
export function typeErrorOf(sentence: Message, options?: ErrorOptions): TypeError {
  return Object.assign(new TypeError(String(sentence), options), { sentence });
}

/** A value out of its range that reaches a person, with the sentence about it. */
export function rangeErrorOf(sentence: Message): RangeError {
  return Object.assign(new RangeError(String(sentence)), { sentence });
}

/**
 * The message for an error. The runtime's errors are told as far as the catalogues know the
 * system's words; the words of any other that knows nothing of messages are carried over as they
 * are.
 */
export function messageOf(error: unknown): Message {
  if (!(error instanceof Error)) return verbatim(String(error));
  const { sentence } = error as Partial<MessageError>;
  return sentence instanceof Message ? sentence : runtimeMessage(error.message);
}

/**
 * What was thrown, in a form that can be read without harm. Anything can be thrown: an object that throws
 * again when it is made a string, an error whose message is none. The code that reports it must not fail for
 * that, because the code that reports a failure often serves other clients, too.
 *
 * @returns an error with a name and a message, or the text of what is no error.
 */
export function legible(thrown: unknown): Error | string {
  try {
    if (!(thrown instanceof Error)) return String(thrown);
    const { name, message, code: _code, sentence: _sentence } = thrown as Error & Record<string, unknown>;
    if (typeof name === "string" && typeof message === "string") return thrown;
    return new Error(String(message), { cause: thrown });
  } catch {
    return new MessageError(msg`something was thrown that has no text`);
  }
}

/** The message for an error of the runtime with these words. */
export function runtimeMessage(words: string): Message {
  // The runtime's sentence about a missing permission ends in advice for programmers.
  const refused = /^[Rr]equires (.*?), (?:run again|specify) /s.exec(words);
  if (refused !== null) return msg`the program is not permitted ${refused[1]!}`;
  const system = parseSystemText(plainText(words));
  if (system === undefined) return verbatim(withoutNumber(words));
  const reason = ownText(system.says);
  return system.call === "" ? reason : prefixed(reason, system.call);
}
