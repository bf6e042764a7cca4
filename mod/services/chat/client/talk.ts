import { msg } from "../../../i18n/message.ts";
import { delay } from "@std/async";
import type { CommandContext } from "../../../cli/command_context.ts";
import { FrameReader } from "../../../io/frame_reader.ts";
import type { Connection } from "../../../net/connection.ts";
import { isDisconnect } from "../../../net/errors/disconnect.ts";
import { chatLines } from "../chat_lines.ts";
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

/** Longest line, in bytes. */
const LIMIT = 65_536;
/**
 * Milliseconds of silence at the very beginning after which a talk by turns says that both may be waiting.
 */
const BOTH_WAIT = 5000;
/** Milliseconds that a piped end word waits for its turn. */
const END_WAITS = 1000;
/** Milliseconds the other side has for its last words after ours. */
const LAST_WORDS = 2000;

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
  await using readline = openReadline(context, {
    refuseEntry: (line) => turns && !turns.mine && line !== manner.end ? NOT_YET : undefined,
  });
  const talker = new Talker(connection, readline, turns, manner);
  await talker.run(context.signal);
  context.signal.throwIfAborted();
  return 0;
}

const NOT_YET = msg`It is the other side's turn: your line is kept here, Enter sends it when it is yours`;

class Talker {
  readonly #connection: Connection;
  readonly #readline: Readline;
  readonly #turns: Turns | undefined;
  readonly #manner: TalkOptions;
  #changed = Promise.withResolvers<void>();
  #over = false;

  constructor(connection: Connection, readline: Readline, turns: Turns | undefined, manner: TalkOptions) {
    this.#connection = connection;
    this.#readline = readline;
    this.#turns = turns;
    this.#manner = manner;
  }

  async run(stop: AbortSignal): Promise<void> {
    stop.addEventListener("abort", () => (this.#over = true), { once: true });
    this.#showTurn();
    const warning = setTimeout(() => this.#warnOfSilence(), BOTH_WAIT);
    try {
      const listening = this.#listen();
      const typing = this.#type();
      if (await Promise.race([listening.then(() => "peer"), typing.then(() => "me")]) === "me") {
        await this.#connection.closeWrite();
        await this.#awaitLastWords(listening);
      }
    } finally {
      clearTimeout(warning);
      this.#over = true;
    }
  }

  /** Shows what the other side says, until it ends. */
  async #listen(): Promise<void> {
    const { framing, end } = this.#manner;
    const reader = new FrameReader(this.#connection, chatLines({ limit: LIMIT, bare: framing === "chunk" }));
    for (let input = await this.#next(reader); input !== null; input = await this.#next(reader)) {
      if (input.type === "refused") {
        await this.#readline.remark(msg`A line of the other side was longer than ${LIMIT} bytes`);
      }
      if (input.type !== "line") continue;
      if (input.text === end) break;
      await this.#heard(input.text);
    }
    if (!this.#over) await this.#readline.remark(msg`The other side has ended the talk`);
  }

  /** A peer that breaks the connection off has ended the talk, too. */
  async #next<Frame>(reader: FrameReader<Frame>): Promise<Frame | null> {
    try {
      return (await reader.next())?.frame ?? null;
    } catch (error) {
      if (isDisconnect(error)) return null;
      throw error;
    }
  }

  async #heard(line: string): Promise<void> {
    await this.#readline.show(visibleText(line));
    if (this.#turns?.heard() === false) await this.#readline.remark(BOTH_BEGAN);
    this.#showTurn();
  }

  /**
   * Sends what is typed, until the end word, or the end of the input when our turn comes and there
   * is nothing left to say.
   */
  async #type(): Promise<void> {
    for await (const line of this.#readline.lines()) {
      const isEnd = line === this.#manner.end;
      await (isEnd ? this.#myTurnSoon() : this.#myTurn());
      await this.#send(line);
      if (isEnd) return void (this.#over = true);
    }
    if (!this.#readline.isTerminal) await this.#myTurn();
    this.#over = true;
  }

  async #send(line: string): Promise<void> {
    const mark = this.#manner.framing === "chunk" ? "" : "\n";
    // Before it leaves: the answer may be here before we hear that it has left.
    this.#turns?.spoke();
    this.#showTurn();
    try {
      await this.#connection.write(new TextEncoder().encode(line + mark));
    } catch (error) {
      // The reading side is about to notice that nobody is there any more.
      if (!isDisconnect(error)) throw error;
    }
  }

  /** Waits for our turn: a line that a program pipes in is not lost because it came early. */
  async #myTurn(): Promise<void> {
    while (this.#turns && !this.#turns.mine) await this.#changed.promise;
  }

  /**
   * A person may end the talk at any time; the lines a program pipes in keep their order as far as
   * possible.
   */
  async #myTurnSoon(): Promise<void> {
    if (!this.#readline.isTerminal) await Promise.race([this.#myTurn(), delay(END_WAITS)]);
  }

  #showTurn(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
    if (this.#turns) this.#readline.prompt(this.#turns.mine ? msg`your turn> ` : msg`their turn… `);
  }

  #warnOfSilence(): void {
    if (this.#turns?.silentSoFar && !this.#turns.mine && this.#manner.begin === "peer") {
      this.#readline.remark(BOTH_WAITING);
    }
  }

  /** Goes on showing what the other side says for a moment, as long as it says something. */
  async #awaitLastWords(listening: Promise<void>): Promise<void> {
    let read = -1;
    while (read !== this.#connection.bytesRead) {
      read = this.#connection.bytesRead;
      const silence = Promise.withResolvers<"silence">();
      const timer = setTimeout(() => silence.resolve("silence"), LAST_WORDS);
      const first = await Promise.race([listening.then(() => msg`ended`), silence.promise]);
      clearTimeout(timer);
      if (first === msg`ended`) return;
    }
  }
}

const BOTH_BEGAN =
  msg`The other side spoke during your turn: both of you began. It counts as the answer to your next line; to avoid it, start one side with --begin peer`;
const BOTH_WAITING =
  msg`Still nothing: the other side is expected to begin. If it waits for you too, nobody will ever speak; then end this with Ctrl-C and start again with --begin me`;
