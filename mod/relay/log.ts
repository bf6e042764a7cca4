import { hexControls } from "../io/visible_text.ts";

/**
 * socat's messages: `2026/11/21 02:00:16 socat[4711] E text`, one a line, to stderr or to a file. Scripts
 * grep for the letter: E error, W warning, N notice, I info, D debug. Levels above the wanted verbosity are
 * not even formatted (give a function where the text is expensive to make).
 */

/** Where messages go and how they look. */
export interface LogOptions {
  /** 0 errors only, 1 warnings, 2 notices, 3 infos, 4 debug. */
  readonly verbosity: number;
  readonly programName: string;
  readonly micros?: boolean;
  readonly hostname?: string | undefined;
  /** Whether the stacks of errors are wanted, among the debug messages. */
  readonly stacks?: boolean;
  /** Takes one whole line, line end included. */
  readonly write: (line: string) => void;
}

const LETTERS = ["E", "W", "N", "I", "D"] as const;

/** Writes messages of five levels. */
export class Log {
  readonly #options: LogOptions;
  /** By how many levels everything is less important. */
  readonly #lowered: number;

  /** What has been said in vain, as many texts as addresses have options. */
  readonly #said: Set<string>;

  constructor(options: LogOptions, lowered = 0, said: Set<string> = new Set()) {
    this.#options = options;
    this.#lowered = lowered;
    this.#said = said;
  }

  /** The same log for something less important: with 1, errors are warnings, warnings notices. */
  lowered(by: number): Log {
    return new Log(this.#options, this.#lowered + by, this.#said);
  }

  /** How messages name the program: `socat`, or what `-lp` says. */
  get programName(): string {
    return this.#options.programName;
  }

  /** `hint` is shown below the line, without date and level, so that nothing greps it. */
  error(text: string, hint?: string): void {
    this.#say(0, text);
    if (this.#lowered > this.#options.verbosity) return;
    if (hint !== undefined) this.#options.write(hint.endsWith("\n") ? hint : `${hint}\n`);
  }

  warning(text: string): void {
    this.#say(1, text);
  }

  notice(text: string | (() => string)): void {
    this.#say(2, text);
  }

  info(text: string | (() => string)): void {
    this.#say(3, text);
  }

  debug(text: string | (() => string)): void {
    this.#say(4, text);
  }

  /** Said at any verbosity: what the user has asked for by an option of its own. */
  always(letter: (typeof LETTERS)[number], text: string): void {
    this.#write(letter, text);
  }

  /**
   * A warning about what the user has asked for in vain: said at any verbosity, and once, however many connections
   * it is about.
   */
  inVain(text: string): void {
    if (this.#said.has(text)) return;
    this.#said.add(text);
    this.#write("W", text);
  }

  /** Where an error comes from, for those who work on the program. */
  stack(error: unknown): void {
    if (this.#options.stacks && error instanceof Error) this.debug(error.stack ?? "");
  }

  /** Whether infos are shown: for who would have one to tell of every block. */
  get showsInfos(): boolean {
    return this.#level(3) <= this.#options.verbosity;
  }

  #level(important: number): number {
    return Math.min(LETTERS.length - 1, important + this.#lowered);
  }

  #say(important: 0 | 1 | 2 | 3 | 4, text: string | (() => string)): void {
    const level = this.#level(important);
    if (level > this.#options.verbosity) return;
    this.#write(LETTERS[level]!, typeof text === "string" ? text : text());
  }

  #write(letter: (typeof LETTERS)[number], text: string): void {
    const { programName, hostname } = this.#options;
    const host = hostname === undefined ? "" : `${hostname} `;
    const line = hexControls(text);
    this.#options.write(`${this.#stamp()} ${host}${programName}[${Deno.pid}] ${letter} ${line}\n`);
  }

  #stamp(): string {
    const stamp = timestamp(new Date());
    return this.#options.micros ? stamp : stamp.slice(0, 19);
  }
}

/** `2026/11/21 02:00:16.123000` in local time. */
export function timestamp(now: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  const date = `${now.getFullYear()}/${two(now.getMonth() + 1)}/${two(now.getDate())}`;
  const time = `${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`;
  return `${date} ${time}.${String(now.getMilliseconds()).padStart(3, "0")}000`;
}
