import type { MessageEvent, PrivateMessageEvent } from "../chat_event.ts";
import type { ChatLine, RefusalReason } from "../chat_line.ts";
import { type ChatCommand, chatCommandHelp, parseChatCommand } from "./chat_command.ts";
import type { Hub } from "./hub.ts";
import { type Demands, parseIntroduction } from "./introduction.ts";
import { nicknameProblem, tidyNickname } from "./nickname.ts";
import type { ParticipantOptions } from "./participant_options.ts";
import { topicProblem } from "./topic.ts";
import { Receipts } from "./receipts.ts";
import type { Subscriber } from "./subscriber.ts";
import { errorText } from "../../../net/errors/system_error.ts";
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
  #receipts: Receipts | undefined;
  #session: string | undefined;
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
    if (preset === undefined) return this.#tell({ type: "prompt", asks: "name", text: NAME_PROMPT });
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
    if (this.#options.bare) return this.#say(this.#member, undefined, line, false);
    const command = parseChatCommand(line, this.#options.operator);
    const number = this.#receipts?.take();
    if (command) return this.#obey(this.#member, number, command);
    if (number !== undefined) this.#refuse(number, "empty", "An empty line says nothing");
  }

  /** A line came that is longer than so many bytes. */
  refuseTooLong(limit: number): void {
    const number = this.#member === undefined ? undefined : this.#receipts?.take();
    this.#refuse(number, "too_long", `Your line was refused: it is longer than ${limit} bytes`);
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

  /** Tells that a line was not said. @param number `undefined` when nobody asks for receipts */
  #refuse(number: number | undefined, reason: RefusalReason, text: string): void {
    if (number === undefined) this.#tell({ type: "error", text });
    else this.#receipts!.refuse(number, reason, text);
  }

  #done(number: number | undefined): void {
    if (number !== undefined) this.#receipts!.done(number);
  }

  async #introduce(line: string): Promise<void> {
    const first = parseIntroduction(line);
    if (first.verb === "bye") return this.#hub.end(this.#subscriber);
    if (first.verb === "help") return this.#help();
    if (first.json && !this.#options.operator) this.#hub.useJson(this.#subscriber); // an operator is a person who reads
    if (first.verb === "mistake") return this.#again(first.sentence);
    if (first.bot) this.#replay = 0;
    if (first.demands.alive !== undefined) this.#subscriber.keepAlive?.(first.demands.alive * 1000);
    await this.#enter(first.name, first.demands);
  }

  async #enter(name: string, { ack, session, since, room }: Demands): Promise<void> {
    const problem = nicknameProblem(name);
    if (problem === undefined) {
      this.#entering = true;
      const receipts = ack || session !== undefined ? new Receipts((line) => this.#tell(line)) : undefined;
      this.#member = await this.#hub.enter(this.#subscriber, name, this.#replay, {
        receipts,
        session,
        since,
        room,
      })
        .finally(() => this.#entering = false);
      this.#receipts = receipts;
      this.#session = session;
      this.#subscriber.hasMissed = receipts?.again;
    }
    if (this.#member !== undefined) return this.#gone ? await this.leave() : undefined; // it may have left meanwhile
    this.#again(problem === undefined ? taken(name) : String(problem));
  }

  /** Asks once more for a name, or no more. */
  #again(reason: string): void {
    this.#attempts += 1;
    this.#tell({ type: "error", text: reason });
    if (this.#attempts < NAME_ATTEMPTS) {
      return this.#tell({ type: "prompt", asks: "name", text: NAME_PROMPT });
    }
    this.#tell({
      type: "error",
      text: `No usable name in ${NAME_ATTEMPTS} attempts: good bye`,
    });
    this.#hub.end(this.#subscriber);
  }

  #obey(member: string, number: number | undefined, command: ChatCommand): void | Promise<void> {
    switch (command.verb) {
      case "say":
        return this.#say(member, number, command.text, command.echo);
      case "act":
        return this.#put({ ...this.#message(member, number, command.text), type: "act", echo: true });
      case "topic":
        return this.#changeTopic(member, number, command.text);
      case "tell":
        return this.#whisper(member, number, visibleText(command.to), command.text);
      case "nick":
        return this.#rename(member, number, tidyNickname(command.name));
      case "kick":
        return this.#kick(member, number, command.name);
      case "bye":
        return this.#bye(member, number);
      default:
        return this.#onTheWay === undefined
          ? this.#answer(number, command)
          : this.#arrived().then(() => this.#answer(number, command));
    }
  }

  /**
   * Puts something said in the log; makes the next line wait only when the log has enough of this person on
   * the way.
   */
  #put(event: SaidEvent): void | Promise<void> {
    const placed = this.#hub.append(event);
    if (!placed) return;
    const done = placed.catch((error: Error) => this.#refuse(event.line, "not_stored", errorText(error)))
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

  #answer(number: number | undefined, command: ChatCommand): void {
    if (command.verb === "mistake") return this.#refuse(number, "command", visibleText(command.sentence));
    if (command.verb === "who") this.#tell({ type: "members", ...this.#hub.present });
    if (command.verb === "subject") this.#tell({ type: "topic", text: this.#hub.room.topic ?? "" });
    if (command.verb === "help") this.#help();
    if (command.verb === "history") this.#history(command.count);
    this.#done(number);
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

  #say(member: string, number: number | undefined, text: string, echo: boolean): void | Promise<void> {
    return this.#put({ ...this.#message(member, number, text), type: "say", echo });
  }

  #changeTopic(member: string, number: number | undefined, text: string): void | Promise<void> {
    const problem = topicProblem(text);
    if (problem !== undefined) return this.#refuse(number, "command", String(problem));
    return this.#put({ ...this.#message(member, number, text), type: "topic", echo: true });
  }

  #message(member: string, line: number | undefined, text: string): SaidFields {
    const name = this.#hub.room.nameOf(member) ?? "";
    const fields = { member, name, text: visibleText(text), at: Date.now() };
    return line === undefined ? fields : { ...fields, line, session: this.#session };
  }

  #whisper(member: string, number: number | undefined, to: string, text: string): void | Promise<void> {
    // Asked before, and by the room when its turn comes: who asks for receipts is told once
    if (number !== undefined && this.#hub.room.ownerOf(to) === undefined) {
      return this.#refuse(number, "command", nobody(to));
    }
    const placed = this.#put({ ...this.#message(member, number, text), type: "tell", to });
    if (placed) return placed.then(() => this.#done(number)); // nobody stores it: it has gone out
  }

  async #rename(member: string, number: number | undefined, name: string): Promise<void> {
    const problem = nicknameProblem(name);
    if (problem !== undefined) return this.#refuse(number, "command", String(problem));
    await this.#hub.append({ type: "nick", member, name });
    if (this.#hub.room.nameOf(member) === name) this.#done(number);
    else this.#refuse(number, "command", taken(name));
  }

  #kick(member: string, number: number | undefined, name: string): void | Promise<void> {
    const owner = this.#hub.room.ownerOf(name);
    if (owner === undefined) return this.#refuse(number, "command", nobody(visibleText(name)));
    this.#done(number);
    return this.#hub.leave(owner, this.#hub.room.nameOf(member) ?? "the console");
  }

  #bye(member: string, number: number | undefined): void | Promise<void> {
    this.#member = undefined;
    this.#done(number);
    this.#receipts?.flush();
    this.#tell({ type: "bye", name: this.#hub.room.nameOf(member) ?? "" });
    return this.#hub.leave(member);
  }
}

/** What a message has, whatever kind it is. */
type SaidFields = Pick<MessageEvent, "member" | "name" | "text" | "at" | "line" | "session">;
type SaidEvent = MessageEvent | PrivateMessageEvent;

function nobody(name: string): string {
  return `Nobody here is called ${name}`;
}

function taken(name: string): string {
  return `The name ${name} is taken`;
}
