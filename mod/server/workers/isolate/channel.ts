import type { Message } from "../../../i18n/message.ts";
import type { MessageFromHost, MessageToHost } from "./message.ts";

/** A way to an isolate that was started for us: a message port to a worker, a pair of pipes to a child process. */
export interface Channel {
  /** As people call it: `worker 3`, `child 4711`. */
  readonly name: Message;
  /** Says something. What is said to an isolate that is gone is lost. */
  post(message: MessageToHost): void;
  /** Where what the isolate says goes; set once, at once, by whoever started it. */
  receive: (message: MessageFromHost) => void;
  /** Resolves when the isolate is gone, with the reason as a part of a sentence: `was killed by SIGKILL`. */
  readonly gone: Promise<Message>;
  /** Ends the isolate at once, whatever it is doing. Resolves when nothing of it is left. */
  kill(): Promise<void>;
}
