import type { Connection } from "../../../net/connection.ts";
import { addressHost } from "../../../net/address/address_host.ts";
import type { ChatLine } from "../chat_line.ts";
import { PASSWORD_PROMPT } from "../format_line.ts";
import type { Door } from "../../../io/password_door.ts";
import type { Hub } from "./hub.ts";
import type { Subscriber } from "./subscriber.ts";

/** Wrong passwords before a connection is closed. */
const ATTEMPTS = 3;

/** One side of a connection to the room, for whoever reads its lines. */
export interface LineReceiver {
  /** Whether it is in the room. */
  readonly isNamed: boolean;
  /** Whether it has given a name that has no place yet. */
  readonly isEntering: boolean;
  /** Speaks first. */
  greet(): Promise<void>;
  /** Takes in one line. @returns a promise when the next line must wait */
  receive(line: string): void | Promise<void>;
  /** Takes note of a line that was longer than so many bytes. */
  refuseTooLong(limit: number): void;
  /** The connection is gone, or is about to be. */
  leave(): Promise<void>;
}

/** What a visitor needs. */
export interface VisitorOptions {
  readonly door: Door;
  readonly hub: Hub;
  readonly subscriber: Subscriber;
  readonly connection: Pick<Connection, "remote" | "conceal">;
}

/**
 * Somebody in front of a door: nothing of the room is told, and nothing said in it, before the password was right. From
 * then on every line is the participant's.
 *
 * A line is a guess, unless it begins with a slash: a program may say `/json` too early, and a name that is no
 * password must not cost a guess. A password that begins with a slash is given with `/pass`.
 */
export class Visitor implements LineReceiver {
  readonly #participant: LineReceiver;
  readonly #options: VisitorOptions;
  readonly #gone = new AbortController();
  #attempts = 0;
  #isGuessing = false;
  #hasPassed = false;

  /** @param participant who the visitor becomes */
  constructor(participant: LineReceiver, options: VisitorOptions) {
    this.#participant = participant;
    this.#options = options;
  }

  /** Whether the password was right. */
  get hasPassed(): boolean {
    return this.#hasPassed;
  }

  get isNamed(): boolean {
    return this.#participant.isNamed;
  }

  /** Whether a password is being compared, or waits for its turn. */
  get isGuessing(): boolean {
    return this.#isGuessing;
  }

  get isEntering(): boolean {
    return this.#participant.isEntering;
  }

  greet(): Promise<void> {
    this.#options.connection.conceal?.(true); // a trace shows no password
    this.#ask();
    return Promise.resolve();
  }

  receive(line: string): void | Promise<void> {
    if (this.#hasPassed) return this.#participant.receive(line);
    if (!line.startsWith("/")) return this.#guess(line.trim());
    const [, word, rest] = /^\/(\S*)(.*)$/s.exec(line)!;
    return word!.toLowerCase() === "pass" ? this.#guess(rest!.trim()) : this.#obey(word!.toLowerCase());
  }

  refuseTooLong(limit: number): void {
    if (this.#hasPassed) return this.#participant.refuseTooLong(limit);
    this.#tell({ type: "error", text: `Your line was refused: it is longer than ${limit} bytes` });
  }

  async leave(): Promise<void> {
    this.#gone.abort();
    await this.#participant.leave();
  }

  #obey(command: string): void {
    const { hub, subscriber } = this.#options;
    if (command === "bye") return hub.end(subscriber);
    if (command === "json" || command === "bot") hub.useJson(subscriber);
    else if (command === "help") {
      this.#tell({ type: "note", text: "/pass PASSWORD opens the door, /bye leaves" });
    } else this.#tell({ type: "note", text: "This room wants its password first" });
    this.#ask();
  }

  async #guess(given: string): Promise<void> {
    if (given === "") return this.#ask();
    const { door, hub, subscriber, connection } = this.#options;
    this.#isGuessing = true;
    const opened = await door.open(given, addressHost(connection.remote), this.#gone.signal);
    this.#isGuessing = false;
    if (this.#gone.signal.aborted) return;
    if (opened === true) {
      this.#hasPassed = true;
      connection.conceal?.(false);
      this.#tell({ type: "opened" });
      return await this.#participant.greet();
    }
    if (typeof opened === "number") {
      this.#tell({ type: "error", text: `Too many wrong passwords: try again in ${opened} s`, wait: opened });
      return hub.end(subscriber);
    }
    this.#attempts += 1;
    this.#tell({ type: "error", text: "That is not the password" });
    if (this.#attempts < ATTEMPTS) return this.#ask();
    this.#tell({ type: "error", text: `${ATTEMPTS} wrong passwords: good bye` });
    hub.end(subscriber);
  }

  #ask(): void {
    this.#tell({ type: "prompt", asks: "password", text: PASSWORD_PROMPT });
  }

  #tell(line: ChatLine): void {
    this.#options.hub.tell(this.#options.subscriber, line);
  }
}
