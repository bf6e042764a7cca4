import { type Message, msg, ownText } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";
import type { Connection } from "../../../net/connection.ts";
import type { Readline } from "../../../terminal/readline.ts";
import { PASSWORD_PROMPT } from "../format_line.ts";

/** A room that does not open, and will not when it is asked again. */
export class DoorError extends MessageError {
  /** What kind of error it is. */
  override readonly name = "DoorError";
}

/**
 * What a client gives a room that asks for its password: the one it was started with, or the one that a person types
 * unseen. A right one is kept for when a broken connection is made again.
 */
export class DoorKey {
  #password: string | undefined;
  /** We are in front of the door of this connection. */
  #isWaiting = false;
  #isTried = false;
  #isTyped = false;

  /** @param password the one to give without asking anybody */
  constructor(password: string | undefined) {
    this.#password = password;
  }

  /** Whether the room has asked for its password, and nothing has shown yet that it took one. */
  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  /** Whether a person is to type it. */
  get isTyped(): boolean {
    return this.#isTyped;
  }

  /** The room has let us in, or asks for no password. */
  passed(): void {
    this.#isWaiting = this.#isTried = this.#isTyped = false;
  }

  /**
   * The room has asked.
   *
   * @param refusal its last sentence, which says why, if it has asked before
   * @returns whether somebody has to type it
   * @throws {DoorError} when nobody can
   */
  async asked(connection: Connection | undefined, readline: Readline, refusal: Message): Promise<boolean> {
    const refused = this.#isTried;
    this.#isWaiting = true;
    if (refused) this.#password = undefined;
    if (this.#password !== undefined) {
      await this.#give(connection, this.#password);
      return false;
    }
    if (!readline.isTerminal) throw new DoorError(refused ? msg`Cannot join: ${refusal}` : MISSING);
    this.#isTyped = true;
    await readline.remark(ownText(PASSWORD_PROMPT));
    return true;
  }

  /** Gives what was typed. */
  async typed(connection: Connection | undefined, line: string): Promise<void> {
    this.#isTyped = false;
    this.#password = line.trim();
    await this.#give(connection, this.#password);
  }

  async #give(connection: Connection | undefined, password: string): Promise<void> {
    this.#isTried = true;
    connection?.conceal?.(true);
    await connection?.write(new TextEncoder().encode(`/pass ${password}\n`));
    connection?.conceal?.(false);
  }
}

const MISSING =
  msg`Cannot join: the room asks for a password; set NETLAB_CHAT_PASSWORD, or be asked for it with --password`;
