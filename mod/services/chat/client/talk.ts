import { onAbort } from "../../../net/connection/on_abort.ts";
import { msg, plural } from "../../../i18n/message.ts";
import { delay } from "@std/async";
import type { CommandContext } from "../../../cli/command_context.ts";
import type { Connection } from "../../../net/connection.ts";
import { isDisconnect } from "../../../net/errors/disconnect.ts";
import { LONGEST_HEARD, TalkReader } from "./talk_reader.ts";
import { Turns } from "./turns.ts";
import { visibleText } from "../../../io/visible_text.ts";
import { openReadline } from "../../../terminal/open_readline.ts";
import type { Readline } from "../../../terminal/readline.ts";

/** The options of {@linkcode talk}. */
export interface TalkOptions {
  readonly turns: boolean;
  readonly begin: "me" | "peer";
  readonly end: string;
  readonly framing: "line" | "chunk";
}

/**
 * Milliseconds of silence at the very beginning after which a talk by turns says that both may be waiting.
 */
const BOTH_WAIT = 5000;
/** Milliseconds that a piped end word waits for its turn. */
const END_WAITS = 1000;
/** Milliseconds the other side has for its last words after ours. */
const LAST_WORDS = 2000;
/** Milliseconds that a pipe has for its next line once the other side has said everything. */
const LAST_LINES = 1000;
/** Milliseconds between two messages without line ends, so that each is likely to be read by itself. */
const APART = 50;

/**
 * Two people on one connection, until one of them ends it: with the end word, Ctrl-D, or by leaving.
 *
 * @returns the exit code, 0.
 */
export async function talk(
  connection: Connection,
  manner: TalkOptions,
  context: CommandContext,
): Promise<number> {
  const turns = manner.turns ? new Turns(manner.begin) : undefined;
  const unsaid: Unsaid[] = [];
  await using readline = openReadline(context, {
    refuseEntry(line, pasted) {
      if (manner.framing === "chunk" && line === "") return NOTHING;
      const early = turns !== undefined && !turns.mine && unsaid.length === 0 && line !== manner.end;
      return early && !pasted ? NOT_YET : undefined;
    },
  });
  const talker = new Talker(connection, readline, turns, manner, unsaid);
  await talker.run(context.signal);
  context.signal.throwIfAborted();
  return 0;
}

/** A line that was typed and has not left yet. */
interface Unsaid {
  readonly line: string;
  /** Whether it had to wait, so that its writer wants to know when it leaves. */
  readonly early: boolean;
}

/** How the other side stopped talking. */
type Ending = "word" | "end" | "break";

/**
 * Three things go on at once: the other side is listened to, what is typed is taken in, and what was taken in is
 * said, a line at a time and each in its turn. A pipe is read no faster than it is said; a keyboard is always
 * read, or else Ctrl-C would wait, too.
 */
class Talker {
  readonly #connection: Connection;
  readonly #readline: Readline;
  readonly #turns: Turns | undefined;
  readonly #manner: TalkOptions;
  /** The oldest first. */
  readonly #unsaid: Unsaid[];
  #typedAll = false;
  #said = 0;
  #changed = Promise.withResolvers<void>();
  #over = false;

  constructor(
    connection: Connection,
    readline: Readline,
    turns: Turns | undefined,
    manner: TalkOptions,
    unsaid: Unsaid[],
  ) {
    this.#connection = connection;
    this.#readline = readline;
    this.#turns = turns;
    this.#manner = manner;
    this.#unsaid = unsaid;
  }

  async run(stop: AbortSignal): Promise<void> {
    using _ending = onAbort(stop, () => this.#over = true);
    this.#showTurn();
    const warning = setTimeout(() => this.#warnOfSilence(), BOTH_WAIT);
    try {
      const listening = this.#listen();
      const saying = this.#say();
      const interrupted = this.#type().then(() => FOREVER);
      const first = await Promise.race([listening, saying, interrupted]);
      if (first === "me") {
        await this.#connection.closeWrite();
        await whileIt(() => this.#connection.bytesRead, LAST_WORDS, listening);
      } else if (first === "end" && !this.#readline.isTerminal) {
        await whileIt(() => this.#said, LAST_LINES, saying);
      }
      await this.#tellUnsaid();
    } finally {
      clearTimeout(warning);
      this.#over = true;
    }
  }

  /** Shows what the other side says, until it ends. */
  async #listen(): Promise<Ending> {
    const reader = new TalkReader(this.#connection, this.#manner.framing);
    try {
      for (let lines = await reader.next(); lines !== null; lines = await reader.next()) {
        for (const line of lines) {
          if (line === this.#manner.end) return await this.#ended("word");
          if (line === undefined) await this.#readline.remark(TOO_LONG);
          else await this.#readline.show(visibleText(line));
        }
        await this.#heard();
      }
      return await this.#ended("end");
    } catch (error) {
      if (!isDisconnect(error)) throw error;
      const cut = reader.rest();
      if (cut !== "") await this.#readline.show(visibleText(cut));
      return await this.#ended("break");
    }
  }

  async #heard(): Promise<void> {
    if (this.#turns?.heard() === false) await this.#readline.remark(BOTH_BEGAN);
    this.#showTurn();
  }

  /** From now on nobody's turn has to be waited for. */
  async #ended(how: Ending): Promise<Ending> {
    if (!this.#over) await this.#readline.remark(how === "break" ? BROKEN_OFF : ENDED);
    this.#turns?.left();
    this.#wake();
    return how;
  }

  /** Takes in what is typed. */
  async #type(): Promise<void> {
    for await (const entry of this.#readline.lines()) {
      for (const line of entry.split("\n")) {
        this.#unsaid.push({ line, early: this.#unsaid.length > 0 || this.#turns?.mine === false });
      }
      this.#showTurn();
      while (!this.#readline.isTerminal && this.#unsaid.length > 0) await this.#changed.promise;
    }
    this.#typedAll = true;
    this.#wake();
  }

  /**
   * Says what is typed, until the end word, or the end of the input when our turn comes and there
   * is nothing left to say. A person who ends the input ends the talk at once.
   */
  async #say(): Promise<"me"> {
    for (let next = await this.#next(); next !== undefined; next = await this.#next()) {
      const isEnd = next.line === this.#manner.end;
      await (isEnd ? this.#myTurnSoon() : this.#myTurn());
      if (!isEnd && this.#outOfTurn) break;
      if (next.line === "" && this.#manner.framing === "chunk") await this.#skip();
      else if (!await this.#send(next)) return "me";
      this.#over = isEnd;
      if (isEnd) return "me";
    }
    if (!this.#readline.isTerminal) await this.#myTurn();
    this.#over = true;
    return "me";
  }

  /** The oldest line that has not been said, once there is one; `undefined` when there will be none. */
  async #next(): Promise<Unsaid | undefined> {
    while (this.#unsaid.length === 0 && !this.#typedAll) await this.#changed.promise;
    return this.#unsaid[0];
  }

  /** Drops the oldest line, which would be no bytes: the other side would wait for it for ever. */
  async #skip(): Promise<void> {
    this.#unsaid.shift();
    this.#wake();
    await this.#readline.remark(NOTHING);
  }

  /** Sends the oldest line. @returns false when it cannot be sent, because the other side is gone. */
  async #send(unsaid: Unsaid): Promise<boolean> {
    const { line, early } = unsaid;
    const bare = this.#manner.framing === "chunk";
    this.#unsaid.shift();
    // Before it leaves: the answer may be here before we hear that it has left.
    this.#turns?.spoke();
    this.#showTurn();
    try {
      await this.#connection.write(new TextEncoder().encode(bare ? line : `${line}\n`));
    } catch (error) {
      // The reading side is about to notice that nobody is there any more.
      if (!isDisconnect(error)) throw error;
      this.#unsaid.unshift(unsaid);
      return false;
    }
    this.#said++;
    if (early && this.#readline.isTerminal) await this.#readline.remark(msg`sent: ${line}`);
    if (bare && this.#turns === undefined) await delay(APART);
    return true;
  }

  get #outOfTurn(): boolean {
    return this.#turns !== undefined && !this.#turns.mine;
  }

  /** Waits for our turn: a line that came early is not lost. Nobody waits for it who has left. */
  async #myTurn(): Promise<void> {
    while (this.#outOfTurn && !(this.#typedAll && this.#readline.isTerminal)) await this.#changed.promise;
  }

  /**
   * A person may end the talk at any time; the lines a program pipes in keep their order as far as
   * possible.
   */
  async #myTurnSoon(): Promise<void> {
    if (!this.#readline.isTerminal) await Promise.race([this.#myTurn(), delay(END_WAITS)]);
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  #showTurn(): void {
    this.#wake();
    if (this.#turns === undefined) return;
    const waiting = this.#readline.isTerminal && !this.#turns.mine ? this.#unsaid.length : 0;
    const theirs = waiting === 0 ? msg`their turn… ` : msg`their turn (${waiting} waiting)… `;
    this.#readline.prompt(this.#turns.mine ? msg`your turn> ` : theirs);
  }

  #warnOfSilence(): void {
    if (this.#turns?.silentSoFar && !this.#turns.mine && this.#manner.begin === "peer") {
      this.#readline.remark(BOTH_WAITING);
    }
  }

  async #tellUnsaid(): Promise<void> {
    const count = this.#unsaid.length;
    if (count === 0) return;
    await this.#readline.remark(
      plural(count, msg`${count} line was not sent`, msg`${count} lines were not sent`),
    );
  }
}

/** Waits until it ends, but no longer than while the count grows within the time. */
async function whileIt(count: () => number, milliseconds: number, ends: Promise<unknown>): Promise<void> {
  for (let before = -1; before !== count();) {
    before = count();
    const silence = Promise.withResolvers<"silence">();
    const timer = setTimeout(() => silence.resolve("silence"), milliseconds);
    const first = await Promise.race([ends, silence.promise]);
    clearTimeout(timer);
    if (first !== "silence") return;
  }
}

const FOREVER = new Promise<never>(() => {/* something else ends the talk */});
const NOT_YET = msg`It is the other side's turn: your line is kept here, Enter sends it when it is yours`;
const NOTHING = msg`An empty message was not sent: without line ends, nobody would notice it`;
const TOO_LONG = msg`A line of the other side was longer than ${LONGEST_HEARD} bytes`;
const ENDED = msg`The other side has ended the talk`;
const BROKEN_OFF = msg`The other side has broken the talk off`;
const BOTH_BEGAN =
  msg`The other side spoke during your turn: both of you began. It counts as the answer to your next line; to avoid it, start one side with --begin peer`;
const BOTH_WAITING =
  msg`Still nothing: the other side is expected to begin. If it waits for you too, nobody will ever speak; then end this with Ctrl-C and start again with --begin me`;
