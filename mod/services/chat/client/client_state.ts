import type { Message } from "../../../i18n/message.ts";
import type { Readline } from "../../../terminal/readline.ts";
import type { DoorKey } from "./door_key.ts";
import type { LineDisplay } from "./line_display.ts";
import type { Membership } from "./membership.ts";
import type { OwnLines } from "./own_lines.ts";

/** What outlasts a connection. */
export interface ClientState {
  readonly readline: Readline;
  readonly display: LineDisplay;
  readonly key: DoorKey;
  readonly membership: Membership;
  readonly own: OwnLines;
  readonly bot: boolean;
  readonly signal: AbortSignal;
  /** Puts a message into the reader's language. */
  translate(message: Message): string;
  /** The name to give; `undefined` when the person is to be asked. */
  name: string | undefined;
  /** A server has let us in before. */
  wasIn: boolean;
  /** Our name is held by another connection, and that has been said. */
  awaitsName: boolean;
  /** It was a room that tells what became of lines. */
  wasRoom: boolean;
  /** We do not want to come back. */
  leaving: boolean;
  /** Called when the prompt may be another one. */
  changed(): void;
}
