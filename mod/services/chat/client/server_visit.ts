import { delay } from "@std/async";
import { type Message, msg, ownText, verbatim } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";
import { visibleText } from "../../../io/visible_text.ts";
import type { Connection } from "../../../net/connection.ts";
import { StalledError } from "../../../net/connection/stall_limit.ts";
import { AsyncEvent } from "../../../terminal/async_event.ts";
import { NAME_PROMPT } from "../format_line.ts";
import type { ClientState } from "./client_state.ts";
import { DoorError } from "./door_key.ts";
import { type Heard, heardLines } from "./heard_lines.ts";
import { Opening, OPENING_OVER } from "./opening.ts";
import { isBye } from "./own_lines.ts";
import { readRoomLine } from "./read_room_line.ts";
import {
  beginsSign,
  isKicked,
  isNamePrompt,
  isNameRefusal,
  isOpened,
  isPasswordPrompt,
  isWelcome,
  refusalText,
} from "./server_lines.ts";
import { sendLine, sent } from "./send_line.ts";
import { SignOfLife } from "./sign_of_life.ts";
import { takeNews } from "./take_news.ts";
import { visitPrompt } from "./visit_prompt.ts";

/** Longest line shown, in bytes. */
const LIMIT = 65_536;
/** Milliseconds after which a server that says nothing is one that asks for no name. */
const NO_QUESTION = 1500;
/** Milliseconds that a room to which we come back has for its first word. */
const HELLO_WITHIN = 10_000;
/** Seconds of silence of a room that speaks every three, until it is noticed, and until another connection is tried. */
const SILENCE = { noticed: 8, givenUp: 20 };

/**
 * One connection to a server, from its first word to its last.
 *
 * When the server's first words are a room's question for a name, it is answered in the room's protocol for programs (see
 * `membership.ts`); from then on it is known what became of each line. Anything else is a server that talks in lines, of
 * which is known that lines were sent.
 *
 * Where everybody's lines are forwarded as they are, anybody can write that question, or that somebody is shown out: so it
 * counts only until the server has accepted us, or has said anything else without asking. A server that does not answer
 * in the protocol when it was spoken to in it only looks like a room. Other servers ask in words of their own (see
 * `opening.ts`).
 */
export class ServerVisit {
  /** Open while the next line of the person is wanted. */
  readonly ready = new AsyncEvent();
  readonly #connection: Connection;
  readonly #state: ClientState;
  /** The server has asked for a name and has not taken one yet. */
  #asked = false;
  /** We have given a name in the protocol for programs. */
  #isRoom = false;
  /** The server has let us in, or asks for no name: whatever it says from now on is to be shown. */
  #settled = false;
  /** The server has let us in under a name. */
  #named = false;
  /** A server that is no room of ours has asked for a name, which the person is to give. */
  #asksPerson = false;
  readonly #opening = new Opening();
  #isGivenUp = false;
  #last = "";
  #silence: ReturnType<typeof setTimeout> | undefined;
  #readying: ReturnType<typeof setTimeout> | undefined;
  #life: SignOfLife | undefined;

  constructor(connection: Connection, state: ClientState) {
    this.#connection = connection;
    this.#state = state;
  }

  /** Whether the server has let us in. */
  get isIn(): boolean {
    return this.#settled;
  }

  /** Whether a line may be entered, be it that it waits for the server's first words to be over. */
  get #hears(): boolean {
    return this.ready.isSet || (this.#settled && !this.#isRoom);
  }

  /** What stands before the input. */
  get prompt(): Message {
    const asksName = this.#asksPerson || (this.#asked && this.#state.name === undefined);
    return visitPrompt(this.#state, { asksName, isReady: this.#hears, silent: this.#silent });
  }

  /** Why no line can be entered now. */
  get refusal(): Message | undefined {
    if (!this.#hears) return msg`Not connected: your line is kept here`;
    return this.#silent > 0 ? msg`The server does not answer: your line is kept here` : undefined;
  }

  /** For how many seconds a room has been silent that ought to say something. */
  get #silent(): number {
    return this.#life?.missing ?? 0;
  }

  /** Reads until the server ends the connection, or breaks it off. @throws {DoorError} when it never lets us in */
  async run(): Promise<void> {
    const { key, leaving, wasIn, wasRoom } = this.#state;
    try {
      if (wasRoom) this.#silence = setTimeout(() => this.#connection.close(), HELLO_WITHIN);
      else this.#hopeForQuestion();
      await this.#listen();
      if (key.isWaiting && !wasIn && !leaving && this.#last !== "") {
        throw new DoorError(msg`Cannot join: ${refusalText(this.#last)}`);
      }
    } catch (error) {
      throw this.#isGivenUp ? new StalledError(SILENCE.givenUp, error) : error;
    } finally {
      clearTimeout(this.#silence);
      clearTimeout(this.#readying);
      this.#life?.[Symbol.dispose]();
      key.passed();
      if (this.#named && isKicked(this.#last, this.#state.name ?? "")) this.#state.leaving = true;
      this.ready.clear();
      this.#state.membership.breaks();
    }
  }

  /** Takes a line of the person. */
  async typed(line: string): Promise<void> {
    const state = this.#state;
    if (state.key.isTyped) {
      this.ready.clear(); // until the room has answered
      return await sent(state.key.typed(this.#connection, line));
    }
    if (this.#asked) return await this.#typedName(line);
    this.#opening.ends();
    if (this.#asksPerson) return await this.#typedOtherName(line);
    if (isBye(line)) state.leaving = true;
    if (!this.#isRoom) await this.#show(line);
    else if (!state.membership.isIn) return state.own.keeps(line);
    else await state.own.sends(line);
    await sendLine(this.#connection, line);
    const renamed = /^\/nick\s+(\S+)\s*$/i.exec(line)?.[1];
    if (!this.#isRoom && renamed !== undefined) state.name = renamed; // taken on trust
    state.changed();
  }

  /** Says that nothing more will be said. */
  async leave(): Promise<void> {
    await sent(this.#connection.closeWrite());
  }

  /** A server that says nothing for a while asks for no name. */
  #hopeForQuestion(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#beReady(), NO_QUESTION);
  }

  async #listen(): Promise<void> {
    for await (const heard of heardLines(this.#connection, LIMIT)) {
      clearTimeout(this.#silence);
      this.#life?.heard();
      if (!this.#isRoom) await this.#heard(heard);
      else if (heard.ended) await this.#heardRoom(heard.began + heard.text);
    }
  }

  async #heard({ text, began, ended }: Heard): Promise<void> {
    const whole = visibleText(began + text);
    if (!ended && beginsSign(whole)) return;
    if (!this.#settled) {
      if (isPasswordPrompt(whole)) return await this.#unlock();
      if (isNamePrompt(whole)) return await this.#introduce();
      if (this.#state.key.isWaiting) return ended ? await this.#atDoor(whole) : undefined;
      if (!this.#asked || isWelcome(whole)) await this.#accepted();
    }
    // A person sees at once what a program reads line by line
    if (!this.#state.readline.isTerminal || this.#state.bot) {
      if (ended) await this.#display(whole);
    } else if (text !== "" || began === "") await this.#display(visibleText(text));
    await this.#answers(whole, ended);
  }

  /** Gives the name to a server that is no room of ours, when it asks for it. */
  async #answers(whole: string, ended: boolean): Promise<void> {
    const { name, readline } = this.#state;
    if (this.#asked || isNamePrompt(whole)) return; // a room's own question counts as its first word only
    const todo = this.#opening.hears(whole, ended, { name });
    if (todo === "answer") {
      if (readline.isTerminal) await readline.remark(msg`Answered with the name ${name!}`);
      await sendLine(this.#connection, name!);
    } else if (todo === "ask" && readline.isTerminal) {
      this.#asksPerson = true;
      this.#beReady();
    }
  }

  async #heardRoom(text: string): Promise<void> {
    const { membership } = this.#state;
    const line = readRoomLine(text);
    if (!membership.isIn && !text.startsWith('{"type":"')) { // nobody answers a program like that
      this.#isRoom = false;
      this.#life?.[Symbol.dispose]();
      await this.#accepted();
    }
    if (line === undefined) return await this.#display(visibleText(text));
    if (!membership.isIn && line.type === "prompt") {
      return await (line.asks === "password" ? this.#unlock() : this.#introduce());
    }
    if (line.type === "error") this.#last = `* ${line.text}`;
    if (line.type === "error" && this.#asksAgain && isNameRefusal(line.text)) return;
    for (const news of membership.hears(line)) {
      await takeNews(news, this.#state);
      if (news.do === "show" && line.type === "welcome") await this.#accepted();
    }
    if (line.type === "welcome") await this.#state.own.returns();
  }

  async #display(line: string): Promise<void> {
    this.#last = line;
    await this.#state.display.text(line, this.#state.name);
  }

  /** Shows what was entered, as it stood in the input line. */
  async #show(line: string): Promise<void> {
    const { readline, translate } = this.#state;
    if (readline.isTerminal) await readline.show(`${translate(this.prompt)}${line}`);
  }

  /** Answers the question for the password, or hands it to the person. */
  async #unlock(): Promise<void> {
    const { key, readline } = this.#state;
    const giving = key.asked(this.#connection, readline, verbatim(refusalText(this.#last)));
    await sent(giving.then((isTyped) => isTyped ? this.#beReady() : undefined));
  }

  async #atDoor(line: string): Promise<void> {
    if (isOpened(line)) {
      this.#state.key.passed();
      this.#hopeForQuestion(); // perhaps there is none for a name
    }
    if (this.#state.bot) this.#last = line; // it is no JSON yet
    else await this.#display(line);
  }

  /** A person comes back and wants the old name, which the connection that was lost may hold for a while. */
  get #asksAgain(): boolean {
    return this.#state.wasIn && this.#asked && !this.#state.bot && this.#state.readline.isTerminal;
  }

  async #saysNameIsHeld(): Promise<void> {
    const { awaitsName, name, readline } = this.#state;
    this.#state.awaitsName = true;
    if (awaitsName || name === undefined) return;
    await readline.remark(
      msg`The name ${name} is held by another connection, perhaps the one that was lost: asking for it until it is free`,
    );
  }

  /** Answers the question for a name, or hands it to the person. */
  async #introduce(): Promise<void> {
    const state = this.#state;
    state.key.passed();
    const refused = this.#asked;
    this.#asked = true;
    if (refused && this.#asksAgain) await this.#saysNameIsHeld();
    if (refused && state.wasIn) await delay(1000, { signal: state.signal });
    else if (refused && !state.readline.isTerminal) {
      throw new MessageError(msg`Cannot join: ${refusalText(this.#last)}`);
    } else if (refused) state.name = undefined;
    if (state.name !== undefined) return await this.#give(state.name);
    await state.readline.remark(ownText(NAME_PROMPT));
    this.#beReady();
  }

  async #typedName(line: string): Promise<void> {
    await this.#show(line);
    const name = line.trim();
    if (isBye(name)) this.#state.leaving = true;
    // A name has no spaces and no slash: the server says so, and knows what else begins with one
    if (name === "" || /^\/|\s/.test(name)) return await sendLine(this.#connection, line);
    this.#state.name = name;
    await this.#give(name);
  }

  /** The answer to a question in other words: whether it is liked will be seen. */
  async #typedOtherName(line: string): Promise<void> {
    await this.#show(line);
    this.#asksPerson = false;
    if (line.trim() !== "") this.#state.name = line.trim();
    this.#state.changed();
    await sendLine(this.#connection, line);
  }

  async #give(name: string): Promise<void> {
    const { bot, membership } = this.#state;
    this.ready.clear(); // until the room has answered
    this.#isRoom = true;
    this.#life ??= new SignOfLife({
      ...SILENCE,
      changed: () => this.#state.changed(),
      giveUp: () => this.#giveUp(),
    });
    this.#state.changed();
    await sendLine(this.#connection, membership.introduction(name, bot ? "/bot" : "/json"));
  }

  /** A room that says nothing any more is frozen, or the connection is dead. One that has never let us in may be no room. */
  #giveUp(): void {
    if (!this.#isRoom || !(this.#settled || this.#state.wasRoom)) return;
    this.#isGivenUp = true;
    this.#connection.close();
  }

  async #accepted(): Promise<void> {
    const state = this.#state;
    state.key.passed();
    this.#settled = true;
    this.#named = this.#asked && !this.#isRoom;
    this.#asked = false;
    state.wasIn = true;
    state.awaitsName = false;
    state.wasRoom = this.#isRoom;
    if (this.#isRoom) return this.#beReady();
    // It may be about to ask for a name
    this.#readying = setTimeout(() => this.#beReady(), OPENING_OVER);
    await state.own.abandons();
    if (state.readline.isTerminal) {
      await state.readline.remark(
        msg`This server confirms no lines: yours are shown when they have been sent`,
      );
    }
  }

  #beReady(): void {
    this.ready.set();
    this.#state.changed();
  }
}
