import type { RuleConnection } from "./calls/call_story.ts";
import type { Connection } from "../net/connection.ts";
import type { SocketAddress } from "../net/address/socket_address.ts";
import { NetError } from "../net/errors/net_error.ts";
import type { Language, Text } from "../i18n/text.ts";
import { RuleViolation } from "./causes/rule_violation.ts";
import type { Nature } from "./survey/nature.ts";
import { type Random, seededRandom } from "./probes/seeded_random.ts";
import type { Target } from "./targets/target.ts";
import { EXPECTED } from "./texts/expected_texts.ts";
import { REFUSALS } from "./texts/run_texts.ts";
import { Transcript } from "./probes/transcript.ts";
import { ObservedConnection } from "./probes/observed_connection.ts";

/** The things that all rules of a check share. */
export interface CheckOptions {
  /** The source of the texts, cuts and pauses; the same seed makes the same ones. */
  readonly seed: number;
  /** How long to wait for anything that should come, in milliseconds. */
  readonly timeout: number;
  /** Whether answers end with their line, or with nothing (sheet 004). */
  readonly framing: "line" | "chunk";
  /** The language of the results. */
  readonly language: Language;
  readonly signal: AbortSignal;
}

/** What is known about a program when a rule is tried on it. */
export interface RuleSetting {
  /** The rule's id, for its share of chance. */
  readonly rule: string;
  /** Whether the rule is about several clients: a server that is over after one is not started anew in between. */
  readonly company?: boolean;
  /** Whether this very program has accepted a client in an earlier rule. */
  readonly seen?: boolean;
  readonly nature?: Nature | undefined;
}

/** The place where one rule is tried: connections to the program under test, chance, time and a pen. */
export class RuleContext implements Disposable {
  readonly target: Target;
  readonly options: CheckOptions;
  readonly random: Random;
  readonly transcript = new Transcript();
  /** Things worth saying that break no rule. */
  readonly notes: Text[] = [];
  /** The connections so far: the transcript has their numbers, the program's calls their ports. */
  readonly connections: RuleConnection[] = [];
  readonly nature: Nature | undefined;
  readonly #conns: ObservedConnection[] = [];
  readonly #setting: RuleSetting;

  constructor(target: Target, options: CheckOptions, setting: RuleSetting) {
    this.target = target;
    this.#setting = setting;
    this.nature = setting.nature;
    this.options = options;
    this.random = seededRandom(options.seed, setting.rule);
  }

  /** How long to wait for anything that should come, in milliseconds. */
  get timeout(): number {
    return this.options.timeout;
  }

  /**
   * A new connection to the program; closed at the end of the rule.
   *
   * @throws {RuleViolation} `refused` when nobody accepts it.
   */
  async connect(): Promise<ObservedConnection> {
    const { signal } = this.options;
    const first = this.#conns.length === 0;
    // Where it serves one client and no more, and that is not what the rule is about, each gets a server of its own.
    if (!first && this.nature?.clients === "one" && this.#setting.company !== true) {
      await this.target.ready(true);
    }
    try {
      return this.#observe(await this.target.connect(), "connect");
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof NetError)) throw error;
      const expected = !first || this.#setting.seen === true ? EXPECTED.anotherClient : EXPECTED.client;
      throw new RuleViolation("refused", expected, undefined, REFUSALS[error.code]);
    }
  }

  /**
   * The next connection that the program makes to the server behind it, which is us; closed at the end of the rule.
   *
   * @throws {RuleViolation} `silence` when none comes in time.
   */
  async accept(): Promise<ObservedConnection> {
    const connection = await this.target.accept?.(this.timeout);
    if (connection === undefined) throw new RuleViolation("silence", EXPECTED.upstream);
    return this.#observe(connection, "accept");
  }

  #observe(connection: Connection, beginning: "connect" | "accept"): ObservedConnection {
    const { framing, timeout, signal } = this.options;
    const number = this.#conns.length + 1;
    const [ours, theirs] = [portOf(connection.local), portOf(connection.remote)];
    this.connections.push({ number, ours, theirs });
    const conn = new ObservedConnection(connection, {
      number,
      framing,
      timeout,
      random: this.random,
      transcript: this.transcript,
      signal,
      beginning,
    });
    this.#conns.push(conn);
    return conn;
  }

  /**
   * Ends the streams of the clients that still wait for something: an answer that comes then tells what the program has
   * waited for.
   */
  async answeredAtEnd(): Promise<boolean> {
    const ends = await Promise.all(this.#conns.slice(-1).map((conn) => conn.answersAtEnd()));
    return ends.some((answered) => answered);
  }

  /** Closes all connections now, as at the end of the rule. */
  leaveAll(): void {
    for (const conn of this.#conns) conn.close();
  }

  /** Says something that breaks no rule. */
  note(text: Text): void {
    this.notes.push(text);
  }

  [Symbol.dispose](): void {
    for (const conn of this.#conns) conn.close();
  }
}

function portOf(address: SocketAddress): number {
  return "port" in address ? address.port : 0;
}
