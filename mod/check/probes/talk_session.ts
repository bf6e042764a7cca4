import { quoted } from "../causes/expectation.ts";
import { awakeNow } from "./awake_clock.ts";
import { RuleViolation } from "../causes/rule_violation.ts";
import type { RuleContext } from "../rule_context.ts";
import type { TalkTarget } from "../targets/talk_target.ts";
import type { ObservedConnection } from "./observed_connection.ts";
import type { Segmentation } from "./segmentation.ts";
import { sleep } from "./sleep.ts";

/** The two people of a talk are both played: one at the program's keyboard, one at the other end of its connection. */
export class TalkSession {
  readonly context: RuleContext;
  readonly target: TalkTarget;
  /** The other side's end of the connection. */
  readonly conn: ObservedConnection;
  readonly #mark: "\n" | "";
  #seen = 0;

  constructor(context: RuleContext, target: TalkTarget, conn: ObservedConnection) {
    [this.context, this.target, this.conn] = [context, target, conn];
    this.#mark = context.options.framing === "line" ? "\n" : "";
  }

  /** Types a line, and Enter. */
  type(line: string): void {
    this.press(`${line}\n`);
  }

  /** Presses these keys. */
  press(keys: string): void {
    this.context.transcript.add(0, "type", encoder.encode(keys));
    this.target.type(keys);
  }

  /** Presses Ctrl-D. */
  pressEnd(): void {
    this.context.transcript.add(0, "type", encoder.encode("\x04"));
    this.target.endTyping();
  }

  /** The other side says a line. */
  async say(line: string, via: Segmentation = "whole"): Promise<void> {
    await this.conn.send(line + this.#mark, via);
  }

  /**
   * Waits until a line has arrived at the other side; more may stand around it.
   *
   * @returns all that has arrived.
   * @throws {RuleViolation} with what has come instead.
   */
  async arrive(line: string): Promise<string> {
    await this.conn.until((unheard) => this.#holds(unheard, line), quoted(line, this.#mark));
    return decoder.decode(this.conn.take(this.conn.unheard.length));
  }

  /** Whether a line arrives within this time, in milliseconds, with or without its line end. */
  async arrives(line: string, time: number): Promise<boolean> {
    try {
      await this.conn.until((unheard) => unheard.includes(line), quoted(line), time);
      this.conn.take(this.conn.unheard.length);
      return true;
    } catch (error) {
      if (!(error instanceof RuleViolation)) throw error;
      return false;
    }
  }

  /** What is on the screen, without what only moves the cursor or colours. */
  get screen(): string {
    return (this.target.shown() ?? "").replace(ESCAPES, "").replaceAll("\r", "");
  }

  /** Whether this comes to the screen within this time, in milliseconds. */
  async shows(text: string, time = this.context.timeout): Promise<boolean> {
    return await this.until(() => this.screen.includes(text), time);
  }

  /** Whether this becomes true in time; what has come to the screen meanwhile is written down. */
  async until(test: () => boolean | undefined, time = this.context.timeout): Promise<boolean> {
    const deadline = awakeNow() + time;
    let came = test() === true;
    while (!came && awakeNow() < deadline) {
      await sleep(15, this.context.options.signal);
      came = test() === true;
    }
    const { screen } = this;
    if (screen.length > this.#seen) {
      this.context.transcript.add(0, "show", encoder.encode(screen.slice(this.#seen)));
    }
    this.#seen = screen.length;
    return came;
  }

  #holds(unheard: string, line: string): boolean {
    const at = unheard.indexOf(line);
    return at !== -1 && (this.#mark === "" || unheard.includes("\n", at));
  }
}

/** What moves a cursor, clears a line or colours: CSI and OSC sequences, and two-letter ones. */
// deno-lint-ignore no-control-regex
const ESCAPES = /\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[@-Z\\-_=>78])/g;
const encoder = new TextEncoder();
const decoder = new TextDecoder();
