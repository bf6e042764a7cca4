import { NetError } from "../net/net_error.ts";
import type { Language, Text } from "../i18n/text.ts";
import { Broken } from "./causes/broken.ts";
import { type Random, seededRandom } from "./probes/seeded_random.ts";
import type { Subject } from "./targets/subject.ts";
import { EXPECTED } from "./texts/expected_texts.ts";
import { REFUSALS } from "./texts/run_texts.ts";
import { Transcript } from "./probes/transcript.ts";
import { Wire } from "./probes/wire.ts";

/** What all the rules of a check share. */
export interface CheckOptions {
  /** What makes the texts, cuts and pauses; the same seed makes the same ones. */
  readonly seed: number;
  /** How long to wait for anything that should come, in milliseconds. */
  readonly patience: number;
  /** Whether answers end with their line, or with nothing (sheet 004). */
  readonly framing: "line" | "chunk";
  /** In which language the results are told. */
  readonly language: Language;
  readonly signal: AbortSignal;
}

/** The place where one rule is tried: connections to the program under test, chance, time and a pen. */
export class Bench implements Disposable {
  readonly subject: Subject;
  readonly options: CheckOptions;
  readonly random: Random;
  readonly transcript = new Transcript();
  /** Things worth saying that break no rule. */
  readonly notes: Text[] = [];
  readonly #wires: Wire[] = [];

  readonly #seen: boolean;

  /**
   * @param rule the rule's id, for its share of chance.
   * @param seen whether this very program has accepted a client in an earlier rule.
   */
  constructor(subject: Subject, options: CheckOptions, rule: string, seen = false) {
    this.subject = subject;
    this.#seen = seen;
    this.options = options;
    this.random = seededRandom(options.seed, rule);
  }

  /** How long to wait for anything that should come, in milliseconds. */
  get patience(): number {
    return this.options.patience;
  }

  /**
   * A new connection to the program; closed at the end of the rule.
   *
   * @throws {Broken} `refused` when nobody accepts it.
   */
  async connect(): Promise<Wire> {
    const { framing, patience, signal } = this.options;
    try {
      const connection = await this.subject.connect();
      const wire = new Wire(connection, {
        number: this.#wires.length + 1,
        framing,
        patience,
        random: this.random,
        transcript: this.transcript,
        signal,
      });
      this.#wires.push(wire);
      return wire;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof NetError)) throw error;
      const expected = this.#wires.length > 0 || this.#seen ? EXPECTED.anotherClient : EXPECTED.client;
      throw new Broken("refused", expected, undefined, REFUSALS[error.code]);
    }
  }

  /** Says something that breaks no rule. */
  note(text: Text): void {
    this.notes.push(text);
  }

  [Symbol.dispose](): void {
    for (const wire of this.#wires) wire.close();
  }
}
