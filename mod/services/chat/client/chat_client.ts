import { delay } from "@std/async";
import { type Message, msg } from "../../../i18n/message.ts";
import type { CommandContext } from "../../../cli/command_context.ts";
import { isDisconnect } from "../../../net/errors/disconnect.ts";
import { StalledError } from "../../../net/connection/stall_limit.ts";
import { ChatCompletion } from "./chat_completion.ts";
import type { ClientState } from "./client_state.ts";
import { DoorError, DoorKey } from "./door_key.ts";
import { LineDisplay } from "./line_display.ts";
import { asksWhetherMeant } from "./many_lines.ts";
import { Membership } from "./membership.ts";
import { OwnLines } from "./own_lines.ts";
import { ServerVisit } from "./server_visit.ts";
import { TypedLines } from "./typed_lines.ts";
import { openReadline } from "../../../terminal/open_readline.ts";
import type { Readline } from "../../../terminal/readline.ts";
import type { ServerConnection } from "../../dial_server.ts";

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

/** Seconds between two attempts to come back, at most. */
const LONGEST_PAUSE = 15;
/** Attempts to find out what became of the last lines of somebody who has left. */
const ATTEMPTS_TO_LEAVE = 3;
/** Lines of a pipe on their way at once. */
const MOST_OPEN = 10_000;
/** Milliseconds that the server's last words may take on a terminal. */
const PARTING = 2000;
const FOREVER = new Promise<never>(() => {/* something else ends the program */});

/**
 * A member's side of a room, or of any server that talks in lines: a readline in front, a connection behind (see
 * `server_visit.ts`), and the second comes back when it breaks.
 */
export class ChatClient implements AsyncDisposable {
  readonly #options: ChatClientOptions;
  readonly #context: CommandContext;
  readonly #readline: Readline;
  readonly #completion = new ChatCompletion();
  readonly #typed: TypedLines;
  readonly #state: ClientState;
  #visit: ServerVisit | undefined;
  #connection: { close(): void } | undefined;
  /** Wakes who waits for a connection, or for the fate of lines. */
  #news = Promise.withResolvers<void>();
  /** The server has ended what we had not. */
  #isCutOff = false;

  constructor(options: ChatClientOptions, context: CommandContext) {
    this.#options = options;
    this.#context = context;
    const key = new DoorKey(options.password);
    const readline = this.#readline = openReadline(context, {
      hidden: () => key.isTyped,
      refuseEntry: () => this.#refusal,
      manyLines: asksWhetherMeant,
      holdsEntered: true,
      entered: () => this.#typed.entered(),
      complete: (text) => this.#completion.of(text),
    });
    this.#typed = new TypedLines(readline);
    const changed = () => this.#change();
    const membership = new Membership();
    this.#state = {
      readline,
      display: new LineDisplay(readline, this.#completion, options, context),
      key,
      membership,
      own: new OwnLines(readline, membership, changed),
      bot: options.bot,
      signal: context.signal,
      translate: (message) => context.translate(message),
      name: options.name,
      wasIn: false,
      awaitsName: false,
      wasRoom: false,
      leaving: false,
      changed,
    };
  }

  /** Stays in the room until the person leaves or the server is lost for good; returns the exit code. */
  async run(): Promise<number> {
    await Promise.race([this.#stay(), this.#type()]);
    this.#context.signal.throwIfAborted();
    return this.#isCutOff || this.#state.own.unsaid > 0 ? 1 : 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#state.leaving = true; // nobody comes back from here
    this.#connection?.close();
    this.#state.own[Symbol.dispose]();
    await this.#readline[Symbol.asyncDispose]();
    const { report } = this.#state.own;
    if (report !== undefined) this.#context.stderr.tell(report);
  }

  /** One connection after the other. The first must succeed; a person or a bot that was in comes back. */
  async #stay(): Promise<void> {
    this.#change();
    await this.#goThere();
    for (let failures = 0; this.#comesBack(failures);) {
      await this.#pause(Math.min(2 ** failures, LONGEST_PAUSE));
      failures = await this.#goThere().then((wasIn) => wasIn ? 0 : failures + 1, (error) => {
        if (error instanceof DoorError) throw error;
        return failures + 1;
      });
    }
    if (this.#state.leaving || this.#context.signal.aborted) return;
    this.#isCutOff = !this.#readline.isTerminal;
    await this.#readline.remark(msg`The server has closed the connection`);
  }

  #comesBack(failures: number): boolean {
    const { wasIn, leaving, own } = this.#state;
    if (!wasIn || this.#context.signal.aborted || !(this.#readline.isTerminal || this.#options.bot)) {
      return false;
    }
    return !leaving || (own.isOpen && failures < ATTEMPTS_TO_LEAVE);
  }

  /** @returns whether the server has let us in */
  async #goThere(): Promise<boolean> {
    using dialled = await this.#options.dial();
    this.#connection = dialled.connection;
    const visit = this.#visit = new ServerVisit(dialled.connection, this.#state);
    this.#change();
    try {
      await visit.run();
    } catch (error) {
      // We leave a server that has fallen silent, and look for it again as if it were gone.
      const isOver = isDisconnect(error) || (this.#comesBack(0) && error instanceof StalledError);
      if (!isOver) throw error;
    } finally {
      this.#visit = this.#connection = undefined;
      this.#typed.breaks();
      await this.#state.own.breaks();
    }
    return visit.isIn;
  }

  /** Sends what is typed until the person leaves; what comes while nobody listens waits. */
  async #type(): Promise<void> {
    const { own } = this.#state;
    for await (const { text, isStale } of this.#typed.lines()) {
      if (isStale) own.keeps(text);
      else await (await this.#listening()).typed(text);
      while (!this.#readline.isTerminal && this.#state.membership.open.length >= MOST_OPEN) {
        await this.#news.promise;
      }
    }
    if (this.#options.bot) return await FOREVER; // it has nothing to say, and goes on listening
    if (!this.#state.wasIn) await this.#listening();
    this.#state.leaving = true;
    own.leaves();
    this.#change();
    while (own.isOpen) await this.#news.promise;
    await this.#visit?.leave();
    await (this.#readline.isTerminal ? delay(PARTING) : FOREVER); // the server ends its side as soon as it has read all
  }

  /** The visit that wants a line, as soon as there is one. */
  async #listening(): Promise<ServerVisit> {
    while (this.#visit?.ready.isSet !== true) await this.#news.promise;
    return this.#visit;
  }

  async #pause(seconds: number): Promise<void> {
    for (let left = seconds; left > 0; left--) {
      this.#readline.prompt(msg`(offline, retry in ${left} s) `);
      await delay(1000, { signal: this.#context.signal });
    }
  }

  get #refusal(): Message | undefined {
    return this.#visit === undefined ? msg`Not connected: your line is kept here` : this.#visit.refusal;
  }

  #change(): void {
    this.#news.resolve();
    this.#news = Promise.withResolvers();
    if (this.#readline.isTerminal) this.#readline.prompt(this.#visit?.prompt ?? msg`(connecting…) `);
  }
}
