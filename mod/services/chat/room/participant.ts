import type { ChatEvent } from "../chat_event.ts";
import type { ChatLine } from "../chat_line.ts";
import { type ChatCommand, chatCommandHelp, parseChatCommand } from "./chat_command.ts";
import type { Hub } from "./hub.ts";
import { nicknameProblem, tidyNickname } from "./nickname.ts";
import type { ParticipantOptions } from "./participant_options.ts";
import type { Subscriber } from "./subscriber.ts";
import { visibleText } from "../../../io/visible_text.ts";
import { NAME_PROMPT } from "../format_line.ts";

/**
 * One person's side of the protocol: first a name, then lines and commands.
 *
 * It knows no socket: lines come in by {@linkcode Participant.receive}, and answers go to its
 * {@linkcode Subscriber}. The same object serves a TCP client, a browser and the server's own console.
 *
 * A newcomer is asked for a name by one line, because a client such as `nc` can send nothing by itself.
 * Nobody in the room learns of a connection before its name is accepted, and nobody learns that it left if it
 * never was.
 */

/** Wrong names before the door is closed. */
const NAME_ATTEMPTS = 3;

/** See the top of this file. */
export class Participant {
  readonly #hub: Hub;
  readonly #subscriber: Subscriber;
  readonly #options: ParticipantOptions;
  /** Messages on their way into the log. */
  #onTheWay: Set<Promise<void>> | undefined;
  #member: string | undefined;
  #replay: number;
  #attempts = 0;
  #entering = false;
  #gone = false;

  constructor(hub: Hub, subscriber: Subscriber, options: ParticipantOptions) {
    this.#hub = hub;
    this.#subscriber = subscriber;
    this.#options = options;
    this.#replay = options.replay;
  }

  /** Whether it is in the room. */
  get isNamed(): boolean {
    return this.#member !== undefined;
  }

  /** Whether it has given a name that the log has not placed yet, as while the bus is away. */
  get isEntering(): boolean {
    return this.#entering;
  }

  /** Speaks first: asks for a name, or takes the preset one. */
  async greet(): Promise<void> {
    const preset = this.#options.presetName;
    if (preset === undefined) return this.#tell({ type: "prompt", text: NAME_PROMPT });
    while (this.#member === undefined) {
      this.#member = await this.#hub.enter(this.#subscriber, preset(), this.#replay);
    }
  }

  /**
   * Takes in one line.
   *
   * @param line decoded, without its line end
   * @returns a promise when the line has to wait for its place in the log: the next line must wait with it
   */
  receive(line: string): void | Promise<void> {
    if (this.#member === undefined) return this.#introduce(line.trim());
    if (this.#options.bare) return this.#say(this.#member, line, false);
    const command = parseChatCommand(line, this.#options.operator);
    if (command) return this.#obey(this.#member, command);
  }

  /** The connection is gone, or is about to be; silent when there never was a name. */
  async leave(): Promise<void> {
    const member = this.#member;
    this.#member = undefined;
    this.#gone = true;
    if (member !== undefined) await this.#hub.leave(member);
  }

  /** Says something to this participant alone. */
  #tell(line: ChatLine): void {
    this.#hub.tell(this.#subscriber, line);
  }

  async #introduce(line: string): Promise<void> {
    const [, word, rest = line] = /^(\/(?:json|bot|nick|help|bye))(?:\s+(.*))?$/i.exec(line) ?? [];
    const command = word?.toLowerCase();
    if (command === "/bye") return this.#hub.end(this.#subscriber);
    if (command === "/help") return this.#help();
    const wantsJson = command === "/json" || command === "/bot";
    if (wantsJson && !this.#options.operator) this.#hub.useJson(this.#subscriber); // an operator is a person who reads
    if (command === "/bot") this.#replay = 0;
    await this.#enter(tidyNickname(rest));
  }

  async #enter(name: string): Promise<void> {
    const problem = nicknameProblem(name);
    if (problem === undefined) {
      this.#entering = true;
      this.#member = await this.#hub.enter(this.#subscriber, name, this.#replay)
        .finally(() => this.#entering = false);
    }
    if (this.#member !== undefined) return this.#gone ? await this.leave() : undefined; // it may have left meanwhile
    this.#attempts += 1;
    this.#tell({ type: "error", text: problem === undefined ? taken(name) : String(problem) });
    if (this.#attempts < NAME_ATTEMPTS) {
      return this.#tell({ type: "prompt", text: NAME_PROMPT });
    }
    this.#tell({
      type: "error",
      text: `No usable name in ${NAME_ATTEMPTS} attempts: good bye`,
    });
    this.#hub.end(this.#subscriber);
  }

  #obey(member: string, command: ChatCommand): void | Promise<void> {
    switch (command.verb) {
      case "say":
        return this.#say(member, command.text, command.echo);
      case "act":
        return this.#put({ ...this.#message(member, command.text), type: "act", echo: true });
      case "tell":
        return this.#put({
          ...this.#message(member, command.text),
          type: "tell",
          to: visibleText(command.to),
        });
      case "nick":
        return this.#rename(member, tidyNickname(command.name));
      case "kick":
        return this.#kick(member, command.name);
      case "bye":
        return this.#bye(member);
      default:
        return this.#onTheWay === undefined
          ? this.#answer(command)
          : this.#arrived().then(() => this.#answer(command));
    }
  }

  /**
   * Puts something said in the log; makes the next line wait only when the log has enough of this person on
   * the way.
   */
  #put(event: ChatEvent): void | Promise<void> {
    const placed = this.#hub.append(event);
    if (!placed) return;
    const done = placed.catch((error: Error) => this.#tell({ type: "error", text: error.message }))
      .finally(() => {
        onTheWay.delete(done);
        if (onTheWay.size === 0) this.#onTheWay = undefined;
      });
    const onTheWay = (this.#onTheWay ??= new Set()).add(done);
    if (onTheWay.size >= this.#hub.window) return this.#arrived();
  }

  /** Resolves when everything said so far is in the log, or could not be stored. */
  async #arrived(): Promise<void> {
    await Promise.all(this.#onTheWay ?? []);
  }

  #answer(command: ChatCommand): void {
    if (command.verb === "who") this.#tell({ type: "members", names: this.#hub.room.names });
    if (command.verb === "help") this.#help();
    if (command.verb === "mistake") {
      this.#tell({ type: "error", text: visibleText(command.sentence) });
    }
    if (command.verb === "history") this.#history(command.count);
  }

  #history(count: number): void {
    const past = this.#hub.room.history(count);
    for (const line of past) this.#tell(line);
    if (past.length === 0) this.#tell({ type: "note", text: "Nothing has been said yet" });
  }

  #help(): void {
    for (const text of chatCommandHelp(this.#options.operator)) {
      this.#tell({ type: "note", text });
    }
    this.#tell({
      type: "note",
      text: "Any other line is said to all the others; // begins a line that starts with /",
    });
  }

  #say(member: string, text: string, echo: boolean): void | Promise<void> {
    return this.#put({ ...this.#message(member, text), type: "say", echo });
  }

  #message(member: string, text: string): { member: string; name: string; text: string; at: number } {
    return { member, name: this.#hub.room.nameOf(member) ?? "", text: visibleText(text), at: Date.now() };
  }

  async #rename(member: string, name: string): Promise<void> {
    const problem = nicknameProblem(name);
    if (problem !== undefined) return this.#tell({ type: "error", text: String(problem) });
    await this.#hub.append({ type: "nick", member, name });
    if (this.#hub.room.nameOf(member) !== name) {
      this.#tell({ type: "error", text: taken(name) });
    }
  }

  #kick(member: string, name: string): void | Promise<void> {
    const owner = this.#hub.room.ownerOf(name);
    if (owner === undefined) {
      return this.#tell({ type: "error", text: `Nobody here is called ${visibleText(name)}` });
    }
    return this.#hub.leave(owner, this.#hub.room.nameOf(member) ?? "the console");
  }

  #bye(member: string): void | Promise<void> {
    this.#member = undefined;
    this.#tell({ type: "bye", name: this.#hub.room.nameOf(member) ?? "" });
    return this.#hub.leave(member);
  }
}

function taken(name: string): string {
  return `The name ${name} is taken`;
}
