import { delay } from "@std/async";
import { msg, ownText, verbatim } from "../../../i18n/message.ts";
import { MessageError } from "../../../i18n/message_error.ts";
import type { CommandContext } from "../../../cli/command_context.ts";
import { FrameReader } from "../../../io/frame_reader.ts";
import type { Connection } from "../../../net/connection.ts";
import { isDisconnect } from "../../../net/errors/disconnect.ts";
import { StalledError } from "../../../net/connection/stall_limit.ts";
import { chatLines } from "../chat_lines.ts";
import { styleLine } from "./style_line.ts";
import { visibleText } from "../../../io/visible_text.ts";
import { NAME_PROMPT } from "../format_line.ts";
import { ChatCompletion } from "./chat_completion.ts";
import { DoorError, DoorKey } from "./door_key.ts";
import {
  isKicked,
  isNamePrompt,
  isOpened,
  isPasswordPrompt,
  isWelcome,
  refusalText,
} from "./server_lines.ts";
import { wantsColor } from "../../../terminal/wants_color.ts";
import { asksWhetherMeant } from "./many_lines.ts";
import { openReadline } from "../../../terminal/open_readline.ts";
import type { Readline } from "../../../terminal/readline.ts";
import type { ServerConnection } from "../../dial_server.ts";
import { AsyncEvent } from "../../../terminal/async_event.ts";

/** The options of a chat client. */
export interface ChatClientOptions {
  /** Connects to the server, once at the start and once each time it comes back. */
  dial(): Promise<ServerConnection>;
  /** Tidy and valid; `undefined` when the person is to be asked. */
  readonly name: string | undefined;
  /** For a room that asks for one; without it, a person is asked. */
  readonly password: string | undefined;
  /** JSON lines, and no history. */
  readonly bot: boolean;
  /** No bell. */
  readonly quiet: boolean;
}

/** Longest line shown, in bytes. */
const LIMIT = 65_536;
/** Seconds between two attempts to come back, at most. */
const LONGEST_PAUSE = 15;
/** Milliseconds after which a server that says nothing is one that asks for no name. */
const NO_QUESTION = 1500;
/** Milliseconds that the server's last words may take on a terminal. */
const PARTING = 2000;
const FOREVER = new Promise<never>(() => {/* something else ends the program */});

/**
 * A member's side of a room: a readline in front, a connection behind, and the second comes back when it
 * breaks.
 *
 * It is a line client. The one thing it knows of the room's protocol is the question for the name, which it
 * answers by itself; so it works with any server that talks in lines. Where everybody's lines are forwarded as they
 * are, anybody can write that question, or that somebody is shown out: so it counts only until the server has accepted
 * us, or has said anything else without asking.
 */
export class ChatClient implements AsyncDisposable {
  readonly #options: ChatClientOptions;
  readonly #context: CommandContext;
  readonly #readline: Readline;
  readonly #completion = new ChatCompletion();
  readonly #key: DoorKey;
  #connection: Connection | undefined;
  /** Open while the next line of the person is wanted. */
  readonly #ready = new AsyncEvent();
  #name: string | undefined;
  /** The room has asked for a name and has not taken one yet. */
  #asked = false;
  /** The server has let us in, or asks for no name: whatever it says from now on is to be shown. */
  #settled = false;
  /** The server has let us in under a name. */
  #named = false;
  #wasIn = false;
  #leaving = false;
  #last = "";
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ChatClientOptions, context: CommandContext) {
    this.#options = options;
    this.#context = context;
    this.#name = options.name;
    this.#key = new DoorKey(options.password);
    this.#readline = openReadline(context, {
      hidden: () => this.#key.isTyped,
      refuseEntry: () => this.#ready.isSet ? undefined : msg`Not connected: your line is kept here`,
      manyLines: asksWhetherMeant,
      complete: (text) => this.#completion.of(text),
    });
  }

  /** Stays in the room until the person leaves or the server is lost for good; returns the exit code. */
  async run(): Promise<number> {
    await Promise.race([this.#stay(), this.#type()]);
    this.#context.signal.throwIfAborted();
    return 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#leaving = true; // nobody comes back from here
    this.#connection?.close();
    await this.#readline[Symbol.asyncDispose]();
  }

  /** One connection after the other. The first must succeed; a person or a bot that was in comes back. */
  async #stay(): Promise<void> {
    if (this.#readline.isTerminal) this.#readline.prompt(msg`(connecting…) `);
    await this.#visit();
    for (let failures = 0; this.#comesBack;) {
      await this.#pause(Math.min(2 ** failures, LONGEST_PAUSE));
      failures = await this.#visit().then(() => 0, (error) => {
        if (error instanceof DoorError) throw error;
        return failures + 1;
      });
    }
    if (this.#leaving || this.#context.signal.aborted) return;
    await this.#readline.remark(msg`The server has closed the connection`);
  }

  get #comesBack(): boolean {
    return this.#wasIn && !this.#leaving && !this.#context.signal.aborted &&
      (this.#readline.isTerminal || this.#options.bot);
  }

  async #visit(): Promise<void> {
    using dialled = await this.#options.dial();
    this.#connection = dialled.connection;
    try {
      this.#hopeForQuestion();
      await this.#listen(dialled.connection);
      if (this.#key.isWaiting && !this.#wasIn && !this.#leaving && this.#last !== "") {
        throw new DoorError(msg`Cannot join: ${refusalText(this.#last)}`);
      }
    } catch (error) {
      // We leave a server that has fallen silent, and look for it again as if it were gone.
      const isOver = isDisconnect(error) || (this.#comesBack && error instanceof StalledError);
      if (!isOver) throw error;
    } finally {
      clearTimeout(this.#silence);
      this.#key.passed();
      this.#connection = undefined;
      if (this.#named && isKicked(this.#last, this.#name ?? "")) this.#leaving = true;
      this.#asked = this.#settled = this.#named = false;
      this.#ready.clear();
    }
  }

  /** A server that says nothing for a while asks for no name. */
  #hopeForQuestion(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#beReady(), NO_QUESTION);
  }

  async #listen(connection: Connection): Promise<void> {
    const reader = new FrameReader(connection, chatLines({ limit: LIMIT, last: true }));
    for await (const input of reader) {
      clearTimeout(this.#silence);
      if (input.type === "line") await this.#heard(visibleText(input.text));
    }
  }

  async #heard(line: string): Promise<void> {
    if (!this.#settled) {
      if (isPasswordPrompt(line)) return await this.#unlock();
      if (isNamePrompt(line)) return await this.#introduce();
      if (this.#key.isWaiting) return await this.#atDoor(line);
      if (!this.#asked || isWelcome(line)) this.#accepted();
    }
    await this.#show(line);
  }

  async #show(line: string): Promise<void> {
    this.#last = line;
    if (this.#options.bot || !this.#readline.isTerminal) return await this.#readline.show(line);
    const look = styleLine(line, this.#name);
    this.#completion.learn(look.names);
    const bell = look.mention && !this.#options.quiet ? "\x07" : "";
    await this.#readline.show(
      bell + (wantsColor(this.#context.stdout, this.#context.env) ? look.coloured : line),
    );
  }

  /** Answers the question for the password, or hands it to the person. */
  async #unlock(): Promise<void> {
    const giving = this.#key.asked(this.#connection, this.#readline, verbatim(refusalText(this.#last)));
    await this.#sending(giving.then((isTyped) => isTyped ? this.#beReady() : undefined));
  }

  async #atDoor(line: string): Promise<void> {
    if (isOpened(line)) {
      this.#key.passed();
      this.#hopeForQuestion(); // perhaps there is none for a name
    }
    if (this.#options.bot) this.#last = line; // it is no JSON yet
    else await this.#show(line);
  }

  /** Answers the question for a name, or hands it to the person. */
  async #introduce(): Promise<void> {
    this.#key.passed();
    const refused = this.#asked;
    this.#asked = true;
    if (refused && this.#wasIn) await delay(1000, { signal: this.#context.signal });
    else if (refused && !this.#readline.isTerminal) {
      throw new MessageError(msg`Cannot join: ${refusalText(this.#last)}`);
    } else if (refused) this.#name = undefined;
    if (this.#name !== undefined) {
      return await this.#send(this.#options.bot ? `/bot ${this.#name}` : this.#name);
    }
    await this.#readline.remark(ownText(NAME_PROMPT));
    this.#beReady();
  }

  #accepted(): void {
    this.#key.passed();
    this.#settled = true;
    this.#named = this.#asked;
    this.#asked = false;
    this.#wasIn = true;
    this.#beReady();
  }

  #beReady(): void {
    this.#ready.set();
    this.#showName();
  }

  /** Sends what is typed until the person leaves; what comes while nobody listens waits. */
  async #type(): Promise<void> {
    for await (const line of this.#readline.lines()) {
      await this.#ready.whenSet;
      await this.#typed(line);
    }
    await this.#ready.whenSet;
    if (this.#options.bot) return await FOREVER; // it has nothing to say, and goes on listening
    this.#leaving = true;
    await this.#connection?.closeWrite();
    await (this.#readline.isTerminal ? delay(PARTING) : FOREVER); // the server ends its side as soon as it has read all
  }

  async #typed(line: string): Promise<void> {
    if (this.#key.isTyped) return await this.#typedPassword(line);
    if (this.#asked) this.#name = line.trim();
    if (line.trim() === "/bye") this.#leaving = true;
    await this.#send(line);
    const renamed = /^\/nick\s+(\S+)\s*$/i.exec(line)?.[1];
    if (renamed !== undefined) this.#name = renamed; // taken on trust; the room says so if it is not free
    this.#showName();
  }

  async #typedPassword(line: string): Promise<void> {
    this.#ready.clear(); // until the room has answered
    await this.#sending(this.#key.typed(this.#connection, line));
  }

  async #send(line: string): Promise<void> {
    await this.#sending(this.#connection?.write(new TextEncoder().encode(`${line}\n`)));
  }

  async #sending(written: Promise<void> | undefined): Promise<void> {
    try {
      await written;
    } catch (error) {
      // The reading side notices it, too, and comes back.
      if (!isDisconnect(error) && !(error instanceof StalledError)) throw error;
    }
  }

  async #pause(seconds: number): Promise<void> {
    for (let left = seconds; left > 0; left--) {
      this.#readline.prompt(msg`(offline, retry in ${left} s) `);
      await delay(1000, { signal: this.#context.signal });
    }
  }

  #showName(): void {
    if (!this.#readline.isTerminal) return;
    const asked = this.#asked && this.#name === undefined;
    if (this.#key.isTyped) this.#readline.prompt(msg`password> `);
    else this.#readline.prompt(asked ? msg`name> ` : verbatim(`${this.#name ?? ""}> `));
  }
}
