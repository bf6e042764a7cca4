import type { Message } from "../../../i18n/message.ts";
import type { MessageFromHost, MessageToHost } from "./message.ts";

/**
 * A way to an isolate that was started for us: a message port to a worker, a pair of pipes to a child
 * process.
 */
export interface Channel {
  /** Its name for people: `worker 3`, `child 4711`. */
  readonly name: Message;
  /** Sends a message. Messages to an isolate that is gone are lost. */
  post(message: MessageToHost): void;
  /**
   * Receives the isolate's messages; set once, right away, by the code that started the isolate.
   */
  receive: (message: MessageFromHost) => void;
  /** Resolves when the isolate is gone, with the reason as a part of a sentence: `was killed by SIGKILL`. */
  readonly gone: Promise<Message>;
  /**
   * Ends the isolate at once, even in the middle of something. Resolves when nothing of it is left.
   */
  kill(): Promise<void>;
}
